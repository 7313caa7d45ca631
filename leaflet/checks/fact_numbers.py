"""The numbers in a mark are those of its fact."""

import re
from collections.abc import Iterator, Sequence

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.numbers import Number, numbers_in, shares_among
from leaflet.text.units import Linked, Unit

#: What is read of the word behind a mark: its number may have its unit there, "[4](fact:c3) mm".
_UNIT_BEHIND = re.compile(r"[ \u00a0]{1,3}[^\W\d_]{1,20}")
#: The most numbers of a fact or mark of which shares are tried, where no word says "of".
_MOST_TRIED = 12


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    facts = leaflet_text.leaflet.facts
    said: dict[str, list[Number]] = {}
    for name in facts:
        yield from _other_prints(leaflet_text, name)
    for unit in leaflet_text.units:
        for mark in unit.marks:
            scheme, _, name = mark.target.partition(":")
            if scheme == "fact" and name in facts:
                if name not in said:
                    said[name] = _said(leaflet_text, name)
                yield from _in_mark(leaflet_text, unit, mark, said[name])


def _said(leaflet_text: LeafletText, name: str) -> list[Number]:
    """The numbers of a fact, and those of its other forms."""
    fact, lexicon = leaflet_text.leaflet.facts[name], leaflet_text.lexicon
    return [number for text in (fact.says, *fact.prints) for number in numbers_in(text, lexicon)]


def _other_prints(leaflet_text: LeafletText, name: str) -> Iterator[Found]:
    """Findings for other forms of a fact that are no forms of it: 6 weeks, of 6 months."""
    fact, lexicon = leaflet_text.leaflet.facts[name], leaflet_text.lexicon
    said = numbers_in(fact.says, lexicon) if fact.prints else []
    for at, text in enumerate(fact.prints):
        for number in numbers_in(text, lexicon):
            is_said = any(number.agrees_with(other) for other in said)
            if not is_said and any(number.contradicts(other) for other in said):
                place = leaflet_text.loaded.place(("facts", name, "prints", at))
                message = f'"{_shown(number)}" is no form of what fact "{name}" says'
                yield place, message, "write the same number in another form, or correct the fact"


def _in_mark(
    leaflet_text: LeafletText, unit: Unit, mark: Linked, said: Sequence[Number]
) -> Iterator[Found]:
    name = mark.target.partition(":")[2]
    printed = _printed(leaflet_text, unit, mark)
    for number in printed:
        if not any(number.agrees_with(other) for other in said) and not _is_share(
            leaflet_text, number, printed, said
        ):
            hint = "write what the fact says, or list this form of it under prints"
            message = f'"{_shown(number)}" is not a number of fact "{name}"'
            yield leaflet_text.place(unit, mark.start), message, hint


def _printed(leaflet_text: LeafletText, unit: Unit, mark: Linked) -> list[Number]:
    """The numbers of a mark; the last one may have its unit behind the mark."""
    words = unit.text[mark.start : mark.end]
    printed = numbers_in(words, leaflet_text.lexicon)
    behind = _UNIT_BEHIND.match(unit.text, mark.end)
    if printed and behind:
        whole = numbers_in(words + behind[0], leaflet_text.lexicon)
        return whole if len(whole) == len(printed) else printed
    return printed


def _is_share(
    leaflet_text: LeafletText, number: Number, printed: Sequence[Number], said: Sequence[Number]
) -> bool:
    """Whether a number may be that of a share of the fact, in a language without words for
    shares.
    """
    if leaflet_text.lexicon.shares or max(len(printed), len(said)) > _MOST_TRIED:
        return False
    shares = shares_among(said)
    if number.is_share:
        return number.value in shares
    return any(not shares.isdisjoint(shares_among((number, other))) for other in printed)


def _shown(number: Number) -> str:
    return f"{number.shown} {number.unit.rstrip('*')}".rstrip()


CHECK = Check(
    id="fact-numbers",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="The numbers in a mark are those of its fact.",
    run=_run,
    lexicon=("units", "number_words", "shares"),
    nouns=("number unlike its fact", "numbers unlike their facts"),
    finds="a number or unit inside a mark, as `[4 cm](fact:c3)`, that is neither in what its fact"
    " `says` nor in its `prints`; `8 or 9 in 10` and `80 to 90 in 100` are equal, `4 cm` and `4 mm`"
    " are not, and the unit may stand behind the mark; a number in `prints` that is none of the"
    " fact's in another form, as 6 weeks of 6 months. Without a lexicon digits alone are compared",
    mend="write the number of the fact, or list another form of it under `prints`",
    why="A number that differs from what its source says is the mistake that harms most and that no"
    " reader can see.",
)
