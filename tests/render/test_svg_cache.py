"""A drawing is worked out once for each size, and painted as if it were drawn anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image, ImageChops

from leaflet.core.digests import BASE, Asset, digest
from leaflet.page.composition import Composition
from leaflet.page.slot import Slot
from leaflet.render import kept_layouts, svg_cache
from leaflet.render.renderer import render
from tests.support.printed import rasters, small_page

PATH = '<path d="M1 1L19 4L10 18z" fill="#c02040" stroke="#104080" stroke-width="2"/>'
CLIPPED = (
    '<clipPath id="c"><circle cx="10" cy="10" r="8"/></clipPath>'
    '<g clip-path="url(#c)"><rect width="20" height="10" fill="#208040"/></g>'
)
OPAQUE = '<rect width="20" height="20" fill="#104080" fill-opacity=".4" stroke="#000"/>'
GRADIENT = (
    '<linearGradient id="g"><stop offset="0" stop-color="#f00"/><stop offset="1"/></linearGradient>'
    '<rect width="20" height="20" fill="url(#g)"/>'
)
GROUP = f'<g opacity=".5">{PATH}</g>'
PATTERN = (
    '<pattern id="p" width="4" height="4" patternUnits="userSpaceOnUse">'
    '<rect width="2" height="2"/></pattern><rect width="20" height="20" fill="url(#p)"/>'
)
LETTERS = (
    '<text x="1" y="12" font-family="Source Sans 3" font-size="6">a <tspan fill="red">b</tspan> c'
    "</text>"
)
MASK = (
    '<mask id="m"><rect width="9" height="9" fill="#fff"/></mask>'
    '<rect width="20" height="20" mask="url(#m)"/>'
)
BLEND = f'<filter id="f"><feBlend mode="multiply"/></filter><g filter="url(#f)">{PATH}</g>'
TURNED = f'<g transform="rotate(20 10 10) scale(.7)">{PATH}</g>'

KEPT = {"path": PATH, "clipped": CLIPPED, "opaque": OPAQUE, "turned": TURNED, "none": ""}
ANEW = {
    "gradient": GRADIENT,
    "group": GROUP,
    "pattern": PATTERN,
    "letters": LETTERS,
    "mask": MASK,
    "blend": BLEND,
}


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    kept_layouts.forget_all()


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The widths of the drawings that WeasyPrint reads and paints meanwhile."""
    from weasyprint.svg import SVG

    widths: list[float] = []
    draw = SVG.draw

    def recorded(svg: Any, stream: Any, width: float, *rest: Any) -> None:
        widths.append(round(width, 1))
        draw(svg, stream, width, *rest)

    monkeypatch.setattr(SVG, "draw", recorded)
    return widths


