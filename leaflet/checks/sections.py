"""A leaflet has the sections that its kind asks for, each filled."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.model.roles import ONCE
from leaflet.text.leaflet_text import LeafletText

#: The glossary is filled from the front matter.
_FILLED_ELSEWHERE = "glossary"


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    loaded, leaflet = leaflet_text.loaded, leaflet_text.leaflet
    given: set[str] = set()
    for index, section in enumerate(leaflet.sections):
        place = loaded.place(("sections", index))
        filled = leaflet.glossary if section.role == _FILLED_ELSEWHERE else section.blocks
        if not filled:
            yield place, f'section "{section.heading}" is empty', "write it, or delete its heading"
        if section.role in ONCE and section.role in given:
            yield place, f'a second section has the role "{section.role}"', "join the two"
        if section.role:
            given.add(section.role)
    if not leaflet.sections:
        hint = "write ## and a heading, and its words below"
        yield loaded.place(("title",)), "the leaflet has no section", hint
    yield from _asked_for(leaflet_text, given)


def _asked_for(leaflet_text: LeafletText, given: set[str]) -> Iterator[Found]:
    """Findings on roles that the kind asks for and no section has."""
    leaflet, kind = leaflet_text.leaflet, leaflet_text.kind
    place = leaflet_text.loaded.place(("kind",))
    for roles, severity in ((kind.must, Severity.ERROR), (kind.should, Severity.WARNING)):
        for role in roles:
            if role not in given:
                hint = f"add it, as ## Heading {{role={role}}}, or give a section this role"
                verb = "must" if severity is Severity.ERROR else "should"
                asking = f"which the kind {leaflet.kind} {verb} have"
                message = f'no section has the role "{role}", {asking}'
                yield place, message, hint, severity


CHECK = Check(
    id="sections",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="A leaflet has the sections that its kind asks for, each filled.",
    run=_run,
    nouns=("thing missing", "things missing"),
    finds="a role that the leaflet's kind asks for and no section has (a warning where the kind"
    " only advises it); no section at all; a section without content; a second section with the"
    " role key-points, about or glossary",
    mend="write the section, or give one that is there the role: `## Heading {role=risks}`",
    why="EQIP, DISCERN and IPDAS ask for each of the parts of a decision; MHRA and NHS guidance"
    " name those of medicines, tests and discharge.",
)
