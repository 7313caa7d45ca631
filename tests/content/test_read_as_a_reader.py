"""Text is read as a reader reads it: what is not seen is left out or refused, and told."""

from __future__ import annotations

import unicodedata

import pytest

from leaflet.content.documents import decode, read_yaml
from leaflet.content.markdown import check_inline, parser
from leaflet.content.sections import read_sections
from leaflet.core.characters import unseen, without_unseen
from leaflet.core.diagnostics import Severity, Span
from leaflet.core.folding import fold, fold_text, foreign_letter
from leaflet.text.sentences import split
from leaflet.text.units import Unit, filled

PLACE = Span("a.md", 1, 1)


def refused(text: str) -> list[str]:
    return [f"{finding.message}; {finding.hint}" for finding in check_inline(text, PLACE)]


# --- characters without a shape ----------------------------------------------------------------


@pytest.mark.parametrize(
    "hidden", [*"\u00ad\u200b\u2060\ufeff\u180e\u034f\ufe0f\u3164\u2063\u200e\u200f\u200d\u200c",
     "\U000e0041", "\U000e0100", "\u200d\u200d"],
    ids=ascii,
)  # fmt: skip
def test_what_has_no_shape_is_left_out_with_a_note(hidden: str) -> None:
    text, findings = decode("f", f"a\nbre{hidden}moves scars".encode())
    assert text == "a\nbremoves scars"
    (note,) = findings
    assert (note.code, note.severity, note.span) == (
        "invisible-character",
        Severity.NOTE,
        Span("f", 2, 4),
    )
    assert f"{len(hidden)} invisible" in note.message


@pytest.mark.parametrize("word", ["می\u200cخواهم", "क्\u200dष", "ක්\u200dර", "ക്\u200dക"])
def test_joiners_stay_in_words_that_need_them(word: str) -> None:
    assert decode("f", word.encode()) == (word, [])


