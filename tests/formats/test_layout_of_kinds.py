"""How pages of each kind are laid out, as their composition says: what is first, what stands beside
what, and what is not said twice.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from leaflet.compose.section_rows import may_break
from leaflet.content.project import Project
from leaflet.core import extensions
from leaflet.model.blocks import Block
from leaflet.model.leaflet import Leaflet
from tests.formats.test_invented_leaflets import INVENTED, composed
from tests.support.printed import compose_edition, shipped_edition, shipped_project


def body(name: str, format_: str) -> str:
    """The body of a composed edition of an invented leaflet."""
    return composed(f"example-{name}", format_)[0].body


def leaflet(name: str) -> Leaflet:
    loaded = Project(INVENTED).leaflet(f"example-{name}", "en-GB")
    assert loaded.value is not None
    return loaded.value


@pytest.mark.parametrize("format_", ["a4", "phone", "large-print", "a5-booklet"])
def test_danger_signs_that_an_author_puts_first_are_first(format_: str) -> None:
    page = body("bump", format_)
    message = page.rindex("Go back to the Example Clinic")
    assert page.index("Your hat floats") < message < page.index("Rest on a soft cloud")
    assert page.count("Your hat floats") == 1


@pytest.mark.parametrize("format_", ["a4", "a4-sheet", "a5-booklet", "large-print", "phone"])
@pytest.mark.parametrize(
    ("name", "signs", "other"),
    [
        ("bump", ["Your hat floats", "The bump is larger"], "You bumped your head"),
        (
            "operation",
            ["The chair follows you", "The ring glows", "A question that"],
            "A ring is harder to see",
        ),
    ],
)
def test_other_words_of_a_help_box_are_below_its_cards(
    format_: str, name: str, signs: list[str], other: str
) -> None:
    page = body(name, format_)
    places = [page.index(text) for text in signs]
    assert places == sorted(places)
    assert other in page
    assert places[-1] < page.index(other)


@pytest.mark.parametrize("format_", ["trifold", "a4-sheet", "phone", "large-print"])
def test_a_heading_of_the_section_on_the_leaflet_is_printed(format_: str) -> None:
    assert ">About the\u00a0ward</h2>" in body("service", format_)


@pytest.mark.parametrize("format_", ["a4", "trifold", "phone"])
def test_a_box_does_not_repeat_the_heading_above_it(format_: str) -> None:
    assert len(re.findall(">My record</h", body("medicine", format_))) == 1
    assert ">My drops of dew</h3>" in body("vaccination", format_)
    assert "<caption>" not in body("preparation", format_)


def test_a_label_begins_with_a_capital_letter() -> None:
    assert "<h3>Under 12</h3>" in body("medicine", "a4")


def test_times_and_short_doses_do_not_break() -> None:
    assert re.search(r'<th scope="row"><span class="value">08:00</span>', body("test", "a4"))
    page = body("medicine", "a4")
    assert re.search(r'<span class="value">4\s?mg a day</span>', page)
    assert 'class="value">1\u00a0mg (half' not in page


def test_a_picture_is_beside_the_words_of_its_exercise() -> None:
    exercises = re.findall(
        r'<div class="exercise[^>]*>.*?<div class="movement">', body("exercises", "a4"), re.DOTALL
    )
    assert len(exercises) == 3
    assert all("beside-words" in one and "<img" in one for one in exercises)


def test_what_stands_beside_something_stays_on_its_page() -> None:
    page = body("screening", "a4")
    beside = page.index("main-and-side")
    assert "data-breaks" not in page[page.rindex("<section", 0, beside) : beside]
    assert 'data-part="what-happens" data-breaks="auto"' in body("operation", "a4")


def test_pictures_and_short_lines_take_room_too() -> None:
    exercises = leaflet("exercises").with_role("exercises")
    what_happens = leaflet("preparation").with_role("on-the-day")
    assert exercises
    assert may_break(exercises.blocks)
    assert what_happens
    assert not may_break(what_happens.blocks)


def test_frames_of_boxes_and_short_items_take_room_too() -> None:
    box = Block(kind="important", content="Bring your letter.")
    assert may_break([box] * 14)
    assert not may_break([box] * 3)
    assert may_break([Block(kind="prose", content="- Tea\n" * 40)])
    assert not may_break([Block(kind="prose", content="- Tea\n\n" * 8)])


@pytest.mark.parametrize(("format_", "is_repeated"), [("a4", False), ("trifold", True)])
def test_words_below_the_title_have_no_heading_that_repeats_it(
    format_: str, is_repeated: bool
) -> None:
    edition = replace(shipped_edition("riverside"), format=extensions.load("formats", format_))
    *_, first, second = edition.leaflet.sections
    section = first.model_copy(update={"heading": edition.leaflet.title, "role": None})
    later = second.model_copy(update={"heading": edition.leaflet.title, "role": None})
    leaflet = edition.leaflet.model_copy(update={"sections": (section, later)})
    page = compose_edition(shipped_project(), replace(edition, leaflet=leaflet)).body
    assert (f'<h2 id="{first.id}">' in page) == is_repeated
    assert f'id="{first.id}"' in page
    assert (f'href="#{first.id}"' in page) == is_repeated or format_ == "trifold"
    plain_page = page.replace("\u00a0", " ")
    assert f'id="{second.id}">{later.heading}</h2>' in plain_page, "a heading of the author's stays"
