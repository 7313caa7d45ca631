"""A treatment's leaflet says what it means for work, make-up, sport, sun and mood."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    if "aftercare" not in leaflet_text.kind.must:
        return
    meanings = {match.meaning for match in leaflet_text.find("daily_life")}
    for group in leaflet_text.lexicon.daily_life:
        if group.instead not in meanings:
            place = leaflet_text.loaded.place(("title",))
            yield place, f'nothing is said about "{group.find[0]}"', f"say {group.instead}"


CHECK = Check(
    id="daily-life",
    stage="content",
    reads=LeafletText,
    severity=Severity.WARNING,
    summary="The leaflet mentions work, make-up, sport, sun and mood.",
    run=_run,
    finds="a leaflet whose kind asks for aftercare without a word of one group of the lexicon's"
    " `daily_life`",
    mend="say what the treatment means for that part of a reader's life, or that nothing changes",
    why="DISCERN asks for the effect on daily life (question 13), IPDAS for what an option is like"
    " to live through in body, mind and company.",
    lexicon=("daily_life",),
)
