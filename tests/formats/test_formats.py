"""Every format with texts and clinics that it was not drawn for: it fits, or says why in mm."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest

from leaflet.build.tasks import Render
from leaflet.checks.subjects import RenderedEdition
from leaflet.core import extensions
from leaflet.core.diagnostics import Finding, Span, error
from leaflet.formats.format import Format
from leaflet.model.blocks import Block
from leaflet.model.clinic import Clinic
from leaflet.model.leaflet import Leaflet, Section
from leaflet.page.edition import Edition
from leaflet.page.rendering import Rendering
from leaflet.render.renderer import render
from leaflet.text.abridge import abridged_for
from tests.support.page_checks import found_on_pages
from tests.support.printed import (
    EACH_CLINIC,
    apart_from_layout,
    compose_edition,
    in_default_lane,
    page_texts,
    plain,
    planned_edition,
    runs,
    section_texts,
    sentences,
    shipped_edition,
    shipped_project,
    without_source_numbers,
)
from tests.support.renderings import render_once

pytestmark = pytest.mark.pdf

FORMATS = [
    name for name in extensions.names("formats")
    if extensions.load("formats", name).medium == "paper"
]  # fmt: skip
#: Those that differ in more than their paper.
KINDS = ["a4", "a4-sheet", "a5-booklet", "large-print", "poster-a3", "trifold"]
#: One with slots, one with panels that text flows through, and one of other fields.
QUICKEST = ["a4-sheet", "poster-a3", "trifold"]

#: The least that shows what single long texts do in panels and in other fields.
SMALLEST = ["poster-a3", "trifold"]

WORDS = (
    "skin mark day week clinic needle sore swollen ask call small often look change water hand"
    " cream sun face doctor talk wait choose help time rest clean cool warm soft"
).split()


def edition_of(name: str, clinic: str = "riverside") -> Edition:
    format_: Format = extensions.load("formats", name)
    return replace(shipped_edition(clinic), format=format_)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out of an edition that may not fit."""

    edition: Edition
    rendering: Rendering
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> list[str]:
        return [f"{f.message}; {f.hint}" for f in self.findings if f.is_error]


def print_out(edition: Edition, press: Render = render_once) -> Outcome:
    rendering = press(compose_edition(shipped_project(), edition), shipped_project().blobs)
    files = planned_edition(edition.clinic.id).files
    findings = found_on_pages(RenderedEdition(edition, files, rendering))
    return Outcome(edition, rendering, tuple(findings))


# --- the helper that says yes or no --------------------------------------------------------------

#: Every reason not to print names how much it is in mm, or that a text got lost.
REASON = re.compile(
    r"[\d.]+ mm (too (long|tall|full)|out of)|reached no page|\d+ sides, \d+ at most"
)


def is_sound(outcome: Outcome) -> bool:
    """Whether an edition fits and holds all its words, or each of its errors has a measure."""
    if outcome.errors:
        return all(REASON.search(error) for error in outcome.errors)
    facts, format_ = outcome.rendering.facts, outcome.edition.format
    if facts.fit.excess or len(facts.sides) > format_.most_sides:
        return False
    if format_.extract:
        return True
    printed = abridged_for(outcome.edition.leaflet, format_).leaflet
    text = squeeze(without_source_numbers(running_text(outcome.rendering.file)))
    said = [squeeze(one) for part in section_texts(printed) for one in sentences(part)]
    return all(stands(one, text) for one in said)


def running_text(pdf: bytes) -> str:
    """All words but those of the margins, in the order in which they are painted."""
    return plain("".join(run.text for run in runs(pdf) if run.mcid >= 0))


def squeeze(text: str) -> str:
    return text.replace(" ", "")


def stands(said: str, text: str) -> bool:
    """Whether a sentence is there, at once or begun on one page and ended on the next."""
    ends = range(1, len(said) - 4)
    return said in text or any(said[:n] in text and said[n:] in text for n in ends)


def test_half_a_sentence_does_not_stand() -> None:
    assert stands("onetwothreefourfivesix", "zeroonetwothreefourfivesixseven")
    assert stands("onetwothreefourfivesix", "fourfivesixBANDonetwothree")
    assert stands("onetwothreefourfivesix", "zeroone BAND twothreefourfivesix")
    assert not stands("onetwothreefourfivesix", "zeroonetwothreefive")
    assert not stands("onetwothreefourfivesix", "zero twothreefourfivesix")
    assert not stands("onetwothreefourfivesix", "onetwothreefour fourfivesi")


