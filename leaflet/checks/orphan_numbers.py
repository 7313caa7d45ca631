"""Numbers about evidence that are not marked with a fact."""

from collections.abc import Iterator, Sequence

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.units import Unit

#: Fields and blocks whose numbers need no mark.
_FREE = frozenset(
    ["title", "subtitle", "audience", "decision", "heading", "legend", "glossary", "questions"]
)


#: The most words between a number and what it counts: "3 small new studies".
_MOST_BETWEEN = 2


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    for sentence in leaflet_text.sentences:
        unit = sentence.unit
        if unit.kind in _FREE or not unit.section:
            continue
        spoken = {offset for _, offset in sentence.spoken}
        for at in _reported(leaflet_text, sentence.words):
            word, offset = sentence.words[at], sentence.offsets[at]
            if offset in spoken and not _is_marked(unit, offset):
                hint = "mark it, as [12 people](fact:id), and list the fact"
                yield leaflet_text.place(unit, offset), f'"{word}" is marked with no fact', hint


def _reported(leaflet_text: LeafletText, words: Sequence[str]) -> Iterator[int]:
    """The positions of numbers that report evidence: of people, studies or per cent, of a share
    ("3 in 10") or of odds ("twice as").
    """
    numbers = {at for at, _, _ in leaflet_text.search("numbers").matches(words)}
    numbers |= {at for at, word in enumerate(words) if word[0].isdigit()}
    counted = [at for at, _, _ in leaflet_text.search("counted").matches(words)]
    odds = {at for at, _, _ in leaflet_text.search("odds").matches(words)}
    found = {at for at in numbers if words[at].endswith("%") or at + 1 in odds}
    for at, end, _ in leaflet_text.search("shares").matches(words):
        if at - 1 in numbers and end in numbers:
            found |= {at - 1, end}
    for at in counted:
        before = [n for n in range(at - 1 - _MOST_BETWEEN, at) if n in numbers]
        found |= set(before[-1:])
    yield from sorted(found)


def _is_marked(unit: Unit, offset: int) -> bool:
    return any(mark.start <= offset < mark.end for mark in unit.marks)


CHECK = Check(
    id="orphan-numbers",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="Every number about evidence is marked with the fact that it is based on.",
    run=_run,
    nouns=("number without a source", "numbers without a source"),
    finds="a number of people, studies or per cent, of a share (3 in 10) or of odds (2 times as),"
    " outside of marks; times, dates, ages, weeks, rooms and names need none, nor do titles,"
    " headings, legends, the glossary and questions",
    mend="list the fact with its sources, and mark the number: `[12 people](fact:c4)`",
    why="EQIP and DISCERN ask where the information comes from; a number without a source cannot be"
    " checked when the evidence is searched again.",
    lexicon=("numbers", "counted", "shares", "odds"),
)
