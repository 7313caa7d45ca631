"""Large print: every word of the leaflet, none of it small, at 18 points and above."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import page
import pytest
from PIL import Image

from leaflet.checks.subjects import RenderedEdition
from leaflet.compose.composer import compose
from leaflet.formats.format import MOST_POINTS
from leaflet.formats.large_print import FORMAT
from leaflet.model.leaflet import State
from leaflet.page.composition import Composition
from leaflet.page.edition import Edition
from leaflet.page.rendering import Rendering
from tests.core.test_colour import ratio
from tests.render.test_layout import nearest_edge_mm, paper_behind
from tests.render.test_pdf import heading_faults, shape_faults
from tests.support.help_cards import help_cards, pages_of_cards
from tests.support.page_checks import found_on_pages
from tests.support.printed import (
    CLINICS,
    EACH_CLINIC,
    MM_PER_POINT,
    Run,
    apart_from_layout,
    in_default_lane,
    missing,
    page_texts,
    plain,
    planned_edition,
    printed_texts,
    rasters,
    runs,
    shipped_edition,
    shipped_project,
    without_source_numbers,
    x_height_mm,
)
from tests.support.renderings import render_once
from tests.support.structure import Element, marked_content_faults, tree

pytestmark = pytest.mark.pdf

POINTS = 18.0
X_HEIGHT_MM = 3.0
CONTRAST = 7.0
EDGE_MM = 6.0
DPI = 100


@dataclass(frozen=True, slots=True)
class Large:
    """An edition in large print and what came out."""

    edition: Edition
    composition: Composition
    rendering: Rendering

    @property
    def pdf(self) -> bytes:
        return self.rendering.file

    @property
    def words(self) -> tuple[Run, ...]:
        return runs(self.pdf)


def edition(clinic: str, points: float = POINTS) -> Edition:
    format_ = FORMAT if points == POINTS else FORMAT.at_type_size(points)
    return replace(shipped_edition(clinic), format=format_)


def printed(made: Edition, state: State) -> Large:
    project = shipped_project()
    composition = compose(made, state, project.templates)
    return Large(made, composition, render_once(composition, project.blobs))


@cache
def at_18(clinic: str) -> Large:
    return printed(edition(clinic), State.DRAFT)


@cache
def at_24() -> Large:
    """The clinic with most to say, in a state whose band takes two lines."""
    return printed(edition("st-oswin", 24), State.OVERDUE)


ALL: dict[str, Callable[[], Large]] = {
    **{clinic: lambda clinic=clinic: at_18(clinic) for clinic in CLINICS},  # type: ignore[misc]
    "24 points": at_24,
}


@pytest.fixture(params=in_default_lane(ALL, [CLINICS[0], "24 points"]))
def large(request: pytest.FixtureRequest) -> Large:
    return ALL[str(request.param)]()


@pytest.fixture(params=EACH_CLINIC)
def normal(request: pytest.FixtureRequest) -> Large:
    return at_18(str(request.param))


# --- size and contrast ---------------------------------------------------------------------------


def small(words: tuple[Run, ...], points: float) -> list[str]:
    """Words under a type size, or with too low an x."""
    return [
        run.text for run in words if run.size < points - 0.01 or x_height_mm(run.size) < X_HEIGHT_MM
    ]


def test_every_word_is_large(large: Large) -> None:
    points = 24.0 if large is at_24() else POINTS
    assert small(large.words, points) == []
    band, number = band_of(large), "Page 1 of"
    on_first = [run.text for run in large.words if run.page == 1]
    assert any(band.startswith(plain(text)) for text in on_first), "the band was not measured"
    assert any(number in plain(text) for text in on_first), "the foot was not measured"


def test_small_words_are_noticed() -> None:
    box = (0.0, 0.0, 1.0, 1.0)
    words = tuple(Run(1, 0, f"{size}", size, (0, 0, 0), box) for size in (17.9, 18.0, 24.0))
    assert small(words, POINTS) == ["17.9"]
    assert small(words, 24) == ["17.9", "18.0"]


def pale(large: Large) -> dict[str, float]:
    pages = list(rasters(large.pdf, DPI))
    contrasts = (
        (run.text, ratio(colour(run.rgb), colour(paper_behind(pages[run.page - 1], run, DPI))))
        for run in large.words
    )
    return {text: round(contrast, 1) for text, contrast in contrasts if contrast < CONTRAST}


def colour(rgb: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*rgb)


def test_every_word_stands_out(normal: Large) -> None:
    assert pale(normal) == {}


def test_pale_words_are_noticed() -> None:
    """At 4.5 to 1 the muted words are too pale."""
    common = replace(edition("riverside"), format=replace(FORMAT, text_contrast=4.5))
    assert pale(printed(common, State.DRAFT))


# --- nothing is cut ------------------------------------------------------------------------------


def faults(rendering: Rendering) -> list[str]:
    """Whatever sticks out, spills or was complained of."""
    facts = rendering.facts
    found = [f"page {n}: {s}" for n, s in enumerate(facts.sides, 1) if s.overflow_mm]
    found += [f"page {n} is blank" for n, s in enumerate(facts.sides, 1) if s.is_blank]
    found += [f"page {n} ends in a heading" for n, s in enumerate(facts.sides, 1)
              if s.ends_with_heading]  # fmt: skip
    found += [str(slot) for slot in facts.slots if slot.overflow_mm]
    found += [str(excess) for excess in facts.fit.excess]
    return [*found, *map(str, facts.boxes), *map(str, rendering.warnings), *rendering.refused]


def test_nothing_sticks_out(large: Large) -> None:
    assert faults(large.rendering) == []
    assert min(nearest_edge_mm(p, DPI) for p in rasters(large.pdf, DPI)) >= EDGE_MM - 25.4 / DPI


def test_the_checks_find_nothing(normal: Large) -> None:
    files = planned_edition(normal.edition.clinic.id).files
    found = found_on_pages(RenderedEdition(normal.edition, files, normal.rendering))
    assert [finding.message for finding in apart_from_layout(found)] == []


@pytest.mark.parametrize("points", in_default_lane([32, MOST_POINTS], [32]))
def test_long_words_and_addresses_break(points: float) -> None:
    chosen = edition("st-oswin", points)
    long = {
        "email": "appointments-and-questions@dermatology-and-laser-practice.example",
        "name": "The Upper Harrowmere Dermatology and Electrocoagulation Practice",
    }
    clinic = chosen.clinic.model_copy(update=long)
    # The first sections are enough: whole, it would take more pages than the format has.
    shorter = {"title": "Dermatofibrosarcoma protuberans", "sections": chosen.leaflet.sections[:4]}
    words = chosen.leaflet.model_copy(update=shorter)
    rendering = printed(replace(chosen, clinic=clinic, leaflet=words), State.DRAFT).rendering
    assert faults(rendering) == []


def test_a_long_title_and_a_wide_logo_keep_to_the_page() -> None:
    chosen = edition("st-oswin")
    title = "Many small injections into the skin for scars left by acne"
    assert chosen.clinic.logo is not None
    wide = chosen.clinic.model_copy(
        update={"logo": chosen.clinic.logo.model_copy(update={"width_mm": 90.0})}
    )
    words = chosen.leaflet.model_copy(update={"title": title})
    made = printed(replace(chosen, clinic=wide, leaflet=words), State.APPROVED)
    assert faults(made.rendering) == []
    picture = next(rasters(made.pdf, DPI))
    assert nearest_edge_mm(picture, DPI) >= EDGE_MM - 25.4 / DPI
    label = place(made, made.edition.locale.words.patient_information)
    left, top, _, bottom = (round(edge * DPI / 72) for edge in label.box)
    assert picture.crop((left - 8, top, left - 2, bottom)).getextrema() == ((255, 255),) * 3


def test_a_clinic_without_logo_is_named(normal: Large) -> None:
    bare = normal.edition.clinic.model_copy(update={"logo": None})
    made = printed(replace(normal.edition, clinic=bare, logo=None), State.APPROVED)
    assert faults(made.rendering) == []
    assert plain(bare.name) in page_texts(made.pdf)[0]


def test_the_slots_grow_so_nothing_is_fitted() -> None:
    """A fit is found once for all clinics of the same classes: here it may not depend on them."""
    assert {size.heights_mm for size in FORMAT.slot_sizes.values()} == {None}
    assert len({slot.height_class for slot in at_18("st-oswin").composition.slots}) == 1
    assert len(set(FORMAT.fit_limits.spacing) | set(FORMAT.fit_limits.figures)) == 1
    fits = {at_18(clinic).rendering.facts.fit.fit for clinic in CLINICS}
    assert [fit.type_pt for fit in fits] == [POINTS]


# --- complete ------------------------------------------------------------------------------------


def test_every_sentence_is_printed(large: Large) -> None:
    texts = printed_texts(large.edition.leaflet)
    assert len(texts) > 100
    assert missing(texts, [plain(tree(large.pdf).text)]) == []


def band_of(large: Large) -> str:
    return plain(next(run.text for run in large.words if run.page == 1))


def test_band_and_foot_are_on_every_page(large: Large) -> None:
    """The foot is one line: where it has no room for the clinic, the title stands there alone."""
    pages, words = page_texts(large.pdf), large.edition.locale.words
    assert large.edition.leaflet.review_due
    due = large.edition.locale.show_date(large.edition.leaflet.review_due)
    overdue = large is at_24()
    band = plain(words.band_overdue.format(date=due) if overdue else words.band_draft)
    for number, text in enumerate(pages, 1):
        shown = words.page_of.format(page=number, pages=len(pages))
        expected = [band, shown, large.edition.leaflet.title]
        assert [part for part in expected if plain(part) not in text] == []
        foot = max(run.box[3] for run in large.words if run.page == number)
        low = [run for run in large.words if run.page == number and run.box[1] > foot - 40]
        assert plain(large.edition.leaflet.title) in " ".join(plain(run.text) for run in low)
        assert max(run.box[3] for run in low) - min(run.box[1] for run in low) < 32


def test_the_band_leaves_the_text_alone(large: Large) -> None:
    """The first line of a page begins below all lines of the band."""
    papers = list(rasters(large.pdf, DPI))
    ink = runs_in_band(large)
    for number in range(1, len(papers) + 1):
        lowest = max(run.box[3] for run in ink if run.page == number)
        others = [r for r in large.words if r.page == number and r not in ink]
        assert min(run.box[1] for run in others) > lowest


def runs_in_band(large: Large) -> list[Run]:
    """White words in the upper margin."""
    return [r for r in large.words if r.rgb == (255, 255, 255) and r.box[3] * MM_PER_POINT < 38]


# --- order ---------------------------------------------------------------------------------------


def labels(root: Element, heading: str) -> list[str]:
    """What stands before the colons of the list that follows a heading."""
    order = list(root.walk())
    at = next(
        n
        for n, e in enumerate(order)
        if e.tag == "H3" and without_source_numbers(plain(e.text)) == heading
    )
    fields = next(element for element in order[at:] if element.tag == "L")
    return [plain(item.text).partition(":")[0] for item in fields.find("LBody")]


def test_each_row_of_a_table_has_the_same_fields_in_order(normal: Large) -> None:
    leaflet, words = normal.edition.leaflet, normal.edition.locale.words
    root = tree(normal.pdf)
    wanted_fields = {
        "benefits": [words.evidence, words.how_many, words.seen_in],
        "risks": [words.starts, words.lasts, words.what_to_do],
        "alternatives": [words.may_help, words.downsides, words.recovery, words.evidence],
    }
    for section in leaflet.sections:
        for block in section.blocks:
            for row in block.content if block.kind in wanted_fields else ():
                tried = getattr(row, "tried", None)
                name = plain(tried or (row.says if block.kind == "benefits" else row.name))
                wanted = ([words.benefit] if tried else []) + wanted_fields[block.kind]
                assert labels(root, name) == wanted, name


def test_all_help_is_on_pages_that_follow_each_other(normal: Large) -> None:
    """Each card is whole on one of them, in the order of urgency, as is the clinic's number."""
    sides = enumerate(normal.rendering.facts.sides, 1)
    section = next(s for s in normal.edition.leaflet.sections if s.find("help"))
    pages = [page for page, side in sides if section.id in dict(side.parts)]
    texts = {page: page_texts(normal.pdf)[page - 1] for page in pages}
    assert pages == list(range(pages[0], pages[-1] + 1))
    on = pages_of_cards(normal.edition, texts)
    assert on == sorted(on)
    assert set(on) <= set(pages)
    assert len(set(on)) <= 2
    of_clinic = {n for n, c in zip(on, help_cards(normal.edition), strict=True) if c.is_clinics}
    number = plain(normal.edition.clinic.phones["main"].display)
    assert of_clinic
    assert [page for page in of_clinic if number not in texts[page]] == []


