"""The editions of the repository are fitted in a few layouts, and booklets end well."""

from __future__ import annotations

import pytest

from leaflet.core import extensions
from leaflet.formats.format import Format
from leaflet.page.rendering import Rendering
from leaflet.planning.matrix import Selection
from leaflet.planning.planner import make_plan
from leaflet.render.page_fitting import MOST_LAYOUTS_PAGES
from tests.support.printed import (
    CLINICS,
    TODAY,
    compose_edition,
    in_default_lane,
    page_texts,
    shipped_project,
)
from tests.support.projects import ROOT
from tests.support.renderings import render_once

LEAFLETS = sorted(path.name for path in (ROOT / "content" / "leaflets").iterdir())
FORMATS = ("a4", "mono", "a5-booklet", "large-print")


def printed(leaflet: str, format_: str) -> Rendering:
    selection = Selection(leaflets=(leaflet,), clinics=CLINICS[:1], formats=(format_,))
    edition = make_plan(shipped_project(), selection, today=TODAY).editions[0].edition
    assert edition is not None
    return render_once(compose_edition(shipped_project(), edition), shipped_project().blobs)


def test_eight_layouts_are_the_most() -> None:
    assert MOST_LAYOUTS_PAGES == 8


@pytest.mark.pdf
@pytest.mark.parametrize("format_", in_default_lane(FORMATS, ["large-print"]))
@pytest.mark.parametrize("leaflet", in_default_lane(LEAFLETS, ["sun-protection"]))
def test_a_shipped_edition_is_fitted_in_at_most_eight_layouts(leaflet: str, format_: str) -> None:
    assert 1 <= printed(leaflet, format_).facts.fit.layouts <= MOST_LAYOUTS_PAGES


@pytest.mark.pdf
@pytest.mark.slow
@pytest.mark.parametrize("leaflet", LEAFLETS)
def test_a_shipped_booklet_has_one_page_of_lines_alone_at_most(leaflet: str) -> None:
    format_ = extensions.load("formats", "a5-booklet")
    assert isinstance(format_, Format)
    rendering = printed(leaflet, "a5-booklet")
    texts = page_texts(rendering.file)
    assert len(texts) % format_.signature == 0
    notes = [text for text in texts[1:-1] if len(text.split()) < 20]
    assert len(notes) <= 1
    assert rendering.facts.fit.fit.notes <= 1
