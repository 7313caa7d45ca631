"""Objects of a PDF as bytes: references, numbers, streams."""

from __future__ import annotations

import zlib

import pytest

from leaflet.render.joining.pdf_graph import (
    ObjectWriter,
    PdfObject,
    packed,
    reachable,
    renumbered,
    stream_object,
    with_prefix,
)


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        (b"<</P 1 0 R/K [2 0 R 7]>>", b"<</P 11 0 R/K [12 0 R 7]>>"),
        (b"<</T (1 0 R)/P 1 0 R>>", b"<</T (1 0 R)/P 11 0 R>>"),
        (b"<</T (a \\) 1 0 R \\( b)>>", b"<</T (a \\) 1 0 R \\( b)>>"),
        (b"<</T <31203020>/P 2 0 R>>", b"<</T <31203020>/P 12 0 R>>"),
    ],
)
def test_references_are_renumbered_and_texts_are_not(source: bytes, wanted: bytes) -> None:
    assert renumbered(source, {1: 11, 2: 12}) == wanted


def test_what_is_reached_ends_where_nothing_is_referred_to() -> None:
    objects = {
        1: PdfObject(b"<</K [2 0 R]>>"),
        2: PdfObject(b"<</P 1 0 R/T (3 0 R)>>"),
        3: PdfObject(b"<<>>"),
    }
    assert reachable(objects, [1]) == {1, 2}


def test_names_of_resources_get_a_prefix_and_others_do_not() -> None:
    content = b"/P\n<</MCID 1>> BDC\n/F1 9 Tf\n/x0 Do\n/a1 gs\n/Ink cs\n(/F1 9 Tf) Tj"
    assert with_prefix(content, b"S") == (
        b"/P\n<</MCID 1>> BDC\n/SF1 9 Tf\n/Sx0 Do\n/Sa1 gs\n/Ink cs\n(/F1 9 Tf) Tj"
    )


@pytest.mark.parametrize("may_grow", [True, False])
def test_no_compressed_stream_ends_like_a_line(may_grow: bool) -> None:
    """One in a hundred would (ISO 19005-3, 6.1.7.1); only operators may get blanks behind them."""
    endings = set()
    for number in range(600):
        content = b"%d 0 m" % number * (number % 7 + 1)
        made = stream_object(1, b"<<>>", content, may_grow=may_grow)
        stream = made.partition(b"\nstream\n")[2].removesuffix(b"\nendstream\nendobj\n")
        assert stream[-1:] not in b"\r\n"
        plain = zlib.decompress(stream) if b"/Filter" in made else stream
        assert plain.rstrip(b" ") == content
        endings.add(plain == content)
    assert endings == ({True, False} if may_grow else {True})


def test_objects_are_found_by_their_entries() -> None:
    writer = ObjectWriter(start=100)
    writer.add(5, b"5 0 obj\nnull\nendobj\n")
    writer.add_object_stream(6, [(8, b"<<>>"), (9, b"[]")])
    assert writer.entries == {5: (1, 100, 0), 8: (2, 6, 0), 9: (2, 6, 1), 6: (1, 120, 0)}
    entries = packed(writer.entries, range(5, 9), shift=1000)
    assert entries == (
        b"\x01\x00\x00\x04\x4c\x00\x00" + b"\x01\x00\x00\x04\x60\x00\x00"
        b"\x00\x00\x00\x00\x00\xff\xff" + b"\x02\x00\x00\x00\x06\x00\x00"
    )
