"""The tri-fold: six panels between folds that meet, all words, bands, a cover, a code to scan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from leaflet.compose.composer import compose
from leaflet.compose.slots import imprint
from leaflet.core import extensions
from leaflet.formats.format import Format
from leaflet.model.blocks import Block
from leaflet.model.leaflet import State
from leaflet.page.composition import Composition
from leaflet.page.edition import Edition
from leaflet.page.rendering import Rendering
from leaflet.render.renderer import render
from leaflet.text.abridge import Abridged, abridged_for
from tests.render.test_layout import inked, nearest_edge_mm
from tests.render.test_pdf import heading_faults, shape_faults
from tests.support.conformance import failures
from tests.support.printed import (
    MM_PER_POINT,
    Printed,
    Run,
    compose_edition,
    missing,
    paragraphs,
    plain,
    planned_edition,
    print_edition,
    rasters,
    runs,
    section_texts,
    shipped_project,
    x_height_mm,
)
from tests.support.structure import Element, marked_content_faults, tree

pytestmark = pytest.mark.pdf

Panels = Mapping[str, tuple[int, float, float]]

#: Page, left and right edge of each panel in mm: the flap, which goes inside, is narrower,
#: and so is what lies on its back.
A4: Panels = {
    "flap": (1, 0, 97),
    "back": (1, 97, 197),
    "cover": (1, 197, 297),
    "in-1": (2, 0, 100),
    "in-2": (2, 100, 200),
    "in-3": (2, 200, 297),
}
#: 3 5/8 and 3 11/16 inches.
LETTER: Panels = {
    "flap": (1, 0, 92.075),
    "back": (1, 92.075, 185.7375),
    "cover": (1, 185.7375, 279.4),
    "in-1": (2, 0, 93.6625),
    "in-2": (2, 93.6625, 187.325),
    "in-3": (2, 187.325, 279.4),
}
SHEETS: dict[str, Panels] = {"trifold": A4, "trifold-letter": LETTER}
FOLD_MM, EDGE_MM = 8.0, 6.0
#: The words of panels begin below it, bands end above.
ABOVE_MM = 13.4
#: How far the hook of an f reaches past its own width.
OVERHANG_MM = 0.2
DPI = 100


def format_of(name: str) -> Format:
    found: Format = extensions.load("formats", name)
    return found


@cache
def folded(clinic: str, name: str = "trifold") -> Printed:
    """The clinic's tri-fold, printed once for all tests."""
    planned = planned_edition(clinic)
    assert planned.edition is not None
    edition = replace(planned.edition, format=format_of(name))
    return print_edition(shipped_project(), replace(planned, edition=edition))


@pytest.fixture(
    params=[
        ("trifold", "riverside"),
        pytest.param(("trifold", "st-oswin"), marks=pytest.mark.slow),
        ("trifold-letter", "st-oswin"),
    ]
)
def printed(request: pytest.FixtureRequest) -> Printed:
    name, clinic = request.param
    return folded(clinic, name)


def panels_of(printed: Printed) -> Panels:
    return SHEETS[printed.edition.format.id]


def form_of(printed: Printed) -> Abridged:
    return abridged_for(printed.edition.leaflet, printed.edition.format)


# --- words and where they stand ------------------------------------------------------------------


def left(run: Run) -> float:
    return run.box[0] * MM_PER_POINT


def right(run: Run) -> float:
    return run.box[2] * MM_PER_POINT


def top(run: Run) -> float:
    return run.box[1] * MM_PER_POINT


def words_in(pdf: bytes, panels: Panels) -> dict[str, list[Run]]:
    """The words that begin between the edges of each panel."""
    return {
        name: [run for run in runs(pdf) if run.page == page and start <= left(run) < end]
        for name, (page, start, end) in panels.items()
    }


def squeezed(text: str) -> str:
    """Words without the spaces that lines and pieces of type lose or gain."""
    return plain(text).replace(" ", "")


