"""What was composed and is on no page: words, pictures, rows; texts that only a style adds."""

from dataclasses import replace

import pytest

from leaflet.checks.run import check_rendering
from leaflet.page.facts import Lost, PageFacts
from leaflet.page.slot import Slot
from leaflet.render.renderer import render
from tests.support.example import CLINICS, example
from tests.support.printed import rendered_edition, small_page
from tests.support.renderings import render_once

pytestmark = pytest.mark.pdf

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="20" height="20">'
    '<title>A drawing</title><path fill="#000000" d="M0 0h9v9z"/></svg>'
)


def facts(body: str, css: str = "", own: tuple[str, ...] = ()) -> PageFacts:
    return render_once(replace(small_page(body, css), own_templates=own), {}).facts


def lost(body: str, css: str = "") -> list[str]:
    return [part.text for part in facts(body, css).lost]


@pytest.mark.parametrize(
    ("what", "body", "css"),
    [
        ("plain text", "<p>Some words, and <b>bold</b> ones after.</p>", ""),
        ("broken lines", "<p>Long-winded and self-evident words</p>", "p { width: 12mm }"),
        ("hyphens", "<p lang=en>Undoubtedly unforeseeable</p>", "p { width: 9mm; hyphens: auto }"),
        ("soft hyphens", "<p>Un&shy;doubted&shy;ly</p>", "p { width: 9mm; hyphens: manual }"),
        ("capitals", "<p>Straße</p>", "p { text-transform: uppercase }"),
        ("columns", "<div>One <p>two</p> three <p>four</p></div>", "div { columns: 2 }"),
        ("a page break", "<p>One</p><p>two</p>", "p + p { break-before: page }"),
        ("a drawing", DRAWING, ""),
        ("a float", "<p>Before <i>aside</i> after</p>", "i { float: left }"),
        ("out of the flow", "<p>Before <i>aside</i></p>", "i { position: absolute; top: 0 }"),
        (
            "a head that repeats on each page",
            (
                "<table><thead><tr><th>Head</th></tr></thead>"
                "<tr><td>One</td></tr><tr><td>Two</td></tr></table>"
            ),
            "tr + tr { break-before: page }",
        ),
        (
            "a line that runs on each page",
            '<p class="foot">Foot</p><p>One</p><p class="next">Two</p>',
            (
                ".foot { position: running(foot) } .next { break-before: page }"
                "@page { @bottom-left { content: element(foot) } }"
            ),
        ),
        (
            "a list of contents that is not shown",
            (
                '<nav data-contents="list"><h2>In this leaflet</h2><ul><li><a href="#rest">Rest</a>'
                '</li></ul></nav><h2 id="rest">Rest</h2>'
            ),
            "[data-contents] { display: none }",
        ),
        ("pages for notes that are not used", '<p>One</p><p data-notes="1">Notes</p>', ""),
        ("right to left", "<p dir=rtl>نص عربي طويل</p>", "p { width: 10mm }"),
    ],
)
def test_nothing_is_lost(what: str, body: str, css: str) -> None:
    css += "[data-notes] { display: none }"
    assert lost(body, css) == [], what


@pytest.mark.parametrize(
    ("css", "gone"),
    [
        (".x { display: none }", ["Do not drive"]),
        ("p { display: none }", ["Do not drive", "Call us"]),
        (".x { position: running(nowhere) }", ["Do not drive"]),
    ],
)
def test_text_that_a_style_takes_off_the_pages_is_lost(css: str, gone: list[str]) -> None:
    body = '<p class="x">Do not drive</p><p>Call us</p>'
    assert lost(body, css) == gone


def test_the_words_after_the_end_of_a_place_of_fixed_height_are_lost() -> None:
    numbers = [f"number{count}" for count in range(60)]
    css = "@page { size: 60mm 60mm; margin: 5mm } div { height: 10mm; break-inside: avoid }"
    (gone,) = lost(f"<div><p>{' '.join(numbers)}</p></div>", css)
    first = numbers.index(gone.split()[0])
    assert first > 0
    assert gone.split() == numbers[first:]


def test_a_picture_without_area_is_lost() -> None:
    assert lost(f"<p>Text</p>{DRAWING}", "svg { width: 0 }") == ["A drawing"]
    assert lost(f"<p>Text</p>{DRAWING}", "svg { display: none }") == ["A drawing"]


def test_a_lost_part_says_where_it_belongs() -> None:
    body = '<section data-part="risks"><p>Gone</p></section><slot name="foot"></slot>'
    page = replace(
        small_page(body, "p { display: none }"), slots=(Slot("foot", "<p>Phone</p>", "S"),)
    )
    found = render(page, {}).facts.lost
    assert found == (Lost("words", "Gone", part="risks"), Lost("words", "Phone", slot="foot"))


def test_texts_of_styles_are_known_where_styles_are_not_trusted() -> None:
    css = 'p::before { content: "Not " } @page { @top-left { content: "Cures all" } }'
    assert facts("<p>harmful</p>", css, own=("a4.css.j2",)).generated == ("Not", "Cures all")
    assert facts("<p>harmful</p>", css).generated == ()


@pytest.mark.parametrize("clinic", CLINICS)
def test_the_example_loses_nothing(clinic: str) -> None:
    assert example(clinic).rendering.facts.lost == ()


def test_lost_words_are_an_error_at_the_field_or_section_that_has_them() -> None:
    printed = example(CLINICS[0])
    clinic, leaflet = printed.edition.clinic, printed.edition.leaflet
    complaint = clinic.complaints.outside_body
    made = replace(
        printed.rendering.facts,
        lost=(
            Lost("words", str(complaint), slot="imprint-clinic"),
            Lost("words", "Gone", part=leaflet.sections[2].id),
            Lost("picture", "A drawing"),
        ),
    )
    subject = rendered_edition(printed, replace(printed.rendering, facts=made))
    found = [finding for finding in check_rendering(subject) if finding.code == "lost"]
    assert all(finding.is_error for finding in found)
    files = printed.planned_edition.files
    assert [str(finding.span) for finding in found] == [
        str(files[1].place(("complaints", "outside_body"))),
        str(files[0].place(("sections", 2))),
        files[0].path,
    ]
    assert "the picture" in found[2].message
    made = replace(made, own_templates=("patient/a4.css.j2",))
    subject = rendered_edition(printed, replace(printed.rendering, facts=made))
    found = [finding for finding in check_rendering(subject) if finding.code == "lost"]
    assert {str(finding.span) for finding in found} == {"templates/patient/a4.css.j2"}
    assert str(files[0].place(("sections", 2))) in found[1].hint


@pytest.mark.parametrize(
    "hidden",
    [
        "<p>Call 999 if you cannot breathe.</p>",
        '<a href="#rest">Call 999 if you cannot breathe.</a>',
        "<h2>Call 999 if you cannot breathe.</h2><h2>In this leaflet</h2>",
    ],
)
def test_no_other_words_are_hidden_with_a_list_of_contents(hidden: str) -> None:
    body = f'<nav data-contents="list">{hidden}</nav><h2 id="rest">Rest</h2>'
    assert lost(body, "[data-contents] { display: none }")[0].startswith("Call 999")
