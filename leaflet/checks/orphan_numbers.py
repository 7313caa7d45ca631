"""Numbers that are not marked with a fact."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import Sentence
from leaflet.text.units import Unit

#: Fields and blocks whose numbers need no mark.
_FREE = frozenset(
    ["title", "subtitle", "audience", "decision", "heading", "legend", "glossary", "questions"]
)


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    numbers = leaflet_text.search("numbers")
    for sentence in leaflet_text.sentences:
        unit = sentence.unit
        if unit.kind in _FREE or not unit.section:
            continue
        written = {at for at, _, _ in numbers.matches(sentence.words)}
        for at, (word, offset) in enumerate(zip(sentence.words, sentence.offsets, strict=True)):
            if not (word[0].isdigit() or at in written):
                continue
            if not (_is_marked(unit, offset) or _is_free(sentence, at)):
                hint = "mark it, as [12 people](fact:id), and list the fact"
                yield leaflet_text.place(unit, offset), f'"{word}" is marked with no fact', hint


def _is_marked(unit: Unit, offset: int) -> bool:
    return any(mark.start <= offset < mark.end for mark in unit.marks)


def _is_free(sentence: Sentence, at: int) -> bool:
    """Whether a word is part of an address or of an age limit, such as "18 or over"."""
    offset = sentence.offsets[at]
    is_age = sentence.words[at + 1 : at + 3] in (("or", "over"), ("and", "over"))
    return is_age or offset not in {place for _, place in sentence.spoken}


CHECK = Check(
    id="orphan-numbers",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="Every number in the text is marked with the fact that it is based on.",
    run=_run,
    finds="digits, or a word of the lexicon's `numbers`, outside of marks; titles, headings,"
    " legends, the glossary, questions and addresses are not checked",
    mend="list the fact with its sources, and mark the number: `[12 people](fact:c4)`",
    why="EQIP and DISCERN ask where the information comes from; a number without a source cannot be"
    " checked when the evidence is searched again.",
    lexicon=("numbers",),
)