def strays(words: Mapping[str, list[Run]], panels: Panels, width_mm: float) -> list[str]:
    """Words nearer to a fold than 8 mm or to the edge of the paper than 6 mm."""
    return [
        run.text
        for name, (_, start, end) in panels.items()
        for run in words[name]
        if left(run) < start + (FOLD_MM if start else EDGE_MM) - OVERHANG_MM
        or right(run) > end - (EDGE_MM if end == width_mm else FOLD_MM) + OVERHANG_MM
    ]


def test_words_keep_off_folds_and_edges(printed: Printed) -> None:
    panels, width = panels_of(printed), printed.edition.format.paper.width_mm
    words = words_in(printed.pdf, panels)
    assert strays(words, panels, width) == []
    assert sum(map(len, words.values())) == len(runs(printed.pdf))
    assert min(map(len, words.values())) > 6
    pages = list(rasters(printed.pdf, DPI))
    assert len(pages) == 2
    assert min(nearest_edge_mm(page, DPI) for page in pages) >= EDGE_MM - 25.4 / DPI


def test_words_that_come_too_near_are_noticed() -> None:
    def run(start: float, end: float) -> Run:
        box = (start / MM_PER_POINT, 0, end / MM_PER_POINT, 9)
        return Run(1, 0, f"{start}", 12, (0, 0, 0), box)

    found = [run(8, 89), run(8, 89.4), run(5.7, 50), run(104.7, 150), run(105, 189)]
    words = {"flap": found[:3], "back": found[3:]}
    assert strays(words, {name: A4[name] for name in words}, 297) == ["8", "5.7", "104.7"]


def test_the_text_is_equally_wide_in_every_panel(printed: Printed) -> None:
    panels = panels_of(printed)
    narrow = panels["flap"][2] - 2 * FOLD_MM
    for name, words in words_in(printed.pdf, panels).items():
        _, start, end = panels[name]
        margin = (end - start - narrow) / 2
        assert min(map(left, words)) == pytest.approx(start + margin, abs=0.5)
        assert max(map(right, words)) <= end - margin + OVERHANG_MM
        if name.startswith("in"):
            assert max(map(right, words)) > end - margin - 4


def test_sections_stand_in_the_panels_that_the_fit_found(printed: Printed) -> None:
    words = {
        name: squeezed("".join(run.text for run in found))
        for name, found in words_in(printed.pdf, panels_of(printed)).items()
    }
    fixed = {"key-points": "flap", "get-help": "back"}
    places = {**dict(printed.rendering.facts.fit.fit.places), **fixed}
    sections = [s for s in form_of(printed).leaflet.sections if s.id != "about"]
    assert {section.id for section in sections} == set(places)
    for section in sections:
        heading = squeezed(section.heading)
        assert [name for name, text in words.items() if heading in text] == [places[section.id]]
    assert squeezed(printed.edition.leaflet.title) in words["cover"]


@pytest.mark.parametrize("name", SHEETS)
def test_both_sides_fold_at_the_same_lines(name: str) -> None:
    format_ = format_of(name)
    front, back = format_.folds_mm
    width = format_.paper.width_mm
    assert sorted(width - x for x in back) == pytest.approx(front)
    panels = SHEETS[name]
    assert front == pytest.approx((panels["back"][1], panels["cover"][1]))
    assert back == pytest.approx((panels["in-2"][1], panels["in-3"][1]))
    order = [p.name for p in format_.panels]
    drawn = [[order[number - 1] for number in side] for side in format_.panel_order]
    assert drawn == [["flap", "back", "cover"], ["in-1", "in-2", "in-3"]]


