"""The handout in black: the pages of `a4` in outlines and patterns, with less toner."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import pytest
from PIL import Image, ImageChops, ImageDraw

from leaflet.core import colour
from leaflet.core.diagnostics import Finding
from leaflet.formats.a4 import FORMAT as A4_HANDOUT
from leaflet.formats.format import Format
from leaflet.formats.mono import FORMAT
from leaflet.page.composition import Composition
from leaflet.page.edition import Edition
from leaflet.page.rendering import Rendering
from tests.render.test_pdf import heading_faults, shape_faults
from tests.support.help_cards import help_cards, runs_of
from tests.support.printed import (
    EACH_CLINIC,
    MM_PER_POINT,
    Run,
    apart_from_layout,
    plain,
    planned_edition,
    print_edition,
    rasters,
    runs,
    shipped_edition,
    shipped_project,
)
from tests.support.projects import problems
from tests.support.structure import marked_content_faults, tree

pytestmark = pytest.mark.pdf

DPI = 150


@dataclass(frozen=True, slots=True)
class Sheet:
    """An edition, what it was composed to, its pages, and what the checks say of them."""

    edition: Edition
    composition: Composition
    rendering: Rendering
    pictures: tuple[Image.Image, ...]
    findings: tuple[Finding, ...]

    @property
    def words(self) -> tuple[Run, ...]:
        return runs(self.rendering.file)


def printed(clinic: str, format_: Format) -> Sheet:
    edition = replace(shipped_edition(clinic), format=format_)
    made = print_edition(shipped_project(), replace(planned_edition(clinic), edition=edition))
    pictures = tuple(rasters(made.pdf, DPI))
    return Sheet(edition, made.composition, made.rendering, pictures, made.findings)


@cache
def mono(clinic: str) -> Sheet:
    return printed(clinic, FORMAT)


@cache
def in_colour(clinic: str) -> Sheet:
    return printed(clinic, A4_HANDOUT)


@pytest.fixture(params=EACH_CLINIC)
def clinic(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def sheet(clinic: str) -> Sheet:
    return mono(clinic)


# --- the same pages ------------------------------------------------------------------------------


def lines(sheet: Sheet) -> list[tuple[int, str, tuple[int, ...]]]:
    """Page, words and place of everything painted, places to a fifth of a millimetre."""
    return [
        (run.page, run.text, tuple(round(edge * MM_PER_POINT * 5) for edge in run.box))
        for run in sheet.words
    ]


def test_every_line_stands_where_it_stands_in_colour(clinic: str) -> None:
    assert len(lines(mono(clinic))) > 300
    assert lines(mono(clinic)) == lines(in_colour(clinic))


def test_boxes_and_figures_have_the_same_size(clinic: str) -> None:
    one, other = mono(clinic).rendering.facts, in_colour(clinic).rendering.facts
    assert one == other
    parts = {side.parts for side in one.sides}
    assert len(parts) == len(one.sides) == len(mono(clinic).pictures) > 1


def test_nothing_sticks_out(sheet: Sheet) -> None:
    facts, rendering = sheet.rendering.facts, sheet.rendering
    assert [slot for slot in facts.slots if slot.overflow_mm] == []
    assert [side for side in facts.sides if side.overflow_mm] == []
    assert (facts.boxes, facts.fit.excess) == ((), ())
    assert (rendering.warnings, rendering.refused) == ((), ())
    assert problems(apart_from_layout(sheet.findings)) == []
    assert [found for found in facts.breaks if found.kind in ("call-out", "address")] == []


# --- black, white and grey -----------------------------------------------------------------------


def coloured(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """The smallest box around all that is neither black, white nor grey."""
    red, green, blue = picture.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    least = ImageChops.darker(ImageChops.darker(red, green), blue)
    return ImageChops.subtract(most, least).point(lambda value: 255 if value > 4 else 0).getbbox()


def test_nothing_has_a_colour(sheet: Sheet) -> None:
    pages = enumerate(sheet.pictures, 1)
    assert [page for page, picture in pages if coloured(picture)] == []
    assert len(sheet.pictures) == len(sheet.rendering.facts.sides)


def test_every_token_is_a_grey(sheet: Sheet) -> None:
    assert {value for _, value in sheet.composition.tokens} == set(colour.MONO.values())
    assert all(value[1:3] == value[3:5] == value[5:7] for _, value in sheet.composition.tokens)


def test_a_little_colour_is_noticed() -> None:
    page_ = Image.new("RGB", (300, 300), "white")
    ImageDraw.Draw(page_).rectangle((20, 20, 40, 24), fill="#777777")
    assert coloured(page_) is None
    ImageDraw.Draw(page_).rectangle((100, 50, 101, 51), fill="#f0f6f7")
    assert coloured(page_) == (100, 50, 102, 52)


# --- toner ---------------------------------------------------------------------------------------


def coverage(sheet: Sheet) -> list[float]:
    """The share of each page that a black printer covers, 0 to 1."""
    means = []
    for picture in sheet.pictures:
        grey = picture.convert("L")
        counts = grey.histogram()
        dark = sum((255 - value) * count for value, count in enumerate(counts))
        means.append(dark / 255 / (grey.width * grey.height))
    return means


def test_it_takes_less_toner(clinic: str) -> None:
    """Pages with filled panels or figures take less, pages of words about as much."""
    black, tinted = coverage(mono(clinic)), coverage(in_colour(clinic))
    assert sum(black) < 0.9 * sum(tinted)
    filled = filled_pages(clinic)
    assert len(filled) >= 2
    assert [n for n in filled if black[n - 1] >= tinted[n - 1]] == []
    assert all(two < one * 1.25 for one, two in zip(tinted, black, strict=True))


def filled_pages(clinic: str) -> list[int]:
    """The pages with a drawing, the cards of help or the clinic's panel, which colour fills."""
    sheet = mono(clinic)
    contact = find(clinic, sheet.edition.locale.words.contact_us).page
    filled = [s.id for s in sheet.edition.leaflet.sections if s.find("figures") or s.find("help")]
    return sorted({contact, *(page for name in filled for page in pages_of(name, sheet)[:1])})


