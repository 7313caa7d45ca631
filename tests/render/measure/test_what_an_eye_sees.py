"""What an eye sees on a page: white above headings, what is split, broken, overlaps or small."""

from __future__ import annotations

import pytest

from leaflet.compose.typography import typeset
from leaflet.core.digests import BASE, Asset, digest
from leaflet.page.facts import Break, PageFacts
from tests.support.printed import shipped_project, small_page
from tests.support.renderings import render_once

pytestmark = pytest.mark.pdf

WORDS = "Some words of a paragraph that has a few lines of them, one below the other. "
PAGE = (
    "@page { size: 120mm 100mm; margin: 10mm } * { margin: 0 }"
    " p, li { width: 60mm; orphans: 1; widows: 1 }"
)


def facts(body: str, css: str = "") -> PageFacts:
    return render_once(small_page(body, f"{PAGE} {css}"), {}).facts


def broken(body: str, css: str = "") -> list[tuple[str, str]]:
    return [(found.kind, found.text) for found in facts(body, css).breaks]


# --- headings ------------------------------------------------------------------------------------


def gaps(body: str, css: str = "") -> list[tuple[int, float]]:
    return [(gap.level, gap.gap_mm) for gap in facts(body, css).heading_gaps]


def test_the_white_above_a_heading_is_measured_to_what_is_above_it() -> None:
    css = "h2 { margin-top: 5mm } h3 { margin-top: 3mm } section { padding-bottom: 2mm }"
    body = "<h2>First</h2><section><p>One</p></section><h2>Second</h2><p>Two</p><h3>Third</h3>"
    assert gaps(body, css) == [(2, 7.0), (3, 3.0)]


def test_the_white_above_a_box_that_a_heading_opens_is_measured_to_its_edge() -> None:
    css = "div { border: 1mm solid; padding: 4mm; margin-top: 6mm } h3 { margin-top: 3mm }"
    body = "<p>Words</p><div><h2>Box</h2><p>Words</p><h3>In it</h3></div>"
    assert gaps(body, css) == [(2, 6.0), (3, 3.0)]
    assert gaps(body.replace("h2", "h3"), css) == [(3, 3.0)]  # a box has its own space


def test_the_lines_of_a_rule_and_of_the_next_column_count_as_an_eye_counts_them() -> None:
    rule = "h2 { margin-top: 5mm } div { border-bottom: 1mm solid; height: 9mm }"
    assert gaps("<p>Words</p><div></div><h2>Head</h2>", rule) == [(2, 5.0)]
    columns = "main { columns: 2; column-gap: 4mm } h2 { break-before: column; margin-top: 0 }"
    body = "<p style='width: auto'>Above</p><main><p>Left</p><h2>Right</h2><p>Words</p></main>"
    assert gaps(body, columns) == [(2, 0.0)]


def test_a_heading_below_a_rule_that_opens_its_section_is_measured_above_the_rule() -> None:
    css = "section { border-top: 1mm solid; padding-top: 2mm; margin-top: 6mm }"
    body = "<p>Words</p><section><h2>Imprint</h2><p>Words</p></section>"
    assert gaps(body, css) == [(2, 6.0)]
    under = body.replace("<section>", "<section><p>First</p>")  # the rule belongs to other words
    assert gaps(under, css) == [(2, 0.0)]


def test_the_white_above_the_next_column_is_measured_to_what_is_above_all_columns() -> None:
    css = (
        ".up, main { columns: 2; column-gap: 4mm } main { margin-top: 5mm } p { width: auto }"
        " main h2 + p + h2 { break-before: column }"
    )
    words = "<p>One</p><p>Two</p><p>Three</p>"
    row = "<main><h2>Left</h2><p>Words</p><h2>Right</h2><p>Words</p></main>"
    assert gaps(f"<div class=up>{words}</div>{row}", css) == [(2, 5.0), (2, 5.0)]
    uneven = css.replace("5mm }", "5mm } main h2 + p + h2 { padding-top: 3mm }")
    assert gaps(f"<div class=up>{words}</div>{row}", uneven) != [(2, 5.0), (2, 5.0)]


def test_columns_end_up_to_a_line_below_a_part_that_goes_on_in_the_next() -> None:
    css = (
        "main { columns: 2; column-gap: 4mm; margin-bottom: 5mm } p { width: auto; margin-bottom:"
        " 3mm; break-inside: avoid } h2 { line-height: 7mm }"
    )
    section = "<section><p>One</p><p>Two</p><p>Three</p><p>Four<br>five</p></section>"
    assert gaps(f"<p>Up</p><main>{section}</main><h2>Next</h2>", css) == [(2, 5.0)]
    higher = f"{css.replace('3mm;', '12mm;')} @page {{ size: 120mm 200mm }}"  # more than a line
    ((_, gap),) = gaps(f"<p>Up</p><main>{section}</main><h2>Next</h2>", higher)
    assert gap > 9


