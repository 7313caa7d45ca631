"""The posters: few words, all of them the leaflet's, large enough to read from two metres."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from leaflet.compose.composer import compose
from leaflet.compose.poster_points import poster_points
from leaflet.compose.qr_code import qr_svg
from leaflet.core import extensions
from leaflet.formats.format import Format
from leaflet.model.leaflet import State
from leaflet.page.composition import Composition
from leaflet.page.edition import Edition
from leaflet.page.rendering import Rendering
from tests.support.printed import (
    CLINICS,
    MM_PER_POINT,
    Run,
    page_texts,
    plain,
    rasters,
    runs,
    shipped_edition,
    shipped_project,
    x_height_mm,
)
from tests.support.renderings import render_once
from tests.support.structure import marked_content_faults, tree

pytestmark = pytest.mark.pdf

POSTERS = ("poster-a3", "poster-a4")
EVERY = [(name, clinic) for name in POSTERS for clinic in CLINICS]
MOST_WORDS = 90
FRAME_MM = 6
DPI = 100

#: Points and mm of x-height on A3, read from two metres; a smaller paper is read from nearer.
TITLE, LONG_TITLE, BODY, BODY_X_HEIGHT = 75, 52, 23, 3.9
#: Modules of white around a code: ISO/IEC 18004, 5.3.8.
QUIET = 4

TITLE_32 = "Chemical peels for acne scarring"
TITLE_60 = "Mesotherapy and other choices for scars left by acne on skin"


def format_of(name: str) -> Format:
    found: Format = extensions.load("formats", name)
    return found


def scale(name: str) -> float:
    """How large the paper is, as a share of A3."""
    return format_of(name).paper.width_mm / format_of("poster-a3").paper.width_mm


def edition(name: str, clinic: str, **leaflet: Any) -> Edition:
    """The shipped leaflet as a poster, with other words where some are given."""
    shipped = shipped_edition(clinic)
    changed = shipped.leaflet.model_copy(update=leaflet)
    return replace(shipped, leaflet=changed, format=format_of(name))


def composed(poster: Edition, state: State | None = None) -> Composition:
    project = shipped_project()
    state = state or State.DRAFT
    return compose(poster, state, project.templates)


def printed(poster: Edition, state: State | None = None) -> Rendering:
    return render_once(composed(poster, state), shipped_project().blobs)


@cache
def poster(name: str, clinic: str) -> Rendering:
    return printed(edition(name, clinic))


def test_a_figure_that_stays_whole_has_white_at_its_sides() -> None:
    """The strip has the same colour at both ends: the drawing does not reach them."""
    for cover, colours in ((True, 2), ("whole", 1)):
        one = edition("poster-a3", CLINICS[0])
        figure = one.leaflet.figures["skin-section"].model_copy(update={"cover": cover})
        leaflet = one.leaflet.model_copy(
            update={"figures": {**one.leaflet.figures, "skin-section": figure}}
        )
        strip = next(rasters(printed(replace(one, leaflet=leaflet)).file, 20))
        strip = strip.crop((20, 45, 30, 80))
        assert (len(strip.getcolors() or ()) > 1) == (colours > 1)


@pytest.fixture(
    params=[
        pytest.param(
            pair, marks=() if pair[1] == CLINICS[0] else pytest.mark.slow, id="-".join(pair)
        )
        for pair in EVERY
    ]
)
def which(request: pytest.FixtureRequest) -> tuple[str, str]:
    return request.param  # type: ignore[no-any-return]


# --- words ---------------------------------------------------------------------------------------


def words(pdf: bytes) -> list[str]:
    return " ".join(page_texts(pdf)).split()


def audience(chosen: Edition) -> str:
    """The line that says for whom the leaflet is; it is none of the ninety words."""
    return f"{chosen.locale.words.audience}: {chosen.leaflet.audience}"


def test_at_most_ninety_words_besides_the_line_that_says_for_whom(which: tuple[str, str]) -> None:
    line = audience(edition(*which))
    printed_words = words(poster(*which).file)
    assert plain(line) in plain(" ".join(printed_words))
    assert 60 < len(printed_words) - len(line.split()) <= MOST_WORDS


def test_a_clinic_without_logo_is_named_and_the_rest_fits() -> None:
    chosen = edition("poster-a3", "st-oswin")
    clinic = chosen.clinic.model_copy(update={"logo": None})
    rendering = printed(replace(chosen, clinic=clinic, logo=None), State.APPROVED)
    assert faults(rendering) == []
    assert plain(clinic.name) in page_texts(rendering.file)[0]
    assert len(words(rendering.file)) - len(audience(chosen).split()) <= MOST_WORDS


def parts(chosen: Edition) -> list[str]:
    """Everything that a poster says, in its order, each from leaflet, clinic or locale."""
    leaflet, clinic, locale = chosen.leaflet, chosen.clinic, chosen.locale
    said = locale.words
    assert leaflet.main_message
    assert leaflet.published
    assert leaflet.review_due
    return [
        said.band_draft,
        said.patient_information,
        audience(chosen),
        leaflet.title,
        leaflet.main_message,
        *poster_points(leaflet),
        said.scan_poster,
        chosen.address.removeprefix("https://"),
        clinic.phones["main"].display,
        f"{said.code} {chosen.code}.",
        f"{said.version} {leaflet.version}+{chosen.words[:8]}.",
        f"{said.published} {locale.show_date(leaflet.published)}.",
        f"{said.review_due} {locale.show_date(leaflet.review_due)}.",
        said.poster_not_advice,
    ]


def squeezed(text: str) -> str:
    return plain(text).replace(" ", "")


def test_all_that_it_says_and_nothing_else_is_the_leaflets_the_clinics_or_the_locales(
    which: tuple[str, str],
) -> None:
    wanted = [squeezed(part) for part in parts(edition(*which))]
    assert squeezed(tree(poster(*which).file).text) == "".join(wanted)
    left = squeezed(" ".join(page_texts(poster(*which).file)))
    for part in wanted:
        assert part in left
        left = left.replace(part, "", 1)
    assert left == ""


@pytest.mark.parametrize(
    "words",
    ["not proved", "proof", "weak", "harm", "Infection", "No one knows how often", "no treatment"],
)
def test_what_is_not_known_and_what_can_go_wrong_is_on_it(words: str) -> None:
    assert words in page_texts(poster("poster-a3", CLINICS[0]).file)[0]


def test_the_body_is_the_same_for_every_clinic() -> None:
    for name in POSTERS:
        bodies = {composed(edition(name, clinic)).body for clinic in CLINICS}
        assert len(bodies) == 1


# --- sizes ---------------------------------------------------------------------------------------


def sized(pdf: bytes, text: str) -> list[Run]:
    """The runs that a text is set in."""
    wanted, shown = squeezed(text), [run for run in runs(pdf) if run.text.strip()]
    whole = "".join(squeezed(run.text) for run in shown)
    start, found, at = whole.index(wanted), [], 0
    for run in shown:
        end = at + len(squeezed(run.text))
        found += [run] if at < start + len(wanted) and end > start else []
        at = end
    return found


def smallest(pdf: bytes, text: str) -> float:
    return min(run.size for run in sized(pdf, text))


def test_the_type_is_read_from_two_metres(which: tuple[str, str]) -> None:
    pdf, chosen, share = poster(*which).file, edition(*which), scale(which[0])
    band, label, for_whom, title, *body = parts(chosen)[:11]
    assert smallest(pdf, for_whom) >= 0.8 * BODY * share
    assert smallest(pdf, title) >= TITLE * share
    for text in (label, *body):
        assert smallest(pdf, text) >= BODY * share, text
        assert x_height_mm(smallest(pdf, text)) >= BODY_X_HEIGHT * share, text
    assert x_height_mm(min(run.size for run in runs(pdf))) >= 1.6
    assert smallest(pdf, band) >= 12


def test_small_type_is_noticed() -> None:
    pdf, chosen = poster("poster-a4", CLINICS[0]).file, edition("poster-a4", CLINICS[0])
    assert smallest(pdf, chosen.leaflet.title) < TITLE
    assert smallest(pdf, chosen.locale.words.patient_information) < BODY


def faults(rendering: Rendering) -> list[object]:
    """What is wrong with a page, however many there are."""
    facts = rendering.facts
    places = [place for place in (*facts.slots, *facts.panels) if place.overflow_mm]
    pages = [side for side in facts.sides if side.overflow_mm or side.ends_with_heading]
    extra = list(facts.sides[1:])
    said = [*rendering.warnings, *rendering.refused]
    return [*facts.fit.excess, *places, *pages, *extra, *facts.boxes, *said]


def test_it_fills_one_page(which: tuple[str, str]) -> None:
    rendering = poster(*which)
    assert faults(rendering) == []
    assert rendering.facts.sides[0].fill >= format_of(which[0]).last_side_fill
    ends = {f"end-panel-{panel.name}" for panel in format_of(which[0]).panels} | {"end-imprint"}
    assert ends <= rendering.facts.anchors


@pytest.mark.parametrize("name", POSTERS)
@pytest.mark.parametrize(("title", "points"), [(TITLE_32, TITLE), (TITLE_60, LONG_TITLE)])
def test_a_longer_title_is_set_smaller_and_fits(name: str, title: str, points: float) -> None:
    assert len(title) in (32, 60)
    rendering = printed(edition(name, CLINICS[0], title=title))
    assert faults(rendering) == []
    assert smallest(rendering.file, title) >= points * scale(name)


def test_a_headline_that_is_too_long_is_reported_with_its_height() -> None:
    long = "A message that goes on and on, and then on again, " * 6
    rendering = printed(edition("poster-a4", CLINICS[0], title=TITLE_60, main_message=long))
    (excess,) = rendering.facts.fit.excess
    assert "headline" in excess.place
    assert excess.over_mm > 5
    assert excess.words > 5


def test_a_word_wider_than_its_column_is_noticed() -> None:
    chosen = edition("poster-a4", CLINICS[0])
    sections = list(chosen.leaflet.sections)
    block = sections[0].blocks[0].model_copy(update={"content": ("Electrodesiccationtherapy",) * 3})
    sections[0] = sections[0].model_copy(update={"blocks": (block,)})
    rendering = printed(edition("poster-a4", CLINICS[0], sections=tuple(sections), poster=()))
    assert len(rendering.facts.boxes) == 3


# --- picture and paper ---------------------------------------------------------------------------


@cache
def picture(name: str, clinic: str) -> Image.Image:
    (shown,) = rasters(poster(name, clinic).file, DPI)
    return shown


def pixels(mm: float) -> int:
    return int(mm / 25.4 * DPI)


def touched(shown: Image.Image, frame_mm: float) -> bool:
    """Whether anything is printed nearer to the paper's edge."""
    grey, frame = shown.convert("L"), pixels(frame_mm) - 1
    grey.paste(255, (frame, frame, grey.width - frame, grey.height - frame))
    return grey.getextrema() != (255, 255)


