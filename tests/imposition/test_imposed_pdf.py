"""Print forms, read back from their pixels: pages lie where the job says, and nothing else does."""

from __future__ import annotations

import functools
import hashlib
import io
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageStat

from leaflet.core.diagnostics import LeafletError
from leaflet.core.paper import A3, A4, A5, Paper
from leaflet.imposition.arrangement import Job, folded, plain, saddle_stitch, two_up
from leaflet.imposition.imposed_pdf import fronts_and_backs, impose
from leaflet.imposition.tiling import tiled
from tests.support.printed import MM_PER_POINT, embedded_fonts, page_texts, rasters, small_page
from tests.support.projects import ROOT

LYING = A4.landscape
A6 = Paper("A6", 105, 148)
BLEED_MM = 9.0
SQUARE_MM = 10.0
PIXELS_PER_MM = 4
WHITE, BLACK = (255, 255, 255), (0, 0, 0)

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]


def paint(page: int) -> Colour:
    """The colour of a page's square."""
    return (page * 37 % 200, page * 71 % 200, 210)


def ground(page: int) -> Colour:
    """The colour of a page's ground, which runs over its trim."""
    return (230 - page, 240, 210 + page)


def _fill(colour: Colour, x: float, y: float, width: float, height: float) -> str:
    rgb = " ".join(f"{part / 255:.6f}" for part in colour)
    box = " ".join(f"{length / MM_PER_POINT:.3f}" for length in (x, y, width, height))
    return f"{rgb} rg {box} re f\n"


def add_page(pdf: pikepdf.Pdf, number: int, paper: Paper) -> pikepdf.Page:
    """A page that bleeds into its media box, with a square at the trim's lower-left corner."""
    width, height = paper.width_mm + 2 * BLEED_MM, paper.height_mm + 2 * BLEED_MM
    points = [length / MM_PER_POINT for length in (BLEED_MM, width - BLEED_MM, width)]
    points += [length / MM_PER_POINT for length in (height - BLEED_MM, height)]
    low, right, media_width, top, media_height = points
    page = pdf.add_blank_page(page_size=(media_width, media_height))
    page.trimbox = pikepdf.Array([low, low, right, top])
    drawing = _fill(ground(number), 0, 0, width, height)
    drawing += _fill(paint(number), BLEED_MM, BLEED_MM, SQUARE_MM, SQUARE_MM)
    page.Contents = pdf.make_stream(drawing.encode())
    return page


