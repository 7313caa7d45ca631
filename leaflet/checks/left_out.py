"""Reports what a clinic's slots leave out in a format without room for all details."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity


def _run(subject: RenderedEdition) -> Iterator[Found]:
    name = subject.edition.format.id
    for left_out in subject.rendering.facts.left_out:
        field = f'{name}: "{left_out.slot}" has no room for all of "{left_out.field}"'
        message = f"{field}; the complete leaflet has it"
        if left_out.is_continued:
            message = f"{field}; the rest stands inside the back cover"
        yield subject.clinic.place((left_out.field,)), message, ""


CHECK = Check(
    id="left-out",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.NOTE,
    summary="Says which details of a clinic a format has no room for.",
    run=_run,
    finds="a field of the clinic that a slot of a folded leaflet or one sheet prints only in part, "
    "or not at all; the slot says so in words, and where the details stand",
    mend="nothing; shorter details leave more room",
    why="Such formats have places of fixed height. Nothing is cut off there: name, phones, address "
    "and hours are kept the longest, and the complete leaflet on A4 has everything.",
)
