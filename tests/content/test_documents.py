"""Bytes and YAML of authors: text stays text, every problem has a place, nothing blows up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflet.content.documents import MAX_BYTES, MAX_DEPTH, decode, read_yaml, split_front_matter
from leaflet.content.leaflet_file import parse_leaflet
from leaflet.core.diagnostics import Span
from tests.support.projects import patient
from tests.support.steps import growth


@pytest.mark.parametrize("text", ["no", "on", "1.10", "0x1F", "1e3", "~", "null", "2026-11-23", ""])
def test_a_scalar_stays_the_text_that_was_written(text: str) -> None:
    document, findings = read_yaml("a.yaml", f"key: {text}")
    assert (document.value, findings) == ({"key": text}, [])


def test_every_value_and_key_has_its_place() -> None:
    document, _ = read_yaml("a.yaml", "one: 1\nmany:\n  - x\n  - {deep: y}\n", first_line=10)
    places = {field_path: (span.line, span.column) for field_path, span in document.spans.items()}
    assert places == {
        (): (10, 1),
        ("one",): (10, 6),
        ("many",): (12, 3),
        ("many", 0): (12, 5),
        ("many", 1): (13, 5),
        ("many", 1, "deep"): (13, 12),
    }
    assert document.keys["many", 1, "deep"] == Span("a.yaml", 13, 6)


def test_what_has_no_place_stands_where_its_nearest_holder_stands() -> None:
    document, _ = read_yaml("a.yaml", "a:\n  b: 1")
    assert document.place(("a", "missing", 0)) == document.spans["a",]


def test_the_first_of_two_equal_keys_holds() -> None:
    document, findings = read_yaml("a.yaml", "a: 1\nb: {c: 1, c: 2}\na: 2\n")
    assert document.value == {"a": "1", "b": {"c": "1"}}
    reported = [(f.code, f.span.line, f.span.column) for f in findings]
    assert reported == [("duplicate-key", 2, 11), ("duplicate-key", 3, 1)]


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("a: &x 1", 1, 4, "anchor"),
        ("a: *x", 1, 4, "alias"),
        ("a: !!int 1", 1, 4, "tag"),
        ("a: !!python/object/apply:os.system [ls]", 1, 4, "tag"),
        ("%YAML 1.1\n---\na: 1", 1, 1, "directive"),
        ("a: 1\nb: [\n", 2, 4, "not readable as fields"),
        ("a: b: c", 1, 5, "not readable as fields"),
        ("a:\n\tb: c", 2, 1, "a tab in the indent"),
        ("a: 1\n---\nb: 2", 2, 1, "a second document"),
        ("a: 1\n...\n--- b", 3, 1, "a second document"),
        ('a: "x', 1, 6, "not readable as fields"),
        (f"a: {'[' * MAX_DEPTH}", 1, MAX_DEPTH + 3, "nested too deeply"),
        ("".join(f"{'  ' * n}a:\n" for n in range(20)), 13, 25, "nested too deeply"),
    ],
)
def test_what_is_refused_empties_the_document(text: str, line: int, column: int, says: str) -> None:
    document, findings = read_yaml("a.yaml", text)
    assert document.value == {}
    assert [(f.code, f.span.line, f.span.column) for f in findings] == [("yaml", line, column)]
    assert says in findings[0].message
    assert findings[0].hint


def test_the_deepest_nesting_that_is_allowed_is_read() -> None:
    depth = MAX_DEPTH - 1
    document, findings = read_yaml("a.yaml", f"a: {'[' * depth}x{']' * depth}")
    assert not findings
    assert "x" in str(document.value)


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"abc\nd\xff", "not-utf8", Span("f", 2, 2)),
        ("é\n€x".encode() + b"\xe2\x82", "not-utf8", Span("f", 2, 3)),
        (b"a\nb\x00", "control-character", Span("f", 2, 2)),
        ("a\u202eb".encode(), "control-character", Span("f", 1, 2)),
        ("\u0085".encode(), "control-character", Span("f", 1, 1)),
        ("ab\ue000".encode(), "control-character", Span("f", 1, 3)),
        (b"a" * (MAX_BYTES + 1), "too-large", Span("f")),
    ],
)
def test_bytes_that_are_no_text_are_reported_at_their_place(
    data: bytes, code: str, place: Span
) -> None:
    text, findings = decode("f", data)
    assert text == ""
    assert [(f.code, f.span) for f in findings] == [(code, place)]


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfa\nb\nc", b"a\r\nb\rc", b"a\nb\nc"])
def test_line_ends_and_byte_order_marks_do_not_matter(data: bytes) -> None:
    assert decode("f", data) == ("a\nb\nc", [])


@pytest.mark.parametrize("letters", ["م\u200cی", "क्\u200dष", "é ß 漢字 عربى", "\t"])
def test_letters_of_every_language_are_text(letters: str) -> None:
    assert decode("f", letters.encode()) == (letters, [])


@pytest.mark.parametrize(
    ("text", "front", "body", "line"),
    [
        ("---\na: 1\n---\nb\nc", "a: 1", "b\nc", 4),
        ("---\n---\n", "", "", 3),
        ("--- \na: 1\n---  \n", "a: 1", "", 4),
        ("---\na: 1\n---\n---\n", "a: 1", "---\n", 4),
    ],
)
def test_front_matter_and_body_keep_their_lines(
    text: str, front: str, body: str, line: int
) -> None:
    assert split_front_matter("f", text) == (front, body, line, [])


@pytest.mark.parametrize(
    ("text", "says"),
    [("a: 1\n---\n", "no front matter"), ("---\na: 1\n", "has no end"), ("", "no")],
)
def test_front_matter_that_is_not_marked_is_reported(text: str, says: str) -> None:
    *_, findings = split_front_matter("f", text)
    assert says in findings[0].message
    assert findings[0].span == Span("f", 1, 1)


# --- whatever comes ----------------------------------------------------------------------------

#: What YAML and Markdown give a meaning, so that random text is not merely random.
PIECES = "a b : - [ ] { } & * ! | > ' \" # % @ , ? --- ... \n \t \0 \\ < ( ) ` ~ _ é \u2028 \ue000"
NASTY = st.lists(st.sampled_from([*PIECES.split(" "), " ", "\n", "\n  "]), max_size=60).map("".join)


@patient
@given(st.one_of(st.text(max_size=200), NASTY))
def test_any_text_is_read_or_refused_as_yaml(text: str) -> None:
    document, findings = read_yaml("a.yaml", text)
    assert findings or isinstance(document.value, dict | list | str)
    assert all(f.span.path == "a.yaml" and f.span.line > 0 for f in findings)


@patient
@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    text, findings = decode("f", data)
    assert (
        bool(findings)
        or not text.isascii()
        or text.encode().replace(b"\n", b"") in data.replace(b"\r", b"").replace(b"\n", b"")
    )


@patient
@given(st.one_of(st.text(max_size=200), NASTY), NASTY)
def test_any_file_is_a_leaflet_or_a_list_of_findings(front: str, body: str) -> None:
    loaded = parse_leaflet("a.md", f"---\n{front}\n---\n## A {{#about}}\n{body}")
    assert loaded.value is None
    assert loaded.findings


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        ("a: ", "["),
        ("", "a: 1\n"),
        ("", "- x\n"),
        ("", "? "),
        ("a: >\n", " x\n"),
        ("", "{"),
        ('"', "\\n"),
    ],
    ids=range(7),
)
def test_the_work_of_reading_grows_with_the_file_and_no_faster(start: str, piece: str) -> None:
    assert growth(lambda count: read_yaml("a.yaml", start + piece * count), 500) < 2.3
    read_yaml("a.yaml", start + piece * 50_000)
