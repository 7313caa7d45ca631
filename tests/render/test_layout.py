"""What is on paper: sides, sizes, margins, contrast; and that nothing is cut off unnoticed."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageDraw

from leaflet.checks.sheets import usual_sides
from leaflet.core import extensions
from leaflet.core.diagnostics import Finding
from leaflet.model.clinic import Practitioner
from leaflet.page.composition import Excess
from leaflet.page.facts import Break, PageFacts, PageSide, PlaceFit, TypeSize
from leaflet.render.renderer import render
from tests.core.test_colour import ratio
from tests.support.page_checks import found_on_pages
from tests.support.printed import (
    CLINICS,
    EACH_CLINIC,
    Printed,
    Run,
    apart_from_layout,
    compose_edition,
    in_default_lane,
    print_clinic,
    rasters,
    rendered_edition,
    runs,
    shipped,
    shipped_edition,
    shipped_project,
    x_height_mm,
)
from tests.support.projects import ROOT, problems

pytestmark = pytest.mark.pdf

LEAFLET = Path("content/leaflets/mesotherapy-acne-scars/en-GB.md")
RIVERSIDE = Path("content/clinics/riverside/clinic.yaml")
EDGE_MM = 6.0
#: A last side with less on it is saved, by less space on the others.
NEARLY_EMPTY = 0.25
DPI = 72


@pytest.fixture(params=EACH_CLINIC)
def printed(request: pytest.FixtureRequest) -> Printed:
    return shipped(str(request.param))


# --- the shipped editions ------------------------------------------------------------------------


def test_the_shipped_editions_have_no_finding(printed: Printed) -> None:
    assert problems(apart_from_layout(printed.findings)) == []


def reported_sizes(printed: Printed, *sizes: TypeSize) -> list[str]:
    """What the check of type sizes says of an edition with other sizes on its pages."""
    rendering = printed.rendering
    other = replace(rendering, facts=replace(rendering.facts, type_sizes=sizes))
    found = found_on_pages(rendered_edition(printed, other))
    return [finding.message for finding in found if finding.code == "type-size"]


def test_small_print_has_a_floor_and_most_is_text(printed: Printed) -> None:
    text = TypeSize(11.9, 4_000, 1, "text")
    assert reported_sizes(printed, TypeSize(9.5, 500, 4, "note"), text) == []
    assert reported_sizes(printed, TypeSize(9.0, 1, 4, "foot"), text) == [
        'a4: page 4: "foot" is set in 9 pt'
    ]
    assert (
        reported_sizes(printed, TypeSize(10.0, 150, 1, "label"), TypeSize(11.9, 20, 1, "a")) == []
    )
    assert reported_sizes(printed, TypeSize(10.0, 5_000, 1, "all"), text) == [
        "a4: most of it is set in 10 pt"
    ]


def test_running_lines_are_measured_too(printed: Printed) -> None:
    facts = printed.rendering.facts
    assert [size.points for size in facts.type_sizes] == sorted(
        size.points for size in facts.type_sizes
    )
    small = [size for size in facts.type_sizes if "Page" in size.text or "Mesotherapy" in size.text]
    assert small


def test_no_more_sides_than_its_kind_has_all_well_filled(printed: Printed) -> None:
    """The last side of a text that has more than those of its format may be half empty."""
    facts, format_ = printed.rendering.facts, printed.edition.format
    assert len(facts.sides) <= usual_sides(printed.edition) == 8
    *others, last = facts.sides
    assert [side for side in others if side.fill < 0.7] == []
    is_long = len(facts.sides) > format_.sides
    assert last.fill >= (NEARLY_EMPTY if is_long else format_.last_side_fill)
    assert [side for side in facts.sides if side.overflow_mm or side.ends_with_heading] == []
    assert [side for side in facts.sides if side.fill > 1] == []


def test_slots_and_cells_hold_their_words(printed: Printed) -> None:
    facts = printed.rendering.facts
    assert [slot for slot in facts.slots if slot.overflow_mm] == []
    assert facts.boxes == ()
    names = {slot.name for slot in printed.composition.slots}
    assert names - {slot.name for slot in facts.slots} <= {"running-foot"}


@pytest.mark.parametrize("height_class", in_default_lane("SML", "L"))
def test_the_body_leaves_room_for_every_height_class(height_class: str) -> None:
    """A clinic with longer details gets taller slots and at most a side more."""
    page = compose_edition(shipped_project(), shipped_edition("riverside"))
    tall = {"S": 30, "M": 45, "L": 58}[height_class]
    filled = f'<svg style="display: block; width: 9mm; height: {tall}mm"><title>Tall</title></svg>'
    slots = tuple(
        replace(slot, html=filled if slot.name == "contact" else "") for slot in page.slots
    )
    rendering = render(replace(page, slots=slots), shipped_project().blobs)
    assert len(rendering.facts.sides) in (7, 8, 9)
    heights = {fit.name: fit.height_mm for fit in rendering.facts.slots}
    assert heights["contact"] == {"S": 39.8, "M": 48.8, "L": 60.8}[height_class]


def test_every_section_reaches_its_end(printed: Printed) -> None:
    ends = {f"end-{section.id}" for section in printed.edition.leaflet.sections}
    assert ends <= printed.rendering.facts.anchors


def test_type_is_large_enough(printed: Printed) -> None:
    """RNIB clear print: an x-height of 2.0 mm for the text; 1.6 mm for the imprint and less."""
    sizes: Counter[float] = Counter()
    for run in runs(printed.pdf):
        sizes[round(run.size, 1)] += len(run.text)
    body = sizes.most_common(1)[0][0]
    assert x_height_mm(body) >= printed.edition.format.body_x_height_mm - 0.005
    small = {run.text: run.size for run in runs(printed.pdf) if x_height_mm(run.size) < 1.595}
    assert small == {}


def inked(page: Image.Image) -> tuple[int, int, int, int] | None:
    """The smallest box around everything that is not white."""
    return ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox()


def nearest_edge_mm(page: Image.Image, dpi: float) -> float:
    box = inked(page)
    assert box, "a blank page"
    left, top, right, bottom = box
    return min(left, top, page.width - right, page.height - bottom) / dpi * 25.4


def test_office_printers_can_print_it_all(printed: Printed) -> None:
    pages = list(rasters(printed.pdf, DPI))
    assert {page.size for page in pages} == {(596, 842)}
    assert min(nearest_edge_mm(page, DPI) for page in pages) >= EDGE_MM - 25.4 / DPI


def test_ink_at_the_edge_and_blank_pages_are_noticed() -> None:
    page = Image.new("RGB", (595, 842), "white")
    with pytest.raises(AssertionError, match="blank"):
        nearest_edge_mm(page, DPI)
    ImageDraw.Draw(page).rectangle((8, 300, 40, 310), fill="#f0f0f0")
    assert nearest_edge_mm(page, DPI) < EDGE_MM - 25.4 / DPI


# --- greyscale -----------------------------------------------------------------------------------


def grey(rgb: tuple[int, int, int]) -> str:
    red, green, blue = rgb
    level = round(0.299 * red + 0.587 * green + 0.114 * blue)
    return f"#{level:02x}{level:02x}{level:02x}"


def paper_behind(page: Image.Image, run: Run, dpi: float) -> tuple[int, int, int]:
    """The commonest colour around the words: what they stand on."""
    scale = dpi / 72
    left, top, right, bottom = (edge * scale for edge in run.box)
    area = page.crop((int(left) - 1, int(top) - 1, int(right) + 2, int(bottom) + 2))
    counted = area.getcolors(area.width * area.height)
    assert counted
    found = max((count, colour) for count, colour in counted if colour != run.rgb)[1]
    assert isinstance(found, tuple)
    return found[0], found[1], found[2]


def test_a_grey_copy_can_be_read(printed: Printed) -> None:
    dpi = 100
    pages = list(rasters(printed.pdf, dpi))
    pale = {
        run.text: round(contrast, 2)
        for run in runs(printed.pdf)
        if (contrast := ratio(grey(run.rgb), grey(paper_behind(pages[run.page - 1], run, dpi))))
        < 4.5
    }
    assert pale == {}


def test_pale_words_are_noticed() -> None:
    page = Image.new("RGB", (200, 100), "#e8f7f9")
    run = Run(1, 0, "pale", 12.0, (0x90, 0xC9, 0xD1), (10, 10, 90, 30))
    ImageDraw.Draw(page).rectangle((20, 15, 40, 20), fill=run.rgb)
    assert paper_behind(page, run, 72) == (0xE8, 0xF7, 0xF9)
    assert ratio(grey(run.rgb), grey((0xE8, 0xF7, 0xF9))) < 4.5


# --- too much ------------------------------------------------------------------------------------

Edit = Callable[[Path, str, str], None]
WORD = "Pneumonoultramicroscopicsilicovolcanoconiosis" + "x" * 15


def errors(printed: Printed, code: str) -> list[Finding]:
    return [finding for finding in printed.findings if finding.is_error and finding.code == code]


#: Sections of the example that are enough for what follows; they are laid out far sooner.
KEPT = ("key-points", "what-happens", "risks", "who-should-wait", "get-help", "questions")


@pytest.fixture
def short_project(project_folder: Path) -> Path:
    """The example with some of its sections."""
    path = project_folder / LEAFLET
    front, *sections = path.read_text("utf-8").split("\n## ")
    kept = [s for s in sections if any(f"{{#{name}" in s.partition("\n")[0] for name in KEPT)]
    assert len(kept) == len(KEPT)
    path.write_text("\n## ".join([front, *kept]), "utf-8")
    return project_folder


def test_a_short_leaflet_fits(short_project: Path) -> None:
    printed = print_clinic(short_project, "riverside")
    assert [*errors(printed, "overflow"), *errors(printed, "fit")] == []


@pytest.mark.parametrize(
    "place",
    in_default_lane(
        ["name: Severe allergy", "- are pregnant or breastfeeding", "title: Talk"],
        ["- are pregnant or breastfeeding"],
    ),
    ids=["cell", "item", "step"],
)
def test_a_word_that_cannot_break_is_an_error(short_project: Path, edit: Edit, place: str) -> None:
    """It sticks out, or it takes so much room from its neighbours that the text is too long."""
    assert len(WORD) == 60
    edit(short_project / LEAFLET, place, f"{place} {WORD}")
    printed = print_clinic(short_project, "riverside")
    (found, *_) = errors(printed, "overflow") or errors(printed, "fit")
    assert re.match(
        r'a4: page \d: ("Pneumono\w+"|content) (is|sticks) [\d.]+ mm '
        r"|a4: page \d: [\d.]+ mm too long",
        found.message,
    )
    assert found.hint == "use shorter words" or found.hint.startswith("cut about ")
    assert found.span.path == LEAFLET.as_posix()


@pytest.mark.slow
def test_a_long_address_is_an_error(short_project: Path, edit: Edit) -> None:
    lines = ", ".join(f"Very long line number {n} of the address" for n in range(80))
    edit(short_project / RIVERSIDE, "address: [12", f"address: [{lines}, 12")
    found = errors(print_clinic(short_project, "riverside"), "overflow")
    reported = [
        f for f in found if re.search(r'page \d: "contact" is [\d.]+ mm too tall', f.message)
    ]
    assert reported
    assert reported[0].hint
    assert reported[0].span.path == RIVERSIDE.as_posix()
    assert reported[0].span.line


@pytest.mark.slow
def test_a_text_twice_as_long_takes_more_sides(project_folder: Path) -> None:
    path = project_folder / LEAFLET
    front, body = path.read_text("utf-8").split("\n---\n", 1)
    longer = re.sub(r"^([A-Z][^\n]{60,})$", r"\1\n\n\1\n\n\1", body, flags=re.MULTILINE)
    assert len(longer) > 1.4 * len(body)
    path.write_text(f"{front}\n---\n{longer}", "utf-8")
    printed = print_clinic(project_folder, "riverside")
    assert errors(printed, "fit") == []
    assert len(printed.rendering.facts.sides) > 4


CUT = {
    "hidden": "overflow: hidden; height: 8mm",
    "spilling": "height: 8mm",
    "absolute": "position: absolute; top: 250mm; height: 8mm; overflow: hidden",
    "beyond the page": "position: absolute; top: 280mm",
    "beside the page": "position: absolute; left: 150mm; width: 100mm",
}


@pytest.mark.parametrize("how", in_default_lane(CUT, list(CUT)[:2]))
def test_a_section_that_is_cut_off_is_an_error(short_project: Path, how: str) -> None:
    style = CUT[how]
    shutil.copytree(ROOT / "templates", short_project / "templates")
    sheet = short_project / "templates" / "patient/a4.css.j2"
    sheet.write_text(f"{sheet.read_text('utf-8')}\n.risks {{ {style} }}\n", "utf-8")
    assert errors(print_clinic(short_project, "riverside"), "overflow")


# --- the checks themselves -----------------------------------------------------------------------


def with_facts(change: Callable[[PageFacts], PageFacts]) -> set[tuple[str, str]]:
    """Codes and messages of the shipped edition with other facts about its pages."""
    printed = shipped(CLINICS[0])
    good = replace(
        printed.rendering.facts,
        sides=(PageSide(260.0, 270.0, 0.0, ends_with_heading=False),) * 4,
        slots=(),
        boxes=(),
        breaks=(),
        heading_gaps=(),
        collisions=(),
    )
    rendering = replace(printed.rendering, facts=change(good), warnings=(), refused=())
    found = found_on_pages(rendered_edition(printed, rendering))
    return {(finding.code, finding.message) for finding in found}


def test_good_facts_have_no_finding() -> None:
    assert with_facts(lambda facts: facts) == set()


SIDE = PageSide(260.0, 270.0, 0.0, ends_with_heading=False)
EXCESS = Excess("page 5", 12.5, 20, (("risks", 80.0), ("imprint", 70.0)))


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (lambda f: replace(f, sides=(SIDE,) * 49), "fit", "a4: 49 sides, 48 at most"),
        (
            lambda f: replace(f, fit=replace(f.fit, excess=(EXCESS,))),
            "fit",
            "a4: page 5: 12.5 mm too long",
        ),
        (
            lambda f: replace(f, sides=(SIDE, replace(SIDE, is_blank=True), SIDE)),
            "sides",
            "a4: page 2 is blank",
        ),
        (
            lambda f: replace(f, panels=(PlaceFit("front", 1, 270.0, 275.5),)),
            "overflow",
            'a4: page 1: panel "front" is 5.5 mm too full',
        ),
        (
            lambda f: replace(f, breaks=(Break("line", 2, "now."),)),
            "breaks",
            'a4: page 2: "now." is alone on its line',
        ),
        (
            lambda f: replace(f, breaks=(Break("call-out", 2, "get-help"),)),
            "breaks",
            'a4: the box "get-help" is split before page 2',
        ),
        (
            lambda f: replace(f, sides=(replace(SIDE, ends_with_heading=True), SIDE)),
            "sides",
            "a4: page 1 ends with a heading",
        ),
        (
            lambda f: replace(f, sides=(SIDE, replace(SIDE, filled_mm=100.0))),
            "sides",
            "a4: the last side is 37% full, 70% wanted",
        ),
        (
            lambda f: replace(f, sides=(SIDE, replace(SIDE, overflow_mm=3.5))),
            "overflow",
            "a4: page 2: content sticks 3.5 mm out of the page area",
        ),
        (
            lambda f: replace(f, slots=(PlaceFit("contact", 4, 74.0, 80.5),)),
            "overflow",
            'a4: page 4: "contact" is 6.5 mm too tall',
        ),
        (
            lambda f: replace(f, boxes=((3, "verylongword", 2.5),)),
            "overflow",
            'a4: page 3: "verylongword" sticks 2.5 mm out of its place',
        ),
        (
            lambda f: replace(f, anchors=f.anchors - {"end-risks"}),
            "overflow",
            'a4: the end of section "risks" reached no page',
        ),
    ],
    ids=[
        "sides",
        "excess",
        "blank",
        "panel",
        "line",
        "call-out",
        "heading",
        "last side",
        "page",
        "slot",
        "cell",
        "sentinel",
    ],
)
def test_bad_facts_have_one(
    change: Callable[[PageFacts], PageFacts], code: str, words: str
) -> None:
    assert with_facts(change) == {(code, words)}


def audience_words(printed: Printed) -> int:
    """The words of the line that says for whom, which no poster is shortened for."""
    edition = printed.edition
    return len(f"{edition.locale.words.audience} {edition.leaflet.audience}".split())


def test_a_poster_of_many_words_is_reported() -> None:
    printed = shipped(CLINICS[0])
    poster = replace(printed.edition, format=extensions.load("formats", "poster-a3"))
    sides = (replace(SIDE, words=91 + audience_words(printed)),)
    rendering = replace(printed.rendering, facts=replace(printed.rendering.facts, sides=sides))
    subject = replace(rendered_edition(printed, rendering), edition=poster)
    reported = {f.message for f in found_on_pages(subject) if f.code == "poster-words"}
    assert reported == {"poster-a3: 91 words, 90 at most"}
    handout = rendered_edition(printed, rendering)
    assert not [f for f in found_on_pages(handout) if f.code == "poster-words"]


@pytest.mark.parametrize(("words", "is_clinics"), [(100, True), (101, False)])
def test_a_long_name_of_a_clinic_is_no_fault_of_the_leaflet(words: int, is_clinics: bool) -> None:
    printed = shipped(CLINICS[0])
    clinic = printed.edition.clinic.model_copy(update={"logo": None, "name": "Long " * 10})
    poster = replace(
        printed.edition, format=extensions.load("formats", "poster-a3"), logo=None, clinic=clinic
    )
    sides = (replace(SIDE, words=words + audience_words(printed)),)
    rendering = replace(printed.rendering, facts=replace(printed.rendering.facts, sides=sides))
    subject = replace(rendered_edition(printed, rendering), edition=poster)
    (found,) = [f for f in found_on_pages(subject) if f.code == "poster-words"]
    assert ("clinics/" in found.span.path) == is_clinics
    assert ("10 of them are the clinic's name" in found.message) == is_clinics


PRACTITIONER = Practitioner(
    name="Dr Example Person", profession="Dermatologist", register="Council", number="0000010"
)


def overfull(change: dict[str, Any], slot: str) -> tuple[str, str]:
    """Where the field lies to which a slot that is too tall leads, and the hint."""
    printed = shipped(CLINICS[0])
    edition = printed.edition
    clinic = edition.clinic.model_copy(update=change)
    facts = replace(
        printed.rendering.facts,
        slots=(PlaceFit(slot, 1, 20.0, 24.0),),
        panels=(PlaceFit("flap", 1, 90.0, 92.4),),
        boxes=(),
    )
    rendering = replace(printed.rendering, facts=facts, warnings=(), refused=())
    subject = replace(rendered_edition(printed, rendering), edition=replace(edition, clinic=clinic))
    (found,) = [f for f in found_on_pages(subject) if f.code == "overflow"]
    line = (ROOT / found.span.path).read_text("utf-8").splitlines()[found.span.line - 1]
    return line.strip().partition(":")[0], found.hint


def test_a_slot_leads_to_the_field_that_is_longer_than_usual() -> None:
    """The panel around such a slot is too full for the same reason, and is not told again."""
    name = "The Royal Milford Bridge University Healthcare NHS Foundation Trust"
    above_all = f'"legal_name" above all: {len(name)} characters, 45 are usual'
    assert overfull({"legal_name": name}, "imprint-clinic") == (
        "legal_name",
        f"shorten the clinic's details that it prints, {above_all}",
    )
    assert overfull({"logo": None, "name": name}, "masthead")[0] == "name"
    assert overfull({}, "masthead") == ("file", "make the logo smaller: `width_mm`")
    assert overfull({}, "imprint-clinic")[0] == "contact"  # of complaints
    people = (PRACTITIONER,) * 8
    assert overfull({"practitioners": people}, "imprint-clinic")[0] == "practitioners"


def test_a_title_that_sticks_out_is_told_at_its_line() -> None:
    printed = shipped(CLINICS[0])
    title = printed.edition.leaflet.title
    boxes = ((1, title.split()[-1], 4.2), (1, "words elsewhere", 4.2))
    facts = replace(printed.rendering.facts, boxes=boxes)
    rendering = replace(printed.rendering, facts=facts, warnings=(), refused=())
    found = [
        f for f in found_on_pages(rendered_edition(printed, rendering)) if f.code == "overflow"
    ]
    text = (ROOT / found[0].span.path).read_text("utf-8").splitlines()
    assert text[found[0].span.line - 1].startswith("title:")
    assert not found[1].span.line


def test_rounding_is_no_overflow() -> None:
    assert PlaceFit("contact", 1, 74.0, 74.1).overflow_mm == 0
    assert PlaceFit("contact", 1, 74.0, 74.5).overflow_mm == 0.5