def test_no_card_of_help_is_parted(large: Large) -> None:
    assert [found for found in large.rendering.facts.breaks if found.kind == "call-out"] == []


def test_the_first_page_holds_more_than_a_title(large: Large) -> None:
    leaflet = large.edition.leaflet
    first = page_texts(large.pdf)[0]
    assert plain(leaflet.title) in first
    assert plain(str(leaflet.main_message)) in first
    assert large.rendering.facts.sides[0].fill >= 0.7


def test_a_list_of_contents_and_the_way_to_help_stand_at_the_start(normal: Large) -> None:
    words = normal.edition.locale.words
    texts = page_texts(normal.pdf)
    help_ = normal.edition.leaflet.with_role("get-help")
    assert help_
    page = next(n for n, text in enumerate(texts, 1) if n > 3 and plain(help_.heading) in text)
    assert f"{plain(help_.heading)}: {page}" in texts[0]
    on = [
        n
        for n, side in enumerate(normal.rendering.facts.sides, 1)
        if "contents" in dict(side.parts)
    ]
    assert on == [2]
    assert plain(words.contents_printed) in texts[1]


@pytest.mark.parametrize("points", [24, 32])
def test_a_long_word_is_parted_as_its_language_does(points: float) -> None:
    """With a hyphen, and never in front of a letter or two."""
    chosen = edition("riverside", points)
    title = "Oesophagogastroduodenoscopy"
    changed = {"title": title, "sections": chosen.leaflet.sections[:3]}
    words = chosen.leaflet.model_copy(update=changed)
    made = printed(replace(chosen, leaflet=words), State.APPROVED)
    largest = max(run.size for run in made.words)
    *starts, end = (plain(run.text) for run in made.words if run.size == largest)
    assert "".join(start.rstrip("-") for start in starts) + end == title
    assert all(start.endswith("-") for start in starts)
    assert [part for part in (*starts, end) if len(part) < 4] == []
    assert len(starts) == 1
    assert faults(made.rendering) == []


