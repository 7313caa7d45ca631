"""The A5 booklet: covers, pages that mirror each other, whole topics, writing pages, all words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from math import ceil

import pytest
import zxingcpp

from leaflet.checks.sheets import usual_sides
from leaflet.compose.composer import compose
from leaflet.compose.section_rows import may_break
from leaflet.compose.slots import imprint
from leaflet.formats.a5_booklet import FORMAT
from leaflet.model.leaflet import Leaflet, Section, State
from leaflet.page.composition import slot_names
from leaflet.page.edition import Edition
from leaflet.page.rendering import Rendering
from leaflet.render.renderer import render
from leaflet.text.abridge import abridge
from tests.render.test_layout import nearest_edge_mm
from tests.render.test_pdf import heading_faults, shape_faults
from tests.support.conformance import failures
from tests.support.help_cards import help_cards, pages_of_cards, runs_of
from tests.support.printed import (
    CLINICS,
    EACH_CLINIC,
    MM_PER_POINT,
    Printed,
    apart_from_layout,
    compose_edition,
    in_default_lane,
    missing,
    page_texts,
    plain,
    planned_edition,
    print_edition,
    printed_texts,
    rasters,
    runs,
    shipped_project,
    x_height_mm,
)
from tests.support.projects import problems
from tests.support.structure import marked_content_faults, tree

pytestmark = pytest.mark.pdf

#: Words of the complete text; half of it makes two sheets, twice as much no booklet.
WORDS = 1232
TABLES = ("benefits", "risks", "alternatives")
DPI = 100
INSIDE, OUTSIDE, TOP, BOTTOM = 16.0, 13.0, 14.0, 17.0


@cache
def booklet(clinic: str) -> Printed:
    """The clinic's booklet, printed once for all tests."""
    planned = planned_edition(clinic)
    assert planned.edition is not None
    edition = replace(planned.edition, format=FORMAT)
    return print_edition(shipped_project(), replace(planned, edition=edition))


@pytest.fixture(params=EACH_CLINIC)
def printed(request: pytest.FixtureRequest) -> Printed:
    return booklet(str(request.param))


def printed_with(change: Callable[[Edition], Edition]) -> Rendering:
    """The first clinic's booklet after a change to its edition."""
    edition = change(booklet(CLINICS[0]).edition)
    return render(compose_edition(shipped_project(), edition), shipped_project().blobs)


def with_leaflet(change: Callable[[Leaflet], Leaflet]) -> Rendering:
    return printed_with(lambda edition: replace(edition, leaflet=change(edition.leaflet)))


# --- pages and their margins ---------------------------------------------------------------------


Word = tuple[str, float, float, float, float]


@cache
def words_on(pdf: bytes, page: int) -> tuple[Word, ...]:
    """The words of a page: text, then left, top, right and bottom in mm from its top left."""
    return tuple(
        (run.text.strip(), *(edge * MM_PER_POINT for edge in run.box))  # type: ignore[misc]
        for run in runs(pdf)
        if run.page == page
    )


def body_of(pdf: bytes, page: int) -> list[Word]:
    """The words of a page between its head and foot margins."""
    return [
        word for word in words_on(pdf, page) if TOP - 1 < word[2] < FORMAT.paper.height_mm - BOTTOM
    ]


def foot_of(pdf: bytes, page: int) -> list[Word]:
    return [word for word in words_on(pdf, page) if word[2] > FORMAT.paper.height_mm - BOTTOM]


def margins_of(page: int) -> tuple[float, float]:
    """Left and right: odd pages lie at the right of the spine."""
    return (INSIDE, OUTSIDE) if page % 2 else (OUTSIDE, INSIDE)


def count(pdf: bytes) -> int:
    return len(page_texts(pdf))


def test_four_sheets_that_close(printed: Printed) -> None:
    assert count(printed.pdf) == 20 <= usual_sides(printed.edition)
    assert count(printed.pdf) % FORMAT.signature == 0
    assert count(printed.pdf) <= FORMAT.most_sides


def test_it_has_no_finding(printed: Printed) -> None:
    assert problems(apart_from_layout(printed.findings)) == []
    assert (printed.rendering.warnings, printed.rendering.refused) == ((), ())


def test_words_keep_the_margins_on_either_side_of_the_spine(printed: Printed) -> None:
    for page in range(2, count(printed.pdf) + 1):
        left, right = margins_of(page)
        words = body_of(printed.pdf, page)
        assert min(word[1] for word in words) >= left - 0.1, page
        assert max(word[3] for word in words) <= FORMAT.paper.width_mm - right + 0.1, page
        assert min(word[2] for word in words) >= TOP, page
        both = [*words, *foot_of(printed.pdf, page)]
        assert min(word[1] for word in both) == pytest.approx(left, abs=1), page
        edge = FORMAT.paper.width_mm - max(word[3] for word in both)
        assert edge == pytest.approx(right, abs=1), page