def test_everything_that_the_short_leaflet_says_is_printed(printed: Printed) -> None:
    edition, leaflet = printed.edition, form_of(printed).leaflet
    texts = [leaflet.title, leaflet.main_message, leaflet.audience, leaflet.decision]
    texts += [section.heading for section in leaflet.sections if section.id != "about"]
    shown = {name for s in leaflet.sections for b in s.blocks if b.kind == "figures"
             for name in b.content}  # fmt: skip
    assert shown == {"scar-icepick", "scar-boxcar", "scar-rolling", "scar-raised"}
    texts += [text for name in sorted(shown) for text in leaflet.figures[name].legend]
    texts += [*section_texts(leaflet), *paragraphs(str(edition.pack.reporting))]
    texts += imprint(edition.clinic, leaflet, edition.locale.words)
    left_out = {one.field for one in printed.rendering.facts.left_out}
    if "phones" not in left_out:
        texts += [phone.display for phone in edition.clinic.phones.values()]
    texts += [edition.clinic.email] if "email" not in left_out else []
    texts += [", ".join(edition.clinic.address)] if "address" not in left_out else []
    # Side by side, the lines of panels are read across: take each panel by itself.
    panels = words_in(printed.pdf, panels_of(printed))
    read = [plain(" ".join(run.text for run in words)) for words in panels.values()]
    assert missing([plain(text) for text in texts if text], read) == []
    ends = {f"end-{section.id}" for section in leaflet.sections}
    ends |= {f"end-panel-{name}" for name in panels}
    assert ends <= printed.rendering.facts.anchors
    assert {"risks", "who-should-wait", "alternatives", "consent"} <= {
        s.id for s in leaflet.sections
    }


@cache
def document(pdf: bytes) -> Element:
    return tree(pdf)


# --- type, room and colour -----------------------------------------------------------------------


def test_type_is_large_enough(printed: Printed) -> None:
    """Text of 1.85 mm or more, notes of 1.75 mm, imprint, band and numbers of 1.6 mm."""
    sizes = Counter[float]()
    for run in runs(printed.pdf):
        sizes[round(run.size, 1)] += len(run.text)
    assert x_height_mm(sizes.most_common(1)[0][0]) >= 1.845
    assert x_height_mm(min(sizes)) >= 1.595
    words = printed.edition.locale.words
    [about] = [s for s in document(printed.pdf).find("Sect") if s.text.startswith(words.imprint)]
    [edition] = [p for p in document(printed.pdf).find("P") if p.text.startswith(words.code)]
    quiet = squeezed(f"{about.text} {edition.text} {words.band_draft} 1234")
    small = [run.text for run in runs(printed.pdf) if x_height_mm(run.size) < 1.745]
    assert [text for text in small if squeezed(text) not in quiet] == []
    assert len(small) > 15


def test_it_has_no_finding(printed: Printed) -> None:
    assert [f.message for f in printed.findings if f.severity != "note"] == []
    assert (printed.rendering.warnings, printed.rendering.refused) == ((), ())


def test_panels_are_filled_to_the_same_height(printed: Printed) -> None:
    panels = {panel.name: panel for panel in printed.rendering.facts.panels}
    assert set(panels) == set(A4)
    height = printed.edition.format.paper.height_mm
    assert {p.height_mm for name, p in panels.items() if name != "cover"} == {round(height - 24, 1)}
    left_over = [p.height_mm - p.content_mm for name, p in panels.items() if name != "cover"]
    assert max(left_over) - min(left_over) < 15
    assert min(left_over) >= -0.2


def column(page: Image.Image, from_mm: float, to_mm: float) -> Image.Image:
    scale = DPI / 25.4
    return page.crop((round(from_mm * scale), 0, round(to_mm * scale), page.height))


def test_only_the_covers_colour_comes_near_a_fold(printed: Printed) -> None:
    panels, pages = panels_of(printed), list(rasters(printed.pdf, DPI))
    for page, fold, _ in panels.values():
        reach = 0.3 if fold == panels["cover"][1] and page == 1 else FOLD_MM - 0.3
        if fold:
            assert inked(column(pages[page - 1], fold - FOLD_MM + 0.3, fold + reach)) is None
    fold, width = panels["cover"][1], printed.edition.format.paper.width_mm
    near = inked(column(pages[0], fold + 0.7, fold + 2))
    assert near is not None
    assert near[3] == pytest.approx((pages[0].height - EDGE_MM * DPI / 25.4), abs=2)
    assert inked(column(pages[0], width - EDGE_MM + 0.3, width)) is None


