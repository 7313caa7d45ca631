"""Markdown to sections and safe HTML: words are never lost, nothing foreign becomes live."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflet.compose.typography import has_list, inline_html, to_html, typeset
from leaflet.content.markdown import Mark, check_inline, marks, place_of_mark
from leaflet.content.sections import read_sections
from leaflet.core.diagnostics import Span
from leaflet.model.locale import Locale
from tests.support.example import example_project
from tests.support.printed import in_default_lane
from tests.support.projects import patient
from tests.support.steps import growth


@pytest.fixture(scope="session")
def english() -> Locale:
    locale = example_project().locales["en-GB"].value
    assert locale
    return locale


def words_only(_: Mark) -> None:
    """No mark has a value: its words are printed."""


# --- sections ----------------------------------------------------------------------------------

BODY = """\
## First one {#first}

Words of two
lines.

- a list

![](figure:one) ![](figure:two)

## Second {#second priority=3}

```questions lines=4
- Why?
```

### Inside

More words.
"""


def test_a_body_is_read_into_sections_with_places() -> None:
    parts, findings = read_sections("a.md", BODY, first_line=100)
    assert not findings
    assert [(p.heading.id, p.heading.text, p.heading.priority, p.span.line) for p in parts] == [
        ("first", "First one", 2, 100),
        ("second", "Second", 3, 109),
    ]
    assert [(piece.kind, piece.line, piece.lines) for part in parts for piece in part.pieces] == [
        ("prose", 102, 0),
        ("figures", 107, 0),
        ("questions", 112, 4),
        ("prose", 115, 0),
    ]
    assert parts[0].pieces[0].text == "Words of two\nlines.\n\n- a list\n"
    assert parts[1].pieces[0].text == "- Why?\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("Words\n<div>x</div>\n", 2, 1, "raw HTML"),
        ("Words <b>x</b>", 1, 7, "raw HTML"),
        ("<!-- hidden -->", 1, 1, "an HTML comment"),
        ("one\ntwo [x](ftp://x)", 2, 9, 'link to "ftp://x"'),
        ("[x](FILE:///etc/passwd)", 1, 5, "link to"),
        ("[x](//x.org)", 1, 5, "link to"),
        ("[x](https://)", 1, 5, "link to"),
        ("[x](https://a@b.org/)", 1, 5, "link to"),
        ("[x](data:text/html,x)", 1, 5, "link to"),
        ("[x](fact:)", 1, 5, "link to"),
        ("[ ](fact:c3)", 1, 5, "without words"),
        ("words ![](figure:one)", 1, 11, "a figure inside a paragraph"),
        ("![](https://x.org/y.png)", 1, 5, "from outside the figures"),
        ("some *words*", 1, 6, "italics"),
        ("some `words`", 1, 7, "code"),
        ("    words", 1, 1, "indented code"),
        ("> words", 1, 1, "a quotation block"),
        ("***", 1, 1, "a rule"),
        ("- a\n  - b\n    - c\n      - d", 4, 1, "a fourth list inside a list"),
        ("- a\n\n  ```risks\n  x\n  ```", 3, 1, "a block"),
        ("# Words", 1, 1, "a heading of level 1"),
        ("#### Words", 1, 1, "a heading of level 4 without one of level 3"),
        ("##### Words", 1, 1, "a heading of level 5"),
        ("```short\nwords", 1, 1, 'the block "short" has no end'),
        ("```short rows=2\nwords\n```", 1, 1, 'unknown option "rows=2"'),
        ("## {#x}", 1, 1, "a section without a heading"),
        ("## A **b** {#x}", 1, 1, "a heading with marks or other Markdown"),
        ("## A {#x priority=0}", 1, 1, 'priority "0"'),
        ("&#x202E;", 1, 1, "&#x202E;"),
        ("x" * 5_001, 1, 1, "without an empty line"),
    ],
)
def test_what_may_not_stand_in_a_body_is_reported_at_its_place(
    text: str, line: int, column: int, says: str
) -> None:
    _, findings = read_sections("a.md", f"## A {{#about}}\n\n{text}\n", first_line=-1)
    assert (findings[0].span.line, findings[0].span.column) == (line, column)
    assert says in findings[0].message
    assert findings[0].hint


def test_words_before_the_first_section_are_reported() -> None:
    parts, findings = read_sections("a.md", "Words\n", first_line=1)
    assert not parts
    assert findings[0].message == "text before the first section"


@pytest.mark.parametrize(
    "text",
    [
        "plain words, 5 < 6 & more",
        "**bold** words",
        "[words](fact:c10)",
        "[page](https://example.org/a_b?c=d#e)",
        "5 * 6 * 7",
        "snake_case_words",
        "a [bracket] and (another)",
    ],
)
def test_what_may_stand_in_an_item_is_not_reported(text: str) -> None:
    assert not list(check_inline(text, Span("a.md", 1, 1)))


# --- HTML --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ("**a** b", "<b>a</b> b"),
        ("one\ntwo", "one two"),
        ("[8 or 9](fact:c10) people", "8\u00a0or\u00a09\u00a0people"),
        ("[**bold** mark](fact:c10)", "bold mark"),
        ("[two\nlines](fact:c10)", "two lines"),
        ("[a & b](https://x.org/?a=b&c)", '<a href="https://x.org/?a=b&amp;c">a &amp; b</a>'),
        ("[Note]: these words", "[Note]: these words"),
        ("&#xE000;**a**", "<b>a</b>"),
        ("\\<b>", "&lt;b&gt;"),
    ],
)
def test_inline_markdown_loses_no_word_and_gains_no_tag(
    markdown: str, html: str, english: Locale
) -> None:
    assert inline_html(markdown, english, words_only) == html


def test_a_mark_with_a_value_prints_it(english: Locale) -> None:
    made = inline_html("call [us](help:emergency) now", english, lambda m: f"<a>{m.target}</a>")
    assert made == "call<a> emergency</a> now"


@pytest.mark.parametrize("line", ["[Note]: words", '[Note]: words "more"', "[a]: <b>"])
def test_a_line_that_looks_like_a_definition_does_not_vanish(line: str, english: Locale) -> None:
    assert "[" in to_html(f"Text\n\n{line}\n", english, words_only)


def test_a_list_that_takes_much_room_may_go_on_on_the_next_page(english: Locale) -> None:
    def made(items: list[str]) -> str:
        return to_html("".join(f"- {item}\n" for item in items), english, words_only)

    assert 'data-list="long"' not in made(["Words of an item"] * 8)
    assert made(["Words"] * 9).startswith('<ul data-list="long">')
    assert made(["Words of an item that is long " * 12] * 3).startswith('<ul data-list="long">')
    nested = to_html("- a\n" + "  - b\n" * 9, english, words_only)
    assert nested.startswith("<ul>")
    assert nested.count('data-list="long"') == 1


def test_a_paragraph_that_announces_a_list_stays_with_it(english: Locale) -> None:
    assert to_html("Take these:\n\n- a\n", english, words_only).startswith('<p data-leads="list">')
    for text in ("Take these.\n\n- a\n", "Take these:\n\nWords\n", "Take these:"):
        assert "data-leads" not in to_html(text, english, words_only)
    assert has_list("Words\n\n1. One\n")
    assert not has_list("Words - and more")


def test_prose_becomes_paragraphs_lists_and_headings(english: Locale) -> None:
    html = to_html("### Head\n\nText\n\n- a\n- b\n\n1. c\n", english, words_only)
    assert html.replace("\n", "") == (
        "<h3>Head</h3><p>Text</p><ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>"
    )


@pytest.mark.parametrize(
    ("plain", "set_"),
    [
        ("'a' and \"b\"", "‘a’ and “b”"),
        ("don't", "don’t"),
        ("3-6 visits", "3\u2060–\u20606\u00a0visits"),
        ("3 to 6 weeks", "3\u00a0to\u00a06\u00a0weeks"),
        ("1200 peopled lands", "1200 peopled lands"),
        ("0113-496-0270, 2026-11-23", "0113-496-0270, 2026-11-23"),
        ("call 555-1234", "call 555-1234"),
        (
            "Ask for maker, contents and batch number",
            "Ask for maker, contents and batch\u00a0number",
        ),
        (
            "Ask for maker, contents and registration",
            "Ask for maker, contents and\u00a0registration",
        ),
        ("Ask for maker, site and hyperpigmentation", "Ask for maker, site and hyperpigmentation"),
        ("Batch number", "Batch number"),
    ],
)
def test_typography_of_the_language(plain: str, set_: str, english: Locale) -> None:
    assert typeset(plain, english) == set_


def test_a_backslash_among_the_quotation_marks_is_a_mark(english: Locale) -> None:
    odd = english.model_copy(update={"quotes": ("\\1", "\\g", "\\9", "\\")})
    assert typeset("'a' \"b\"", odd) == "\\9a\\ \\1b\\g"


# --- marks -------------------------------------------------------------------------------------


def test_marks_are_found_with_their_lines() -> None:
    text = "one [a b](fact:x)\ntwo [c\nd](source:y) [e](https://x.org)\n\n- [f](help:z)"
    assert list(marks(text)) == [
        (Mark("fact", "x", "a b"), 0),
        (Mark("source", "y", "c d"), 1),
        (Mark("help", "z", "f"), 4),
    ]


@pytest.mark.parametrize(
    ("text", "line", "place"),
    [
        ("[a](fact:x)", 0, Span("f", 7, 8)),
        ("w\n[a](fact:x)", 1, Span("f", 8, 5)),
        ("w\n[a\nb](fact:x)", 1, Span("f", 9, 4)),
        ("nothing", 0, Span("f", 7, 4)),
    ],
)
def test_a_mark_stands_where_its_target_stands(text: str, line: int, place: Span) -> None:
    assert place_of_mark(Mark("fact", "x", "a"), Span("f", 7, 4), text, line) == place


# --- whatever comes ----------------------------------------------------------------------------

SIGNS = (
    "a [ ] ( ) ! < > * ** _ ` ``` ~~~ # ## {#x} - 1. & &amp; &#xE000; \\ ' \" fact:x https:// | ---"
)
MARKDOWN = st.lists(st.sampled_from([*SIGNS.split(), " ", "\n", "\n\n", "  "]), max_size=80).map(
    "".join
)


@patient
@given(st.one_of(MARKDOWN, st.text(max_size=200)))
def test_any_body_is_read_or_refused(body: str) -> None:
    parts, findings = read_sections("a.md", body, first_line=1)
    assert parts or findings or not body.strip() or body.strip("\x0c\x1c\x85\u2028 \n\t") != body
    assert all(f.span.line >= 1 and f.span.column >= 1 and f.hint for f in findings)


@patient
@given(text=st.one_of(MARKDOWN, st.text(max_size=200)))
def test_any_text_becomes_html_without_foreign_tags(text: str, english: Locale) -> None:
    html = to_html(text, english, words_only) + inline_html(text, english, words_only)
    for tag in html.replace("\n", " ").split("<")[1:]:
        name = tag.lstrip("/").split(">")[0].split(" ")[0]
        assert name in {"p", "ul", "ol", "li", "h3", "b", "a"}


@pytest.mark.parametrize(
    "sign",
    in_default_lane(
        ["[", "![", "[a](b) ", "**a ", "`a", "[\n", "<a ", "&", "- ", "> "], ["[", "**a ", "`a"]
    ),
)
def test_the_work_of_reading_grows_with_the_body_and_no_faster(sign: str) -> None:
    def read(length: int) -> None:
        read_sections("a.md", "## A {#a}\n\n" + sign * (length // len(sign)), first_line=1)

    assert growth(read, 2_400) < 2.3
