"""What the checks of pages say of what an eye sees: what is told, where, and how grave it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from leaflet.checks.run import check_rendering
from leaflet.core import extensions
from leaflet.core.diagnostics import Finding, Severity
from leaflet.formats.format import Format
from leaflet.page.facts import (
    Break,
    BreakKind,
    Collision,
    HeadingGap,
    PageSide,
    PlaceFit,
)
from tests.support.printed import CLINICS, rendered_edition, shipped

pytestmark = pytest.mark.pdf

FULL = PageSide(260.0, 270.0, 0.0, ends_with_heading=False)
#: Facts in which nothing is wrong that an eye sees.
NEAT: dict[str, Any] = {"breaks": (), "heading_gaps": (), "collisions": (), "sides": (FULL,) * 4}


def found(code: str, format_: str = "a4", **facts: Any) -> list[Finding]:
    """What a check finds in the shipped edition with other facts, in a format."""
    printed = shipped(CLINICS[0])
    changed = replace(printed.rendering.facts, **{**NEAT, **facts})
    subject = rendered_edition(printed, replace(printed.rendering, facts=changed))
    named: Format = extensions.load("formats", format_)
    subject = replace(subject, edition=replace(subject.edition, format=named))
    return [finding for finding in check_rendering(subject) if finding.code == code]


def messages(code: str, format_: str = "a4", **facts: Any) -> list[str]:
    return [finding.message for finding in found(code, format_, **facts)]


# --- heading-rhythm ------------------------------------------------------------------------------


def gaps(*of: tuple[int, int, float]) -> tuple[HeadingGap, ...]:
    return tuple(HeadingGap(page, level, f"Head {mm:g}", mm) for page, level, mm in of)


def test_uneven_white_above_headings_is_told_with_its_spread() -> None:
    uneven = gaps((1, 2, 5.5), (1, 2, 2.4), (1, 3, 9.0), (2, 2, 8.0))
    (one,) = found("heading-rhythm", heading_gaps=uneven)
    assert one.severity is Severity.WARNING
    assert one.message == (
        'a4: page 1: 2.4 to 5.5 mm of white above headings of level 2: "Head 2.4", "Head 5.5"'
    )
    assert messages("heading-rhythm", "trifold", heading_gaps=uneven) == []  # filled by white


def test_white_above_headings_may_differ_by_a_hair() -> None:
    assert messages("heading-rhythm", heading_gaps=gaps((1, 2, 5.0), (1, 2, 6.2))) == []
    assert len(messages("heading-rhythm", heading_gaps=gaps((1, 2, 5.0), (1, 2, 6.3)))) == 1


# --- sides ---------------------------------------------------------------------------------------


def side(filled: float) -> PageSide:
    return replace(FULL, filled_mm=filled)


def test_a_half_empty_page_is_told_unless_it_is_the_last() -> None:
    sides = (FULL, side(150.0), FULL, side(200.0))
    (one,) = found("sides", sides=sides)
    assert one.message == "a4: page 2 is 56% full, 70% wanted"
    assert one.severity is Severity.WARNING
    assert messages("sides", sides=(FULL, side(188.0), FULL)) == []
    assert messages("sides", "a5-booklet", sides=(side(99.0), FULL, FULL)) == []  # a cover
    assert messages("sides", "trifold", sides=(side(99.0), FULL)) == []  # of panels


def test_a_last_side_is_as_full_as_its_format_asks() -> None:
    (one,) = found("sides", sides=(FULL, side(100.0)))
    assert one.message == "a4: the last side is 37% full, 70% wanted"
    assert messages("sides", "large-print", sides=(FULL, side(100.0))) == []


def test_an_empty_panel_is_told() -> None:
    panels = (PlaceFit("in-1", 2, 186.0, 150.0), PlaceFit("in-3", 2, 186.0, -14.0))
    (one,) = found("sides", "trifold", sides=(FULL, FULL), panels=panels)
    assert one.message == 'trifold: page 2: panel "in-3" is empty'


# --- breaks --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        ("list", "Item 1 …", "begins a short list that is split over pages or columns"),
        ("paragraph", "a few / words", "is split over pages or columns"),
        ("sentence", "a few / words", "is cut by a picture"),
        ("hyphen", "wave- / like", "is one word that is broken over two lines"),
        ("number", "12 / weeks", "is parted over two lines"),
        ("number", "8 am / – 8 pm", "is parted over two lines"),
        ("number", "from 8 am – / 8 pm", "is parted over two lines"),
        ("number", "£200 to / £300", "is parted over two lines"),
        ("number", "£200 / to £300", "is parted over two lines"),
        ("number", "10 % to / 20 %", "is parted over two lines"),
    ],
)
def test_what_is_broken_is_advice(kind: BreakKind, text: str, says: str) -> None:
    (one,) = found("breaks", breaks=(Break(kind, 2, text),))
    assert one.message == f'a4: page 2: "{text}" {says}'
    assert one.severity is Severity.WARNING
    assert one.hint


@pytest.mark.parametrize(
    "text", ["in 2019 / 12 people", "call 111 / (NHS 111)", "the 4 / kinds of", "at 8 / we open"]
)
def test_a_number_at_the_end_of_a_line_is_no_fault_of_itself(text: str) -> None:
    assert messages("breaks", breaks=(Break("number", 2, text),)) == []


def test_a_torn_address_is_an_error_at_the_file_that_has_it() -> None:
    torn = Break("address", 4, "riverside- / skin.example", "contact")
    (one,) = found("breaks", breaks=(torn,))
    assert one.severity is Severity.ERROR
    assert one.span.path.endswith("riverside/clinic.yaml")
    (other,) = found("breaks", breaks=(replace(torn, slot=""),))
    assert other.span.path.endswith("en-GB.md")


@pytest.mark.parametrize("format_", ["large-print", "a5-booklet"])
def test_lists_may_go_on_on_the_next_page_in_large_print_and_booklets(format_: str) -> None:
    split = (Break("list", 2, "Item 1 …"), Break("sentence", 3, "a few / words"))
    assert messages("breaks", format_, breaks=split) == [
        f'{format_}: page 3: "a few / words" is cut by a picture'
    ]


# --- overlaps ------------------------------------------------------------------------------------


def test_words_on_words_are_an_error_and_a_narrow_gap_is_advice() -> None:
    on_words = Collision(2, '"First words"', '"Other words"', -1.2)
    near, over = (Collision(2, '"First words"', 'the box "do"', mm) for mm in (0.4, -2.0))
    told = found("overlaps", collisions=(on_words, near, over))
    assert [(one.severity, one.message) for one in told] == [
        (Severity.ERROR, 'a4: page 2: "First words" overlaps "Other words" by 1.2 mm'),
        (Severity.WARNING, 'a4: page 2: "First words" is 0.4 mm from the box "do"'),
        (Severity.WARNING, 'a4: page 2: "First words" overlaps the box "do" by 2 mm'),
    ]


def test_what_sticks_out_of_its_place_is_told_once() -> None:
    overlap = Collision(2, '"First words"', '"Other words"', -1.2)
    assert messages("overlaps", collisions=(overlap,), boxes=((2, "First words", 9.0),)) == []


# --- type-size, logo-height ----------------------------------------------------------------------


def test_a_low_logo_is_told_in_the_clinics_file_with_the_width_that_it_needs() -> None:
    (one,) = found("logo-height", logo_mm=5.2)
    assert one.message == "a4: the logo is 5.2 mm tall, 6 wanted"
    assert one.span.path.endswith("riverside/clinic.yaml")
    assert one.span.line > 1
    assert "width_mm" in one.hint
    assert messages("logo-height", logo_mm=6.0) == messages("logo-height", logo_mm=None) == []
