"""A clinic has all of the details that a leaflet prints."""

from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.checks.subjects import LeafletAtClinic
from leaflet.core.diagnostics import Severity, Span


def _run(leaflet_at_clinic: LeafletAtClinic) -> Iterator[tuple[Span, str, str]]:
    leaflet, clinic = leaflet_at_clinic.leaflet.value, leaflet_at_clinic.clinic.value
    assert leaflet is not None
    assert clinic is not None
    for target in dict.fromkeys(leaflet_at_clinic.targets):
        field, _, name = target.partition(".")
        if field not in type(clinic).model_fields:
            continue  # reported by the check of references
        value = clinic.phones.get(name) if field == "phones" else getattr(clinic, field)
        if value is None:
            message = f'"{leaflet.id}" prints "{target}", which the clinic does not have'
            yield leaflet_at_clinic.clinic.place((field,)), message, f'add "{name or field}:"'


CHECK = Check(
    id="clinic-values",
    stage="content",
    reads=LeafletAtClinic,
    severity=Severity.ERROR,
    summary="The clinic has every number and text of its own that the leaflet prints.",
    run=_run,
    breaks="the page would have a gap where the clinic has no value",
    finds="a leaflet that prints a detail that one of its clinics does not have, such as an "
    "interpreter's number",
    mend="add the detail to the clinic, or write the sentence without it",
    why="A reader who is asked to call a number must find it in the same leaflet.",
)