def pages_of(section: str, sheet: Sheet) -> list[int]:
    """The pages on which a section stands."""
    sides = enumerate(sheet.rendering.facts.sides, 1)
    return [page for page, side in sides if section in dict(side.parts)]


def find(clinic: str, text: str) -> Run:
    return next(run for run in mono(clinic).words if plain(run.text) == plain(text))


# --- meaning without colour ----------------------------------------------------------------------


def pixels(mm: float) -> int:
    return round(mm / 25.4 * DPI)


def dash_above(clinic: str, run: Run) -> float:
    """The longest black stretch, in mm, of the rule above some words; 24 mm are looked at."""
    left = pixels(run.box[0] * MM_PER_POINT + 2)
    top = pixels(run.box[1] * MM_PER_POINT)
    strip = mono(clinic).pictures[run.page - 1].convert("L")
    strip = strip.crop((left, top - pixels(5), left + pixels(24), top))
    rows = [strip.crop((0, y, strip.width, y + 1)).tobytes() for y in range(strip.height)]
    longest = max(sum(value < 128 for value in row) for row in rows)
    rule = next(row for row in rows if sum(value < 128 for value in row) == longest)
    stretches = "".join("x" if value < 128 else " " for value in rule).split()
    return max(map(len, stretches), default=0) / DPI * 25.4


def test_do_is_solid_and_do_not_is_dashed(clinic: str) -> None:
    words = mono(clinic).edition.locale.words
    assert dash_above(clinic, find(clinic, words.do)) == pytest.approx(24, abs=0.2)
    assert 0.5 < dash_above(clinic, find(clinic, words.dont)) < 3


def test_the_phases_of_a_visit_differ_by_their_rules(clinic: str) -> None:
    leaflet = mono(clinic).edition.leaflet
    steps = next(b for s in leaflet.sections for b in s.blocks if b.kind == "steps").content
    dashes: dict[str, set[float]] = {}
    for step in steps:
        mm = dash_above(clinic, find(clinic, step.when))
        dashes.setdefault(step.phase, set()).add(round(mm))
    assert dashes == {"before": {1}, "day": {24}, "after": {3}}