@pytest.mark.parametrize("turn", list("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
def test_what_turns_the_direction_of_text_is_refused(turn: str) -> None:
    assert [finding.code for finding in decode("f", turn.encode())[1]] == ["control-character"]
    _, findings = read_yaml("f", f'a: "x\\u{ord(turn):04x}y"')
    assert [finding.code for finding in findings] == ["control-character"]


def test_the_table_holds_every_format_character_but_signs_and_what_is_refused() -> None:
    seen = [
        character
        for character in map(chr, range(0x20, 0xE1000))
        if unicodedata.category(character) == "Cf"
        and not list(unseen(character))
        and decode("f", character.encode())[1] == []
    ]
    scripts = {unicodedata.name(character).split(" ")[0] for character in seen}
    assert scripts <= {"ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN"}  # signs that have a shape


def test_yaml_escapes_bring_nothing_hidden_in() -> None:
    document, findings = read_yaml("f", 'a: "re\\u00admoves caf\\u0065\\u0301"')
    assert document.value == {"a": "removes café"}
    assert [finding.code for finding in findings] == ["invisible-character"]


def test_text_is_in_its_normal_form_and_keeps_its_signs() -> None:
    assert decode("f", "cafe\u0301 10² ½ ﬁ".encode()) == ("café 10² ½ ﬁ", [])
    assert without_unseen("10²") == "10²"


# --- words of two scripts ----------------------------------------------------------------------


@pytest.mark.parametrize("word", ["сure", "safе", "Сure", "removeѕ", "sаfe", "cοre", "αcne"])
def test_a_word_of_two_scripts_is_told(word: str) -> None:
    assert foreign_letter(f"a {word} b")
    _, findings = read_yaml("f", f"a: so {word} b")
    assert [finding.severity for finding in findings] == [Severity.WARNING]
    assert "U+0" in findings[0].message


@pytest.mark.parametrize(
    "words",
    ["β-blocker", "TNFα", "5 μg and 5 µg", "NFκB", "λmax", "kΩ", "Δt", "C-реактивный", "слово",
     "SMS-сообщение", "α and ω", "10 µm", "café naïve Łódź", "Ελλάδα"],
)  # fmt: skip
def test_signs_and_words_of_one_script_are_not_told(words: str) -> None:
    assert foreign_letter(words) is None


@pytest.mark.parametrize(
    ("word", "same"),
    [("сure", "cure"), ("ＲＥＭＯＶＥＳ", "removes"), ("don‘t", "don't"), ("donʼt", "don't"),
     ("ﬁx", "fix"), ("s\u0332afe", "safe"), ("re\u00admoves", "removes"), ("сор", "cop")],
)  # fmt: skip
def test_checks_compare_what_looks_alike_as_equal(word: str, same: str) -> None:
    assert fold(word) == same


@pytest.mark.parametrize("word", ["10²", "m²", "año", "może", "вот", "½"])
def test_what_looks_different_stays_different(word: str) -> None:
    assert fold(word) == word


def test_hyphens_and_spaces_of_all_kinds_are_one() -> None:
    assert fold_text("Life\u2011changing\u00a0 Care") == fold_text("life-changing care")


# --- entities and escapes ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entity", "says"),
    [("&shy;", "delete it"), ("&#173;", "delete it"), ("&#x202e;", "delete it"),
     ("&copy;", "type ©"), ("&quot;", 'type "'), ("&#65;", "type A"), ("&zwnj;", "delete it"),
     ("&#0;", "delete it"), ("&apos;", "type '"), ("&eacute;", "type é")],
)  # fmt: skip
def test_an_entity_is_refused_with_the_character_to_type(entity: str, says: str) -> None:
    (finding,) = refused(f"re{entity}moves")
    assert entity in finding
    assert says in finding


@pytest.mark.parametrize("text", ["R&D; x", "A & B", "\\&shy;", "&amp; &lt; &gt; &nbsp;", "a&b;c"])
def test_what_is_no_entity_or_allowed_passes(text: str) -> None:
    assert not refused(text)


@pytest.mark.parametrize(
    "source",
    ["a &amp; b &lt;c&gt;", "\\[x\\] and \\*y\\*", "re**mo**ves", "[8 or 9](fact:c1) of 10",
     "[a \\] b](fact:c1)", "x&nbsp;y", "a\\-b", "[a **b** c](fact:x) d", "5 \\< 6", "\\\\ x",
     "snake_case", "[Note]: these words", "a [bracket] and (another)"],
)  # fmt: skip
def test_checks_read_the_words_that_the_parser_prints(source: str) -> None:
    (inline,) = parser().parseInline(source)
    printed = "".join(child.content for child in inline.children or ())
    assert filled(Unit("", "", ()), source).text == printed


def test_a_heading_is_read_as_it_is_printed() -> None:
    sections, findings = read_sections("a.md", "## R &amp; D \\[x\\] {#about}\n\nx\n", 1)
    assert not findings
    assert sections[0].heading.text == "R & D [x]"


# --- markup of other dialects ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "says"),
    [
        ("+---+---+", "a table"), ("words[^n] here", "a footnote"), ("[^n]: The words", "footnote"),
        ("a^[note]", "a footnote"), ("- [ ] Bring", "a task list"), ("- [x] Ask", "checklist"),
        ("~~struck~~", "struck"), ("==high==", "highlighted"), ("++new words++", "inserted"),
        ('!!! warning "Take care"', "a box"), ("??? note", "a box"), ("::: note", "a box"),
        (":::", "a box"), (".. note:: x", "a box"), ("[[page]]", "a wiki"), ("{{ name }}", "place"),
        ("{% if x %}", "placeholder"), ("$x^2$", "formula"), ("$$x$$", "formula"),
        ("\\textbf{a}", "LaTeX"), ("[words][ref]", "by reference"), ("[words][]", "by reference"),
        ("[ref]: https://x.org", "by reference"), ("[@smith]", "citation"),
        ("Term\n: meaning", "definition list"), ("*[HTML]: x", "abbrev"), (":smile: x", "sign"),
        ("[TOC]", "forum"), ("[b]x[/b]", "forum"), ("'''x'''", "wiki"), ("H~2~O", "lowered"),
        ("x^2^ y", "raised"), ("{>>c<<}", "an edit"), ("== Title ==", "a wiki"),
        ("<https://example.org>", "angle brackets"), ("<!-- hidden -->", "comment"),
        ("**open words", "without its end"), ("[words](fact:c1", "without its end"),
        ("<b>x</b>", "raw HTML"), ("> [!NOTE]\n> x", "quotation"), ("    code", "indented"),
    ],
)  # fmt: skip
def test_markup_of_another_dialect_is_refused_at_its_line(markup: str, says: str) -> None:
    _, findings = read_sections("a.md", f"## A {{#about}}\n\nWords.\n\n{markup}\n", 1)
    assert any(says in f"{f.message}; {f.hint}" for f in findings), findings
    assert all(f.hint and f.span.line >= 5 for f in findings)


def test_a_heading_by_a_line_below_it_is_refused() -> None:
    _, findings = read_sections("a.md", "## A {#about}\n\nWords\n---\n", 1)
    assert [finding.span.line for finding in findings] == [3]


@pytest.mark.parametrize(
    "text",
    ["5 $", "$5 or $10", "US$5-US$6", "(5$)/(6$)", "a == b", "a == b and c == d", "!!",
     "Stop!!! Call us", "[optional]", "[Note]: words", "~5 mm", "C++ and C++", "08:30: come",
     "{number}", "100% sure", "5 * 6 * 7", "a | b", "either|or", "{page}", "[a [b] c]",
     "[page](https://example.org/a_b?c=d#e)", "[x](https://a.org/~~b==c==$d$)", "10^2", "Is it??",
     "note: this: that", "= 5", "3 + 4 = 7", "\\[^n\\] x", "\\~\\~x", "yes [ ] no", "a--b",
     "p==0.05", "Take [one] or [two]", "+44 1632", "I:you:we", "Costs $5, not $x.", "'quoted' ''"],
)  # fmt: skip
def test_what_only_looks_like_markup_passes(text: str) -> None:
    assert not refused(text)
    _, findings = read_sections("a.md", f"## A {{#about}}\n\nWords {text}\n", 1)
    assert not findings


@pytest.mark.parametrize("source", ["a сure", "a c**ur**e", "a ｃure", "a cu\u0332re"])
def test_a_check_finds_a_word_however_it_is_disguised(source: str) -> None:
    (sentence,) = split(filled(Unit("", "", ()), source))
    assert sentence.words == ("a", "cure")
