"""How words and pictures are set: lines, emphasis, the paper's edges, resolution."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image

from leaflet.core import extensions
from leaflet.core.digests import BASE, Asset, digest
from leaflet.page.facts import Edges, Emphasis, FigureNumbers, PageFacts, Photo, TypeSize
from leaflet.render.renderer import render
from tests.support.page_checks import found_on_pages
from tests.support.printed import (
    CLINICS,
    apart_from_layout,
    rendered_edition,
    shipped,
    small_page,
)

pytestmark = pytest.mark.pdf

WORDS = "Some words of a long paragraph that has more than a single line of them. " * 4


def facts(body: str, css: str = "", assets: tuple[Asset, ...] = (), data: bytes = b"") -> PageFacts:
    page = small_page(body, css, assets)
    return render(page, {digest(data): data} if data else {}).facts


def test_the_longest_line_of_each_size_is_known() -> None:
    css = "p { font-size: 10pt } .w { width: 60mm } .s { font-size: 8pt }"
    measured = facts(f"<p class=w>{WORDS}</p><p>{WORDS}</p><p class='s w'>{WORDS}</p>", css)
    by_size = {size.points: size for size in measured.type_sizes}
    assert by_size[10.0].longest > by_size[8.0].longest > 30
    assert by_size[10.0].longest == len(by_size[10.0].line)
    assert by_size[10.0].line in WORDS


def test_a_line_by_itself_is_no_paragraph() -> None:
    measured = facts("<p>Some words by themselves</p><h2>And a heading</h2>")
    assert [size.longest for size in measured.type_sizes] == [0] * len(measured.type_sizes)


@pytest.mark.parametrize(
    ("body", "ways"),
    [
        (f"<p>{WORDS}</p>", []),
        (f"<p><b>{WORDS}</b><a href='#x'>{WORDS}</a></p>", []),
        (f"<p class=band style='text-align: center'>{WORDS}</p>", []),
        ("<p style='text-align: center'>One line</p>", []),
        (f"<p style='text-align: center'>{WORDS}</p>", ["centred"]),
        (f"<p style='text-align: justify'>{WORDS}</p>", ["justified"]),
        (f"<ul><li>{WORDS}<i>more</i></ul>", ["italic"]),
        (f"<p>{WORDS}<u>more</u></p>", ["underlined"]),
        (f"<p>{WORDS} NEVER EVER RUB OR pick it.</p>", ["in capitals"]),
        (f"<p>{WORDS} The NHS, GPs of UK, USA and EU say.</p>", []),
        (f"<p style='text-transform: uppercase'>{WORDS}</p>", ["in capitals"]),
    ],
)
def test_what_is_hard_to_read_is_noticed(body: str, ways: list[str]) -> None:
    assert [found.way for found in facts(body).emphases] == ways


def test_how_near_the_edges_is_printed() -> None:
    (edges,) = facts("<p style='margin: 0'>Xylophone</p>").edges
    assert edges.margins_mm[0] == edges.margins_mm[3]
    assert edges.nearest_mm[3] >= edges.margins_mm[3]
    assert edges.nearest_mm[1] > edges.margins_mm[1]
    (moved,) = facts("<p style='margin: 0 0 0 -5mm'>Xylophone</p>").edges
    assert moved.nearest_mm[3] == pytest.approx(edges.nearest_mm[3] - 5, abs=0.11)


def test_the_resolution_of_a_picture_is_that_on_paper() -> None:
    stream = io.BytesIO()
    Image.new("RGB", (100, 50), "teal").save(stream, "PNG")
    data = stream.getvalue()
    asset = Asset(f"{BASE}content/logo.png", digest(data))
    body = f'<img alt="" src="{asset.uri}" style="width: 25.4mm">'
    assert facts(body, assets=(asset,), data=data).photos == (Photo(asset.uri, 1, 100),)


@pytest.mark.parametrize(
    ("place", "dpi", "cut"),
    [
        ("width: 50.8mm; height: 12.7mm", 50, 50),  # 100 pixels on 2 inches, half of the height
        ("width: 25.4mm; height: 25.4mm", 50, 50),  # 50 pixels on an inch, half of the width
        ("width: 25.4mm; height: 12.7mm", 100, 0),
    ],
)
def test_a_cropped_picture_is_as_coarse_as_what_is_left_of_it(
    place: str, dpi: int, cut: int
) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (100, 50), "teal").save(stream, "PNG")
    data = stream.getvalue()
    asset = Asset(f"{BASE}content/front.png", digest(data))
    body = f'<img alt="" src="{asset.uri}" style="{place}; object-fit: cover">'
    assert facts(body, assets=(asset,), data=data).photos == (Photo(asset.uri, 1, dpi, cut),)


# --- what the checks say of it -------------------------------------------------------------------


def reported(**changes: object) -> list[tuple[str, str, str]]:
    printed = shipped(CLINICS[0])
    changed = replace(printed.rendering.facts, **changes)  # type: ignore[arg-type]
    found = found_on_pages(rendered_edition(printed, replace(printed.rendering, facts=changed)))
    return [(f.code, f.severity.value, f.message) for f in apart_from_layout(found)]


def test_long_lines_of_text_are_reported() -> None:
    def size(longest: int, points: float = 11.9) -> tuple[TypeSize, ...]:
        return (TypeSize(points, 9_000, 1, "Words", longest, "Words " * 20),)

    line = "Words Words Words Words Words Words Word …"
    assert reported(type_sizes=size(75)) == []
    assert reported(type_sizes=size(78)) == [
        ("line-length", "warning", f'a4: a line of 78 characters: "{line}"')
    ]
    assert reported(type_sizes=size(81)) == [
        ("line-length", "error", f'a4: a line of 81 characters: "{line}"')
    ]
    small = TypeSize(9.5, 100, 4, "Imprint", 120, "Imprint")
    assert reported(type_sizes=(small, *size(70))) == []


def test_small_numbers_on_a_figure_are_reported() -> None:
    assert reported(figure_numbers=(FigureNumbers(6.0, 1, "A cup"),)) == []
    assert reported(figure_numbers=(FigureNumbers(5.8, 2, "A cup"),)) == [
        ("type-size", "error", 'a4: page 2: the numbers on "A cup" are printed in 5.8 pt')
    ]


def test_bad_emphasis_is_reported() -> None:
    assert reported(emphases=(Emphasis("justified", 2, "Some words"),)) == [
        ("emphasis", "error", 'a4: page 2: "Some words" is set justified')
    ]


MARGINS = (13.0, 16.0, 14.0, 16.0)
NEAREST = (6.8, 16.0, 7.0, 16.0)


def test_words_at_the_edge_of_the_paper_are_reported() -> None:
    assert reported(edges=(Edges(MARGINS, NEAREST),) * 4) == []
    assert reported(edges=(Edges(MARGINS, NEAREST), Edges(MARGINS, (6.8, 16.0, 5.2, 16.0)))) == [
        ("paper-edges", "error", "a4: page 2: printed 5.2 mm from the bottom edge of the paper")
    ]
    assert reported(edges=(Edges((13.0, 10.0, 14.0, 16.0), NEAREST),)) == [
        ("paper-edges", "error", "a4: page 1: a margin of 10 mm at the right")
    ]


def test_facing_pages_mirror_each_other() -> None:
    from leaflet.checks.paper_edges import _narrow

    format_ = extensions.load("formats", "a5-booklet")
    assert list(_narrow(Edges((14, 13, 17, 16), ()), format_)) == []
    assert list(_narrow(Edges((14, 16, 17, 13), ()), format_)) == []
    assert list(_narrow(Edges((14, 13, 17, 13), ()), format_)) == [("left", 13, 16)]


def test_coarse_pictures_are_reported() -> None:
    uri = f"{BASE}content/clinics/riverside/logo.png"
    assert reported(photos=(Photo(uri, 1, 200),)) == []
    coarse = reported(photos=(Photo(uri, 1, 160), Photo(uri, 3, 72)))
    assert coarse == [
        ("resolution", "warning", "a4: page 1: printed at 160 dpi"),
        ("resolution", "error", "a4: page 3: printed at 72 dpi"),
    ]