def written(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    file = io.BytesIO()
    pdf.save(file, **{"deterministic_id": True, **options})
    return file.getvalue()


@functools.cache
def reading_pdf(pages: int, paper: Paper = A5) -> bytes:
    pdf = pikepdf.new()
    for number in range(1, pages + 1):
        add_page(pdf, number, paper)
    return written(pdf)


def printed(pages: int, job: Job, paper: Paper = A5, cover_note: bytes | None = None) -> bytes:
    pdf = reading_pdf(pages, paper)
    return impose(pdf, job, title="Scars", language="en-GB", cover_note=cover_note)


# --- what is seen on a side ----------------------------------------------------------------------


def sides(pdf: bytes, pixels_per_mm: int = PIXELS_PER_MM) -> list[Image.Image]:
    return list(rasters(pdf, 25.4 * pixels_per_mm))


def box_of(side: Image.Image, colour: Colour, pixels_per_mm: int = PIXELS_PER_MM) -> Box | None:
    """Left, bottom, right and top of all that has a colour, in mm from the lower-left corner."""
    away = ImageChops.difference(side, Image.new("RGB", side.size, colour))
    red, green, blue = (band.point([255] * 3 + [0] * 253) for band in away.split())
    found = ImageChops.multiply(ImageChops.multiply(red, green), blue).getbbox()
    if found is None:
        return None
    left, top, right, bottom = (edge / pixels_per_mm for edge in found)
    height = side.height / pixels_per_mm
    return left, height - bottom, right, height - top


def at(side: Image.Image, x_mm: float, y_mm: float, pixels_per_mm: int = PIXELS_PER_MM) -> Colour:
    place = int(x_mm * pixels_per_mm), side.height - 1 - int(y_mm * pixels_per_mm)
    red, green, blue = side.getpixel(place)  # type: ignore[misc]
    return red, green, blue


def is_like(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= 2 for a, b in zip(one, other, strict=True))


def lies(box: Box | None, expected: Box) -> bool:
    """Whether a box is where it should be, to half a millimetre."""
    return box is not None and all(abs(a - b) <= 0.5 for a, b in zip(box, expected, strict=True))


def test_a_square_is_measured_where_it_is() -> None:
    side = sides(printed(1, plain(1, A5)))[0]
    assert lies(box_of(side, paint(1)), (0, 0, 10, 10))
    assert not lies(box_of(side, paint(1)), (0, 1, 10, 11))
    assert not lies(box_of(side, paint(1)), (0, 0, 10, 12))
    assert not lies(box_of(side, paint(2)), (0, 0, 10, 10))
    assert is_like(at(side, 20, 5), ground(1))
    assert not is_like(at(side, 20, 5), paint(1))


def squares(side: Image.Image, pages: Iterable[int]) -> dict[int, Box]:
    found = {page: box_of(side, paint(page)) for page in pages}
    return {page: box for page, box in found.items() if box is not None}


# --- pages in their places -----------------------------------------------------------------------


def test_the_pages_of_a_booklet_lie_side_by_side() -> None:
    seen = [squares(side, range(1, 9)) for side in sides(printed(8, saddle_stitch(8, A5, LYING)))]
    pairs = [(8, 1), (2, 7), (6, 3), (4, 5)]
    assert [set(side) for side in seen] == [set(pair) for pair in pairs]
    for side, (left, right) in zip(seen, pairs, strict=True):
        assert lies(side[left], (0.25, 0, 10.25, 10))
        assert lies(side[right], (148.75, 0, 158.75, 10))


def test_creep_moves_the_pages_on_paper() -> None:
    job = saddle_stitch(8, A5, LYING, creep_mm=4)
    outer, _, inner, _ = sides(printed(8, job))
    assert lies(squares(outer, [8])[8], (0.25, 0, 10.25, 10))
    assert lies(squares(inner, [6])[6], (4.25, 0, 14.25, 10))
    # The page at the right moves over the spine, where its square is cut off.
    assert lies(squares(inner, [3])[3], (148.5, 0, 154.75, 10))
    assert is_like(at(inner, 147, 100), ground(6))
    assert is_like(at(inner, 150, 100), ground(3))


def test_what_bleeds_over_the_trim_is_cut_off() -> None:
    (front, _) = sides(printed(2, two_up(2, A6, LYING), A6))
    left, bottom, right, top = (148.5 - 105) / 2, 31.0, (148.5 + 105) / 2, 179.0
    assert lies(squares(front, [1])[1], (left, bottom, left + 10, bottom + 10))
    for x, y in ((left - 1, 100), (right + 1, 100), (60, bottom - 1), (60, top + 1)):
        assert at(front, x, y) == WHITE
    for x, y in ((left + 1, 100), (right - 1, 100), (60, bottom + 11), (60, top - 1)):
        assert is_like(at(front, x, y), ground(1))


def test_the_tiles_of_a_poster() -> None:
    form = impose(reading_pdf(1, A3), tiled(A3, A4), title="Poster", language="en")
    tiles = sides(form)
    third = tiles[2]
    # The poster is 297 x 420 mm in the middle of 386 x 560 mm, 6 mm from the edge of the sheet.
    assert lies(squares(third, [1])[1], (50.5, 76, 60.5, 86))
    assert [bool(squares(tile, [1])) for tile in tiles] == [False, False, True, False]
    for x, y in ((203, 150), (100, 290), (51, 150), (100, 87)):
        assert is_like(at(third, x, y), ground(1))
    for x, y in ((205, 150), (100, 292), (49, 150), (100, 75)):
        assert at(third, x, y) == WHITE


def forms_in(pdf: bytes) -> int:
    with opened(pdf) as file:
        streams = [o for o in file.objects if isinstance(o, pikepdf.Stream)]
        return sum(o.get("/Subtype") == "/Form" for o in streams)


def test_a_page_is_in_the_file_once() -> None:
    poster = impose(reading_pdf(1, A3), tiled(A3, A4), title="Poster", language="en")
    assert forms_in(poster) == 1
    assert forms_in(printed(6, saddle_stitch(6, A5, LYING))) == 6


@pytest.mark.parametrize(
    ("rotation", "square"),
    [
        (90, (0, 138, 10, 148)),
        (180, (138, 200, 148, 210)),
        (270, (200, 0, 210, 10)),
    ],
)
def test_a_page_is_turned_as_it_asks_for(rotation: int, square: Box) -> None:
    pdf = pikepdf.new()
    add_page(pdf, 1, A5).Rotate = rotation
    paper = A5 if rotation == 180 else A5.landscape
    (side,) = sides(impose(written(pdf), plain(1, paper), title="", language="en"))
    assert side.size == pytest.approx((paper.width_mm * 4, paper.height_mm * 4), abs=1)
    assert lies(squares(side, [1])[1], square)


@pytest.mark.parametrize("box", ["/CropBox", "/MediaBox"])
def test_a_page_without_trim_box_is_placed_by_what_it_has(box: str) -> None:
    pdf = pikepdf.new()
    page = add_page(pdf, 1, A5)
    page.obj[box] = page.obj["/TrimBox"]
    del page.obj["/TrimBox"]
    (side,) = sides(impose(written(pdf), plain(1, A5), title="", language="en"))
    assert lies(squares(side, [1])[1], (0, 0, 10, 10))


# --- marks ---------------------------------------------------------------------------------------

FINE = 20
#: 40 in 100 of black.
GREY = (153, 153, 153)


@pytest.fixture(scope="module")
def trifold() -> list[Image.Image]:
    """A sheet with ticks on a coloured ground, at 20 pixels to the millimetre."""
    job = folded(2, LYING, (97, 197), (100, 200))
    return sides(printed(2, job, LYING), FINE)


def ticks(side: Image.Image, y_mm: float) -> list[float]:
    """Where the middle of each grey line crosses a height."""
    row = side.height - 1 - int(y_mm * FINE)
    strip = side.crop((0, row, side.width, row + 1)).convert("RGB")
    black = [x for x in range(side.width) if strip.getpixel((x, 0)) == GREY]
    starts = [x for x in black if x - 1 not in black]
    ends = [x + 1 for x in black if x + 1 not in black]
    return [(start + end) / 2 / FINE for start, end in zip(starts, ends, strict=True)]


@pytest.mark.parametrize("y_mm", [5.2, 7.3, 202.7, 204.8])
def test_fold_ticks_stand_near_both_edges(trifold: list[Image.Image], y_mm: float) -> None:
    outside, inside = (ticks(side, y_mm) for side in trifold)
    assert outside == pytest.approx([97, 197], abs=0.1)
    assert inside == pytest.approx([100, 200], abs=0.1)


@pytest.mark.parametrize("y_mm", [0.5, 4.8, 7.7, 100, 202.3, 205.2])
def test_fold_ticks_are_short(trifold: list[Image.Image], y_mm: float) -> None:
    assert [ticks(side, y_mm) for side in trifold] == [[], []]


def test_a_tick_is_a_thin_line_on_white(trifold: list[Image.Image]) -> None:
    line = trifold[0].crop((96 * FINE, 6 * FINE, 98 * FINE, 6 * FINE + 20))
    assert lies(box_of(line, GREY, FINE), (0.875, 0, 1.125, 1))
    left, _, right, _ = box_of(line, GREY, FINE) or pytest.fail("no line")
    assert right - left == pytest.approx(0.25, abs=0.06)
    left, _, right, _ = box_of(line, WHITE, FINE) or pytest.fail("no casing")
    assert right - left == pytest.approx(0.75, abs=0.11)


def test_a_tile_shows_its_place_on_a_map() -> None:
    form = impose(reading_pdf(1, A3), tiled(A3, A4), title="Poster", language="en")
    filled = [side.crop((95 * 8, 0, 115 * 8, side.height)) for side in sides(form, 8)]
    centres = []
    for strip in filled:
        # A border alone is thinner than what is left of a filled cell without its rim.
        low = strip.crop((0, strip.height - 17 * 8, strip.width, strip.height - 6 * 8))
        places = box_of(
            low.resize((low.width // 8, low.height // 8), Image.Resampling.BOX), BLACK, 1
        )
        assert places is not None
        centres.append(((places[0] + places[2]) / 2, (places[1] + places[3]) / 2))
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = centres
    assert x1 == x3 < x2 == x4
    assert y1 == y2 > y3 == y4


# --- the file ------------------------------------------------------------------------------------


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def test_a_side_is_as_large_as_its_sheet() -> None:
    with opened(printed(5, saddle_stitch(5, A5, LYING))) as pdf:
        assert len(pdf.pages) == 4
        for page in pdf.pages:
            assert [float(x) for x in page.mediabox] == pytest.approx([0, 0, 841.89, 595.276])
            assert page.trimbox == page.mediabox
            assert set(page.obj.keys()) == {
                *("/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/TrimBox")
            }


@pytest.mark.parametrize(
    ("job", "duplex"),
    [
        (saddle_stitch(2, A5, LYING), "/DuplexFlipShortEdge"),
        (plain(2, A5), "/DuplexFlipLongEdge"),
        (tiled(A5, A5), "/Simplex"),
    ],
)
def test_the_file_tells_the_printer_how(job: Job, duplex: str) -> None:
    with opened(printed(2, job)) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == duplex
        assert pdf.Root.ViewerPreferences.PrintScaling == "/None"
        assert pdf.pdf_version >= "1.7"


def furnished() -> bytes:
    """A PDF with all that a print form must lose."""
    pdf = opened(reading_pdf(2))
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("A heading", 0))
    pdf.attachments["words.txt"] = b"words"
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = "Reading"
    dictionary = pikepdf.Dictionary
    pdf.Root.StructTreeRoot = pdf.make_indirect(dictionary(Type=pikepdf.Name.StructTreeRoot))
    pdf.Root.MarkInfo = dictionary(Marked=True)
    link = dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 100, 100],
        A=dictionary(S=pikepdf.Name.URI, URI="https://example.org"),
    )
    for number, page in enumerate(pdf.pages):
        page.Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(link)]))
        page.StructParents = number
    return written(pdf)


