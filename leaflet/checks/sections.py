"""A leaflet has the right sections in the right order."""

from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.core.diagnostics import Severity, Span, did_you_mean
from leaflet.core.located import Loaded
from leaflet.model.leaflet import SECTIONS, Leaflet

#: The glossary is filled from the front matter.
_FILLED_ELSEWHERE = ("glossary",)


def _run(loaded: Loaded[Leaflet]) -> Iterator[tuple[Span, str, str]]:
    leaflet = loaded.value
    assert leaflet is not None
    order = list(SECTIONS)
    seen: list[str] = []
    for index, section in enumerate(leaflet.sections):
        place = loaded.place(("sections", index))
        if section.id not in SECTIONS:
            yield place, f'unknown section "{section.id}"', did_you_mean(section.id, SECTIONS)
            continue
        if section.id in seen:
            yield place, f'section "{section.id}" is there twice', "join the two"
        elif seen and order.index(section.id) < order.index(seen[-1]):
            yield place, f'section "{section.id}" comes after "{seen[-1]}"', "move it up"
        seen.append(section.id)
        is_empty = not section.blocks and section.id not in _FILLED_ELSEWHERE
        if is_empty:
            yield place, f'section "{section.id}" is empty', "write it, or delete its heading"
    if leaflet.kind == "treatment":
        for missing in (name for name in order if SECTIONS[name] and name not in seen):
            hint = f"add ## Heading {{#{missing}}}"
            yield loaded.place(("id",)), f'section "{missing}" is missing', hint


CHECK = Check(
    id="sections",
    stage="content",
    reads=Leaflet,
    severity=Severity.ERROR,
    summary="A leaflet has the sections of its kind, each once, filled and in order.",
    run=_run,
    finds="a section that is unknown, missing, empty, repeated or in the wrong place",
    mend="see the order in content.md",
    why="The order is that of a decision: what it is, whether it helps, what can go wrong, what "
    "else there is. EQIP, DISCERN and IPDAS ask for each of the parts.",
)
