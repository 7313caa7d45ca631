"""A text that YAML would cut is told, with what is read and what is lost; comments pass."""

from __future__ import annotations

import pytest

from leaflet.content.documents import read_yaml

CUT = {
    "number of a flat": ("a: 12 Weir Walk #4", "12 Weir Walk", "#4"),
    "colour": ("rgb: #0f6e78", "nothing", "#0f6e78"),
    "colour before more": ("a:\n  rgb: #0f6e78\nb: c", "nothing", "#0f6e78"),
    "words": ("a: 12 Weir Walk # flat 4", "12 Weir Walk", "# flat 4"),
    "one word and a number": ("a: Flat # 4", "Flat", "# 4"),
    "behind two spaces": ("a: 12 Weir Walk  #4", "12 Weir Walk", "#4"),
    "item of a list": ("- Clinic #1\n- b", "Clinic", "#1"),
    "item that is gone": ("- #tag\n- b", "nothing", "#tag"),
    "item between brackets": ("a: [x, #4 Weir,\n b]", "nothing", "#4 Weir,"),
    "next line": ("a: one two\n  #4 Weir Walk\nb: c", "nothing", "#4 Weir Walk"),
    "behind quotes": ('a: "12 Walk" #4', "12 Walk", "#4"),
}


@pytest.mark.parametrize(("text", "read", "lost"), CUT.values(), ids=CUT)
def test_a_text_that_is_cut_is_an_error_that_shows_both(text: str, read: str, lost: str) -> None:
    _, findings = read_yaml("a.yaml", text)
    assert [(f.code, f.is_error) for f in findings] == [("cut-value", True)]
    assert read in findings[0].message
    assert lost in findings[0].message
    assert "put it in quotes" in findings[0].hint


@pytest.mark.parametrize(
    "text",
    ['w: "46"  # mm', 'w: "46" # mm', "n: 14 # days", "n: 14  # days", "a: # the lines\n  b: c",
     "a:  # list\n  - b\n", "a: #list\n- b", "a:\n- b  # first\n", "a: [x]  # y", "a: [x] #y",
     "# whole #4\na: b", "a: b\n# c\n", "a: |\n  12 #4\n  # x\nb: c", "a: >\n  12 #4\nb: c",
     "a: b#c", "a: https://x.org/#frag", "l:\n  - en-GB\n  #- pl-PL\n", "a: {b: c} # d",
     "l:\n  - en-GB\n  # - pl-PL\n", "a: some words here  # a note", 'a: "x #4"', "a: 'x #4'",
     "a: some long words that fill a whole line of the file, as people fold it,\n  and go on",
     "a: >\n  x\n  y", "l: [a,  # first\n b]", "l: [a, # first\n b]", "a: b ##",
     "a: x\n  # on b\nb: c",
     "- a: b\n  c: d # e", "a: 08:30", "a: x: y".replace(": y", ":y"), "a: # to do\nb: 1"],
)  # fmt: skip
def test_comments_and_whole_texts_pass(text: str) -> None:
    assert read_yaml("a.yaml", text)[1] == []


@pytest.mark.parametrize(
    ("text", "is_error"),
    [("- Fever\n  Rash\n- Pain", False), ("- Fever\n  -Rash", True), ("a: S\n  subtitle:x", True),
     ("a: Mon to Fri\n  Sat", False)],
)  # fmt: skip
def test_a_line_that_joins_the_one_before_is_told(text: str, is_error: bool) -> None:
    (finding,) = read_yaml("a.yaml", text)[1]
    assert (finding.code, finding.is_error, finding.span.line) == ("cut-value", is_error, 2)


@pytest.mark.parametrize(
    "value",
    ["- Skin", "Skin: x", "*bold* x", "@x", "`x`", "%x", "[x] y", '"Best" x', "> 5 mm", "{x} y",
     "Skin:"],
)  # fmt: skip
def test_a_text_that_is_no_yaml_is_shown_in_quotes(value: str) -> None:
    (finding,) = read_yaml("a.yaml", f"a: {value}")[1]
    assert value in finding.hint
    assert "quotes" in finding.hint


@pytest.mark.parametrize("value", ["&b", "! care", "!important", "*b", "[12 Walk #4, x]\nb: c"])
def test_a_sign_of_yaml_at_the_start_needs_quotes(value: str) -> None:
    (finding,) = read_yaml("a.yaml", f"a: {value}")[1]
    assert "quotes" in finding.hint