KEPT = {"/Type", "/Pages", "/Lang", "/ViewerPreferences"}
READING_ONLY = ("/StructParents", "/StructTreeRoot", "/Annots", "/URI", "/EmbeddedFile", "/Dest")


def left_over(pdf: bytes) -> set[str]:
    """What a PDF holds that serves reading on a screen only."""
    with opened(pdf) as file:
        found = set(file.Root.keys()) - KEPT
        objects = [o for o in file.objects if isinstance(o, pikepdf.Dictionary | pikepdf.Stream)]
        return found | {key for o in objects for key in READING_ONLY if key in o}


def test_a_print_form_holds_nothing_but_sides() -> None:
    reading = furnished()
    assert left_over(reading) > {"/Outlines", "/Names", "/Metadata", "/StructTreeRoot", "/Annots"}
    form = impose(reading, two_up(2, A5, LYING), title="Größe – “scars”", language="de")
    assert left_over(form) == set()
    assert [left_over(stack) for stack in fronts_and_backs(form)] == [set(), set()]
    with opened(form) as pdf:
        assert str(pdf.Root.Lang) == "de"
        assert {k: str(v) for k, v in pdf.docinfo.items()} == {"/Title": "Größe – “scars”"}


def test_fronts_and_backs_keep_title_and_language() -> None:
    for stack in fronts_and_backs(printed(4, plain(4, A5))):
        with opened(stack) as pdf:
            assert (str(pdf.docinfo.Title), str(pdf.Root.Lang)) == ("Scars", "en-GB")
            assert pdf.Root.ViewerPreferences.Duplex == "/Simplex"


