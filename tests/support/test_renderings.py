"""Whether a rendering that is shared is that of the same page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from leaflet.page.composition import Composition
from leaflet.page.rendering import Rendering
from tests.conftest import pretended_rendering
from tests.support import renderings
from tests.support.printed import small_page


@pytest.fixture
def rendered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that are rendered meanwhile, kept in a folder of this test."""
    seen: list[str] = []

    def render(composition: Composition, _: Mapping[str, bytes]) -> Rendering:
        seen.append(composition.body)
        return pretended_rendering(composition)

    monkeypatch.setattr(renderings, "render", render)
    monkeypatch.setattr(renderings, "_folder", tmp_path)
    return seen


def test_a_page_is_rendered_once(rendered: list[str]) -> None:
    one, other = (renderings.render_once(small_page("<p>a</p>"), {}) for _ in range(2))
    assert one == other
    assert rendered == ["<p>a</p>"]


@pytest.mark.parametrize("change", [{"body": "<p>b</p>"}, {"css": "p {}"}, {"title": "B"}])
def test_another_page_is_another_rendering(change: dict[str, str], rendered: list[str]) -> None:
    page = small_page("<p>a</p>")
    other = replace(page, **change)  # type: ignore[arg-type]
    one, two = (renderings.render_once(made, {}) for made in (page, other))
    assert rendered == [page.body, other.body]
    assert (one, two) == (pretended_rendering(page), pretended_rendering(other))
