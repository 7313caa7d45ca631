"""Pictures, messages and words that no page has room for: the page looks right all the same, or a
finding says at its file what to do.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from leaflet.content.project import SHIPPED
from tests.support.printed import (
    LAYOUT_ADVICE,
    MM_PER_POINT,
    Printed,
    Run,
    holds,
    page_texts,
    plain,
    rasters,
    runs,
)
from tests.support.stress import (
    CASES,
    LEAFLET,
    Case,
    faults,
    make_project,
    plan_case,
    print_case,
)
from tests.support.stress_clinics import BRANDS, ClinicShape, clinic_files
from tests.support.stress_clinics import FILE as CLINIC
from tests.support.stress_leaflets import LeafletShape, leaflet_text

LOGO = CLINIC.replace("clinic.yaml", "logo.png")
PHOTO = "content/figures/photo.jpg"
LOCALE = "content/locales/en-GB.yaml"
KIND = "content/kinds/treatment.yaml"
#: Nobody can write by hand in less, in mm: a line of 8 mm is usual, of which letters take most.
_HAND_MM = 5.0
_MANY_WORDS = "Appointment time agreed with the reception of the practice on the second floor"
_DPI = 50.8
#: Pixels of a raster in a mm.
_PX = _DPI / 25.4


def picture(width: int, height: int, mode: str, kind: str) -> bytes:
    made = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(made).ellipse((0, 0, width - 1, height - 1), fill="#0f6e78")
    file = io.BytesIO()
    made.convert(mode).save(file, kind)
    return file.getvalue()


def changed(path: str, old: str, new: str) -> dict[str, str | bytes]:
    """A shipped file, or one of the ordinary leaflet and clinic, with other words."""
    made = {LEAFLET: leaflet_text(LeafletShape()), **clinic_files(ClinicShape())}
    text = made.get(path) or (SHIPPED / path).read_text("utf-8")
    assert old in text
    return {path: text.replace(old, new)}


def printed(
    folder: Path, format_: str, changes: Mapping[str, str | bytes], words: int = 1_200
) -> Printed:
    shape = Case("", LeafletShape(words=words), formats=(format_,))
    return print_case(make_project(folder, shape, changes), shape, format_)


def unlike_layout(edition: Printed) -> list[tuple[str, str]]:
    """The faults of an edition without advice on its layout, by code and place."""
    found = faults(edition)
    return [(one.code, one.span.path) for one in found if one.code not in LAYOUT_ADVICE]


def refusal(folder: Path, changes: Mapping[str, str | bytes]) -> tuple[str, str, str]:
    """The code, the place and the hint of the one error for which an edition is not built."""
    case = Case("", formats=("poster-a3",))
    planned = plan_case(make_project(folder, case, changes), case, "poster-a3")
    assert planned.edition is None
    (error,) = [found for found in planned.findings if found.is_broken]
    assert error.span.line
    return f"{error.code}: {error.message}", error.span.path, error.hint


# --- pictures ------------------------------------------------------------------------------------


@pytest.mark.pdf
def test_a_logo_of_few_pixels_is_told_at_its_file(tmp_path: Path) -> None:
    changes = changed(CLINIC, "logo.svg", "logo.png") | {LOGO: picture(40, 20, "RGB", "PNG")}
    edition = printed(tmp_path, "poster-a3", changes)
    assert unlike_layout(edition) == [("resolution", LOGO)]
    (found,) = [one for one in edition.findings if one.code == "resolution"]
    assert "times as many pixels" in found.hint


@pytest.mark.pdf
@pytest.mark.parametrize("format_", ["poster-a3", pytest.param("trifold", marks=pytest.mark.slow)])
def test_a_portrait_logo_fits(format_: str, tmp_path: Path) -> None:
    changes = changed(CLINIC, "logo.svg", "logo.png") | {LOGO: picture(400, 1200, "RGB", "PNG")}
    assert unlike_layout(printed(tmp_path, format_, changes)) == []


@pytest.mark.pdf
def test_a_logo_in_inks_is_printed_as_rgb(tmp_path: Path) -> None:
    jpeg = LOGO.replace(".png", ".jpg")
    changes = changed(CLINIC, "logo.svg", "logo.jpg") | {jpeg: picture(1600, 600, "CMYK", "JPEG")}
    edition = printed(tmp_path, "poster-a3", changes)
    assert unlike_layout(edition) == []
    assert not holds(edition.pdf, b"/DeviceCMYK")


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_a_logo_of_another_kind_than_its_name_is_refused(kind: str, tmp_path: Path) -> None:
    changes = changed(CLINIC, "logo.svg", "logo.png") | {LOGO: picture(800, 300, "RGB", kind)}
    message, path, hint = refusal(tmp_path, changes)
    assert (message, path) == (f"picture: logo.png: the file is {kind}, not PNG", CLINIC)
    assert hint.endswith("or name it .jpg") if kind == "JPEG" else "export it as PNG" in hint


@pytest.mark.pdf
@pytest.mark.parametrize("format_", ["trifold", pytest.param("a5-booklet", marks=pytest.mark.slow)])
def test_a_portrait_photo_is_whole_and_leaves_room_for_its_words(
    format_: str, tmp_path: Path
) -> None:
    photo = {PHOTO: picture(900, 1800, "RGB", "JPEG")}
    edition = printed(tmp_path, format_, changed(LEAFLET, "example-cup.svg", "photo.jpg") | photo)
    assert unlike_layout(edition) == []
    assert "It would be given in a room" in " ".join(page_texts(edition.pdf))


@pytest.mark.pdf
def test_the_resolution_of_a_photo_is_that_of_what_is_seen_of_it(tmp_path: Path) -> None:
    photo = {PHOTO: picture(450, 900, "RGB", "JPEG")}
    edition = printed(tmp_path, "trifold", changed(LEAFLET, "example-cup.svg", "photo.jpg") | photo)
    (found,) = edition.rendering.facts.photos
    whole_mm = 75  # its height in a panel
    assert found.dpi == pytest.approx(900 / (whole_mm / 25.4), rel=0.05)


@pytest.mark.pdf
def test_a_wide_drawing_is_whole_on_the_cover_of_a_tri_fold(tmp_path: Path) -> None:
    (side, *_) = rasters(printed(tmp_path, "trifold", {}).pdf, _DPI)
    cover = side.crop((round(199 * _PX), round(36 * _PX), round(290 * _PX), round(104 * _PX)))
    cup = tuple(bytes.fromhex(BRANDS["teal"][1:]))
    columns = [
        any(cover.getpixel((x, y)) == cup for y in range(cover.height)) for x in range(cover.width)
    ]
    edges = sum(before != after for before, after in itertools.pairwise(columns))
    assert edges == 4, "the cup and the dot, both with ground on both sides"
    assert not columns[0]
    assert not columns[-1]


@pytest.mark.pdf
@pytest.mark.parametrize(
    "format_", ["trifold", "poster-a3", pytest.param("a5-booklet", marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("brand", ["pale yellow", "neon"])
def test_a_cover_shows_the_brand_in_its_own_colour(
    format_: str, brand: str, tmp_path: Path
) -> None:
    case = Case("", clinic=ClinicShape(brand=brand, logo=""), formats=(format_,))
    edition = print_case(make_project(tmp_path, case), case, format_)
    side = next(rasters(edition.pdf, _DPI))
    own, x = tuple(bytes.fromhex(BRANDS[brand][1:])), side.width - round(20 * _PX)
    rows = [y for y in range(side.height) if side.getpixel((x, y)) == own]
    assert len(rows) / _PX >= 2.5, "mm"
    assert rows[-1] - rows[0] + 1 == len(rows), "one band"


# --- messages of posters -------------------------------------------------------------------------


def test_a_poster_of_five_messages_is_refused_at_their_list(tmp_path: Path) -> None:
    changes: dict[str, str | bytes] = {
        LEAFLET: leaflet_text(LeafletShape(poster="[1, 2, 3, 4, 5]"))
    }
    told = ('bad-value: "poster" has 5 items', LEAFLET, "give at most 3")
    assert refusal(tmp_path, changes) == told


@pytest.mark.pdf
@pytest.mark.parametrize("is_chosen", [True, False])
def test_a_message_that_is_too_long_for_a_poster_is_told_where_it_is_chosen(
    is_chosen: bool, tmp_path: Path
) -> None:
    said = "- " + "The hat may float for a day. " * 12
    changes = changed(LEAFLET, "- The Example treatment does not exist.", said)
    if is_chosen:
        text = str(changes[LEAFLET])
        changes[LEAFLET] = text.replace("\nfigures:", "\nposter: [1, 2]\nfigures:", 1)
    edition = printed(tmp_path, "poster-a3", changes)
    lines = str(changes[LEAFLET]).splitlines()
    found = {one.code: one for one in edition.findings}
    for code in ("fit", "poster-words"):
        line = lines[found[code].span.line - 1]
        assert line.startswith("poster:" if is_chosen else "## Main points"), code
        assert "under `poster`" in found[code].hint


@pytest.mark.pdf
def test_a_headline_that_is_too_long_is_told_at_its_field(tmp_path: Path) -> None:
    changes = changed(LEAFLET, "so nobody can have it.", "so nobody can have it. " * 40)
    (found,) = [
        one for one in printed(tmp_path, "poster-a3", changes).findings if one.code == "fit"
    ]
    line = str(changes[LEAFLET]).splitlines()[found.span.line - 1]
    assert line.startswith("main_message:")


# --- what a reader fills in ----------------------------------------------------------------------


def rooms_mm(edition: Printed, first: str, second: str) -> list[float]:
    """The distances between the last line of one label and the first of the one below it."""
    lines = [run for run in runs(edition.pdf) if run.text.strip()]

    def places(label: str) -> list[Run]:
        return [run for run in lines if label.startswith(run.text.strip()[:12])]

    above = [run for run in lines if first.endswith(run.text.strip()) and len(run.text) > 3]
    return [
        (below.box[1] - over.box[3]) * MM_PER_POINT
        for over in above
        for below in places(second)
        if below.page == over.page and 0 < below.box[1] - over.box[3] < 100
    ]


@pytest.mark.pdf
@pytest.mark.parametrize("label", [pytest.param("Date", marks=pytest.mark.slow), _MANY_WORDS])
def test_below_a_label_of_the_record_is_room_to_write(label: str, tmp_path: Path) -> None:
    changes = changed(LOCALE, "write_date: Date", f"write_date: {label}")
    edition = printed(tmp_path, "large-print", changes, words=500)
    assert unlike_layout(edition) == []
    found = rooms_mm(edition, label, "Product and maker")
    assert found
    assert min(found) >= _HAND_MM


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("label", "is_printed"),
    [("Date", True), ("Nothing to eat or drink from", True), (_MANY_WORDS, False)],
)
def test_a_panel_has_a_record_where_its_labels_leave_room_to_write(
    label: str, is_printed: bool, tmp_path: Path
) -> None:
    changes = changed(LOCALE, "write_date: Date", f"write_date: {label}")
    edition = printed(tmp_path, "trifold", changes)
    assert unlike_layout(edition) == []
    assert ("My record" in " ".join(page_texts(edition.pdf))) == is_printed
    if is_printed:
        assert min(rooms_mm(edition, label, "Product and maker")) >= _HAND_MM


def test_a_record_of_seven_fields_is_refused_at_its_kind(tmp_path: Path) -> None:
    many = "[date, time, place, with, maker, batch, cost]"
    changes = changed(KIND, "record: [date, with, maker, call_if]", f"record: {many}")
    assert refusal(tmp_path, changes) == ('bad-value: "record" has 7 items', KIND, "give at most 6")


# --- places --------------------------------------------------------------------------------------


@pytest.mark.pdf
def test_opening_hours_keep_both_ends_on_one_line(tmp_path: Path) -> None:
    edition = printed(tmp_path, "trifold", {})
    (hours,) = [run.text for run in runs(edition.pdf) if "8.30" in run.text]
    assert plain("8.30 am – 6 pm") in plain(hours)


@pytest.mark.pdf
@pytest.mark.slow
def test_a_message_without_points_does_not_fill_a_box_of_air(tmp_path: Path) -> None:
    edition = printed(tmp_path, "a4", {}, words=120)
    tint = tuple(bytes.fromhex(dict(edition.composition.tokens)["tint"][1:]))
    side = next(rasters(edition.pdf, _DPI))
    x = round(120 * _PX)
    rows = [y for y in range(side.height) if side.getpixel((x, y)) == tint]
    assert 5 < len(rows) / _PX < 20, "mm of a message of two lines"


@pytest.mark.pdf
def test_in_24_points_no_row_is_alone_and_no_page_half_empty(tmp_path: Path) -> None:
    (case,) = (case for case in CASES if case.name == "24 points and the largest clinic")
    edition = print_case(make_project(tmp_path, case), case, "large-print")
    for number, text in enumerate(page_texts(edition.pdf), 1):
        rows = sum(text.count(time) for time in ("08:30 ", "09:00 ", "09:15 "))
        assert rows % 3 != 1, number
    # A contact panel that fills a page leaves the page before it short.
    assert [side.fill >= 0.7 for side in edition.rendering.facts.sides[:-1]].count(False) <= 1