_DIGEST = """
import hashlib, sys
from leaflet.core import paper
from leaflet.imposition import arrangement, imposed_pdf
pdf = sys.stdin.buffer.read()
job = arrangement.saddle_stitch(6, paper.A5, paper.A4.landscape, creep_mm=0.1)
form = imposed_pdf.impose(pdf, job, title="Scars", language="en-GB")
for file in (form, *imposed_pdf.fronts_and_backs(form)):
    print(hashlib.sha256(file).hexdigest())
"""


@pytest.mark.process
def test_equal_pages_give_equal_bytes_in_any_process() -> None:
    def digests(seed: str) -> list[str]:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        environment["SOURCE_DATE_EPOCH"] = seed
        call = [sys.executable, "-c", _DIGEST]
        done = subprocess.run(
            call, input=reading_pdf(6), env=environment, capture_output=True, check=True
        )
        return done.stdout.decode().split()

    form = printed(6, saddle_stitch(6, A5, LYING, creep_mm=0.1))
    here = [hashlib.sha256(file).hexdigest() for file in (form, *fronts_and_backs(form))]
    time.sleep(1.01)  # identifiers of PDFs are commonly made of the time in seconds
    assert digests("1") == digests("2") == here
    assert here[0] != hashlib.sha256(printed(6, saddle_stitch(6, A5, LYING))).hexdigest()


