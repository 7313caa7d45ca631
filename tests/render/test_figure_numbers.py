"""The numbers of a figure are printed in one size, whatever its width."""

from __future__ import annotations

import pytest

from leaflet.core.digests import BASE, Asset, digest
from leaflet.page.facts import FigureNumbers
from leaflet.render.renderer import render
from tests.support.printed import rasters, small_page

DPI = 254  # ten pixels a millimetre
RED = (200, 0, 0)


def drawing(x: int, radius: int = 10, wide: int = 200) -> bytes:
    """A number at `x` in a drawing of 200 units or so by 100; its digit is 8 units tall."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} 100">'
        f'<g class="badge"><circle cx="{x}" cy="50" r="{radius}" fill="#c80000"/>'
        f'<path d="M{x - 1} 46h2v8h-2z" fill="#fff"/></g></svg>'
    ).encode()


def printed(data: bytes, width_mm: float, type_pt: float = 12) -> tuple[float, list[FigureNumbers]]:
    """How many millimetres wide the red of a picture of such a width is, and what is measured."""
    asset = Asset(f"{BASE}content/figures/a.svg", digest(data))
    body = f'<p>Words</p><img alt="A cup" src="{asset.uri}" style="width: {width_mm}mm">'
    made = render(
        small_page(body, f"img {{ font-size: {type_pt}pt }}", (asset,)), {asset.sha256: data}
    )
    (sheet,) = rasters(made.file, DPI)
    pixels = sheet.convert("RGB").load()
    assert pixels is not None
    columns = [
        x for x in range(sheet.width) if any(pixels[x, y] == RED for y in range(sheet.height))
    ]
    wide = (columns[-1] - columns[0] + 1) / DPI * 25.4 if columns else 0.0
    return wide, list(made.facts.figure_numbers)


@pytest.mark.pdf
@pytest.mark.parametrize("width_mm", [60, 84, 119, 150])
def test_a_circle_is_as_wide_on_every_figure(width_mm: float) -> None:
    wide, (numbers,) = printed(drawing(100), width_mm)
    assert wide == pytest.approx(4.5, abs=0.2)
    assert numbers == FigureNumbers(7.7, 1, "A cup")


@pytest.mark.pdf
def test_numbers_are_large_in_large_print() -> None:
    wide, (numbers,) = printed(drawing(100), 150, type_pt=18)
    assert wide == pytest.approx(9, abs=0.2)
    assert numbers.points == 15.5


@pytest.mark.pdf
def test_the_edge_of_a_picture_cuts_no_number_off() -> None:
    wide, _ = printed(drawing(12), 50)
    assert wide == pytest.approx(4.5, abs=0.2)
    wide, (numbers,) = printed(drawing(12, wide=400), 50)
    assert wide == pytest.approx(2 * 12 * 50 / 400, abs=0.2), "as far as it goes"
    assert numbers.points < 6


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("of", "to"),
    [(' class="badge"', ""), ('class="badge"', 'class="badge" transform="scale(1)"')],
)
@pytest.mark.pdf
def test_what_is_no_number_keeps_its_size(of: str, to: str) -> None:
    wide, numbers = printed(drawing(100).replace(of.encode(), to.encode()), 150)
    assert wide == pytest.approx(15, abs=0.2)
    assert numbers == []


@pytest.mark.pdf
def test_a_drawing_of_an_own_template_may_hold_anything() -> None:
    """Drawings written into a template are not read by the checker of figures."""
    number = '<g class="badge"><circle cx="{}" cy="5" r="1"/></g>'
    drawings = (
        f'<svg viewBox="0 0 9 9">{number.format("50%")}</svg>',
        f"<svg>{number.format(5)}</svg>",
    )
    assert render(small_page("".join(drawings), "", ()), {}).facts.figure_numbers == ()