def test_the_heading_of_a_clinics_slot_is_not_measured() -> None:
    assert gaps("<p>Words</p><div data-slot=contact><h2>Contact</h2></div>") == []


# --- splits --------------------------------------------------------------------------------------

SHORT_PAGE = "@page { size: 120mm 60mm }"
TALL = "<div style='height: 26mm'></div>"
ITEMS = "".join(f"<li>Item {n}</li>" for n in range(1, 9))


def test_a_short_list_that_goes_on_on_the_next_page_is_split() -> None:
    low = "li { line-height: 3mm } div { height: 70mm !important }"  # less than a third of a page
    (found,) = facts(f"{TALL}<ul>{ITEMS}</ul>", low).breaks
    assert found == Break("list", 2, "Item 1Item 2Item 3Item 4Item 5Item 6Item …")
    assert broken(f"<ul>{ITEMS}</ul>") == []
    assert broken(f"{TALL}<ul>{ITEMS}<li>Item 9</ul>", SHORT_PAGE) == []  # long ones may be split


LOW = f"{SHORT_PAGE} li {{ height: 5.5mm }}"
ONE_LEFT, TWO_LEFT = "<div style='height: 33mm'></div>", "<div style='height: 28mm'></div>"
FIVE = "".join(f"<li>Item {n}</li>" for n in range(1, 6))


def test_a_list_taller_than_a_third_of_a_page_may_go_on_with_two_items_on_both() -> None:
    assert broken(f"{TWO_LEFT}<ul>{FIVE}</ul>", LOW) == []
    assert [kind for kind, _ in broken(f"{ONE_LEFT}<ul>{FIVE}</ul>", LOW)] == ["list"]


def test_a_box_taller_than_a_third_of_a_page_may_go_on_with_two_items_on_both() -> None:
    box = f"<div class=unknowns><ul>{FIVE}</ul></div>"
    assert broken(f"{TWO_LEFT}{box}", LOW) == []
    assert [kind for kind, _ in broken(f"{ONE_LEFT}{box}", LOW)] == ["call-out", "list"]


def test_a_list_is_split_by_columns_unless_they_are_its_own() -> None:
    columns = "{ columns: 2; column-gap: 4mm } li { width: auto }"
    assert [kind for kind, _ in broken(f"<div><ul>{ITEMS}</ul></div>", f"div {columns}")] == [
        "list"
    ]
    assert broken(f"<ul>{ITEMS}</ul>", f"ul {columns}") == []


def test_a_short_paragraph_that_goes_on_in_the_next_column_or_page_is_split() -> None:
    assert [k for k, _ in broken(f"{TALL}<p>{WORDS * 2}</p>", SHORT_PAGE)] == ["paragraph"]
    columns = "div { columns: 2; column-gap: 4mm } p { width: auto }"
    assert [kind for kind, _ in broken(f"<div><p>{WORDS * 2}</p></div>", columns)] == ["paragraph"]
    assert broken(f"<p>{WORDS * 2}</p>") == []


def test_a_long_paragraph_is_cut_by_a_picture_between_its_parts() -> None:
    picture = "<svg xmlns='http://www.w3.org/2000/svg' width='80' height='20'></svg>"
    text = f"{TALL}<p>{WORDS * 5}</p>"
    assert broken(text, SHORT_PAGE) == []
    foot = f"<div style='position: absolute; top: 36mm'>{picture}</div>"
    css = f"{SHORT_PAGE} @page {{ margin-bottom: 16mm }} svg {{ display: block }}"
    ((kind, words),) = broken(f"{foot}{text}", css)
    assert kind == "sentence"
    assert " / " in words


# --- lines ---------------------------------------------------------------------------------------


def test_a_word_alone_counts_from_three_lines_on() -> None:
    three = "<p>Some words of a paragraph that has<br>a few lines of them and then<br>ends.</p>"
    assert broken(three) == [("line", "ends.")]
    assert broken("<p>Some words of a paragraph that<br>ends.</p>") == []
    assert broken("<h2>Some words of a heading that<br>ends</h2>") == [("line", "ends")]
    assert broken(three.replace("p>", "li>")) == [("line", "ends.")]
    assert broken(f"<div data-slot=contact>{three}</div>") == []  # the clinic's, not the author's
    assert broken(three.replace("<br>ends", "<br>it\u00a0ends")) == []