# --- cover notes ---------------------------------------------------------------------------------


def note(pages: int = 1, paper: Paper = A4) -> bytes:
    pdf = pikepdf.new()
    for _ in range(pages):
        add_page(pdf, 9, paper)
    return written(pdf)


def shown(pdf: bytes) -> list[set[int]]:
    return [set(squares(side, range(1, 10))) for side in sides(pdf)]


def test_a_cover_note_is_a_sheet_of_its_own() -> None:
    form = printed(4, saddle_stitch(4, A5, LYING), cover_note=note())
    assert shown(form) == [{9}, set(), {4, 1}, {2, 3}]
    first, second, *_ = sides(form)
    assert first.size == second.size == pytest.approx((840, 1188), abs=1)


def test_a_cover_note_before_sheets_of_one_side_has_no_back() -> None:
    form = impose(
        reading_pdf(1, A3), tiled(A3, A4), title="Poster", language="en", cover_note=note()
    )
    assert shown(form) == [{9}, set(), set(), {1}, set()]


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [(note(2), "one page, not 2"), (note(paper=A5), "148.0 x 210.0 mm, the paper 297.0 x 210.0")],
)
def test_a_cover_note_that_does_not_suit_is_refused(wrong: bytes, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        printed(4, saddle_stitch(4, A5, LYING), cover_note=wrong)


# --- printers that print one side ----------------------------------------------------------------


@dataclass(slots=True)
class Leaf:
    """A sheet in a printer: what is on its two faces, each seen with the same edge at the top."""

    faces: list[Image.Image | None] = field(default_factory=lambda: [None, None])


@dataclass(frozen=True, slots=True)
class Lying:
    """How a sheet lies in the tray: the face that is up, whether its tail goes in first."""

    leaf: Leaf
    up: int = 0
    tail_first: bool = False


def run_through(tray: list[Lying], pages: Sequence[Image.Image]) -> list[Lying]:
    """Prints pages on the upper faces, from the top of the pile; gives the pile that comes out.

    A page goes in by a short edge, upright pages with their head. A sheet comes out turned over,
    its first edge away from the machine, and lies on those that came before.
    """
    assert len(tray) == len(pages), "sheets are left over, or missing"
    pile: list[Lying] = []
    for lying, page in zip(tray, pages, strict=True):
        image = page if page.height > page.width else page.transpose(Image.Transpose.ROTATE_270)
        lying.leaf.faces[lying.up] = _on_its_head(image) if lying.tail_first else image
        pile.insert(0, Lying(lying.leaf, 1 - lying.up, not lying.tail_first))
    return pile


def _on_its_head(image: Image.Image) -> Image.Image:
    return image.transpose(Image.Transpose.ROTATE_180)


def print_by_hand(
    fronts: Sequence[Image.Image], backs: Sequence[Image.Image]
) -> list[tuple[Image.Image, Image.Image]]:
    """Fronts, the pile put back as it lies, backs; then each sheet as one turns it like a leaf.

    The result goes from the top of the pile to its bottom. Lying pages are turned about an axis
    that is level while the sheet stands upright.
    """
    pile = run_through([Lying(Leaf()) for _ in fronts], fronts)
    pile = run_through(pile, backs)
    turned = []
    for lying, page in zip(pile, fronts, strict=True):
        assert lying.up == 0, "the pile lies with its backs up"
        front, back = lying.leaf.faces
        assert front is not None
        assert back is not None
        if page.height < page.width:
            front = front.transpose(Image.Transpose.ROTATE_90)
            back = _on_its_head(back.transpose(Image.Transpose.ROTATE_90))
        turned.append((front, back))
    return turned


def same(one: Image.Image, other: Image.Image) -> bool:
    if one.size != other.size:
        return False
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean) < 0.5