def test_page_numbers_stand_at_the_outer_edge(printed: Printed) -> None:
    for page in range(2, count(printed.pdf) + 1):
        number = next(word for word in foot_of(printed.pdf, page) if word[0] == str(page))
        if page % 2:
            assert FORMAT.paper.width_mm - number[3] == pytest.approx(OUTSIDE, abs=1)
        else:
            assert number[1] == pytest.approx(OUTSIDE, abs=1)


def test_title_and_clinic_stand_at_the_inner_edge_in_one_line(printed: Printed) -> None:
    edition = printed.edition
    for page in range(2, count(printed.pdf) + 1):
        title = [word for word in foot_of(printed.pdf, page) if word[0] != str(page)]
        assert plain("".join(word[0] for word in title)).replace(" ", "") == plain(
            f"{edition.leaflet.title} · {edition.clinic.name}"
        ).replace(" ", "")
        assert max(word[4] for word in title) - min(word[2] for word in title) < 5
        if page % 2:
            assert min(word[1] for word in title) == pytest.approx(INSIDE, abs=1)
        else:
            edge = FORMAT.paper.width_mm - max(word[3] for word in title)
            assert edge == pytest.approx(INSIDE, abs=1)


# --- covers --------------------------------------------------------------------------------------


def test_the_cover_comes_first_and_has_no_page_number(printed: Printed) -> None:
    leaflet = printed.edition.leaflet
    first = page_texts(printed.pdf)[0]
    for text in (leaflet.title, leaflet.subtitle, leaflet.audience):
        assert text
        assert plain(text) in first
    assert plain(leaflet.sections[0].heading) not in first
    assert [word[0] for word in words_on(printed.pdf, 1) if word[0].isdigit()] == []
    assert foot_of(printed.pdf, 1) == []
    figures = [figure.alt for figure in tree(printed.pdf).find("Figure")]
    logo = printed.edition.clinic.logo
    assert logo
    assert plain(figures[0] or "") == plain(logo.alt)


