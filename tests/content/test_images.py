"""Pictures of others: plain drawings and sound PNGs pass, all else is reported with line and
column.
"""

from __future__ import annotations

import io
import struct
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFile

from leaflet.content.images import aspect, check
from leaflet.content.png_images import check_png
from leaflet.content.svg_checker import MAX_FINDINGS
from leaflet.content.svg_images import MAX_SVG_BYTES, check_svg, colour_tokens
from leaflet.content.svg_tree import MAX_SVG_DEPTH, MAX_SVG_ELEMENTS
from tests.support.projects import patient, png, svg

Chunk = tuple[bytes, bytes]


def drawing(view_box: str) -> bytes:
    """An empty drawing of a size."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view_box}"/>'.encode()


def real_png(width: int = 30, height: int = 10, mode: str = "RGB") -> bytes:
    stream = io.BytesIO()
    Image.new(mode, (width, height)).save(stream, "PNG")
    return stream.getvalue()


# --- SVG ---------------------------------------------------------------------------------------

GOOD = {
    "a path": svg('<path d="M0 0h1v1z" fill="#0f6e78" transform="scale(2)"/>'),
    "a colour token": svg('<path fill="var(--brand, #0f6e78)"/>'),
    "a gradient that nothing uses": svg('<defs><linearGradient id="g"/></defs><path fill="#000"/>'),
    "a declaration": b'<?xml version="1.0" encoding="utf-8"?>\n' + svg(""),
    "a byte order mark": b"\xef\xbb\xbf" + svg(""),
    "a comment": svg("<!-- <script> -->"),
    "words for the eye-less": svg("<title>Logo</title><desc>A \u00e9 mark</desc>"),
    "solid": svg('<path opacity="1" fill-opacity="1.0"/>'),
    "deep": svg("<g>" * (MAX_SVG_DEPTH - 1) + "</g>" * (MAX_SVG_DEPTH - 1)),
    "many": svg("<g/>" * (MAX_SVG_ELEMENTS - 1)),
}


@pytest.mark.parametrize("data", GOOD.values(), ids=GOOD.keys())
def test_a_plain_drawing_passes(data: bytes) -> None:
    assert check("a.svg", data) == []


BAD = {
    "script": (svg("<g/>\n <script>x</script>"), 3, 2, "<script>"),
    "event": (svg("", ' onload="x()"'), 1, 1, 'onload="x()"'),
    "link": (svg('<path href="http://x"/>'), 2, 1, 'href="http://x"'),
    "old link": (svg('<path xlink:href="#a"/>'), 2, 1, 'href="#a"'),
    "picture": (svg('<image href="file:///etc/passwd"/>'), 2, 1, "<image>"),
    "use": (svg('<use href="#a"/>'), 2, 1, "<use>"),
    "import": (svg("<style>@import url(http://x)</style>"), 2, 8, "@import"),
    "style": (svg('<path style="fill:url(http://x)"/>'), 2, 1, "url(http://x)"),
    "address": (svg('<path fill="url(http://x/a)"/>'), 2, 1, "url(http://x/a)"),
    "address behind a local one": (svg('<path fill="url(#a) url(//x)"/>'), 2, 1, "url(//x)"),
    "escaped address": (svg('<path fill="u\\72l(http://x)"/>'), 2, 1, "u\\72l"),
    "address with a space": (svg('<path fill="url (http://x)"/>'), 2, 1, "url (http"),
    "base": (svg("", ' xml:base="http://x/"'), 1, 1, 'base="http://x/"'),
    "words": (svg("<text>Hi</text>"), 2, 1, "<text>"),
    "foreign element": (svg('<x:path xmlns:x="urn:x"/>'), 2, 1, "<path>"),
    "page": (svg('<foreignObject><p xmlns="urn:x"/></foreignObject>'), 2, 1, "<foreignObject>"),
    "animation": (svg('<set attributeName="href"/>'), 2, 1, "<set>"),
    "filter": (svg('<path filter="url(#f)"/>'), 2, 1, "filter="),
    "transparency": (svg('<path opacity=".5"/>'), 2, 1, "transparent"),
    "document type": (b"<!DOCTYPE svg>\n" + svg(""), 1, 1, "<!DOCTYPE>"),
    "dashes without end": (
        svg('<path d="M0 0H1000000" stroke="#000" stroke-dasharray="0.1"/>'),
        2, 1, "the dashes are too short for the lines",
    ),
    "rules without end": (
        svg("<style>" + "*{fill:red;stroke:red}" * 300 + "</style>" + "<g/>" * 400),
        2, 8, "too many rules of style",
    ),
    "bomb": (
        b'<!DOCTYPE svg [<!ENTITY a "xx"><!ENTITY b "&a;&a;">]>' + svg("<title>&b;</title>"),
        1, 1, "<!DOCTYPE>",
    ),
    "stylesheet": (b'<?xml-stylesheet href="x"?>' + svg(""), 1, 1, "<?xml-stylesheet?>"),
    "instruction": (svg("<?php x?>"), 2, 1, "<?php?>"),
    "too deep": (svg("<g>" * 10_000 + "</g>" * 10_000), 2, 3 * MAX_SVG_DEPTH - 2, "too deeply"),
    "too many": (svg("<g/>" * MAX_SVG_ELEMENTS), 2, 4 * MAX_SVG_ELEMENTS - 3, "too many"),
    "too large": (svg(" " * MAX_SVG_BYTES), 0, 0, "more than 300 kB"),
    "not closed": (b"<svg", 1, 1, "not well-formed"),
    "empty": (b"", 0, 0, "the file is empty"),
    "a page of HTML": (b"<html/>", 0, 0, "the file is HTML"),
    "no name space": (b'<svg viewBox="0 0 1 1"/>', 1, 1, "no name space"),
    "a PNG": (real_png(), 0, 0, "the file is PNG, not SVG"),
    "a PDF": (b"%PDF-1.7", 0, 0, "the file is PDF, not SVG"),
    "UTF-16": ('<?xml version="1.0"?><!DOCTYPE svg>'.encode("utf-16"), 0, 0, "not UTF-8"),
    "UTF-16 without a mark": (svg("").decode().encode("utf-16-le"), 0, 0, "not UTF-8"),
    "EBCDIC": ('<?xml version="1.0" encoding="cp037"?>'.encode("cp037"), 0, 0, "not UTF-8"),
    "Latin": (svg("<title>\u00e9</title>").decode().encode("latin-1"), 0, 0, "not UTF-8"),
    "hidden by UTF-7": (
        b'<?xml version="1.0" encoding="UTF-7"?>+ADw-!DOCTYPE svg+AD4-', 1, 1, "another encoding"
    ),
    "unheard-of encoding": (
        b"<?xml version='1.0' encoding = 'martian'?>" + svg(""), 1, 1, "another encoding"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "line", "column", "says"), BAD.values(), ids=BAD.keys())
def test_what_is_no_plain_drawing_is_reported_at_its_place(
    data: bytes, line: int, column: int, says: str
) -> None:
    finding = check("a.svg", data)[0]
    assert says in finding.message
    assert (finding.span.line, finding.span.column) == (line, column)
    assert finding.hint


def test_a_drawing_full_of_mistakes_is_reported_in_a_few_lines() -> None:
    data = svg("\n".join(f'<path onclick="{n}"/>' for n in range(500)))
    assert len(check_svg("a.svg", data)) == MAX_FINDINGS


SIZES = {
    "0 0 40 10": 4.0,
    "0,0,40,10": 4.0,
    " -5 -5  1e1  2.5 ": 4.0,
    "0 0 40. .5e2": 0.8,
    "": None,
    "0 0 40": None,
    "0 0 40 10 5": None,
    "0 0 0 10": None,
    "0 0 40 -10": None,
    "0 0 nan 10": None,
    "0 0 inf 10": None,
    "0 0 40 x": None,
    "0 0 1 30": None,
    "0 0 1e30 1": None,
    "0 0 1e-300 1e300": None,
}


@pytest.mark.parametrize(("view_box", "ratio"), SIZES.items())
def test_a_drawing_has_a_size_of_reasonable_shape(view_box: str, ratio: float | None) -> None:
    data = drawing(view_box)
    assert bool(check_svg("a.svg", data)) == (ratio is None)
    if ratio:
        assert aspect("a.svg", data) == ratio


def test_colour_tokens_are_found() -> None:
    assert colour_tokens('fill="var(--a-b, #fff)" stroke="var(--c)" x="--d"') == {"a-b", "c"}


# --- PNG ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1"])
def test_a_sound_png_passes(mode: str) -> None:
    data = real_png(30, 10, mode)
    assert check("a.png", data) == []
    assert aspect("a.png", data) == 3.0


def pieced(*chunks: Chunk) -> bytes:
    """A PNG of these chunks with sound checksums."""
    parts = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def header(width: int, height: int) -> Chunk:
    return b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)


PIXELS = (b"IDAT", zlib.compress(bytes(10 * (1 + 30 * 3))))
END = (b"IEND", b"")


def animated() -> bytes:
    stream = io.BytesIO()
    red, blue = (Image.new("RGB", (30, 10), colour) for colour in ("red", "blue"))
    red.save(stream, "PNG", save_all=True, append_images=[blue])
    return stream.getvalue()


def unfolding(count: int) -> bytes:
    """A sound PNG with texts that hold 1 MB each, in 1 kB."""
    text = (b"zTXt", b"\0\0" + zlib.compress(bytes(1_000_000)))
    return pieced(header(30, 10), *[text] * count, PIXELS, END)


def test_a_png_of_pieces_passes() -> None:
    assert check("a.png", pieced(header(30, 10), PIXELS, END)) == []
    assert check("a.png", unfolding(3)) == []


DAMAGED = {
    "a bomb of pixels": (png(60_000, 60_000), "60,000 by 60,000 pixels"),
    "a little too many pixels": (png(4_001, 4_000), "4,001 by 4,000 pixels"),
    "fewer pixels than declared": (png(3_000, 3_000, b"x"), "damaged or cut off"),
    "no width": (png(0, 10), "damaged or cut off"),
    "cut in the middle": (real_png(300, 100)[:-40], "damaged or cut off"),
    "only a beginning": (real_png()[:20], "damaged or cut off"),
    "a wrong checksum": (real_png()[:30] + b"\0" + real_png()[31:], "damaged or cut off"),
    "a wrong checksum of the pixels": (
        real_png()[:-13] + b"x" + real_png()[-12:], "damaged or cut off"
    ),
    "no end": (pieced(header(30, 10), PIXELS), "damaged or cut off"),
    "no header": (pieced(PIXELS, END), "damaged or cut off"),
    "a text before the header": (
        pieced((b"tEXt", b"a\0b"), header(30, 10), PIXELS, END), "damaged or cut off"
    ),
    "two headers": (pieced(header(30, 10), header(30, 10), PIXELS, END), "damaged or cut off"),
    "a bomb behind a small header": (
        pieced(header(30, 10), header(60_000, 60_000), PIXELS, END), "damaged or cut off"
    ),
    "a header after the pixels": (
        pieced(header(30, 10), PIXELS, header(9, 9), END), "damaged or cut off"
    ),
    "a spoilt profile after the pixels": (
        pieced(header(30, 10), PIXELS, (b"iCCP", b"x"), END), "damaged or cut off"
    ),
    "texts that unfold": (unfolding(3_000), "more than 100 chunks without pixels"),
    "an animation": (animated(), "the picture is animated"),
    "too many bytes": (real_png() + b"x" * 4_000_000, "more than 4 MB"),
    "fewer rows than declared": (
        png(30, 10, bytes(9 * (1 + 30 * 3))), "damaged or cut off"
    ),
    "a chunk that browsers do not know": (
        pieced(header(30, 10), (b"ABCD", b"x"), PIXELS, END), 'a chunk "ABCD" of no standard'
    ),
    "colours without a palette entry": (
        pieced(
            (b"IHDR", struct.pack(">IIBBBBB", 30, 10, 8, 3, 0, 0, 0)), (b"PLTE", bytes(9)),
            (b"IDAT", zlib.compress(bytes(10) + b"\3" * (10 * 31 - 10))), END,
        ),
        "colours that its palette lacks",
    ),
    "a strip": (real_png(500, 4), "500 wide and 4 high"),
    "words": (b"hello", "not a PNG picture"),
    "nothing": (b"", "the file is empty"),
    "a JPEG": (b"\xff\xd8\xff\xe0", "the file is JPEG, not PNG"),
    "a GIF": (b"GIF89a", "the file is GIF, not PNG"),
    "a PDF": (b"%PDF-1.7", "the file is PDF, not PNG"),
    "a drawing": (svg(""), "the file is SVG, not PNG"),
}  # fmt: skip


@pytest.mark.parametrize("after_weasyprint", [False, True])
@pytest.mark.parametrize(("data", "says"), DAMAGED.values(), ids=DAMAGED.keys())
def test_a_png_that_cannot_be_printed_is_reported(
    data: bytes, says: str, after_weasyprint: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What importing WeasyPrint does to Pillow.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", after_weasyprint)
    findings = check("a.png", data)
    assert [says in finding.message for finding in findings] == [True]
    assert findings[0].hint
    assert after_weasyprint is ImageFile.LOAD_TRUNCATED_IMAGES


@pytest.mark.parametrize("size", [(60_000, 60_000), (4_001, 4_000)])
def test_a_bomb_of_pixels_is_reported_before_it_goes_off(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked: list[tuple[int, int]] = []
    load = ImageFile.ImageFile.load

    def watched(image: ImageFile.ImageFile) -> object:
        unpacked.append(image.size)
        return load(image)

    monkeypatch.setattr(ImageFile.ImageFile, "load", watched)
    assert check("a.png", real_png()) == []
    assert set(unpacked) == {(30, 10)}, "the pixels of a small picture are unpacked"
    assert "pixels" in check("a.png", png(*size))[0].message
    assert set(unpacked) == {(30, 10)}


@pytest.mark.parametrize("interlace", [0, 1])
@pytest.mark.parametrize(("colours", "channels"), [(0, 1), (2, 3), (4, 2), (6, 4)])
@pytest.mark.parametrize("size", [(1, 1), (3, 2), (30, 10)])
def test_the_last_byte_of_the_pixels_must_be_there(
    size: tuple[int, int], colours: int, channels: int, interlace: int
) -> None:
    start = (b"IHDR", struct.pack(">IIBBBBB", *size, 8, colours, 0, 0, interlace))
    columns, rows = size
    steps = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2))
    count = rows * (1 + channels * columns)
    if interlace:
        shares = [
            (len(range(x, columns, across)), len(range(y, rows, down)))
            for x, y, across, down in (*steps, (0, 1, 1, 2))
        ]
        count = sum(high * (1 + channels * wide) for wide, high in shares if wide)
    for missing in (0, 1):
        pixels = (b"IDAT", zlib.compress(bytes(count - missing)))
        assert len(check_png("a.png", pieced(start, pixels, END))) == missing


def test_data_behind_the_pixels_is_not_unpacked() -> None:
    data = png(30, 10, bytes(50_000_000))
    tracemalloc.start()
    try:
        check("a.png", data)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


# --- whatever comes ----------------------------------------------------------------------------

TAGS = "<svg> <g> </g> </svg> <path/> <!DOCTYPE svg> <![CDATA[ ]]> <!-- --> <?x?> &a; &#0; &lt; x"
XML = st.lists(st.sampled_from(TAGS.split(" ")), max_size=30).map("".join)


@patient
@given(st.one_of(XML.map(svg), XML.map(str.encode), st.binary(max_size=200)))
def test_any_bytes_are_a_drawing_or_reported(data: bytes) -> None:
    for finding in check_svg("a.svg", data):
        assert finding.message
        assert finding.hint


CHUNKS = st.tuples(
    st.sampled_from(
        [b"IHDR", b"IDAT", b"PLTE", b"tRNS", b"iCCP", b"zTXt", b"acTL", b"fcTL", b"fdAT"]
    ),
    st.binary(max_size=40),
)


@patient
@given(st.lists(CHUNKS, max_size=3), st.lists(CHUNKS, max_size=3))
def test_any_chunks_are_a_png_or_told(before: list[Chunk], after: list[Chunk]) -> None:
    data = pieced(header(30, 10), *before, PIXELS, *after, END)
    assert all(finding.hint for finding in check_png("a.png", data))


@patient
@given(st.binary(max_size=80), st.integers(0, 60))
def test_any_bytes_are_a_png_or_reported(data: bytes, at: int) -> None:
    sound = real_png()
    for spoilt in (data, sound[:at] + data + sound[at + len(data) :]):
        assert all(finding.hint for finding in check_png("a.png", spoilt))