def is_right(
    sheets: Sequence[tuple[Image.Image, Image.Image]], wanted: Sequence[Image.Image]
) -> bool:
    """Whether sheets in order carry the sides in order, both with their heads up."""
    blank = Image.new("RGB", wanted[-1].size, WHITE)
    padded = [*wanted, blank] if len(wanted) % 2 else wanted
    got = [side for sheet in sheets for side in sheet]
    return len(got) == len(padded) and all(map(same, got, padded))


JOBS = {
    "handout": (plain(6, A5), 6, None),
    "odd handout": (plain(5, A5), 5, None),
    "one sheet": (plain(2, A5), 2, None),
    "handout with note": (plain(4, A5), 4, note(paper=A5)),
    "booklet": (saddle_stitch(12, A5, LYING), 12, None),
    "booklet with note": (saddle_stitch(8, A5, LYING), 8, note(paper=LYING)),
    "booklet with upright note": (saddle_stitch(8, A5, LYING), 8, note()),
}


@pytest.mark.parametrize("name", JOBS)
def test_the_pile_comes_out_right(name: str) -> None:
    job, pages, cover = JOBS[name]
    form = printed(pages, job, cover_note=cover)
    fronts, backs = (sides(file, 1) for file in fronts_and_backs(form))
    assert is_right(print_by_hand(fronts, backs), sides(form, 1))


def test_an_odd_last_page_of_a_reading_pdf_gets_a_blank_back() -> None:
    fronts, backs = map(shown, fronts_and_backs(reading_pdf(3)))
    assert (fronts, backs) == ([{1}, {3}], [set(), {2}])