TORN = (
    ("Write to hello@riverside-skin.example", ("address", "hello@riverside- / skin.example")),
    ("It looks wave-like", ("hyphen", "wave- / like")),
    ("We are open from 8\u00a0am – 8\u00a0pm", ("number", "from 8\u00a0am / – 8\u00a0pm")),
    ("It costs from £200 to £300", ("number", "£200 to / £300")),
    ("It takes about 12 weeks", ("number", "about 12 / weeks")),
)


def in_columns_of_all_widths(text: str) -> str:
    cells = (f"<td style='max-width: {mm}mm; width: {mm}mm'>{text}</td>" for mm in range(18, 60, 3))
    return "".join(f"<table><tr>{cell}</tr></table>" for cell in cells)


@pytest.mark.parametrize(("text", "found"), TORN)
def test_what_is_broken_over_two_lines_is_told(text: str, found: tuple[str, str]) -> None:
    assert found in broken(in_columns_of_all_widths(text), "table { table-layout: fixed }")


def test_what_is_typeset_is_never_broken() -> None:
    locale = shipped_project().locales["en-GB"].value
    assert locale is not None
    texts = "".join(in_columns_of_all_widths(typeset(text, locale)) for text, _ in TORN)
    kinds = {kind for kind, _ in broken(texts, "table { table-layout: fixed }")}
    assert kinds <= {"number"}  # the numbers of other lines, which the check knows from ranges


def test_an_address_may_break_at_its_own_signs() -> None:
    css = "p { width: 30mm }"
    assert broken("<p>hello@\u200briverside-\u2060skin\u200b.example</p>", css) == []
    assert broken("<p>pre- and after-care- of skin</p>", "p { width: 20mm }") == []


# --- overlaps ------------------------------------------------------------------------------------


def collided(body: str, css: str = "") -> list[tuple[str, str, float]]:
    return [(c.one, c.other, c.distance_mm) for c in facts(body, css).collisions]


BOX = "p { width: auto } .a, .b { border: .5mm solid; padding: 2mm; width: 40mm }"


def test_lines_that_overlap_are_found() -> None:
    ((one, other, distance),) = collided(
        "<p>First words</p><p class=up>Other words</p>", ".up { margin-top: -4mm }"
    )
    assert (one, other) == ('"First words"', '"Other words"')
    assert distance < -1
    assert collided("<p>First words</p><p>Other words</p>") == []


def test_a_box_keeps_off_what_is_beside_it() -> None:
    body = "<div class=a><p>One</p></div><div class=b><p>Two</p></div>"
    assert collided(body, f"{BOX} .b {{ margin-top: .4mm; width: 60mm }}") == [
        ('the box "a"', 'the box "b"', 0.4)
    ]
    assert collided(body, f"{BOX} .b {{ margin-top: 1.2mm; width: 60mm }}") == []
    assert collided(body, BOX) == []  # joined on purpose
    near = f"{BOX} .b {{ margin: -3mm 0 0 20mm }}"
    assert [(one, other) for one, other, _ in collided(body, near)][:1] == [
        ('the box "a"', 'the box "b"')
    ]


def test_a_box_may_hold_boxes_and_an_empty_ground_is_none() -> None:
    nested = "<div class=a><p>One</p><div class=b><p>Two</p></div></div>"
    assert (
        collided(
            nested,
            ".a { border: 1mm solid; padding: 1mm } .b { border: 1mm solid; margin-top: 1mm }",
        )
        == []
    )
    ground = "<div class=g></div><p>Words</p>"
    assert (
        collided(
            ground,
            ".g { position: absolute; top: 1mm; height: 2mm; width: 9mm; background: #eeeeee }",
        )
        == []
    )


def test_a_crowded_page_is_told_in_a_few_findings() -> None:
    heap = "".join(f"<p style='position: absolute; top: 0'>Words {n}</p>" for n in range(60))
    assert len(collided(heap)) == 20


# --- drawings ------------------------------------------------------------------------------------


def drawing(digits: str) -> bytes:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"><title>A drawing</title>'
        f'<g fill="var(--onbadge, #ffffff)">{digits}</g><path fill="#000000" d="M0 0h1v1z"/></svg>'
    ).encode()


def test_the_height_of_a_logo_is_that_of_the_lowest_one() -> None:
    data = drawing("")
    asset = Asset(f"{BASE}content/logo.svg", digest(data))
    body = f'<img class=logo alt="x" src="{asset.uri}" style="width: 20mm">'
    page = small_page(body, assets=(asset,))
    assert render_once(page, {digest(data): data}).facts.logo_mm == 10.0
    assert facts("<p>Words</p>").logo_mm is None
