"""Elements become lines: what is said by looks elsewhere is said by blank lines and few signs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflet.render.plain_text import make_text
from leaflet.render.text_lines import COLUMNS, plain, wrapped
from tests.support.printed import small_page
from tests.support.projects import patient


def lines(body: str, band: str = "") -> list[str]:
    text = make_text(replace(small_page(body), medium="text", state_band=band)).decode()
    assert text.endswith("\n") or not text
    return text.split("\n")[:-1]


MADE: dict[str, tuple[str, list[str]]] = {
    "paragraphs": ("<p>One\n  word</p><p>Two</p>", ["One word", "", "Two"]),
    "headings": (
        "<h1>T</h1><p>a</p><h2>S</h2><h3>U</h3><p>b</p>",
        ["T", "", "a", "", "", "S", "", "U", "", "b"],
    ),
    "words in one another": ("<p>a <b>b</b><i>c</i> <span>d</span></p>", ["a bc d"]),
    "a break": ("<p>a<br>b</p>", ["a", "b"]),
    "items": ("<p>a</p><ul><li>b</li><li>c</li></ul><p>d</p>", ["a", "", "- b", "- c", "", "d"]),
    "numbered items": ("<ol start=9><li>a</li><li>b</li></ol>", ["9. a", "10. b"]),
    "boxes to tick": ('<ul class="checklist"><li>a</li></ul>', ["[ ] a"]),
    "items in items": (
        "<ul><li>a<ol><li>b</li></ol>c</li><li>d</li></ul>",
        ["- a", "  1. b", "  c", "- d"],
    ),
    "paragraphs in items": ("<ul><li><p>a</p><p>b</p></li></ul>", ["- a", "  b"]),
    "rows of labels": (
        "<dl><div><dt>What</dt><dd>a</dd></div><div><dt>When?</dt><dd>b</dd></div></dl>",
        ["What: a", "When? b"],
    ),
    "a value without a label": ("<dl><dt>A</dt><dd>b<br>c</dd><div>d</div></dl>",
                                ["A: b", "  c", "d"]),
    "a label without a value": ("<dl><dt>A</dt><dd></dd><dt>B</dt></dl>", ["A:", "B:"]),
    "a table with a head": (
        (
            "<table><caption>Days</caption><thead><tr><th>When<th>What<th>Who</thead>"
            "<tr><th>Mon<td>a<td>me</tr><tr><th>Tue<td>b<td></tr></table>"
        ),
        ["Days", "", "When: Mon", "What: a", "Who: me", "", "When: Tue", "What: b"],
    ),
    "a table without a head": (
        "<table><tr><th>Mon<td>9 to 12<br>1 to 5</tr><tr><th>Tue<td>closed</table>",
        ["Mon: 9 to 12", "  1 to 5", "Tue: closed"],
    ),
    "a picture": ('<figure><img alt="A cat"><p>Legend</p></figure>', ["[A cat]", "", "Legend"]),
    "a picture that says nothing": ('<p>a</p><img alt=""><p>b</p>', ["a", "", "b"]),
    "a logo": ('<img class="logo" alt="Clinic">', ["Clinic"]),
    "a drawing": ("<p>a</p><svg><title>b</title></svg><p>c</p>", ["a", "", "c"]),
    "a field": ('<p class="field half">Day</p>', ["Day:"]),
    "a field to tick": (
        '<p class="field tick"><span class="tick-box"></span> <span>Yes</span></p>',
        ["[ ] Yes"],
    ),
    "a link": ('<p><a href="https://a.example/b">Words</a>, so</p>',
               ["Words (https://a.example/b), so"]),
    "a link of an address": ('<p><a href="https://a.example">a.example</a></p>', ["a.example"]),
    "a phone": ('<p>Call <a href="tel:999">999</a></p>', ["Call 999"]),
    "what is no word": (
        "<style>p{}</style><script>a()</script><template>x</template><!-- y --><p>a</p>",
        ["a"],
    ),
    "lines that follow each other": (
        '<p>a</p><div class="lines"><h2>H</h2><p>b</p><p>c</p></div>',
        ["a", "", "", "H", "", "b", "c"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_an_element_becomes_lines(name: str) -> None:
    body, made = MADE[name]
    assert lines(body) == made


def test_the_state_is_first_and_apart() -> None:
    band = "Draft: not approved. Not for patients. To mend: 3."
    assert lines("<h1>Title</h1>", band) == [
        "Draft: not approved. Not for patients.", "To mend: 3.", "", "", "Title",
    ]  # fmt: skip
    assert lines("<h1>Title</h1>") == ["Title"]


def test_further_lines_of_an_item_and_of_a_row_are_indented() -> None:
    words = "word " * 12
    assert lines(f"<ul><li>{words}</li></ul>")[1].startswith("  word")
    assert lines(f"<ol><li>{words}</li></ol>")[:2] == [
        "1. word word word word word word word", "  word word word word word",
    ]  # fmt: skip
    assert lines(f"<dl><dt>A</dt><dd>{words}</dd></dl>")[1].startswith("  word")
    assert not lines(f"<p>{words}</p>")[1].startswith(" ")


# --- lines ---------------------------------------------------------------------------------------


def test_a_number_stays_with_its_word_and_a_phone_number_whole() -> None:
    before = "a" * 36
    assert wrapped(f"{before} 20\u00a0mg of it")[1] == "20 mg of it"
    assert wrapped(f"{before} 01632\u00a0960\u00a0140")[1] == "01632 960 140"
    assert wrapped(f"{before} healed\u00a0[12,\u00a016]")[1] == "healed [12, 16]"
    assert wrapped(f"{'a' * 35} last\u00a0word")[0].endswith(" last")
    assert wrapped(f"{'a' * 35} 9\u00a0am –\u2060 5\u00a0pm")[1] == "9 am – 5 pm"


ADDRESSES = (
    "https://a-long-name.example/and/a/long/path/to/a/page",
    "someone.with.a.long.name@a-long-name-of-a-clinic.example",
    "a-long-name-of-a-clinic.and-of-its-place.example",
    "(https://a-long-name.example/and/a/long/path/to/it).",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_never_broken(address: str) -> None:
    assert wrapped(f"Look at {address} for more.", "- ", "  ") == [
        "- Look at", address, "  for more.",
    ]  # fmt: skip
    set_for_paper = address.replace(".", "\u200b.").replace("-", "-\u2060")
    assert address in wrapped(set_for_paper)


def test_an_address_that_has_room_without_an_indent_has_its_own_line() -> None:
    address = "https://a-name.example/of/40/characters/"
    assert len(address) == COLUMNS
    assert wrapped(f"See {address} now", "- ", "  ") == ["- See", address, "  now"]
    assert wrapped(address, "- ", "  ") == ["-", address]


def test_a_long_word_is_cut_behind_a_hyphen_or_where_the_line_ends() -> None:
    assert wrapped("a" * 90) == ["a" * 40, "a" * 40, "a" * 10]
    parts = ("polymethylmethacrylate-", "hydroxyethylmethacrylate-", "gel")
    assert wrapped("".join(parts)) == [parts[0], parts[1] + parts[2]]


def test_wide_signs_take_two_columns_and_marks_none() -> None:
    assert [len(line) for line in wrapped("医" * 50)] == [20, 20, 10]
    accented = "e\u0323\u0302" * 40
    assert len(wrapped(accented)) == 1


def test_other_scripts_are_in_the_order_of_reading() -> None:
    words = "هذه نشرة للمرضى عن حقن الجلد، وهي لا تحل محل الحديث مع الطبيب المعالج."
    made = wrapped(f"\u2067{words}\u2069")
    assert " ".join(made) == words
    assert max(map(len, made)) <= COLUMNS
    assert plain("می\u200cخواهم") == "می\u200cخواهم", "spelling, not layout"


@pytest.mark.parametrize("sign", "\u00ad\u200b\u2060\ufeff\u200e\u2066\x00")
def test_a_sign_that_cannot_be_seen_is_left_out(sign: str) -> None:
    assert wrapped(f"a{sign}b") == ["ab"]


@pytest.mark.parametrize("blank", "\u00a0\u202f\u2009\u3000\u2028\t\n")
def test_every_blank_is_a_plain_one(blank: str) -> None:
    assert wrapped(f"a{blank}b") == ["a b"]


_TEXT = st.text(st.sampled_from("ab é.-@/:\u00a0\u2060\u200b9–[医\u0301"), max_size=200)


@patient
@given(_TEXT, st.sampled_from(["", "- ", "10. "]))
def test_no_word_is_lost_and_no_line_too_wide(text: str, first: str) -> None:
    made = wrapped(text, first, "  " if first else "")
    said = "".join("".join(made).removeprefix(first.rstrip() if made else "").split())
    assert said == "".join(plain(text).split())
    assert all(line == line.rstrip() for line in made)
    for line in made:
        wide = sum(2 if sign == "医" else sign != "\u0301" for sign in line)
        assert wide <= COLUMNS or " " not in line


# --- what nobody writes ---------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["div", "ul><li", "b", "table><tr><td", "dl><dd"])
def test_elements_may_be_nested_deeply(tag: str) -> None:
    made = lines(f"<{tag}>" * 3_000 + "word")
    assert " ".join(made).strip(" -").endswith("word")
    assert all(len(line) <= COLUMNS for line in made)


@pytest.mark.parametrize("body", ["", "</div></body>x", "<li>x", "<td>x", "<dt>x:", "</ul><p>x"])
def test_loose_elements_are_no_trouble(body: str) -> None:
    assert [line.strip("-: ") for line in lines(body)] == (["x"] if "x" in body else [])