@pytest.mark.parametrize("name", ["handout", "booklet"])
def test_a_wrong_pile_is_seen(name: str) -> None:
    job, pages, _ = JOBS[name]
    form = printed(pages, job)
    fronts, backs = (sides(file, 1) for file in fronts_and_backs(form))
    wanted = sides(form, 1)
    assert not is_right(print_by_hand(fronts, backs[::-1]), wanted)
    assert not is_right(print_by_hand(fronts, [_on_its_head(back) for back in backs]), wanted)
    assert not is_right(print_by_hand(fronts[:1], backs[-1:]), wanted)
    with pytest.raises(AssertionError, match="left over"):
        print_by_hand(fronts, backs[1:])


# --- what cannot be done -------------------------------------------------------------------------


def spoilt() -> dict[str, bytes]:
    good = reading_pdf(1)
    plain_text = written(opened(good), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    middle = plain_text.index(b"stream\n") + 20
    return {
        "empty": b"",
        "not a PDF": b"a leaflet",
        "cut short": good[: len(good) // 2],
        "a torn stream": plain_text[:middle] + bytes(8) + plain_text[middle + 8 :],
        "a lost object": plain_text.replace(b" 0 obj", b" 0 jbo", 1),
        "a wrong length": re.sub(rb"/Length \d+", b"/Length 30", plain_text),
        "locked": written(
            opened(good),
            deterministic_id=False,
            encryption=pikepdf.Encryption(owner="one", user="other"),
        ),
    }


@pytest.mark.parametrize("name", spoilt())
@pytest.mark.filterwarnings("error")
def test_a_damaged_pdf_is_refused(name: str) -> None:
    broken, job = spoilt()[name], plain(1, A5)
    with pytest.raises(LeafletError, match="cannot be read"):
        impose(broken, job, title="", language="en")
    with pytest.raises(LeafletError, match="cannot be read"):
        fronts_and_backs(broken)
    with pytest.raises(LeafletError, match="cannot be read"):
        impose(reading_pdf(1), job, title="", language="en", cover_note=broken)


@pytest.mark.parametrize(
    ("job", "complaint"),
    [
        (plain(3, A5), "no page 3, the PDF has 2"),
        (plain(2, A4), "page 1 is 148.0 x 210.0 mm, but the job is for 210.0 x 297.0 mm"),
        (saddle_stitch(2, A6, LYING), "page 1 is 148.0 x 210.0 mm"),
    ],
)
def test_a_job_for_other_pages_is_refused(job: Job, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        printed(2, job)


# --- real pages ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def words() -> bytes:
    """Twelve A5 pages of the renderer, with headings, links and two weights of the typeface."""
    from leaflet.render.renderer import render

    body = "".join(
        f'<section><h1 id="p{n}">Chapter {n}</h1><p>Words of page {n}, <b>in bold</b>, and a'
        f' <a href="#p{13 - n}">link</a>.</p></section>'
        for n in range(1, 13)
    )
    css = "@page { size: 148mm 210mm } section { break-after: page } h1 { font-weight: 700 }"
    return render(small_page(f"<main>{body}</main>", css), {}).file


def fonts_in(pdf: bytes) -> int:
    with opened(pdf) as file:
        return sum(key in o for o in file.objects if isinstance(o, pikepdf.Dictionary)
                   for key in ("/FontFile", "/FontFile2", "/FontFile3"))  # fmt: skip


@pytest.mark.pdf
def test_words_keep_their_order_and_typeface(words: bytes) -> None:
    form = impose(words, saddle_stitch(12, A5, LYING), title="Words", language="en-GB")
    read, sheets = page_texts(words), page_texts(form)
    assert len(read) == 12
    pairs = [(12, 1), (2, 11), (10, 3), (4, 9), (8, 5), (6, 7)]
    assert sheets == [f"{read[left - 1]} {read[right - 1]}" for left, right in pairs]
    assert embedded_fonts(form) == embedded_fonts(words)
    assert fonts_in(form) == fonts_in(words) > 0
    assert len(form) < 1.2 * len(words)
    assert left_over(form) == set() < left_over(words)