def test_office_printers_reach_all_of_it(which: tuple[str, str]) -> None:
    shown = picture(*which)
    paper = format_of(which[0]).paper
    assert shown.width == pytest.approx(paper.width_mm / 25.4 * DPI, abs=1)
    assert shown.height == pytest.approx(paper.height_mm / 25.4 * DPI, abs=1)
    assert not touched(shown, FRAME_MM)
    assert touched(shown, FRAME_MM + 0.8)


def dark_rows_mm(shown: Image.Image, x_mm: float) -> list[float]:
    """The rows, in mm from the top, that are dark at a distance from the left edge."""
    grey = shown.convert("L")
    column = [grey.getpixel((pixels(x_mm), y)) for y in range(grey.height)]
    return [y / DPI * 25.4 for y, value in enumerate(column) if isinstance(value, int | float)
            and value < 90]  # fmt: skip


def test_in_grey_the_title_stands_out(which: tuple[str, str]) -> None:
    panel = format_of(which[0]).panels[0].height_mm
    assert len(dark_rows_mm(picture(*which), 10)) * 25.4 / DPI > panel
    title = edition(*which).leaflet.title
    assert {run.rgb for run in sized(poster(*which).file, title)} == {(255, 255, 255)}


def test_without_a_picture_the_dark_panel_grows() -> None:
    rendering = printed(edition("poster-a4", CLINICS[0], figures={}))
    assert faults(rendering) == []
    (shown,) = rasters(rendering.file, DPI)
    before = dark_rows_mm(picture("poster-a4", CLINICS[0]), 10)
    assert len(dark_rows_mm(shown, 10)) * 25.4 / DPI > len(before) * 25.4 / DPI + 50
    assert dark_rows_mm(shown, 10)[-1] == pytest.approx(before[-1], abs=0.6)
    assert len(tree(rendering.file).find("Figure")) == 2, "logo and code"