def test_the_code_is_large_and_opens_the_clinics_page(printed: Printed) -> None:
    """Help has the back to itself, so the contact is inside, above the imprint."""
    dpi = 200
    _, page = rasters(printed.pdf, dpi)
    [code] = zxingcpp.read_barcodes(page)
    assert code.text == printed.edition.address
    corners = code.position.top_left, code.position.top_right
    assert (corners[1].x - corners[0].x) / dpi * 25.4 == pytest.approx(24, abs=0.7)
    _, start, end = panels_of(printed)["in-3"]
    assert start < corners[0].x / dpi * 25.4 < corners[1].x / dpi * 25.4 < end


# --- the band ------------------------------------------------------------------------------------


def bands(rendering: Rendering) -> list[Run]:
    """The words above the panels, those over the cover first."""
    return [run for run in runs(rendering.file) if top(run) < ABOVE_MM]


def test_a_draft_says_so_above_each_panel(printed: Printed) -> None:
    band, panels = plain(printed.edition.locale.words.band_draft), panels_of(printed)
    found = bands(printed.rendering)
    assert [plain(run.text) for run in found] == [band] * 6
    for name, words in words_in(printed.pdf, panels).items():
        _, start, end = panels[name]
        [over] = [run for run in words if run in found]
        assert (left(over) + right(over)) / 2 == pytest.approx((start + end) / 2, abs=0.6)
        assert min(top(run) for run in words if run not in found) > 13.9
        assert top(over) > EDGE_MM
        assert over.box[3] * MM_PER_POINT < 12
    shown = [element for element in tree(printed.pdf).find("P") if plain(element.text) == band]
    assert len(shown) == 1


def quickly(edition: Edition, state: State = State.DRAFT) -> Rendering:
    """A rendering at the smallest type, without a search for a better fit."""
    project = shipped_project()
    page = compose(edition, state, project.templates)
    point = page.budget.type_pt[0]
    budget = replace(
        page.budget, spacing=(0.6, 0.6, 0.7), figures=(0.8, 0.8), type_pt=(point, point)
    )
    return render(replace(page, budget=budget), project.blobs)


@cache
def edition_of(clinic: str) -> Edition:
    return folded(clinic).edition


def test_a_longer_band_takes_two_lines_above_the_words() -> None:
    edition = edition_of("st-oswin")
    assert edition.leaflet.review_due
    due = edition.locale.show_date(edition.leaflet.review_due)
    band = plain(edition.locale.words.band_overdue.format(date=due))
    rendering = quickly(edition, State.OVERDUE)
    found = bands(rendering)
    assert len(found) == 12
    assert [
        plain(f"{one.text} {two.text}") for one, two in zip(found[::2], found[1::2], strict=True)
    ] == [band] * 6
    assert min(map(top, found)) > EDGE_MM
    assert max(run.box[3] for run in found) * MM_PER_POINT < 13.4
    others = [run for run in runs(rendering.file) if run not in found]
    assert min(map(top, others)) > 13.9


def test_an_approved_leaflet_has_no_band() -> None:
    edition, project = edition_of("riverside"), shipped_project()
    page = compose(edition, State.APPROVED, project.templates)
    draft = compose(edition, State.DRAFT, project.templates)
    assert (page.state_band, page.band_places) == ("", None)
    assert draft.state_band == edition.locale.words.band_draft
    assert (page.css, page.body) == (draft.css, draft.body)


# --- other leaflets, other clinics, other languages ----------------------------------------------


