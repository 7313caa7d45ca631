"""The state band counts things to mend: in every format and language, the same at all clinics."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from leaflet.compose.composer import compose
from leaflet.content.project import Project
from leaflet.core import extensions
from leaflet.formats.format import Format
from leaflet.model.leaflet import State
from leaflet.page.state_band import band_places
from leaflet.planning.file_summaries import FileSummaries
from leaflet.planning.matrix import Selection
from leaflet.planning.planner import lazy_plan
from leaflet.render.renderer import render
from tests.support.example import CLINICS, example_edition, example_project
from tests.support.governed import rewrite
from tests.support.printed import TODAY, shipped_project, small_page
from tests.support.projects import CLINIC, LEAFLET

FORMATS: tuple[Format, ...] = extensions.load_all("formats")
WITH_BAND = [one.id for one in FORMATS if one.band and one.medium == "paper"]
LANGUAGES = sorted(shipped_project().locales)
MOST = 9999


def _text(language: str) -> str:
    locale = shipped_project().locales[language].value
    assert locale
    return f"{locale.words.band_draft} {locale.words.band_to_mend.format(count=MOST)}"


@pytest.mark.pdf
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", WITH_BAND)
def test_the_number_of_things_to_mend_has_room(name: str, language: str) -> None:
    format_: Format = extensions.load("formats", name)
    locale = shipped_project().locales[language].value
    assert locale
    paper, text = format_.paper, _text(language)
    css = f"@page {{ size: {paper.width_mm}mm {paper.height_mm}mm; margin: 13mm }}"
    pages = "<p>One</p>" + "<p style='break-before: page'>Two</p>" * (len(format_.panel_order) or 2)
    made = replace(
        small_page(pages, css),
        state_band=text,
        band_places=band_places(format_, text, locale.direction),
    )
    counts = render(made, {}).facts.state_bands
    wanted = [len(panels) for panels in format_.panel_order] or [1] * len(counts)
    assert list(counts[: len(wanted)]) == wanted


@pytest.mark.parametrize("name", [one.id for one in FORMATS if one.band])
def test_the_band_is_the_same_for_all_clinics(name: str) -> None:
    format_: Format = extensions.load("formats", name)
    editions = [replace(example_edition(c), format=format_, to_mend=12) for c in CLINICS]
    made = [compose(edition, State.DRAFT, example_project().templates) for edition in editions]
    assert {one.state_band for one in made} == {
        "Draft: not approved. Not for patients. To mend: 12."
    }
    assert len({repr(one.band_places) for one in made}) == 1


def test_what_is_unfit_in_a_clinic_changes_no_count(project_folder: Path) -> None:

    rewrite(project_folder, "\n## Words we use", "\nIt is painless.\n\n## Words we use", LEAFLET)
    rewrite(project_folder, "\nstrapline: ", "\nstrapline: Painless care. ", CLINIC)
    plan = lazy_plan(Selection(), FileSummaries(Project(project_folder)), today=TODAY)
    statuses = {planned.id.clinic: planned.release_status for planned in plan.editions}
    assert {status.to_mend for status in statuses.values() if status} == {1}
    lacks = statuses["riverside"].lacks if statuses["riverside"] else ()
    assert "1 thing to mend in the clinic's file" in lacks