# --- QR ------------------------------------------------------------------------------------------


def test_the_code_opens_the_clinics_page(which: tuple[str, str]) -> None:
    grey = picture(*which).convert("L")
    copied = grey.point(lambda value: 255 if value > 127 else 0)
    for shown in (grey, copied):
        assert [code.text for code in zxingcpp.read_barcodes(shown)] == [edition(*which).address]


def test_the_code_is_large_and_stands_in_white(which: tuple[str, str]) -> None:
    shown = picture(*which).convert("L")
    corners = zxingcpp.read_barcodes(shown)[0].position
    left, top = corners.top_left.x, corners.top_left.y
    right, bottom = corners.bottom_right.x + 1, corners.bottom_right.y + 1
    assert (right - left) / DPI * 25.4 >= 48 * scale(which[0]) - 0.5
    view_box = re.search(r'viewBox="0 0 (\d+)', qr_svg(edition(*which).address, ""))
    assert view_box
    quiet = round(QUIET * (right - left) / int(view_box[1]))
    zone = shown.crop((left - quiet, top - quiet, right + quiet, bottom + quiet))
    zone.paste(255, (quiet - 2, quiet - 2, zone.width - quiet + 2, zone.height - quiet + 2))
    assert zone.getextrema()[0] == 255


# --- state, tags ---------------------------------------------------------------------------------