def test_a_language_from_right_to_left_mirrors_both_sides() -> None:
    edition = edition_of("st-oswin")
    mirrored = edition.locale.model_copy(update={"direction": "rtl"})
    rendering = quickly(replace(edition, locale=mirrored))
    panels = {name: (page, 297 - end, 297 - start) for name, (page, start, end) in A4.items()}
    assert panels["in-3"][1:] == (0, 97)
    words = words_in(rendering.file, panels)
    assert strays(words, panels, 297) == []
    assert "Who this is for" in " ".join(run.text for run in words["cover"])
    assert "Patient information" in [run.text for run in words["cover"]]
    places = dict(rendering.facts.fit.fit.places)
    assert {"in-1", "in-3"} <= set(places.values())
    for section in edition.leaflet.sections:
        if section.id in places:
            read = " ".join(run.text for run in words[places[section.id]])
            assert plain(section.heading).rstrip("?. ") in plain(read)
    for name, found in words.items():
        [over] = [run for run in found if run in bands(rendering)]
        middle = sum(panels[name][1:]) / 2
        assert (left(over) + right(over)) / 2 == pytest.approx(middle, abs=0.6)
    assert rendering.facts.boxes == ()


def with_sections(change: Callable[[Any], Any]) -> Edition:
    edition = edition_of("riverside")
    sections = tuple(map(change, edition.leaflet.sections))
    return replace(edition, leaflet=edition.leaflet.model_copy(update={"sections": sections}))


def test_a_text_too_long_names_its_panels() -> None:
    """Without short forms, and with tables, which stand as lists in a panel."""
    edition = with_sections(lambda section: section.model_copy(update={"short": ()}))
    facts = quickly(edition).facts
    named = {name for excess in facts.fit.excess for name in A4 if name in excess.place}
    too_tall = {panel.name for panel in facts.panels if panel.content_mm > panel.height_mm}
    assert named == too_tall
    with_tables = {
        s.id for s in edition.leaflet.sections if s.find("risks") or s.find("alternatives")
    }
    places = dict(facts.fit.fit.places)
    assert len(with_tables) == 2
    assert {places[section] for section in with_tables} <= named
    assert max(excess.words for excess in facts.fit.excess) > 20
    assert max(excess.over_mm for excess in facts.fit.excess) > 10
    # Too tall is all that it is: nothing sticks out at the side.
    over = {excess.over_mm for excess in facts.fit.excess}
    assert all(mm <= max(over) for _, _, mm in facts.boxes)


@pytest.mark.parametrize(
    ("lines", "left_out"),
    [(4, ()), (40, ("email", "hours", "phones", "address"))],
)
def test_details_too_long_for_their_slot_are_not_lost(
    lines: int, left_out: tuple[str, ...]
) -> None:
    """What passes the foot of a page would be dropped in an absolute box without a word, so the
    slot takes a form that it holds, and each field that this leaves out is named.
    """
    edition = edition_of("st-oswin")
    address = ("A street of a long name",) * lines
    clinic = edition.clinic.model_copy(update={"address": address})
    facts = quickly(replace(edition, clinic=clinic)).facts
    [slot] = [slot for slot in facts.slots if slot.name == "contact-short"]
    assert slot.overflow_mm == 0
    assert tuple(one.field for one in facts.left_out if one.slot == slot.name) == left_out


@pytest.mark.parametrize(("name", "class_"), [("trifold", "M"), ("trifold-letter", "S")])
def test_longer_details_leave_room_for_the_text(name: str, class_: str) -> None:
    page = compose_edition(
        shipped_project(), replace(edition_of("riverside"), format=format_of(name))
    )
    taller = tuple(replace(slot, html="", height_class=class_) for slot in page.slots)
    budget = replace(page.budget, spacing=(0.6, 0.6, 0.7), type_pt=(page.budget.type_pt[0],) * 2)
    rendering = render(replace(page, slots=taller, budget=budget), shipped_project().blobs)
    assert rendering.facts.fit.excess == ()
    assert [panel for panel in rendering.facts.panels if panel.overflow_mm] == []


def composed(**changes: Any) -> Composition:
    """The body and style of an edition with other contents, not rendered."""
    edition = replace(edition_of("riverside"), **changes)
    return compose(edition, State.DRAFT, shipped_project().templates)


