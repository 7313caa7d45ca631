"""Pages under stress: one thing at a time is as short, long, wide or bright as it may be, and the
rest is ordinary. Each case is built in each format that it is meant for.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from leaflet.content.project import Project
from leaflet.core import extensions
from leaflet.core.diagnostics import Finding, Severity
from leaflet.planning.matrix import Selection
from leaflet.planning.plan import PlannedEdition, with_type_size
from leaflet.planning.planner import make_plan
from tests.support.printed import TODAY, Printed, print_edition
from tests.support.projects import FIXTURES
from tests.support.stress_clinics import FILE as CLINIC
from tests.support.stress_clinics import ID, ClinicShape, clinic_files
from tests.support.stress_leaflets import LeafletShape, leaflet_text

FORMATS = ("a4", "trifold", "a5-booklet", "poster-a3", "phone")
LEAFLET = "content/leaflets/example-cups/en-GB.md"
#: Advice that is no fault of a page: a long text costs paper.
_NO_FAULT = frozenset({"sheets"})


@dataclass(frozen=True, slots=True)
class Told:
    """A finding that is expected: its code, the file that it is in, and how the line there begins;
    nothing for a file as a whole.
    """

    code: str
    file: str = LEAFLET
    line: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A leaflet and a clinic, of which one thing is out of the ordinary; `told` are the findings on
    its pages by format. In a format that it does not name the case fits.
    """

    name: str
    leaflet: LeafletShape = field(default_factory=LeafletShape)
    clinic: ClinicShape = field(default_factory=ClinicShape)
    formats: tuple[str, ...] = FORMATS
    type_size: float | None = None
    told: Mapping[str, Told] = field(default_factory=dict)


def make_project(
    folder: Path, case: Case, changes: Mapping[str, str | bytes] | None = None
) -> Project:
    """A project with the leaflet and the clinic of a case; `changes` are other files."""
    figures = folder / "content/figures"
    figures.mkdir(parents=True)
    for name in ("example-cup.svg", "example-parcel.svg"):
        shutil.copy(FIXTURES / "leaflets/content/figures" / name, figures)
    files: dict[str, str | bytes] = {
        "leaflet.yaml": f"formats: [{', '.join(case.formats)}]\n",
        LEAFLET: leaflet_text(case.leaflet),
        **clinic_files(case.clinic),
        **(changes or {}),
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Project(folder)


def plan_case(project: Project, case: Case, format_: str) -> PlannedEdition:
    """The edition of a case in a format, as planned."""
    plan = make_plan(project, Selection(clinics=(ID,), formats=(format_,)), today=TODAY)
    if case.type_size:
        plan = with_type_size(plan, case.type_size)
    (planned,) = plan.editions
    return planned


def print_case(project: Project, case: Case, format_: str) -> Printed:
    """The edition of a case in a format, on its pages."""
    return print_edition(project, plan_case(project, case, format_))


def faults(edition: Printed) -> list[Finding]:
    """The errors of an edition, and the faults that an eye sees on its pages."""
    checks = extensions.load_all("checks")
    of_pages = {check.id for check in checks if check.stage == "rendered"} - _NO_FAULT
    return [
        found
        for found in edition.findings
        if found.is_error or (found.code in of_pages and found.severity is not Severity.NOTE)
    ]


def is_told(finding: Finding, told: Told, project: Project) -> bool:
    """Whether a finding is the expected one, at its place and with what to do."""
    return (
        finding.code == told.code
        and finding.span.path == told.file
        and bool(finding.hint)
        and _line(project, finding).startswith(told.line)
        and bool(told.line) == bool(finding.span.line)
    )


def _line(project: Project, finding: Finding) -> str:
    text = (project.root / finding.span.path).read_text("utf-8")
    return text.splitlines()[finding.span.line - 1].strip() if finding.span.line else ""


def _leaflet(name: str, told: Mapping[str, Told] | None = None, **shape: object) -> Case:
    return Case(name, leaflet=LeafletShape(**shape), told=told or {})  # type: ignore[arg-type]


def _clinic(name: str, told: Mapping[str, Told] | None = None, **shape: str) -> Case:
    return Case(name, clinic=ClinicShape(**shape), told=told or {})


def _large(name: str, leaflet: LeafletShape, size: str = "ordinary") -> Case:
    """Large print in 24 points."""
    clinic = ClinicShape(size=size)
    return Case(name, leaflet, clinic, formats=("large-print",), type_size=24)


_TOO_FLAT = Told("logo-height", CLINIC, "file: logo.svg")
_LONG_NAME = Told("poster-words", CLINIC, "name:")
_TOO_SHORT = Told("sides")
_TOO_LONG = Told("fit", LEAFLET, "## What could go wrong")

#: Each case and what becomes of it: where nothing is told, it fits.
CASES = (
    Case("an ordinary leaflet of an ordinary clinic"),
    _leaflet("a title of 12 letters", title=12),
    _leaflet("a title of 60 letters", title=60),
    _leaflet("a title of 90 letters", title=90),
    _clinic("the smallest clinic", size="smallest"),
    _clinic("the largest clinic", size="largest"),
    _clinic("a red brand", brand="red"),
    _clinic("a pale yellow brand", brand="pale yellow"),
    _clinic("a neon brand", brand="neon"),
    _clinic("a black brand", brand="black"),
    _clinic("a square logo", logo="1:1"),
    _clinic("a tall logo", logo="1:4"),
    _clinic("a flat logo", {"a4": _TOO_FLAT}, logo="8:1"),
    _clinic("no logo", logo=""),
    _leaflet(
        "a leaflet of 120 words",
        dict.fromkeys(("a4", "trifold", "poster-a3"), _TOO_SHORT),
        words=120,
    ),
    _leaflet("a leaflet of 3,000 words", words=3_000),
    _leaflet("a leaflet of 8,000 words", words=8_000),
    _leaflet("a leaflet without drawings", figures=False),
    _leaflet("12 risks", {"trifold": _TOO_LONG}, risks=12),
    _leaflet("4 known frequencies", known=4),
    _leaflet("12 risks, 4 of them known", {"trifold": _TOO_LONG}, risks=12, known=4),
    _large("24 points", LeafletShape()),
    _large("24 points and a title of 90 letters", LeafletShape(title=90)),
    _large("24 points and the largest clinic", LeafletShape(), "largest"),
    _large("24 points and 120 words", LeafletShape(words=120)),
    _large("24 points and 3,000 words", LeafletShape(words=3_000)),
    # Pairs of extremes.
    Case(
        "the largest clinic, a neon brand, no logo, a title of 90 letters and 12 risks",
        LeafletShape(title=90, risks=12, known=4),
        ClinicShape(size="largest", brand="neon", logo=""),
        told={"trifold": _TOO_LONG, "poster-a3": _LONG_NAME},
    ),
    Case(
        "the largest clinic, a yellow brand, a tall logo and no drawings",
        LeafletShape(title=12, figures=False),
        ClinicShape(size="largest", brand="pale yellow", logo="1:4"),
    ),
    Case(
        "the smallest clinic, a black brand, no logo and 3,000 words",
        LeafletShape(title=60, words=3_000, known=4),
        ClinicShape(size="smallest", brand="black", logo=""),
    ),
    Case(
        "the smallest clinic, a red brand, a square logo and a title of 90 letters",
        LeafletShape(title=90, known=4),
        ClinicShape(size="smallest", brand="red", logo="1:1"),
    ),
)