def test_the_band_stands_at_the_top_over_nothing(which: tuple[str, str]) -> None:
    pdf, band = poster(*which).file, plain(edition(*which).locale.words.band_draft)
    assert page_texts(pdf)[0].count(band) == 1
    (run,) = [run for run in runs(pdf) if plain(run.text) == band]
    top, bottom = run.box[1] * MM_PER_POINT, run.box[3] * MM_PER_POINT
    assert FRAME_MM < top < bottom < FRAME_MM + 10
    dark = [mm for mm in dark_rows_mm(picture(*which), 8) if mm < 25]
    assert FRAME_MM <= dark[0] < top < bottom < dark[-1]
    others = [r.box[1] * MM_PER_POINT for r in runs(pdf) if r != run]
    assert dark[-1] < min(others)


def test_an_approved_poster_has_no_band() -> None:
    rendering = printed(edition("poster-a4", CLINICS[0]), State.APPROVED)
    (text,) = page_texts(rendering.file)
    assert "Draft" not in text
    (shown,) = rasters(rendering.file, DPI)
    assert [mm for mm in dark_rows_mm(shown, 8) if mm < 15] == []


def test_tags_say_what_is_what(which: tuple[str, str]) -> None:
    pdf, chosen = poster(*which).file, edition(*which)
    assert marked_content_faults(pdf) == []
    root = tree(pdf)
    headings = [(h.tag, plain(h.text)) for h in root.find("H1", "H2", "H3")]
    scan = plain(chosen.locale.words.scan_poster)
    assert headings == [("H1", plain(chosen.leaflet.title)), ("H2", scan)]
    assert len(root.find("LI")) == 3
    first = next(iter(chosen.leaflet.figures.values()))
    assert chosen.clinic.logo
    logo, drawing, code = (plain(figure.alt or "") for figure in root.find("Figure"))
    assert (logo, drawing) == (plain(chosen.clinic.logo.alt), plain(first.alt))
    assert chosen.address in code
