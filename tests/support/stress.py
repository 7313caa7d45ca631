"""Pages under stress: one thing at a time is as short, long, wide or bright as it may be, and the
rest is ordinary. Each case is built in each format that it is meant for.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from leaflet.content.project import Project
from leaflet.core.diagnostics import Finding, Severity
from leaflet.planning.matrix import Selection
from leaflet.planning.plan import with_type_size
from leaflet.planning.planner import make_plan
from tests.support.printed import TODAY, Printed, print_edition
from tests.support.projects import FIXTURES
from tests.support.stress_clinics import ID, ClinicShape, clinic_files
from tests.support.stress_leaflets import LeafletShape, leaflet_text

FORMATS = ("a4", "trifold", "a5-booklet", "poster-a3", "phone")
LARGE_PRINT = "large-print"
LEAFLET = "content/leaflets/example-cups/en-GB.md"
#: What is expected of an edition without any fault that an eye sees.
FITS = ""
#: Advice that is no fault of a page: a long text costs paper.
_NO_FAULT = frozenset({"sheets"})


@dataclass(frozen=True, slots=True)
class Case:
    """A clinic and a leaflet, of which one thing is out of the ordinary; `told` are the codes of the
    findings on its pages by format, none where it fits.
    """

    name: str
    leaflet: LeafletShape = field(default_factory=LeafletShape)
    clinic: ClinicShape = field(default_factory=ClinicShape)
    formats: tuple[str, ...] = FORMATS
    type_size: float | None = None
    told: Mapping[str, str] = field(default_factory=dict)

    def expected(self, format_: str) -> set[str]:
        """The codes that are expected in a format."""
        return set(self.told.get(format_, FITS).split())


def make_project(folder: Path, case: Case, changes: Mapping[str, str] | None = None) -> Project:
    """A project with the leaflet and the clinic of a case; `changes` are other texts of files."""
    figures = folder / "content/figures"
    figures.mkdir(parents=True)
    for name in ("example-cup.svg", "example-parcel.svg"):
        shutil.copy(FIXTURES / "leaflets/content/figures" / name, figures)
    files = {
        "leaflet.yaml": f"formats: [{', '.join(case.formats)}]\n",
        LEAFLET: leaflet_text(case.leaflet),
        **clinic_files(case.clinic),
        **(changes or {}),
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return Project(folder)


def print_case(project: Project, case: Case, format_: str) -> Printed:
    """The edition of a case in a format."""
    selection = Selection(clinics=(ID,), formats=(format_,))
    plan = make_plan(project, selection, today=TODAY)
    if case.type_size:
        plan = with_type_size(plan, case.type_size)
    (planned,) = plan.editions
    return print_edition(project, planned)


def faults(edition: Printed) -> list[Finding]:
    """The errors of an edition, and the faults that an eye sees on its pages."""
    from leaflet.core import extensions

    of_pages = {c.id for c in extensions.load_all("checks") if c.stage == "rendered"} - _NO_FAULT
    return [
        found
        for found in edition.findings
        if found.is_error or (found.code in of_pages and found.severity is not Severity.NOTE)
    ]
