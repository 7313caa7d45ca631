"""A clinic's photo on covers: in place of the drawing, cropped from its middle, with its words."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from PIL import Image, ImageChops

from leaflet.compose.slots import COVER_PHOTO
from leaflet.core import extensions
from leaflet.core.diagnostics import Finding
from leaflet.core.digests import BASE, Asset, digest
from leaflet.formats.format import Format
from leaflet.model.clinic import CoverPhoto
from leaflet.page.composition import Fit, slot_names
from leaflet.page.edition import Edition
from leaflet.page.rendering import Rendering
from leaflet.planning.matrix import Selection
from leaflet.planning.planner import make_plan
from leaflet.render import kept_layouts
from leaflet.render.joined_pages import JoinedPages
from leaflet.render.renderer import render
from tests.render.joining.test_joined_pages import assert_alike, in_one_piece
from tests.support.conformance import PROFILES, failures
from tests.support.page_checks import found_on_pages
from tests.support.printed import (
    CLINICS,
    TODAY,
    Printed,
    compose_edition,
    in_default_lane,
    page_texts,
    plain,
    rasters,
    rendered_edition,
    shipped_project,
)
from tests.support.renderings import render_once
from tests.support.structure import marked_content_faults, tree

DRAWN, UNDRAWN = "mesotherapy-acne-scars", "time-to-think"
COVERS = ("a5-booklet", "trifold", "trifold-letter")
ALT = "The front door of the clinic, without a step."
RED, GREEN, BLUE = (220, 30, 20), (30, 160, 60), (20, 30, 220)
DPI = 72
#: JPEG and antialiasing.
_NEAR = 24


def format_of(name: str) -> Format:
    found: Format = extensions.load("formats", name)
    return found


def picture(size: tuple[int, int], *, upright: bool = False) -> bytes:
    """A green picture whose first fifth is red and whose last is blue, across or downwards."""
    made = Image.new("RGB", size, GREEN)
    wide, tall = size
    ends = (0, 0, wide, tall // 5) if upright else (0, 0, wide // 5, tall)
    made.paste(RED, ends)
    made.paste(BLUE, (wide - ends[2], tall - ends[3], wide, tall))
    stream = io.BytesIO()
    made.save(stream, "PNG")
    return stream.getvalue()


@cache
def edition_of(leaflet: str, clinic: str = CLINICS[0], format_: str = "a5-booklet") -> Edition:
    """An edition of a shipped leaflet; `UNDRAWN` is without the drawing of its cover."""
    planned = make_plan(shipped_project(), Selection((leaflet,), (clinic,)), today=TODAY).editions
    edition = next(one.edition for one in planned if one.edition)
    if leaflet == UNDRAWN:
        bare = edition.leaflet.model_copy(update={"figures": {}})
        edition = replace(edition, leaflet=bare, figures={})
    return replace(edition, format=format_of(format_))


def with_photo(edition: Edition, data: bytes, **fields: Any) -> Edition:
    """The edition of a clinic that has a photo."""
    with Image.open(io.BytesIO(data)) as image:
        aspect = image.width / image.height
    given = {"file": "photo.png", "alt": ALT, "person": False, **fields}
    photo = CoverPhoto.model_validate(given)
    clinic = edition.clinic.model_copy(update={"photo": photo})
    uri = f"{BASE}content/clinics/{edition.clinic.id}/photo.png"
    return replace(edition, clinic=clinic, photo=Asset(uri, digest(data), aspect))


def printed(edition: Edition, data: bytes = b"") -> Rendering:
    return render_once(compose_edition(shipped_project(), edition), blobs(data))


def blobs(data: bytes) -> Mapping[str, bytes]:
    return {**shipped_project().blobs, digest(data): data}


def first_page(rendering: Rendering) -> Image.Image:
    return next(iter(rasters(rendering.file, DPI))).convert("RGB")


def is_near(pixel: Any, colour: tuple[int, int, int]) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(pixel, colour, strict=True))


def box_of(page: Image.Image, colour: tuple[int, int, int]) -> tuple[int, int, int, int] | None:
    """The box around the pixels of a page that have about a colour."""
    channels = (
        band.point(lambda value, want=want: 255 * (abs(value - want) <= _NEAR))
        for band, want in zip(page.split(), colour, strict=True)
    )
    red, green, blue = channels
    return ImageChops.multiply(ImageChops.multiply(red, green), blue).getbbox()


def millimetres(box: tuple[int, int, int, int]) -> tuple[float, float]:
    """Width and height of a box."""
    return (box[2] - box[0]) * 25.4 / DPI, (box[3] - box[1]) * 25.4 / DPI


def findings(edition: Edition, rendering: Rendering) -> list[Finding]:
    planned = make_plan(
        shipped_project(), Selection((edition.leaflet.id,), (edition.clinic.id,)), today=TODAY
    ).editions[0]
    composition = compose_edition(shipped_project(), edition)
    whole = Printed(planned, edition, composition, rendering, ())
    return list(found_on_pages(rendered_edition(whole, rendering)))


#: 150 pixels per inch and more on any cover.
LANDSCAPE = picture((1200, 800))
STRIP = picture((3600, 800))
UPRIGHT = picture((900, 2700), upright=True)


# --- where it stands -----------------------------------------------------------------------------


@pytest.mark.pdf
@pytest.mark.parametrize("format_", in_default_lane(["a5-booklet", "trifold"], ["trifold"]))
@pytest.mark.parametrize("clinic", CLINICS)
def test_it_stands_where_the_drawing_stood_and_nothing_else_moves(
    clinic: str, format_: str
) -> None:
    edition = edition_of(DRAWN, clinic, format_)
    plain_page, page = printed(edition), printed(with_photo(edition, STRIP), STRIP)
    before, after = list(rasters(plain_page.file, DPI)), list(rasters(page.file, DPI))
    changed = ImageChops.difference(before[0].convert("RGB"), after[0].convert("RGB")).getbbox()
    place = box_of(after[0].convert("RGB"), GREEN)
    assert changed
    assert place
    assert all(abs(a - b) <= 1 for a, b in zip(changed, place, strict=True)), "whole and alone"
    assert [a.tobytes() for a in before[1:]] == [b.tobytes() for b in after[1:]]


@pytest.mark.pdf
@pytest.mark.parametrize("format_", in_default_lane(COVERS, ["trifold"]))
def test_a_leaflet_without_a_drawing_has_it_above_its_title(format_: str) -> None:
    edition = with_photo(edition_of(UNDRAWN, format_=format_), STRIP)
    rendering = printed(edition, STRIP)
    page = first_page(rendering)
    place = box_of(page, GREEN)
    assert place
    assert 55 <= millimetres(place)[1] <= 95
    left, _, right, bottom = place
    ground: Any = page.getpixel((left + 4, bottom + 12))
    assert ground == page.getpixel((left + 4, page.height - 25)) != (255, 255, 255)
    # Below the band in the brand's colour, which is up to 4 mm tall.
    below = box_of(page.crop((left - 9, bottom + 12, right + 9, bottom + 13)), ground)
    assert below
    assert abs(below[0] - 9) <= 1 >= abs(below[2] - (right - left + 9)), "as wide as the ground"
    fit = printed(edition_of(UNDRAWN, format_=format_)).facts.fit.fit
    own = rendering.facts.fit.fit
    assert (own.type_pt, own.figures, own.places) == (fit.type_pt, fit.figures, fit.places)


@pytest.mark.pdf
@pytest.mark.parametrize("data", [STRIP, UPRIGHT], ids=["strip", "upright"])
@pytest.mark.parametrize("format_", ["a5-booklet", "trifold"])
def test_it_is_cropped_from_its_middle(format_: str, data: bytes) -> None:
    page = first_page(printed(with_photo(edition_of(UNDRAWN, format_=format_), data), data))
    place = box_of(page, GREEN)
    assert place
    middle = ((place[0] + place[2]) // 2, (place[1] + place[3]) // 2)
    assert is_near(page.getpixel(middle), GREEN)
    assert box_of(page, RED) is None, "its ends are cut off alike"
    assert box_of(page, BLUE) is None


@pytest.mark.pdf
@pytest.mark.parametrize("size", [(1200, 800), (900, 1200)], ids=["landscape", "upright"])
@pytest.mark.parametrize("format_", ["a5-booklet", "trifold"])
def test_a_square_on_it_stays_a_square_in_its_middle(format_: str, size: tuple[int, int]) -> None:
    shown, (wide, tall) = Image.new("RGB", size, GREEN), size
    shown.paste(RED, (wide // 2 - 150, tall // 2 - 150, wide // 2 + 150, tall // 2 + 150))
    stream = io.BytesIO()
    shown.save(stream, "PNG")
    data = stream.getvalue()
    page = first_page(printed(with_photo(edition_of(UNDRAWN, format_=format_), data), data))
    place, square = box_of(page, GREEN), box_of(page, RED)
    assert place
    assert square
    width, height = millimetres(square)
    assert width == pytest.approx(height, abs=0.8)
    for start, end in ((0, 2), (1, 3)):
        middles = [(box[start] + box[end]) / 2 for box in (place, square)]
        assert middles[0] == pytest.approx(middles[1], abs=2)


@pytest.mark.parametrize("leaflet", [DRAWN, UNDRAWN])
def test_other_formats_and_their_words_know_nothing_of_it(leaflet: str) -> None:
    for format_ in extensions.load_all("formats"):
        edition = replace(edition_of(leaflet), format=format_)
        bare = compose_edition(shipped_project(), edition)
        made = compose_edition(
            shipped_project(), with_photo(edition, LANDSCAPE, author="J Doe", licence="CC BY 4.0")
        )
        assert (made == bare) == (format_.id not in COVERS), format_.id
        assert (made.body, made.css) == (bare.body, bare.css), "the body is that of all clinics"


@pytest.mark.pdf
@pytest.mark.parametrize("format_", ["a5-booklet", "trifold"])
def test_without_a_photo_its_slot_leaves_no_trace(format_: str) -> None:
    composition = compose_edition(shipped_project(), edition_of(UNDRAWN, format_=format_))
    assert COVER_PHOTO in slot_names(composition.body)
    without = composition.body.replace(f'<slot name="{COVER_PHOTO}"></slot>', "")
    alone = render(replace(composition, body=without), shipped_project().blobs)
    assert render(composition, shipped_project().blobs).file == alone.file


# --- tags and words ------------------------------------------------------------------------------


@pytest.mark.pdf
@pytest.mark.parametrize("format_", ["a5-booklet", "trifold"])
def test_it_is_a_figure_between_logo_and_title(format_: str) -> None:
    edition = with_photo(edition_of(DRAWN, format_=format_), LANDSCAPE)
    pdf = printed(edition, LANDSCAPE).file
    assert edition.clinic.logo
    read = [plain(element.alt or element.text) for element in tree(pdf).find("Figure", "H1", "H2")]
    assert read[:3] == [plain(edition.clinic.logo.alt), plain(ALT), plain(edition.leaflet.title)]
    assert marked_content_faults(pdf) == []
    assert [failures(pdf, profile) for profile in PROFILES] == [[] for _ in PROFILES]


@pytest.mark.pdf
@pytest.mark.parametrize("format_", ["a5-booklet", "trifold"])
def test_the_imprint_names_who_made_it_and_who_agreed(format_: str) -> None:
    given = {"author": "J Doe", "licence": "CC BY 4.0", "person": True, "consent": "Ann agreed"}
    edition = edition_of(UNDRAWN, format_=format_)
    pages = page_texts(printed(with_photo(edition, LANDSCAPE, **given), LANDSCAPE).file)
    said = f"{edition.locale.words.pictures}: J Doe, CC BY 4.0. Ann agreed."
    assert said in " ".join(pages)
    assert "J Doe" not in " ".join(page_texts(printed(edition).file))


@pytest.mark.pdf
@pytest.mark.parametrize("format_", ["a5-booklet", "trifold"])
def test_toner_saving_print_has_it_in_grey(format_: str) -> None:
    edition = with_photo(edition_of(DRAWN, format_=format_), LANDSCAPE)
    grey = replace(edition, format=replace(edition.format, mono=True))
    page = first_page(printed(grey, LANDSCAPE))
    for colour in (RED, GREEN, BLUE):
        luma = Image.new("RGB", (1, 1), colour).convert("L").getpixel((0, 0))
        assert isinstance(luma, int)
        assert box_of(page, colour) is None
        assert box_of(page, (luma, luma, luma))


# --- what may be wrong ---------------------------------------------------------------------------


@pytest.mark.pdf
@pytest.mark.parametrize("leaflet", [DRAWN, UNDRAWN])
@pytest.mark.parametrize("format_", COVERS)
def test_a_good_photo_has_no_finding_of_its_own(format_: str, leaflet: str) -> None:
    edition = edition_of(leaflet, format_=format_)
    known = {(f.code, f.message) for f in findings(edition, printed(edition))}
    own = with_photo(edition, LANDSCAPE)
    found = findings(own, printed(own, LANDSCAPE))
    assert {(f.code, f.message) for f in found} <= known


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("data", "format_", "codes"),
    [
        (picture((700, 467)), "a5-booklet", {"resolution": "warning"}),
        (picture((300, 200)), "a5-booklet", {"resolution": "error"}),
        (picture((300, 200)), "trifold", {"resolution": "error"}),
        (UPRIGHT, "a5-booklet", {"photo-crop": "warning"}),
        (UPRIGHT, "trifold", {"photo-crop": "warning"}),
        (STRIP, "trifold", {"photo-crop": "warning"}),
    ],
)
def test_one_that_is_too_small_or_of_another_shape_is_told(
    data: bytes, format_: str, codes: Mapping[str, str]
) -> None:
    edition = with_photo(edition_of(UNDRAWN, format_=format_), data)
    found = findings(edition, printed(edition, data))
    told = [f for f in found if f.code in ("resolution", "photo-crop")]
    assert {f.code: f.severity.value for f in told} == codes
    assert all(f.span.path.endswith("clinic.yaml") for f in told)
    assert all(f.message.startswith(format_) and f.hint for f in told)


@pytest.mark.pdf
def test_a_front_full_of_words_keeps_its_words_and_has_no_photo() -> None:
    edition = edition_of(UNDRAWN)
    audience = " ".join([edition.leaflet.audience or "Adults"] * 5)
    long = edition.leaflet.model_copy(update={"audience": audience})
    full = with_photo(replace(edition, leaflet=long), LANDSCAPE)
    rendering = printed(full, LANDSCAPE)
    assert box_of(first_page(rendering), GREEN) is None
    assert rendering.facts.lost == ()
    assert plain(audience) in page_texts(rendering.file)[0]


def test_a_page_without_a_clinic_shows_no_photo() -> None:
    edition = with_photo(edition_of(UNDRAWN), LANDSCAPE)
    blank = edition.clinic.model_copy(update={"plain": True, "fictional": True})
    made = compose_edition(shipped_project(), replace(edition, clinic=blank))
    slot = next(slot for slot in made.slots if slot.name == COVER_PHOTO)
    assert (slot.html.strip(), slot.height_class) == ("", "S")


# --- one layout for all clinics ------------------------------------------------------------------


@pytest.mark.pdf
@pytest.mark.parametrize("format_", ["a5-booklet", "trifold"])
def test_clinics_with_photos_share_their_layout(
    format_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_layouts.forget_all()
    made: list[object] = []
    lay_out = JoinedPages._shared

    def counted(pages: JoinedPages, fit: Fit) -> object:
        made.append(fit)
        return lay_out(pages, fit)

    monkeypatch.setattr(JoinedPages, "_shared", counted)
    counts = []
    for data in (LANDSCAPE, UPRIGHT):
        edition = with_photo(edition_of(UNDRAWN, format_=format_), data)
        render(compose_edition(shipped_project(), edition), blobs(data))
        counts.append(len(made))
    assert counts[0] == counts[1] > 0


@pytest.mark.pdf
def test_a_filled_layout_is_the_page_laid_out_in_one_piece(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(shipped_project().blobs, digest(LANDSCAPE), LANDSCAPE)
    made = compose_edition(
        shipped_project(), with_photo(edition_of(DRAWN, format_="trifold"), LANDSCAPE)
    )
    joined = render(made, blobs(LANDSCAPE))
    assert_alike(joined, in_one_piece(made, joined, blobs(LANDSCAPE)))