def test_office_printers_can_print_both_covers(printed: Printed) -> None:
    pages = list(rasters(printed.pdf, DPI))
    assert min(nearest_edge_mm(page, DPI) for page in pages) >= 6 - 25.4 / DPI
    cover = pages[0]
    beside = cover.getpixel((cover.width // 12, cover.height * 9 // 10))
    assert beside == cover.getpixel((cover.width * 11 // 12, cover.height * 9 // 10))
    assert beside != (255, 255, 255)


def test_the_back_cover_says_whom_to_ask(printed: Printed) -> None:
    clinic, words = printed.edition.clinic, printed.edition.locale.words
    last = page_texts(printed.pdf)[-1].replace(" ", "")
    for text in (str(clinic.email), clinic.phones["main"].display, words.contact_us, words.notes):
        assert plain(text).replace(" ", "") in last
    shown = imprint(clinic, printed.edition.leaflet, words)
    assert missing([plain(text) for text in shown], [last]) == []
    picture = list(rasters(printed.pdf, 200))[-1]
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [printed.edition.address]


def test_the_back_cover_is_ruled_to_its_foot(printed: Printed) -> None:
    """Its last line is less than a line's distance from the foot of the page."""
    lowest = rules_mm(printed.pdf, count(printed.pdf))[-1]
    assert 0 <= FORMAT.paper.height_mm - BOTTOM - lowest < 8.4


def test_without_a_logo_the_cover_names_the_clinic() -> None:
    clinic = booklet(CLINICS[0]).edition.clinic
    without = clinic.model_copy(update={"logo": None})
    rendering = printed_with(lambda edition: replace(edition, clinic=without, logo=None))
    assert plain(clinic.name) in page_texts(rendering.file)[0]
    assert rendering.facts.boxes == ()
    assert count(rendering.file) == 20


TITLES = [
    "Treating acne with isotretinoin",
    "Oesophagogastroduodenoscopy",
    "Many small injections into the skin of face, neck, chest and back for scars that acne leaves",
]


@pytest.mark.parametrize("title", in_default_lane(TITLES, TITLES[2:]))
def test_any_title_has_room_in_the_lower_half_of_the_cover(title: str) -> None:
    changed = {"title": title, "sections": booklet(CLINICS[0]).edition.leaflet.sections[:1]}
    rendering = with_leaflet(lambda leaflet: leaflet.model_copy(update=changed))
    assert rendering.facts.boxes == ()
    assert rendering.facts.sides[0].overflow_mm == 0
    largest = max(run.size for run in runs(rendering.file) if run.page == 1)
    lines = [run for run in runs(rendering.file) if run.page == 1 and run.size == largest]
    assert 20 <= largest <= 32
    assert min(run.box[1] for run in lines) * MM_PER_POINT > FORMAT.paper.height_mm / 2
    assert max(run.box[2] for run in lines) * MM_PER_POINT < FORMAT.paper.width_mm - 6 - 5


# --- words ---------------------------------------------------------------------------------------


def test_every_word_of_the_leaflet_is_printed(printed: Printed) -> None:
    edition = printed.edition
    texts = printed_texts(edition.leaflet)
    texts += [plain(str(edition.pack.reporting)), plain(edition.locale.words.not_a_consultation)]
    assert missing(texts, page_texts(printed.pdf)) == []
    sources = [plain(source.body) for source in edition.leaflet.sources.values()]
    assert missing(sources, [plain(tree(printed.pdf).text)]) == []  # one goes on on the next page


def test_topics_stand_in_their_order(printed: Printed) -> None:
    headings = [plain(heading.text) for heading in tree(printed.pdf).find("H1", "H2")]
    leaflet = printed.edition.leaflet
    words = printed.edition.locale.words
    sections = [s.heading for s in leaflet.sections if s.heading != words.imprint]
    title, key_points, *rest = (plain(text) for text in (leaflet.title, *sections))
    wanted_order = [title, key_points, plain(words.contents_printed), *rest]
    assert headings[: len(wanted_order)] == wanted_order


def pages_of(rendering: Rendering) -> dict[str, list[int]]:
    """The pages on which each part of the text stands."""
    found: dict[str, list[int]] = {}
    for page, side in enumerate(rendering.facts.sides, 1):
        for name, _ in side.parts:
            found.setdefault(name, []).append(page)
    return found


def torn(rendering: Rendering) -> dict[str, list[int]]:
    """The parts of the text that stand on more pages than their length needs, and their pages: one
    shorter than a page may go on on the next page, a longer one on one page more than it fills.
    """
    lengths: dict[str, float] = {}
    for side in rendering.facts.sides:
        for name, mm in side.parts:
            lengths[name] = lengths.get(name, 0) + mm
    room = FORMAT.paper.height_mm - TOP - BOTTOM
    pages = pages_of(rendering)
    return {name: on for name, on in pages.items() if len(on) > ceil(lengths[name] / room) + 1}


def test_short_topics_and_the_list_of_contents_are_not_torn_apart(printed: Printed) -> None:
    """Long ones go on on the next page, one with figures or a table too."""
    found = pages_of(printed.rendering)
    leaflet = printed.edition.leaflet
    assert {section.id for section in leaflet.sections} - found.keys() == {"about"}
    goes_on = {s.id for s in leaflet.sections if any(map(s.find, ("figures", *TABLES)))}
    goes_on |= {s.id for s in leaflet.sections if may_break(s.blocks, 400)}
    assert "contents" in found
    assert {n for n, on in found.items() if len(on) > 1} <= goes_on | {"imprint", "sources"}
    assert torn(printed.rendering) == {}


def test_a_short_topic_on_three_pages_is_told_from_a_long_one(printed: Printed) -> None:
    """The helper of the test before this one says no."""
    facts = printed.rendering.facts
    for mm, expected in ((30.0, {"short": [1, 2, 3]}), (90.0, {})):
        sides = tuple(replace(side, parts=(("short", mm),)) for side in facts.sides[:3])
        assert torn(replace(printed.rendering, facts=replace(facts, sides=sides))) == expected


def test_a_table_that_goes_on_on_the_next_page_repeats_its_heads() -> None:

    def lengthen(leaflet: Leaflet) -> Leaflet:
        def change(section: Section) -> Section:
            if section.id != "risks":
                return section
            prose, *rest = section.blocks
            return section.model_copy(update={"blocks": (*[prose] * 4, *rest)})

        sections = tuple(change(section) for section in leaflet.sections)
        return leaflet.model_copy(update={"sections": sections})

    rendering = with_leaflet(lengthen)
    edition = booklet(CLINICS[0]).edition
    (table,) = (b for s in edition.leaflet.sections for b in s.blocks if b.kind == "risks")
    names = [plain(item.name) for item in table.content]
    pages = [
        page for page in map(plain, page_texts(rendering.file)) if any(n in page for n in names)
    ]
    heads = f"{edition.locale.words.starts} {edition.locale.words.lasts}"
    on_pages = [sum(name in page for name in names) for page in pages if heads in page]
    assert (len(on_pages), sum(on_pages)) == (2, len(names))
    assert shape_faults(tree(rendering.file)) == []


def test_one_page_at_most_is_less_than_seven_tenths_full(printed: Printed) -> None:
    """Apart from the last: the next topic is short, or begins with a drawing."""
    facts = printed.rendering.facts
    end = max(page for pages in pages_of(printed.rendering).values() for page in pages)
    fills = sorted(side.fill for side in facts.sides[1 : end - 1])
    assert fills[0] >= 0.6
    assert fills[1] >= 0.7


def test_each_level_of_help_is_a_card_on_one_page(printed: Printed) -> None:
    """All cards are one below the other, and the words of a header stand on one line."""
    pages = pages_of(printed.rendering)["get-help"]
    assert pages == list(range(pages[0], pages[-1] + 1))
    texts = page_texts(printed.pdf)
    on = pages_of_cards(printed.edition, {page: texts[page - 1] for page in pages})
    assert on == sorted(on)
    assert set(on) <= set(pages)
    words = [run for run in runs(printed.pdf) if run.page in pages]
    heads = [head for card in help_cards(printed.edition) for head in card.heads]
    assert len(heads) >= len(on) > 1
    for head in heads:
        bottoms = [run.box[3] for run in runs_of(head, words)]
        assert max(bottoms) - min(bottoms) < 6, head
    for page in pages:
        left, _ = margins_of(page)
        assert [word for word in body_of(printed.pdf, page) if word[1] >= left + 80] == []
    assert [found for found in printed.rendering.facts.breaks if found.kind == "call-out"] == []


def test_the_end_is_a_record_with_room_to_write_and_no_page_of_lines_alone(
    printed: Printed,
) -> None:
    words = printed.edition.locale.words
    (page,) = pages_of(printed.rendering)["record"]
    (height,) = (
        mm for side in printed.rendering.facts.sides for n, mm in side.parts if n == "record"
    )
    assert page >= count(printed.pdf) - 2
    assert plain(words.my_record) in page_texts(printed.pdf)[page - 1]
    assert 45 <= height <= 52
    assert printed.edition.kind.record
    for name in printed.edition.kind.record:
        assert plain(getattr(words, f"write_{name}")) in page_texts(printed.pdf)[page - 1]
    assert writing_pages(printed.rendering) == []


@pytest.mark.slow
def test_the_height_of_slots_moves_no_topic() -> None:
    """A clinic with longer details has other covers and the same pages between them."""
    page = compose_edition(shipped_project(), booklet(CLINICS[0]).edition)
    own = booklet(CLINICS[0]).rendering.facts.sides
    of_own = {"continuation", "cover-photo"}  # what exceeds the largest class; a photo, if any
    for class_ in "ML":
        slots = tuple(
            replace(slot, html="", height_class=class_ if slot.name not in of_own else "S")
            for slot in page.slots
        )
        facts = render(replace(page, slots=slots), shipped_project().blobs).facts
        assert [side.overflow_mm for side in facts.sides] == [0.0] * len(own)
        empty = {"running-foot", *of_own}
        assert {slot.name for slot in facts.slots} == set(slot_names(page.body)) - empty
        kept = [[name for name, _ in side.parts] for side in own]
        assert [[name for name, _ in side.parts] for side in facts.sides] == kept


# --- more and less text --------------------------------------------------------------------------


def writing_pages(rendering: Rendering) -> list[int]:
    """The pages that hold a heading, lines, and nothing else."""
    notes = booklet(CLINICS[0]).edition.locale.words.notes
    texts = page_texts(rendering.file)
    return [
        page
        for page in range(2, len(texts) + 1)
        if {word[0] for word in body_of(rendering.file, page)} == {notes}
    ]


def test_half_the_text_makes_two_sheets() -> None:
    rendering = with_leaflet(lambda leaflet: abridge(leaflet, WORDS // 3).leaflet)
    assert count(rendering.file) == 8
    assert rendering.facts.fit.excess == ()


#: Sections to leave out, so that some sides of the last sheet are left.
DROPPED = [
    {"alternatives", "aftercare"},
    pytest.param({"alternatives", "choosing"}, marks=pytest.mark.slow),
    pytest.param({"glossary", "find-more", "summary"}, marks=pytest.mark.slow),
]


@pytest.mark.parametrize("dropped", DROPPED)
def test_one_page_of_notes_at_most_stands_before_the_back_cover(dropped: set[str]) -> None:
    def shorten(leaflet: Leaflet) -> Leaflet:
        sections = tuple(section for section in leaflet.sections if section.id not in dropped)
        return leaflet.model_copy(update={"sections": sections})

    rendering = with_leaflet(shorten)
    pages = count(rendering.file)
    notes = writing_pages(rendering)
    assert pages % FORMAT.signature == 0
    assert notes in ([], [pages - 1])
    assert rendering.facts.fit.fit.notes == len(notes)
    assert str(booklet(CLINICS[0]).edition.clinic.email) in page_texts(rendering.file)[-1]
    for page in notes:
        lines = rules_mm(rendering.file, page)
        assert len(lines) == 20
        assert min(b - a for a, b in pairwise(lines)) >= 8.3
        assert lines[-1] <= FORMAT.paper.height_mm - BOTTOM


def rules_mm(pdf: bytes, page: int) -> list[float]:
    """How far down a page, in mm, lines cross its middle."""
    picture = list(rasters(pdf, DPI))[page - 1]
    middle, foot = picture.width // 2, round((FORMAT.paper.height_mm - BOTTOM + 1) / 25.4 * DPI)
    ink = [sum(picture.getpixel((middle, y))) < 720 for y in range(foot)]  # type: ignore[arg-type]
    starts = [y for y in range(1, foot) if ink[y] and not ink[y - 1]]
    return [y / DPI * 25.4 for y in starts if y / DPI * 25.4 > TOP + 8]


@pytest.mark.slow
def test_twice_the_text_takes_more_sheets() -> None:
    def double(leaflet: Leaflet) -> Leaflet:
        sections = (s.model_copy(update={"blocks": s.blocks * 2}) for s in leaflet.sections)
        return leaflet.model_copy(update={"sections": tuple(sections)})

    rendering = with_leaflet(double)
    assert rendering.facts.fit.excess == ()
    assert count(rendering.file) in range(16, 49, 4)


# --- the band, and the file ----------------------------------------------------------------------


def test_a_draft_says_so_in_the_head_margin_of_every_page(printed: Printed) -> None:
    band = plain(printed.edition.locale.words.band_draft)
    for page in range(1, count(printed.pdf) + 1):
        [top] = [word for word in words_on(printed.pdf, page) if plain(word[0]) == band]
        assert top[2] > 6.5
        assert top[4] < 11.5
        others = [word for word in words_on(printed.pdf, page) if word != top]
        assert min(word[2] for word in others) > 12
    shown = [element for element in tree(printed.pdf).find("P") if plain(element.text) == band]
    assert len(shown) == 1
    assert plain(printed.composition.body).count(band) == 0


def test_an_approved_booklet_has_no_band() -> None:
    edition, project = booklet(CLINICS[0]).edition, shipped_project()
    page = compose(edition, State.APPROVED, project.templates)
    rendering = render(page, project.blobs)
    assert missing([plain(edition.locale.words.band_draft)], page_texts(rendering.file)) != []
    assert count(rendering.file) == 20
    assert rendering.facts.boxes == ()


def test_type_is_large_enough(printed: Printed) -> None:
    sizes = Counter[float]()
    for run in runs(printed.pdf):
        sizes[round(run.size, 1)] += len(run.text)
    assert x_height_mm(sizes.most_common(1)[0][0]) >= 1.995
    assert x_height_mm(min(sizes)) >= 1.595


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_the_booklet_conforms(printed: Printed, profile: str) -> None:
    assert failures(printed.pdf, profile) == []


def test_the_tree_is_sound(printed: Printed) -> None:
    root = tree(printed.pdf)
    assert marked_content_faults(printed.pdf) == heading_faults(root) == shape_faults(root) == []
    leaflet = printed.edition.leaflet
    tables = [block for s in leaflet.sections for block in s.blocks if block.kind in TABLES]
    heads = 2  # a card is two rows, as are the heads
    rows = [len(table.find("TR")) - heads for table in root.find("Table")]
    assert sum(rows) == sum(2 * len(block.content) for block in tables)
    # A table stands on as many pages as have its heads.
    words, texts = printed.edition.locale.words, page_texts(printed.pdf)
    is_tried = any(
        row.tried for block in tables if block.kind == "benefits" for row in block.content
    )
    heads_of = {
        "benefits": (words.benefit, words.evidence)
        if is_tried
        else (words.evidence, words.how_many),
        "risks": (words.starts, words.lasts),
        "alternatives": (words.may_help, words.downsides),
    }
    parts = [sum(" ".join(heads_of[b.kind]) in text for text in texts) for b in tables]
    assert len(parts) == len(TABLES)
    assert max(parts) > 1
    assert len(rows) == len(parts), "each is one table, whose heads are read once"
