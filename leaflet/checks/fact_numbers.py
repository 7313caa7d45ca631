"""The numbers in a mark are those of its fact."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.numbers import Number, numbers_in
from leaflet.text.units import Linked, Unit


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    if not leaflet_text.lexicon.shares:
        return  # "8 or 9 in 10" would be three numbers; `no-lexicon` says that nobody looked
    for unit in leaflet_text.units:
        for mark in unit.marks:
            scheme, _, name = mark.target.partition(":")
            if scheme == "fact" and name in leaflet_text.leaflet.facts:
                yield from _in_mark(leaflet_text, unit, mark, name)


def _in_mark(leaflet_text: LeafletText, unit: Unit, mark: Linked, name: str) -> Iterator[Found]:
    fact = leaflet_text.leaflet.facts[name]
    lexicon = leaflet_text.lexicon
    said = [number for text in (fact.says, *fact.prints) for number in numbers_in(text, lexicon)]
    for number in numbers_in(unit.text[mark.start : mark.end], lexicon):
        if not any(number.agrees_with(other) for other in said):
            hint = "write what the fact says, or list this form of it under prints"
            message = f'"{_shown(number)}" is not a number of fact "{name}"'
            yield leaflet_text.place(unit, mark.start), message, hint


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
    " are not",
    mend="write the number of the fact, or list another form of it under `prints`",
    why="A number that differs from what its source says is the mistake that harms most and that no"
    " reader can see.",
)
