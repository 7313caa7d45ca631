"""Leaflets of a few words and of thousands: as many sides as needed, and what these cost."""

from __future__ import annotations

import io
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from leaflet.content.project import Project
from leaflet.core import extensions
from leaflet.formats.format import Format
from leaflet.planning.matrix import Selection
from leaflet.planning.planner import make_plan
from tests.support.printed import TODAY, Printed, page_texts, print_edition
from tests.support.projects import EXAMPLE

pytestmark = [pytest.mark.pdf, pytest.mark.slow]

WORDS = "the skin nurse may look at your arm after a day and ask how you feel before you go".split()


def article(words: int, section: int = 150) -> str:
    """A leaflet with a title and sections of prose, a table, steps and a box."""
    chance = random.Random(words)

    def some(count: int) -> str:
        return " ".join(chance.choice(WORDS) for _ in range(count)).capitalize()

    def blocks() -> Iterator[str]:
        left = words
        while left > 0:
            yield f"## {some(5)}"
            for _ in range(max(min(section, left) // 60, 1)):
                yield f"{some(12)}. {some(14)}. {some(12)}."
                rows = "".join(f"| {some(2)} | {some(4)} |\n" for _ in range(3))
                if chance.random() < 0.3:
                    yield f"| Day | What to do |\n|---|---|\n{rows}"
                left -= 60

    return "---\ntitle: A leaflet of any length\n---\n\n" + "\n\n".join(blocks()) + "\n"


Print = Callable[..., Printed]


@pytest.fixture
def printed(tmp_path: Path) -> Print:
    def made(text: str, format_: str, settings: str = "") -> Printed:
        shutil.copytree(EXAMPLE / "content", tmp_path / "content")
        shutil.rmtree(tmp_path / "content/leaflets")
        leaflet = tmp_path / "content/leaflets/any/en-GB.md"
        leaflet.parent.mkdir(parents=True)
        leaflet.write_text(text, "utf-8")
        (tmp_path / "leaflet.yaml").write_text(f"formats: [{format_}]\n{settings}", "utf-8")
        project = Project(tmp_path)
        plan = make_plan(project, Selection(clinics=("riverside",)), today=TODAY)
        return print_edition(project, plan.editions[0])

    return made


def broken(edition: Printed) -> list[str]:
    return [finding.message_with_hint for finding in edition.findings if finding.is_broken]


def found(edition: Printed, code: str) -> list[str]:
    return [finding.message for finding in edition.findings if finding.code == code]


def test_a_long_text_takes_its_sides_and_says_what_they_cost(printed: Print) -> None:
    edition = printed(article(4200), "a4")
    sides = edition.rendering.facts.sides
    assert broken(edition) == []
    assert 8 <= len(sides) <= 48
    assert edition.rendering.facts.lost == ()
    (cost,) = found(edition, "sheets")
    assert cost == f"a4: {len(sides)} sides, {-(-len(sides) // 2)} sheets a copy; 4 sides are usual"
    assert all(side.fill >= 0.7 for side in sides[:-1]), "no page is half white"


def test_a_long_text_lists_its_sections_with_their_pages(printed: Print) -> None:
    edition = printed(article(4200), "a4")
    contents = " ".join(page_texts(edition.pdf)[0].split())
    sections = edition.edition.leaflet.sections
    assert "In this leaflet" in contents
    with pikepdf.open(_file(edition)) as pdf:
        links: Any = pdf.pages[0].get("/Annots", [])
        targets = {str(link["/Dest"]) for link in links if "/Dest" in link}
        names: Any = list(pdf.Root.Names.Dests.Names)
        pages = {
            str(names[i]): pdf.pages.index(names[i + 1][0]) + 1 for i in range(0, len(names), 2)
        }
    assert targets == {section.id for section in sections}
    for section in sections:
        assert f"{section.heading} {pages[section.id]}" in contents


def test_a_text_of_fewer_sides_has_no_contents(printed: Print) -> None:
    edition = printed(article(900), "a4")
    assert len(edition.rendering.facts.sides) <= 4
    assert found(edition, "sheets") == []
    assert "In this leaflet" not in page_texts(edition.pdf)[0]
    assert edition.rendering.facts.lost == ()


def test_more_sides_than_a_project_allows_break_with_what_to_do(printed: Print) -> None:
    (message,) = broken(printed(article(4200), "a4", "limits:\n  sides: 6\n"))
    assert message.startswith("a4: pages 7-")
    assert " mm too long; cut about " in message
    assert "or raise limits.sides" in message


def test_a_short_text_grows_on_one_side_and_stays_short(printed: Print) -> None:
    edition = printed(article(60), "a4")
    facts = edition.rendering.facts
    assert broken(edition) == []
    assert len(facts.sides) == 1
    assert facts.fit.fit.type_pt == pytest.approx(edition.composition.budget.type_pt[1])


@pytest.mark.parametrize("text", ["## A heading alone\n", "## Forty\n\n" + "Rest at home. " * 13])
def test_next_to_nothing_is_printed(printed: Print, text: str) -> None:
    edition = printed(f"---\ntitle: Next to nothing\n---\n\n{text}", "a4")
    assert broken(edition) == []
    assert len(edition.rendering.facts.sides) == 1


@pytest.mark.parametrize("format_", ["a4", "a5-booklet", "large-print", "trifold"])
def test_a_title_of_100_letters_fits_and_its_end_is_left_out_in_the_foot(
    printed: Print, format_: str
) -> None:
    title = (
        "The removal of a small part of the skin under local anaesthetic"
        " in our day surgery unit on the first floor"
    )
    assert len(title) >= 100
    text = article(300).replace("A leaflet of any length", title)
    edition = printed(text, format_)
    assert broken(edition) == []
    assert edition.rendering.facts.lost == ()
    assert title in " ".join(" ".join(page_texts(edition.pdf)).split())


def test_a_section_that_no_panel_holds_is_told_to_get_a_short_form(printed: Print) -> None:
    risk = "- name: Risk\n  class: call-us\n  frequency: not known\n  do: Call us\n  sources: []\n"
    text = f"---\ntitle: Risks\n---\n\n## Risks\n\n```risks\n{risk * 15}```\n"
    (message,) = broken(printed(text, "trifold"))
    assert "too long; cut about" in message
    assert 'or give "risks" a short form; tallest' in message


@pytest.mark.parametrize(("format_", "panel"), [("trifold", "in-3"), ("a4-sheet", "back")])
def test_a_short_text_in_panels_ends_in_lines_for_notes(
    printed: Print, format_: str, panel: str
) -> None:
    edition = printed(article(120, section=40), format_)
    facts = edition.rendering.facts
    assert broken(edition) == []
    assert facts.lost == ()
    lines = dict(facts.fit.fit.lines)[panel]
    (place,) = (place for place in facts.panels if place.name == panel)
    if panel == "in-3":  # behind the lines on the back of a sheet stands where to call
        assert 0 <= place.height_mm - place.content_mm < 2 * 8.4, "at most one line more"
    assert lines >= 3
    assert any("Notes" in page.split() for page in page_texts(edition.pdf))


@pytest.mark.parametrize("words", [2, 16, 32])
def test_lines_for_notes_leave_room_for_the_margin_of_what_follows(
    printed: Print, words: int
) -> None:
    signs = "```help\n- urgency: emergency\n  call: emergency\n  signs: [it bleeds]\n```\n"
    care = f"## Care\n\n{'Keep it. ' * (words // 2)}\n\n"
    text = f"---\ntitle: Wound\n---\n\n{care}## Get help {{#get-help}}\n\n{signs}"
    edition = printed(text, "a4-sheet")
    assert broken(edition) == []
    assert len(edition.rendering.facts.sides) == 2


@pytest.mark.parametrize("name", extensions.names("formats"))
def test_a_section_with_the_name_of_a_role_alone_is_printed_once(printed: Print, name: str) -> None:
    headings = ("About", "Key points", "Get help", "Questions", "Results")
    parts = (f"## {head}\n\nThese words stand under {head} once.\n" for head in headings)
    assert broken(printed("---\ntitle: A day\n---\n\n" + "\n".join(parts), name)) == []


def test_a_tri_fold_of_a_long_text_names_what_it_leaves_out(printed: Print) -> None:
    edition = printed(article(4200), "trifold")
    assert broken(edition) == []
    (note,) = found(edition, "abridged")
    kept = page_texts(edition.pdf)
    for section in edition.edition.leaflet.sections:
        is_printed = f"end-{section.id}" in edition.rendering.facts.anchors
        assert is_printed != (section.id in note.removeprefix("trifold leaves out ").split(", "))
    assert kept


def test_a_section_that_must_stay_and_fits_no_panel_is_named(printed: Print) -> None:
    risks = "## Risks {role=risks}\n\n" + "Your skin may be red for a day. " * 90
    edition = printed(f"---\ntitle: Too long to fold\n---\n\n{risks}\n", "trifold")
    (finding,) = [f for f in edition.findings if f.is_broken]
    assert finding.code == "fit"
    assert (finding.span.path, finding.span.line) == ("content/leaflets/any/en-GB.md", 5)
    assert finding.message.startswith('trifold: panel "')
    assert 'words, or give "risks" a short form' in finding.hint


@pytest.mark.parametrize(
    ("name", "limit", "most"),
    [
        ("a4", 48, 48),
        ("mono", 48, 48),
        ("letter", 20, 20),
        ("a5-booklet", 48, 48),
        ("a5-booklet", 200, 48),  # twelve sheets fold, more do not
        ("a5-booklet", 30, 28),
        ("large-print", 48, 128),
        ("trifold", 200, 2),
        ("a4-sheet", 200, 2),
        ("poster-a3", 200, 1),
    ],
)
def test_the_most_sides_follow_from_the_limit_of_a_project(
    name: str, limit: int, most: int
) -> None:
    format_: Format = extensions.load("formats", name)
    assert format_.within(limit).most_sides == most


def _file(edition: Printed) -> io.BytesIO:
    return io.BytesIO(edition.pdf)
