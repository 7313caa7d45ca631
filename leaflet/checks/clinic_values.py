"""A clinic has all of the details that a leaflet prints."""

from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.checks.subjects import LeafletAtClinic
from leaflet.core.diagnostics import Severity, Span, did_you_mean
from leaflet.model.blocks import LINES
from leaflet.model.clinic import Clinic
from leaflet.model.departments import named_departments
from leaflet.model.leaflet import Leaflet
from leaflet.model.translations import in_language

Found = tuple[Span, str, str]


def _run(leaflet_at_clinic: LeafletAtClinic) -> Iterator[tuple[Span, str, str]]:
    leaflet, clinic = leaflet_at_clinic.leaflet.value, leaflet_at_clinic.clinic.value
    assert leaflet is not None
    assert clinic is not None
    clinic = in_language(clinic, leaflet.language, "?")
    for target in dict.fromkeys(leaflet_at_clinic.targets):
        field, _, name = target.partition(".")
        if field not in type(clinic).model_fields:
            continue  # reported by the check of references
        value = clinic.phones.get(name) if field == "phones" else getattr(clinic, field)
        if value is None:
            message = f'"{leaflet.id}" prints "{target}", which the clinic does not have'
            yield leaflet_at_clinic.clinic.place((field,)), message, f'add "{name or field}:"'
    yield from _departments(leaflet_at_clinic, leaflet, clinic)


def _departments(subject: LeafletAtClinic, leaflet: Leaflet, clinic: Clinic) -> Iterator[Found]:
    """Findings on departments that the leaflet names and the clinic does not have, one for each."""
    told: set[str] = set()
    for field_path, name in named_departments(leaflet):
        if name in clinic.departments or name in told:
            continue
        told.add(name)
        field = "contact" if field_path == ("contact",) else "call"
        others = () if field == "contact" else LINES
        meant = did_you_mean(name, (*clinic.departments, *others))
        named = subject.leaflet.place(field_path)
        hint = f'add "{name}:" to departments, or mend "{field}" in {named}'
        message = f'"{leaflet.id}" names the department "{name}", which the clinic does not have'
        place = subject.clinic.place(("departments",))
        yield place, message, f"{hint}; {meant}" if meant else hint


CHECK = Check(
    id="clinic-values",
    stage="content",
    reads=LeafletAtClinic,
    severity=Severity.ERROR,
    summary="The clinic has every number and text of its own that the leaflet prints.",
    run=_run,
    breaks="the page would have a gap where the clinic has no value",
    finds="a leaflet that prints a detail that one of its clinics does not have, such as an "
    "interpreter's number, or that names a department as `contact` or `call` that it lacks",
    mend="add the detail or the department to the clinic, or write the leaflet without it",
    why="A reader who is asked to call a number must find it in the same leaflet.",
)
