"""Imposition: pages are neither lost nor doubled, and paper does what the arithmetic says."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from leaflet.core.paper import A3, A4, A5, LETTER, Paper
from leaflet.imposition.arrangement import (
    FOLD_TOLERANCE_MM,
    Area,
    Direction,
    Job,
    Placement,
    Sheet,
    SheetMark,
    SheetSide,
    folded,
    plain,
    saddle_stitch,
    two_up,
)
from leaflet.imposition.tiling import tiled
from tests.support.projects import patient

LYING = A4.landscape
TRIFOLD = {"front_mm": (97, 197), "back_mm": (100, 200)}
LETTER_TRIFOLD = {"front_mm": (92.075, 185.7375), "back_mm": (93.6625, 187.325)}
PAGES = st.integers(1, 70)
DIRECTIONS = st.sampled_from(["ltr", "rtl"])
NEAR = 1e-6


def sides(job: Job) -> list[SheetSide]:
    return [side for sheet in job.sheets for side in (sheet.front, sheet.back) if side is not None]


def placements(job: Job) -> list[Placement]:
    return [placement for side in sides(job) for placement in side.placements]


def pages(job: Job) -> list[int]:
    return [placement.page for placement in placements(job)]


def halves(job: Job, side: SheetSide | None) -> tuple[int, int]:
    """The pages in the left and the right half of a side, 0 for a blank."""
    assert side is not None
    found = [0, 0]
    for placement in side.placements:
        half = int(placement.trim.x_mm + placement.trim.width_mm / 2 > job.width_mm / 2)
        assert not found[half], "two pages in one half"
        found[half] = placement.page
    return found[0], found[1]


# --- booklets ------------------------------------------------------------------------------------


def read_folded(job: Job, direction: Direction = "ltr") -> list[int]:
    """The pages of a folded booklet as a reader turns them, 0 for blanks.

    Sheets lie in each other, the first outside. Each leaf is half a sheet: a left-to-right reader
    has the fold at the left, so the right halves of the fronts come first, from the outside in,
    each followed by what lies behind it; then the left halves of the backs, from the inside out.
    """
    before: list[int] = []
    after: list[int] = []
    for sheet in job.sheets:
        front, back = halves(job, sheet.front), halves(job, sheet.back)
        if direction == "rtl":
            front, back = front[::-1], back[::-1]
        before += [front[1], back[0]]
        after = [back[1], front[0], *after]
    return before + after


def in_order(read: Sequence[int], count: int) -> bool:
    """Whether pages come as 1, 2, 3 … with blanks only behind the last."""
    return [*read[:count]] == [*range(1, count + 1)] and not any(read[count:])


@patient
@given(count=PAGES, direction=DIRECTIONS)
def test_a_booklet_reads_in_order(count: int, direction: Direction) -> None:
    job = saddle_stitch(count, A5, LYING, direction=direction)
    read = read_folded(job, direction)
    assert in_order(read, count)
    assert len(read) == 4 * len(job.sheets) < count + 4


def test_reading_in_order_can_fail() -> None:
    job = saddle_stitch(8, A5, LYING)
    assert not in_order(read_folded(job, "rtl"), 8)
    assert not in_order(read_folded(Job(297, 210, job.sheets[::-1])), 8)
    assert not in_order([1, 2, 0, 3], 3)
    assert not in_order([1, 2, 3, 3], 3)


@patient
@given(count=PAGES, direction=DIRECTIONS)
def test_pages_beside_each_other_add_up(count: int, direction: Direction) -> None:
    job = saddle_stitch(count * 4, A5, LYING, direction=direction)
    assert {sum(halves(job, side)) for side in sides(job)} == {count * 4 + 1}


def test_the_sheets_of_eight_pages() -> None:
    job = saddle_stitch(8, A5, LYING)
    assert [halves(job, side) for side in sides(job)] == [(8, 1), (2, 7), (6, 3), (4, 5)]
    assert (job.width_mm, job.height_mm, job.duplex) == (297, 210, "short-edge")


@patient
@given(count=PAGES, creep=st.floats(0, 0.5))
def test_right_to_left_is_the_mirror(count: int, creep: float) -> None:
    for impose in (two_up, lambda *a, **k: saddle_stitch(*a, creep_mm=creep, **k)):
        left, right = (impose(count, A5, LYING, direction=d) for d in ("ltr", "rtl"))
        for one, other in zip(sides(left), sides(right), strict=True):
            assert halves(left, one) == halves(right, other)[::-1]
            mirrored = sorted((p.page, 297 - p.trim.right_mm) for p in one.placements)
            there = sorted((p.page, p.trim.x_mm) for p in other.placements)
            assert all(m == pytest.approx(t) for m, t in zip(mirrored, there, strict=True))


@patient
@given(count=PAGES, direction=DIRECTIONS)
def test_every_page_is_printed_once(count: int, direction: Direction) -> None:
    for job in (
        saddle_stitch(count, A5, LYING, direction=direction),
        two_up(count, A5, LYING, direction=direction),
        plain(count, A4),
        folded(count, LYING, **TRIFOLD),
    ):
        assert sorted(pages(job)) == [*range(1, count + 1)]


@patient
@given(count=PAGES, direction=DIRECTIONS)
def test_two_up_runs_on_from_side_to_side(count: int, direction: Direction) -> None:
    job = two_up(count, A5, LYING, direction=direction)
    step = 1 if direction == "ltr" else -1
    read = [page for side in sides(job) for page in halves(job, side)[::step]]
    assert in_order(read, count)


def test_what_lies_behind_a_page_of_two_up() -> None:
    job = two_up(4, A5, LYING)
    front, back = (halves(job, side) for side in sides(job))
    assert list(zip(front, back[::-1], strict=True)) == [(1, 4), (2, 3)]
    assert job.duplex == "short-edge"


def test_pages_stand_in_the_middle_of_their_half() -> None:
    (left, right) = two_up(2, A5, LYING).sheets[0].front.placements
    assert left.trim == Area(0.25, 0, 148, 210)
    assert right.trim == Area(148.75, 0, 148, 210)
    small = saddle_stitch(1, Paper("A6", 105, 148), LYING).sheets[0].front.placements[0]
    assert small.trim == Area(148.5 + 21.75, 31, 105, 148)


def shifts(job: Job) -> list[set[float]]:
    """For each sheet how far its A5 pages moved toward the spine."""
    return [
        {
            round(p.trim.x_mm - 0.25 if p.clip.x_mm == 0 else 148.75 - p.trim.x_mm, 6)
            for side in (sheet.front, sheet.back)
            if side is not None
            for p in side.placements
        }
        for sheet in job.sheets
    ]


@patient
@given(count=PAGES, direction=DIRECTIONS, creep=st.floats(0.01, 0.4))
def test_creep_moves_inner_pages_toward_the_spine(
    count: int, direction: Direction, creep: float
) -> None:
    job = saddle_stitch(count, A5, LYING, direction=direction, creep_mm=creep)
    assert shifts(job) == [{round(s * creep, 6)} for s in range(len(job.sheets))]


def test_a_page_never_prints_over_the_spine() -> None:
    job = saddle_stitch(64, A5, LYING, creep_mm=0.2)
    for placement in placements(job):
        left = placement.trim.x_mm + placement.trim.width_mm / 2 < 148.5
        assert placement.clip == Area(0 if left else 148.5, 0, 148.5, 210)


# --- sheets folded in three ----------------------------------------------------------------------


def folds(side: SheetSide | None) -> list[float]:
    return sorted({mark.x1_mm for mark in side.marks}) if side else []


def meet(sheet: Sheet, width_mm: float) -> bool:
    """Whether fold lines lie on each other when the back is turned behind the front."""
    behind = sorted(width_mm - x for x in folds(sheet.back))
    return len(folds(sheet.front)) == len(behind) and all(
        abs(x - y) <= FOLD_TOLERANCE_MM for x, y in zip(folds(sheet.front), behind, strict=True)
    )


@pytest.mark.parametrize(("page", "lines"), [(LYING, TRIFOLD), (LETTER.landscape, LETTER_TRIFOLD)])
def test_the_folds_of_both_sides_meet(page: Paper, lines: dict[str, Any]) -> None:
    (sheet,) = folded(2, page, **lines).sheets
    assert meet(sheet, page.width_mm)
    assert not meet(sheet, page.width_mm + 1)
    assert not meet(Sheet(sheet.front, sheet.front), page.width_mm)
    assert not meet(Sheet(sheet.front, SheetSide()), page.width_mm)


def test_fold_ticks_are_short_and_where_office_printers_print() -> None:
    job = folded(2, LYING, **TRIFOLD)
    outside, inside = sides(job)
    assert outside.marks == tuple(
        SheetMark("fold", x, low, x, low + 2.5) for x in (97, 197) for low in (5, 202.5)
    )
    assert folds(inside) == [100, 200]
    assert job.duplex == "short-edge"


def test_a_blank_inside_has_no_ticks() -> None:
    (sheet,) = folded(1, LYING, **TRIFOLD).sheets
    assert sheet.back == SheetSide()


def test_plain_sheets_turn_on_their_long_edge() -> None:
    job = plain(3, A4)
    assert job.duplex == "long-edge"
    assert [len(side.placements) for side in sides(job)] == [1, 1, 1, 0]
    assert pages(job) == [1, 2, 3]


# --- posters on several sheets -------------------------------------------------------------------

PAPERS = st.sampled_from([A4, LETTER, A5, A3, LYING])
POSTERS = st.builds(lambda w, h: Paper("poster", w, h), st.floats(60, 1300), st.floats(60, 1300))
OVERLAPS = st.sampled_from([0.0, 3.0, 10.0, 15.0])


def on_poster(placement: Placement) -> Area:
    """What a sheet prints, seen from the lower-left corner of the poster."""
    clip, trim = placement.clip, placement.trim
    return Area(clip.x_mm - trim.x_mm, clip.y_mm - trim.y_mm, clip.width_mm, clip.height_mm)


def prints(job: Job) -> list[Area]:
    return [on_poster(placement) for placement in placements(job)]


def holds(area: Area, x: float, y: float) -> bool:
    return (
        area.x_mm - NEAR <= x <= area.right_mm + NEAR
        and area.y_mm - NEAR <= y <= area.top_mm + NEAR
    )


def gaps(areas: Sequence[Area], poster: Paper) -> list[tuple[float, float]]:
    """Points of the poster that no sheet prints.

    Rectangles leave a gap only if some point of the grid of all their edges, moved a little into
    each cell, lies in none of them.
    """
    xs = sorted({0.0, poster.width_mm, *(e for a in areas for e in (a.x_mm, a.right_mm))})
    ys = sorted({0.0, poster.height_mm, *(e for a in areas for e in (a.y_mm, a.top_mm))})
    middles = (
        [(a + b) / 2 for a, b in itertools.pairwise(edges) if b - a > NEAR] for edges in (xs, ys)
    )
    return [
        (x, y)
        for x, y in itertools.product(*middles)
        if 0 < x < poster.width_mm and 0 < y < poster.height_mm
        if not any(holds(area, x, y) for area in areas)
    ]


def rows(areas: Sequence[Area]) -> list[list[Area]]:
    """Sheets as they lie on the wall: rows from the top, each from the left."""
    found: list[list[Area]] = []
    for area in sorted(areas, key=lambda a: (-round(a.y_mm, 3), a.x_mm)):
        if found and abs(found[-1][0].y_mm - area.y_mm) < NEAR:
            found[-1].append(area)
        else:
            found.append([area])
    return found


def overlaps(areas: Sequence[Area]) -> Iterator[float]:
    """How much each pair of neighbours shares."""
    lines = rows(areas)
    for line in lines:
        yield from (a.right_mm - b.x_mm for a, b in itertools.pairwise(line))
    for upper, lower in itertools.pairwise(lines):
        yield from (b.top_mm - a.y_mm for a, b in zip(upper, lower, strict=True))


@patient
@given(poster=POSTERS, sheet=PAPERS, overlap=OVERLAPS)
def test_a_poster_has_no_gaps(poster: Paper, sheet: Paper, overlap: float) -> None:
    job = tiled(poster, sheet, overlap_mm=overlap)
    assert not gaps(prints(job), poster)
    assert all(shared == pytest.approx(overlap) for shared in overlaps(prints(job)))
    assert job.duplex is None


def test_a_gap_and_a_scant_overlap_are_seen() -> None:
    areas = prints(tiled(A3, A4))
    assert len(gaps(areas[:3], A3)) == len(gaps(areas[1:], A3)) == 1
    moved = [replace(a, x_mm=a.x_mm + 3 * (i % 2)) for i, a in enumerate(areas)]
    assert min(overlaps(moved)) == pytest.approx(7)
    assert not gaps(moved, A3)


@patient
@given(poster=POSTERS, sheet=PAPERS, overlap=OVERLAPS, margin=st.sampled_from([0.0, 6.0, 12.0]))
def test_nothing_prints_in_the_margins(
    poster: Paper, sheet: Paper, overlap: float, margin: float
) -> None:
    job = tiled(poster, sheet, overlap_mm=overlap, margin_mm=margin)
    printable = Area(margin, margin, job.width_mm - 2 * margin, job.height_mm - 2 * margin)
    for side in sides(job):
        corners = [(m.x1_mm, m.y1_mm) for m in side.marks]
        corners += [(m.x2_mm, m.y2_mm) for m in side.marks]
        corners += [(c.area.x_mm, c.area.y_mm) for c in side.cells]
        corners += [(c.area.right_mm, c.area.top_mm) for c in side.cells]
        assert [p.clip for p in side.placements] == [printable]
        assert all(holds(printable, x, y) for x, y in corners)


@patient
@given(poster=POSTERS, sheet=PAPERS, overlap=OVERLAPS)
def test_the_poster_stands_in_the_middle(poster: Paper, sheet: Paper, overlap: float) -> None:
    areas = prints(tiled(poster, sheet, overlap_mm=overlap))
    left, bottom = min(a.x_mm for a in areas), min(a.y_mm for a in areas)
    assert -left == pytest.approx(max(a.right_mm for a in areas) - poster.width_mm)
    assert -bottom == pytest.approx(max(a.top_mm for a in areas) - poster.height_mm)


@pytest.mark.parametrize(
    ("poster", "sheet", "count", "lies"),
    [
        (A3, A4, 4, False),
        (A3, LETTER, 4, False),
        (Paper("A2", 420, 594), A4, 8, True),
        (Paper("A1", 594, 841), A4, 15, True),
        (A5, A4, 1, False),
        (A5.landscape, A4.landscape, 1, True),
    ],
)
def test_a_poster_takes_the_fewest_sheets(
    poster: Paper, sheet: Paper, count: int, lies: bool
) -> None:
    job = tiled(poster, sheet)
    assert len(job.sheets) == count
    assert (job.width_mm > job.height_mm) is lies


def least(length: float, printable: float, overlap: float) -> int:
    """Sheets in a row until they reach far enough, laid one after the other."""
    count, reach = 1, printable
    while reach < length - NEAR:
        count, reach = count + 1, reach + printable - overlap
    return count


@patient
@given(poster=POSTERS, sheet=PAPERS)
def test_a_sheet_fewer_would_not_do(poster: Paper, sheet: Paper) -> None:
    """What is more than one sheet has a strip above and below for the map."""
    counts = []
    for paper in (sheet, sheet.landscape):
        width, height = paper.width_mm - 12, paper.height_mm - 12
        fits = poster.width_mm <= width and poster.height_mm <= height
        tall = poster.height_mm if fits else poster.height_mm + 20
        counts.append(least(poster.width_mm, width, 10) * least(tall, height, 10))
    assert len(tiled(poster, sheet).sheets) == min(counts)


def covered(areas: Sequence[Area], own: int, x: float, y: float) -> bool:
    """Whether a point of a sheet is hidden by a sheet that is glued on later."""
    return any(holds(area, x, y) for area in areas[own + 1 :])


def is_seen(areas: Sequence[Area], own: int, x: float, y: float, poster: Paper) -> bool:
    on_paper = 0 < x < poster.width_mm and 0 < y < poster.height_mm
    return on_paper and holds(areas[own], x, y) and not covered(areas, own, x, y)


@patient
@given(poster=POSTERS, sheet=PAPERS, overlap=st.sampled_from([6.0, 10.0, 15.0]))
def test_the_finished_poster_shows_no_marks(poster: Paper, sheet: Paper, overlap: float) -> None:
    """Maps are covered or cut off; ticks lie on a cut or on the edge of the sheet above them."""
    job = tiled(poster, sheet, overlap_mm=overlap)
    areas = prints(job)
    for own, side in enumerate(sides(job)):
        trim = side.placements[0].trim
        for cell in side.cells:
            corners = itertools.product(
                (cell.area.x_mm, cell.area.right_mm), (cell.area.y_mm, cell.area.top_mm)
            )
            assert not any(
                is_seen(areas, own, x - trim.x_mm, y - trim.y_mm, poster) for x, y in corners
            )
        for mark in side.marks:
            x = (mark.x1_mm + mark.x2_mm) / 2 - trim.x_mm
            y = (mark.y1_mm + mark.y2_mm) / 2 - trim.y_mm
            dx, dy = (0.01, 0) if mark.x1_mm == mark.x2_mm else (0, 0.01)
            both = (is_seen(areas, own, x + s * dx, y + s * dy, poster) for s in (1, -1))
            assert not all(both)


def test_a_seen_point_is_seen() -> None:
    areas = prints(tiled(A3, A4))
    assert is_seen(areas, 0, 10, 400, A3)
    assert not is_seen(areas, 0, 148, 400, A3)
    assert not is_seen(areas, 0, 10, 421, A3)
    assert not is_seen(areas, 1, 10, 400, A3)


def test_marks_say_where_the_next_sheet_goes() -> None:
    first, second, third, last = (sheet.front for sheet in tiled(A3, A4).sheets)

    def lines(side: SheetSide, kind: str) -> set[tuple[str, float]]:
        return {
            ("x", m.x1_mm) if m.x1_mm == m.x2_mm else ("y", m.y1_mm)
            for m in side.marks
            if m.kind == kind
        }

    assert lines(first, "glue") == {("x", 194), ("y", 16)}
    assert lines(first, "cut") == {("x", 50.5), ("y", 221)}
    assert lines(second, "glue") == {("y", 16)}
    assert lines(second, "cut") == {("x", 6), ("x", 159.5), ("y", 221)}
    assert lines(third, "glue") == {("x", 194)}
    assert lines(last, "glue") == set()
    assert lines(last, "cut") == {("x", 6), ("x", 159.5), ("y", 291), ("y", 76)}


@patient
@given(poster=POSTERS, sheet=PAPERS)
def test_each_map_fills_its_own_place(poster: Paper, sheet: Paper) -> None:
    job = tiled(poster, sheet)
    count = len(job.sheets)
    assume(count > 1)
    maps = [side.cells for side in sides(job)]
    assume(all(maps))
    assert all(len(cells) == count for cells in maps)
    assert [[cell.is_here for cell in cells].index(True) for cells in maps] == [*range(count)]
    assert all(sum(cell.is_here for cell in cells) == 1 for cells in maps)
    drawn = [cell.area for cell in maps[0]]
    assert [len(row) for row in rows(drawn)] == [len(row) for row in rows(prints(job))]


@pytest.mark.parametrize("poster", [A3, A4, Paper("A2", 420, 594), Paper("A1", 594, 841)])
def test_usual_posters_have_a_map(poster: Paper) -> None:
    assert all(sheet.front.cells for sheet in tiled(poster, A4).sheets)


# --- what cannot be done -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        (lambda: saddle_stitch(0, A5, LYING), "no pages"),
        (lambda: two_up(0, A5, LYING), "no pages"),
        (lambda: plain(0, A4), "no pages"),
        (lambda: folded(-1, A4), "no pages"),
        (lambda: saddle_stitch(4, A4, LYING), "210 x 297 mm do not fit on half a sheet of 297 x"),
        (lambda: two_up(4, A5, A4), "148 x 210 mm do not fit"),
        (lambda: saddle_stitch(8, A5, LYING, creep_mm=-0.1), "creep"),
        (lambda: saddle_stitch(4, A5, LYING, creep_mm=-0.1), "creep"),
        (lambda: saddle_stitch(80, A5, LYING, creep_mm=4), "creep"),
        (lambda: saddle_stitch(8, A5, LYING, creep_mm=float("nan")), "creep"),
        (lambda: folded(2, LYING, (97, 197), (97, 197)), "do not meet"),
        (lambda: folded(2, LYING, (97, 197), (100,)), "do not meet"),
        (lambda: folded(2, LYING, (97, 297), (0, 200)), "off the page"),
        (lambda: tiled(A3, A4, overlap_mm=-1), "overlap of -1 mm"),
        (lambda: tiled(A3, A4, overlap_mm=220), "overlap of 220 mm"),
        (lambda: tiled(A3, A4, overlap_mm=100), "overlap of 100 mm"),
        (lambda: tiled(A3, A4, margin_mm=105), "margins of 105 mm"),
        (lambda: tiled(A3, A4, margin_mm=-1), "margins of -1 mm"),
    ],
)
def test_what_cannot_be_imposed_is_refused(call: Any, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        call()
