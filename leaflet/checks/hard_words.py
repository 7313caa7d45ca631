"""Clinical words that have an everyday word."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import Match


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    for match in leaflet_text.find("hard_words"):
        if not _is_taught(leaflet_text, match):
            place = leaflet_text.place(match.sentence.unit, match.offset)
            yield place, f'"{match.text}" is a hard word', f"write: {match.meaning}"


def _is_taught(leaflet_text: LeafletText, match: Match) -> bool:
    """Whether the glossary explains the word, in the singular or the plural."""
    return all(word in leaflet_text.taught or word.removesuffix("s") in leaflet_text.taught
               for word in match.words)  # fmt: skip


CHECK = Check(
    id="hard-words",
    stage="content",
    reads=LeafletText,
    severity=Severity.WARNING,
    summary="The text uses everyday words where they exist.",
    run=_run,
    finds="a word of the lexicon's `hard_words` in any text, headings too, unless the glossary"
    " teaches it or it is in a web address",
    mend="write the plainer word, or teach the word in the glossary if readers will meet it again",
    why="PEMAT-P asks for everyday words and for medical ones only where they are taught (items 3"
    " and 4), the CDC Clear Communication Index for the readers' own words (item 7).",
    lexicon=("hard_words",),
)