def border_mm(clinic: str, run: Run) -> float:
    """How thick the rule is that the row of some words crosses first on its way to the left."""
    y = pixels((run.box[1] + run.box[3]) / 2 * MM_PER_POINT)
    x = pixels(run.box[0] * MM_PER_POINT) - 2
    row = mono(clinic).pictures[run.page - 1].convert("L").crop((0, y, x, y + 1)).tobytes()
    end = max(n for n, value in enumerate(row) if value < 128)
    start = max((n for n in range(end) if row[n] >= 128), default=-1)
    return (end - start) / DPI * 25.4


def test_the_border_of_help_is_the_heaviest(clinic: str) -> None:
    edition = mono(clinic).edition
    help_heading = next(s.heading for s in edition.leaflet.sections if s.find("help"))
    heavy = border_mm(clinic, find(clinic, help_heading))
    assert heavy == pytest.approx(0.5, abs=0.1)
    words = edition.locale.words
    assert border_mm(clinic, find(clinic, words.do)) < 0.6
    assert border_mm(clinic, find(clinic, words.contact_us)) < 0.6


def test_words_on_panels_are_black_and_the_band_is_solid(clinic: str) -> None:
    """Only the band, numbers in drawings and the heads of emergencies are white on black."""
    edition = mono(clinic).edition
    help_heading = next(s.heading for s in edition.leaflet.sections if s.find("help"))
    for text in (help_heading, edition.locale.words.contact_us):
        assert find(clinic, text).rgb == (0, 0, 0)
    assert find(clinic, edition.locale.words.band_draft).rgb == (255, 255, 255)
    white = [run for run in mono(clinic).words if run.rgb == (255, 255, 255)]
    band = plain(edition.locale.words.band_draft)
    others = [run for run in white if plain(run.text) != band]
    solid = [run for head in heads_of(clinic, "emergency") for run in head]
    assert solid
    assert [run for run in solid if run not in others] == []
    badges = [run for run in others if run not in solid]
    assert badges
    assert [run for run in badges if not run.text.strip().isdigit()] == []


def heads_of(clinic: str, urgency: str) -> list[list[Run]]:
    """The words of each head of the cards of an urgency."""
    cards = [card for card in help_cards(mono(clinic).edition) if card.urgency == urgency]
    (page,) = pages_of("get-help", mono(clinic))
    words = [run for run in mono(clinic).words if run.page == page]
    return [runs_of(head, words) for card in cards for head in card.heads]


@pytest.mark.parametrize("urgency", ["same-day", "routine"])
def test_heads_of_help_that_are_not_solid_are_framed(clinic: str, urgency: str) -> None:
    """A head covers the edge of its card, so it has one of its own above its words."""
    heads = heads_of(clinic, urgency)
    assert heads
    for head in heads:
        assert dash_above(clinic, head[0]) == pytest.approx(24, abs=0.2), head


def test_the_stripes_of_a_head_leave_its_words_alone(clinic: str) -> None:
    """Its words are dark on a light ground in colour, too, where their edges look thicker; stripes
    behind them would add dark dots.
    """
    words = [run for head in heads_of(clinic, "same-day") for run in head]
    assert words
    for run in words:
        black, tinted = (dark_dots(sheet(clinic), run) for sheet in (mono, in_colour))
        assert 0.8 * tinted < black <= tinted, run


def dark_dots(sheet: Sheet, run: Run) -> int:
    """How many dots are dark where some words stand."""
    left, top, right, bottom = (pixels(edge * MM_PER_POINT) for edge in run.box)
    picture = sheet.pictures[run.page - 1].convert("L").crop((left, top, right, bottom))
    return sum(picture.histogram()[:128])


# --- valid ---------------------------------------------------------------------------------------


def test_its_tree_is_that_of_the_page_in_colour(clinic: str) -> None:
    root = tree(mono(clinic).rendering.file)
    assert marked_content_faults(mono(clinic).rendering.file) == []
    assert [*heading_faults(root), *shape_faults(root)] == []
    assert root.text == tree(in_colour(clinic).rendering.file).text