@cache
def shipped_sheet() -> Outcome:
    return print_out(edition_of("a4-sheet"))


def test_the_shipped_sheet_is_sound() -> None:
    assert shipped_sheet().errors == []
    assert is_sound(shipped_sheet())


def test_a_lost_sentence_is_noticed() -> None:
    edition = shipped_sheet().edition
    lost = lengthen(edition.leaflet, lambda _: 3, seed=1)
    assert not is_sound(replace(shipped_sheet(), edition=replace(edition, leaflet=lost)))


def test_an_error_without_a_measure_is_noticed() -> None:
    measured = error("fit", Span("somewhere.md"), "front: 3 mm too long")
    assert is_sound(replace(shipped_sheet(), findings=(measured,)))
    unmeasured = replace(measured, message="too long")
    assert not is_sound(replace(shipped_sheet(), findings=(unmeasured,)))


# --- texts ---------------------------------------------------------------------------------------


def sentence(rng: random.Random, name: str, number: int) -> str:
    """A sentence that stands once in a leaflet."""
    words = " ".join(rng.choice(WORDS) for _ in range(rng.randint(4, 14)))
    return f"In {name.replace('-', ' ')} part {number} {words}."


def lengthen(leaflet: Leaflet, count: object, *, seed: int) -> Leaflet:
    """The leaflet with so many new sentences for the prose and the short form of a section."""
    rng = random.Random(seed)

    def text(section: Section, share: int) -> str:
        number = max(1, count(section) // share)  # type: ignore[operator]
        said = [sentence(rng, section.id, n) for n in range(number)]
        return "\n\n".join(" ".join(said[i : i + 4]) for i in range(0, len(said), 4))

    def change(section: Section) -> Section:
        blocks = tuple(
            Block(kind="prose", content=text(section, 1)) if block.kind == "prose" else block
            for block in section.blocks
        )
        short = (Block(kind="prose", content=text(section, 2)),) if section.short else ()
        return section.model_copy(update={"blocks": blocks, "short": short})

    sections = tuple(change(section) for section in leaflet.sections)
    return leaflet.model_copy(update={"sections": sections})


@pytest.mark.parametrize("clinic", EACH_CLINIC)
@pytest.mark.parametrize("name", FORMATS)
def test_the_shipped_editions_fit_in_every_format(name: str, clinic: str) -> None:
    """Each clinic in each format: no error, no advice but on the layout. US letter takes a side
    more than A4, and says so; the back of a tri-fold has no room for each address of the large
    clinic, and says so.
    """
    findings = apart_from_layout(print_out(edition_of(name, clinic)).findings)
    told = {("letter", "sheets")}
    if clinic == "st-oswin":
        told |= {("trifold", "left-out"), ("trifold-letter", "left-out")}
    assert [f.message for f in findings if (name, f.code) not in told] == []


@pytest.mark.parametrize("name", in_default_lane(FORMATS, QUICKEST))
def test_random_texts_fit_or_say_why(name: str) -> None:
    seed = 3 + FORMATS.index(name)
    rng = random.Random(f"{name} {seed}")
    most = rng.choice([2, 5, 9])
    edition = edition_of(name)
    leaflet = lengthen(edition.leaflet, lambda _: rng.randint(1, most), seed=seed)
    outcome = print_out(replace(edition, leaflet=leaflet))
    assert is_sound(outcome), outcome.errors


@pytest.mark.parametrize("name", in_default_lane(KINDS, QUICKEST))
def test_a_text_twice_as_long_fits_or_says_why(name: str) -> None:
    edition = edition_of(name)
    leaflet = lengthen(edition.leaflet, lambda _: 18, seed=5)
    outcome = print_out(replace(edition, leaflet=leaflet))
    assert is_sound(outcome), outcome.errors
    if name in ("a4-sheet", "trifold"):
        assert any("mm too long" in error for error in outcome.errors)
        assert all("cut about" in error for error in outcome.errors if "too long" in error)
    else:
        assert outcome.errors == [], "pages grow in number, a poster prints other fields"


@pytest.mark.parametrize("name", in_default_lane(KINDS, SMALLEST))
def test_a_text_half_as_long_fits(name: str) -> None:
    edition = edition_of(name)
    leaflet = lengthen(edition.leaflet, lambda _: 1, seed=2)
    outcome = print_out(replace(edition, leaflet=leaflet))
    assert outcome.errors == []
    assert is_sound(outcome)


def test_columns_at_the_foot_of_a_panel_want_no_space_below_them() -> None:
    """The space between sections, which parts them in a column, is not kept free at its end."""
    composition = compose_edition(shipped_project(), edition_of("a4-sheet"))
    section = (
        '<section class="narrow"><div style="height: 40mm">Words</div>'
        '<div class="sentinel"></div></section>'
    )
    # With the space above the piece, 269.6 mm of 270 mm.
    body = (
        '<section class="side" data-panel="front"><div style="height: 225mm">First</div>'
        f'<div class="piece"><div class="columns">{section}{section}</div></div></section>'
        '<section class="side" data-panel="back">Last</section>'
    )
    budget = replace(composition.budget, spacing=(1.0, 1.0, 1.0))
    facts = render(replace(composition, body=body, budget=budget), shipped_project().blobs).facts
    assert [side.words for side in facts.sides] == [3, 1]


LONG_TITLE = "Many small injections into the skin for scars left by acne"
LONG_WORD = "Hyperpigmentationsverlaufsdokumentations"


def test_the_bad_texts_are_as_bad_as_they_say() -> None:
    assert 58 <= len(LONG_TITLE) <= 60
    assert len(LONG_WORD) == 40


@pytest.mark.parametrize("name", in_default_lane(KINDS, SMALLEST))
def test_a_title_of_60_characters_fits_or_says_why(name: str) -> None:
    edition = edition_of(name)
    leaflet = edition.leaflet.model_copy(update={"title": LONG_TITLE})
    outcome = print_out(replace(edition, leaflet=leaflet))
    assert is_sound(outcome), outcome.errors
    printed = " ".join(page_texts(outcome.rendering.file)).replace(" ", "")
    assert outcome.errors or LONG_TITLE.replace(" ", "") in printed


@pytest.mark.parametrize("name", in_default_lane(KINDS, SMALLEST))
def test_a_word_of_40_letters_fits_or_says_why(name: str) -> None:
    edition = edition_of(name)
    leaflet = edition.leaflet
    texts = (f"{LONG_WORD} may follow.", *leaflet.sections[0].blocks[0].content[1:])
    block = leaflet.sections[0].blocks[0].model_copy(update={"content": texts})
    first = leaflet.sections[0].model_copy(update={"blocks": (block,)})
    leaflet = leaflet.model_copy(update={"sections": (first, *leaflet.sections[1:]), "poster": ()})
    outcome = print_out(replace(edition, leaflet=leaflet))
    assert is_sound(outcome), outcome.errors
    printed = " ".join(page_texts(outcome.rendering.file)).replace(" ", "")
    assert outcome.errors or LONG_WORD in printed


@pytest.mark.parametrize("name", in_default_lane(KINDS, SMALLEST))
def test_an_address_of_12_lines_fits_or_says_why(name: str) -> None:
    edition = edition_of(name)
    lines = tuple(f"Line {n} of a long address" for n in range(1, 13))
    clinic = edition.clinic.model_copy(update={"address": lines})
    outcome = print_out(replace(edition, clinic=clinic))
    assert is_sound(outcome), outcome.errors
    if edition.format.extract:
        return
    printed = " ".join(page_texts(outcome.rendering.file))
    is_elsewhere = "address" in {one.field for one in outcome.rendering.facts.left_out}
    assert outcome.errors or is_elsewhere or all(plain(line) in printed for line in lines)


_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def _phones(names: str) -> dict[str, dict[str, str]]:
    """A phone for each name: the first ones have names of their own, the others labels."""
    known = ("main", "urgent", "interpreter")
    return {
        name: {
            "number": f"+44163296014{n}",
            "display": f"01632 960 14{n}",
            **({} if name in known else {"label": f"The {name} of the department"}),
        }
        for n, name in enumerate(names.split())
    }


#: What a department of a hospital has, and the most that slots have room for.
FULL_CLINICS: Mapping[str, Mapping[str, Any]] = {
    "department": {
        "name": "Weirside Vale University Hospitals Dermatology Department",
        "address": ["Dermatology, Floor 3, North Wing", "Weirside Vale Infirmary",
                    "Upper Weirside Parade", "Milford Bridge", "ZZ9 4RT"],
        "phones": {
            **_phones("main interpreter"),
            "urgent": {"number": "+447700900418", "display": "07700 900 418",
                       "when": "Every day, 8 am to 8 pm"},
        },
        "directions": "Take the lift behind the front desk to floor 3, then follow the green line.",
        "hours": [
            {"days": "Monday and Wednesday", "open": "08:30", "close": "18:00"},
            {"days": "Tuesday and Thursday", "open": "07:30", "close": "20:30"},
            {"days": "Friday", "open": "08:30", "close": "13:00"},
            {"days": "Saturday", "open": "09:00", "close": "12:30"},
        ],
    },
    "doctors": {
        "practitioners": [
            {"name": f"Dr Example Doctor{n}", "profession": "Consultant dermatologist",
             "register": "General Medical Council", "number": f"000000{n}"}
            for n in range(8)],
    },
    "nameless": {
        "name": "The Royal Weirside Vale Community and University Health NHS Trust",
        "logo": None,
    },
    "largest": {
        "name": "Weirside Vale University Hospitals, the Centre for Dermatology and Laser Medicine",
        "address": ["Dermatology, Floor 3", "North Wing", "Weirside Vale Infirmary",
                    "Upper Weirside Parade", "Milford Bridge", "ZZ9 4RT"],
        "phones": _phones("main urgent nurses appointments secretaries"),
        "hours": [{"days": day, "open": f"0{n}:15", "close": "12:00"}
                  for n, day in enumerate(_DAYS, 1)]
               + [{"days": day, "open": "13:00", "close": f"1{n}:45"}
                  for n, day in enumerate(_DAYS, 3)],
        "practitioners": [
            {"name": f"Dr Example {letter}", "profession": "Consultant dermatologist",
             "register": "GMC", "number": f"000000{n}"}
            for n, letter in enumerate("ABCDEFGHIJKL")],
    },
}  # fmt: skip
_QUICK_FULL = [("department", "a4-sheet"), ("largest", "trifold")]
FULL = [(clinic, name) for clinic in FULL_CLINICS for name in FORMATS]


def test_the_largest_clinic_is_as_large_as_it_says() -> None:
    largest = FULL_CLINICS["largest"]
    counts = [len(largest[field]) for field in "address phones hours practitioners".split()]
    assert (len(largest["name"]) >= 80, counts) == (True, [6, 5, 14, 12])


@pytest.mark.parametrize(
    "case",
    in_default_lane(FULL, _QUICK_FULL),
    ids="-".join,
)
def test_a_clinic_that_has_much_has_room_in_every_format(case: tuple[str, str]) -> None:
    """A format with panels names what it cannot hold; the others hold all."""
    clinic, name = case
    edition = edition_of(name)
    given = edition.clinic.model_dump(mode="json", by_alias=True, exclude_none=True)
    full = Clinic.model_validate({**given, **FULL_CLINICS[clinic]})
    outcome = print_out(replace(edition, clinic=full, logo=edition.logo if full.logo else None))
    assert outcome.errors == []
    assert is_sound(outcome)
    facts = outcome.rendering.facts
    assert facts.lost == ()
    assert edition.format.panels or not [left for left in facts.left_out if not left.is_continued]


@pytest.mark.parametrize("name", in_default_lane(FORMATS, QUICKEST))
def test_a_clinic_without_a_logo_fits(name: str) -> None:
    edition = edition_of(name)
    clinic = edition.clinic.model_copy(update={"logo": None})
    outcome = print_out(replace(edition, clinic=clinic, logo=None))
    assert outcome.errors == []
    assert edition.clinic.name in " ".join(page_texts(outcome.rendering.file))


@pytest.mark.parametrize("rgb", ["#ffffff", "#000000", "#ffff00", "#ff0000"])
def test_a_brand_of_any_colour_changes_no_line(rgb: str) -> None:
    edition = shipped_sheet().edition
    brand = edition.clinic.brand.model_copy(update={"rgb": rgb})
    clinic = edition.clinic.model_copy(update={"brand": brand})
    outcome = print_out(replace(edition, clinic=clinic))
    assert outcome.errors == []
    shipped = shipped_sheet().rendering
    assert outcome.rendering.facts == shipped.facts
    assert page_texts(outcome.rendering.file) == page_texts(shipped.file)


# --- the fit is the words', not the clinic's -----------------------------------------------------


def test_two_clinics_with_places_of_one_size_share_a_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    from leaflet.render import renderer as module

    edition = edition_of("a4-sheet")
    other = edition.clinic.model_copy(
        update={"name": "Hillside Skin Clinic", "email": "post@hillside-skin.example"}
    )
    monkeypatch.setattr(module, "_FITS", {})
    first, second = (
        print_out(edition_of_clinic, render).rendering.facts.fit
        for edition_of_clinic in (edition, replace(edition, clinic=other))
    )
    assert first is second, "found once"
    monkeypatch.setattr(module, "_FITS", {})
    assert print_out(replace(edition, clinic=other), render).rendering.facts.fit == first
