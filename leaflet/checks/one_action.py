"""Each step has one action."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import Match


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    for match in leaflet_text.find("joiners"):
        unit = match.sentence.unit
        if (unit.kind, unit.name) == ("steps", "do") and _joins_actions(leaflet_text, match):
            place = leaflet_text.place(unit, match.offset)
            yield place, f'two actions joined by "{match.text}"', "make two steps of it"


def _joins_actions(leaflet_text: LeafletText, match: Match) -> bool:
    """Whether a verb comes before the match and another verb follows directly."""
    verbs = leaflet_text.search("actions")
    words = match.sentence.words
    is_followed = any(True for _ in verbs.matches(words[match.end : match.end + 1]))
    return is_followed and any(True for _ in verbs.matches(words[: match.start]))


CHECK = Check(
    id="one-action",
    stage="content",
    reads=LeafletText,
    severity=Severity.NOTE,
    summary="Each step has one action.",
    run=_run,
    finds="a step whose `do` joins two verbs of the lexicon's `actions` by one of its `joiners`,"
    " such as and then",
    mend="make two steps of it, or two sentences",
    why="PEMAT-P asks for actions in small explicit steps (item 22).",
    lexicon=("joiners", "actions"),
)