def svg(drawing: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20">{drawing}</svg>'


def page(drawing: str, widths: Sequence[int] = (20,)) -> tuple[Composition, dict[str, bytes]]:
    """A page that shows a drawing in so many widths, in pixels, and its bytes."""
    file = svg(drawing).encode()
    asset = Asset(f"{BASE}figures/a.svg", digest(file))
    shown = [f'<img src="{asset.uri}" alt="x" style="width:{width}px">' for width in widths]
    css = (
        "@page { size: 200px; margin: 0 } body { margin: 0 }"
        " img { display: block; margin: 0 0 20px 20px }"
    )
    return small_page(f"{''.join(shown)}<p>Words</p>", css, (asset,)), {asset.sha256: file}


def inline_page(drawing: str) -> tuple[Composition, dict[str, bytes]]:
    """A page on which a drawing is written, in a slot and elsewhere."""
    slot = Slot("house", svg(drawing), "S")
    css = ".house { height: 20mm } svg { width: 20px }"
    body = f'<p>Words</p>{svg(drawing)}<slot name="house"></slot>'
    return replace(small_page(body, css), slots=(slot,)), {}


def running_page(drawing: str) -> tuple[Composition, dict[str, bytes]]:
    """Two pages with a drawing in their margins."""
    css = (
        "@page { @bottom-left { content: element(foot) } } .foot { position: running(foot) }"
        " svg { width: 20px } p { break-before: page }"
    )
    return small_page(f'<div class="foot">{svg(drawing)}</div><p>One</p><p>Two</p>', css), {}


def drawn_anew(composition: Composition, blobs: dict[str, bytes]) -> bytes:
    """The file when each drawing is painted as WeasyPrint does."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(svg_cache, "_keep", lambda _: None)
        kept_layouts.forget_all()
        return render(composition, blobs).file


def looks_alike(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures are the same but for how edges are rounded."""
    extremes: Any = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getextrema()
    return all(most <= 2 for _, most in extremes)


def sheet(made: tuple[Composition, dict[str, bytes]]) -> Image.Image:
    (raster,) = rasters(render(*made).file, 96)
    return raster


each = pytest.mark.parametrize("drawing", [*KEPT.values(), *ANEW.values()], ids=[*KEPT, *ANEW])


@pytest.mark.pdf
@each
@pytest.mark.parametrize("made", [page, inline_page, running_page])
def test_it_looks_as_if_it_were_drawn_anew(drawing: str, made: Any) -> None:
    composition, blobs = made(drawing)
    kept, anew = render(composition, blobs).file, drawn_anew(composition, blobs)
    assert looks_alike(next(rasters(kept, 96)), next(rasters(anew, 96)))


@pytest.mark.pdf
def test_another_drawing_does_not_look_alike() -> None:
    assert not looks_alike(sheet(page(PATH)), sheet(page(TURNED)))


@pytest.mark.pdf
@each
@pytest.mark.parametrize("made", [page, inline_page, running_page])
def test_a_drawing_that_was_kept_leaves_the_same_file(drawing: str, made: Any) -> None:
    composition, blobs = made(drawing)
    first, second = render(composition, blobs), render(composition, blobs)
    kept_layouts.forget_all()
    third = render(composition, blobs)
    assert first.file == second.file == third.file


@pytest.mark.pdf
@each
def test_a_drawing_looks_the_same_wherever_it_stands(drawing: str) -> None:
    """Painting changes patterns and masks, so each is painted from a copy."""
    whole = sheet(page(drawing, (20, 20, 20)))
    first, *others = (whole.crop((10, top, 50, top + 30)) for top in (0, 40, 80))
    assert all(looks_alike(first, other) for other in others)


@pytest.mark.pdf
@pytest.mark.parametrize("drawing", KEPT.values(), ids=KEPT)
def test_it_is_worked_out_once_for_each_size(drawing: str, painted: list[float]) -> None:
    composition, blobs = page(drawing, (20, 40, 20))
    render(composition, blobs)
    assert sorted(painted) == [20, 40]


@pytest.mark.pdf
@pytest.mark.parametrize("drawing", ANEW.values(), ids=ANEW)
def test_what_needs_more_of_the_file_is_painted_each_time(
    drawing: str, painted: list[float]
) -> None:
    composition, blobs = page(drawing)
    for _ in range(3):
        painted.clear()
        render(composition, blobs)
        assert painted


@pytest.mark.pdf
@pytest.mark.parametrize("drawing", ANEW.values(), ids=ANEW)
def test_a_drawing_in_margins_is_the_same_on_each_page(drawing: str) -> None:
    composition, _ = running_page(drawing)
    css = f"{composition.css} @page {{ size: 200px }} p {{ font-size: 0 }}"
    first, second = rasters(render(replace(composition, css=css), {}).file, 96)
    assert looks_alike(first, second)


@pytest.mark.pdf
def test_what_is_drawn_leaves_no_colour_behind() -> None:
    """A stream does not set the colour again that it has."""
    from weasyprint.pdf.stream import Stream

    resources: dict[str, Any] = {name: {} for name in svg_cache._RESOURCES}
    stream = Stream({}, (0, 0, 9, 9), resources, {}, None, {}, None)
    stream._current_color = "red"
    drawing = svg_cache._Drawing.__new__(svg_cache._Drawing)
    drawing.strokes = {(1, 1, 0): svg_cache._Strokes((b"blue", b"line"), ())}
    drawing.draw(stream, 1, 1, None)
    assert stream.stream == [b"q", b"blue", b"line", b"Q"]
    assert stream._current_color is None
