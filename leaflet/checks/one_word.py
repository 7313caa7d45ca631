"""One thing has one name throughout a leaflet."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import Match


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    first: dict[str, Match] = {}
    reported = set()
    for match in leaflet_text.find("synonyms"):
        known = first.setdefault(match.meaning, match)
        word = _singular(match)
        if word != _singular(known) and word not in reported:
            reported.add(word)
            place = leaflet_text.place(match.sentence.unit, match.offset)
            yield place, f'"{match.text}" after "{known.text}"', match.meaning


def _singular(match: Match) -> str:
    return match.text.removesuffix("s")


CHECK = Check(
    id="one-word",
    stage="content",
    reads=LeafletText,
    severity=Severity.NOTE,
    summary="The same thing has the same name throughout.",
    run=_run,
    finds="a second word of one group of the lexicon's `synonyms`, such as jab after injection",
    mend="use the first word throughout, or the plainer one",
    why="Plain English: a second word for the same thing makes readers look for a difference.",
    lexicon=("synonyms",),
)