def test_one_thing_under_another(normal: Large) -> None:
    words, leaflet = normal.edition.locale.words, normal.edition.leaflet
    do, dont = (place(normal, text) for text in (words.do, words.dont))
    assert (do.page, do.box[0]) == (dont.page, dont.box[0])
    assert do.box[3] < dont.box[1]
    steps = next(b for s in leaflet.sections for b in s.blocks if b.kind == "steps").content
    edges = [place(normal, step.title).box[0] for step in steps]
    assert max(edges) - min(edges) < 2


def place(large: Large, text: str) -> Run:
    return next(run for run in large.words if plain(run.text) == plain(text))


def rule_rows(picture: Image.Image, dpi: float) -> list[float]:
    """Where a line runs over the whole column, in mm from the top; the band is no line."""
    grey = picture.convert("L")
    left, right = (int(mm / 25.4 * dpi) for mm in (19, 191))
    rows = [grey.crop((left, y, right, y + 1)).tobytes() for y in range(grey.height)]
    dark = [y for y, row in enumerate(rows) if max(row) < 225]
    starts = [y for y in dark if y - 1 not in dark]
    return [y / dpi * 25.4 for y in starts]


def test_there_is_room_to_write(normal: Large) -> None:
    heading = place(normal, normal.edition.locale.words.own_questions)
    picture = list(rasters(normal.pdf, DPI))[heading.page - 1]
    bottom = heading.box[3] * MM_PER_POINT
    rows = [bottom, *(mm for mm in rule_rows(picture, DPI) if mm > bottom)][:6]
    gaps = [two - one for one, two in pairwise(rows)]
    assert len(gaps) == 5
    assert min(gaps[1:]) >= 13 - 25.4 / DPI
    assert gaps[0] >= 10


def test_a_record_has_lines_to_write_on(normal: Large) -> None:
    words, record = normal.edition.locale.words, normal.edition.kind.record
    assert len(record) > 2
    labels = [place(normal, getattr(words, f"write_{name}")) for name in record]
    assert len({label.page for label in labels}) == 1
    tops = sorted(label.box[1] * MM_PER_POINT for label in labels)
    gaps = [two - one for one, two in pairwise(tops) if two - one > 3]
    assert min(gaps) >= 13 + POINTS * MM_PER_POINT


# --- valid ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_it_conforms(large: Large, profile: str) -> None:
    assert [str(f) for f in page.validate_pdf_bytes(large.pdf, profile=profile).failures] == []


def test_its_tree_is_well_shaped(large: Large) -> None:
    assert marked_content_faults(large.pdf) == []
    root = tree(large.pdf)
    assert [*heading_faults(root), *shape_faults(root)] == []