def test_a_cover_without_a_figure_has_its_title_below_a_light_ground() -> None:
    leaflet = edition_of("riverside").leaflet
    sections = tuple(
        s.model_copy(update={"blocks": tuple(b for b in s.blocks if b.kind != "figures")})
        for s in leaflet.sections
    )
    bare = leaflet.model_copy(update={"figures": {}, "sections": sections})
    assert 'class="art"' not in composed(leaflet=bare, figures={}).body
    assert 'class="sky"' in composed(leaflet=bare, figures={}).body
    assert 'class="sky"' not in composed().body
    assert 'class="art"' in composed().body
    assert "?plain" in composed().css


def test_a_figure_that_stays_whole_is_not_cropped_on_a_cover() -> None:
    leaflet = edition_of("riverside").leaflet
    whole = leaflet.figures["skin-section"].model_copy(update={"cover": "whole"})
    figures = {**leaflet.figures, "skin-section": whole}
    kept = composed(leaflet=leaflet.model_copy(update={"figures": figures}))
    assert re.findall(r"\?plain[^;]*/ ([^;]+);", composed().css) == ["auto 106%"]
    assert re.findall(r"\?plain[^;]*/ ([^;]+);", kept.css) == ["contain"]


def test_help_with_few_words_leaves_the_contact_on_the_back() -> None:
    contact, inside = '<slot name="contact-short">', 'data-panel="in-1"'
    long = composed().body
    assert long.index(inside) < long.index(contact) < long.index('id="end-imprint"')
    leaflet = edition_of("riverside").leaflet
    sections = tuple(
        s.model_copy(update={"blocks": (Block(kind="prose", content="Call us."),), "short": ()})
        if s.role == "get-help"
        else s
        for s in leaflet.sections
    )
    short = composed(leaflet=leaflet.model_copy(update={"sections": sections})).body
    assert short.index(contact) < short.index(inside) < short.index('id="end-imprint"')


def test_a_cover_without_a_logo_names_the_clinic() -> None:
    clinic = edition_of("riverside").clinic
    nameless = composed(clinic=clinic.model_copy(update={"logo": None}), logo=None)
    cover = next(slot for slot in nameless.slots if slot.name == "cover")
    assert clinic.name in cover.html
    assert "<img" not in cover.html


# --- the file ------------------------------------------------------------------------------------


def wrong_lengths(pdf: bytes) -> list[int]:
    """Where streams begin that are not as long as they say."""
    begun = re.finditer(rb"/Length (\d+)[^>]*>>\s*stream\r?\n", pdf)
    ends = {found.start(): found.end() + int(found[1]) for found in begun}
    assert len(ends) > 20
    return [at for at, end in ends.items() if not re.match(rb"\r?\nendstream", pdf[end : end + 12])]


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_it_conforms(printed: Printed, profile: str) -> None:
    """The validator takes a carriage return that happens to end compressed bytes for the end of
    the line, so lengths are counted here.
    """
    found = [fault for fault in failures(printed.pdf, profile) if "STREAM-LENGTH" not in fault]
    assert found == []
    assert wrong_lengths(printed.pdf) == []
    assert wrong_lengths(re.sub(rb"/Length \d", b"/Length 9", printed.pdf)) != []


def test_the_tree_is_sound_and_reads_in_order(printed: Printed) -> None:
    root = document(printed.pdf)
    assert marked_content_faults(printed.pdf) == heading_faults(root) == shape_faults(root) == []
    sections = {s.id: plain(s.heading) for s in form_of(printed).leaflet.sections}
    words = printed.edition.locale.words
    placed = [name for name, panel in printed.rendering.facts.fit.fit.places if panel == "flap"]
    outside = ("key-points", *placed, "get-help")
    first = [printed.edition.leaflet.title, *(sections[name] for name in outside)]
    inside = [h for name, h in sections.items() if name not in (*outside, "about")]
    heard = [plain(heading.text) for heading in root.find("H1", "H2")]
    assert heard == [*map(plain, first), *inside, words.contact_us]
    read = squeezed(" ".join(element.text for element in root.find("Sect", "P")))
    help_at, small_print = (read.index(squeezed(text)) for text in (first[-1], words.imprint + "."))
    assert help_at < small_print
