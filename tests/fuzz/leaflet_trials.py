"""The trial of a random leaflet in each format: composed, and some of them rendered."""

from __future__ import annotations

import datetime
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from leaflet.content.project import Project
from leaflet.planning.matrix import Selection
from leaflet.planning.plan import PlannedEdition
from leaflet.planning.planner import make_plan
from tests.fuzz.leaflets import leaflet_of
from tests.support.leaflet_pages import lost_in_composition, rendered_findings
from tests.support.projects import FIXTURES, LOCALE, ROOT

FORMATS = ("a4", "a4-sheet", "trifold", "a5-booklet", "large-print", "poster-a4", "phone")
#: Findings that a page was measured and has no room for its text, or for what stands in it.
MEASURED = frozenset(("fit", "overflow", "sides", "type-size", "slots"))
_DAY = datetime.date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a random leaflet in a format; nothing is `lost` or `broken` if all is well."""

    name: str
    seed: int
    lost: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    measured: tuple[str, ...] = ()
    is_rendered: bool = False


def make_project(folder: Path) -> Path:
    """A project in three languages without leaflets, made of that of the invented leaflets."""
    shutil.copytree(FIXTURES / "leaflets", folder, ignore=shutil.ignore_patterns("*.md"))
    clinic = folder / "content/clinics/example-clinic/clinic.yaml"
    text = clinic.read_text("utf-8")
    clinic.write_text(text.replace("[en-GB]", "[en-GB, es, pl]"), "utf-8")
    (folder / "content/locales").mkdir()
    for language in ("es", "pl"):
        locale = (ROOT / LOCALE).read_text("utf-8").replace("en-GB", language, 1)
        (folder / "content/locales" / f"{language}.yaml").write_text(locale, "utf-8")
    (folder / "leaflet.yaml").write_text(f"formats: [{', '.join(FORMATS)}]\n", "utf-8")
    return folder


def trials(
    folder: Path, seed: int, *, render: float = 0.0, words: int | None = None
) -> Iterator[Trial]:
    """The trial of the leaflet with a seed in each format; a share is rendered too.

    `folder` is a project of `make_project`.
    """
    language, text = leaflet_of(seed, words)
    name = f"random-{seed}"
    path = folder / "content/leaflets" / name / f"{language}.md"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    project = Project(folder)
    chance = random.Random(seed)
    for planned in make_plan(project, Selection(leaflets=(name,)), today=_DAY).editions:
        yield _trial(project, planned, seed, is_rendered=chance.random() < render)
    shutil.rmtree(path.parent)


def _trial(project: Project, planned: PlannedEdition, seed: int, *, is_rendered: bool) -> Trial:
    broken = tuple(
        f"{found.span}: {found.message}" for found in planned.findings if found.is_broken
    )
    if planned.edition is None or broken:
        return Trial(planned.name, seed, broken=broken or ("no edition",))
    composition, lost = lost_in_composition(project, planned)
    if not is_rendered:
        return Trial(planned.name, seed, tuple(lost))
    from leaflet.render.renderer import render

    rendering = render(composition, project.blobs)
    found = [one for one in rendered_findings(planned, rendering) if one.is_broken]
    measured = [f"{one.code}: {one.message}" for one in found if one.code in MEASURED]
    other = [f"{one.code}: {one.message}" for one in found if one.code not in MEASURED]
    if measured:  # what has no room is lost, and it is said where
        other = [said for said in other if not said.startswith("lost: ")]
    return Trial(planned.name, seed, tuple(lost), tuple(other), tuple(measured), is_rendered=True)
