"""Fonts of a PDF: what their codes mean, and what they lack (ISO 14289-1, 7.21)."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_BLOCKS = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_CODES = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_SUBSET = re.compile(r"/[A-Z]{6}\+.+")


@dataclass(frozen=True, slots=True)
class Decoder:
    """Turns the two-byte codes of a font into text."""

    name: str
    unicode: Mapping[int, str]

    def decode(self, codes: bytes) -> tuple[str, list[str]]:
        """The text of some codes, and what is wrong with them."""
        numbers = struct.unpack(f">{len(codes) // 2}H", codes[: len(codes) // 2 * 2])
        faults = []
        if 0 in numbers:
            faults.append("a letter has no shape in its font (.notdef)")
        letters = list(map(self.unicode.get, numbers))
        if None in letters:
            faults.append(f"a letter of {self.name} has no meaning (ToUnicode)")
        return "".join(filter(None, letters)), faults


def decoder(font: Any) -> Decoder:
    """The decoder of a font of a page's resources."""
    name = str(font.get("/BaseFont", "/?"))[1:]
    mapping = font.get("/ToUnicode")
    return Decoder(name, _unicode(mapping.read_bytes()) if mapping is not None else {})


@lru_cache(maxsize=64)
def _unicode(cmap: bytes) -> Mapping[int, str]:
    """The text of each code by a ToUnicode map (ISO 32000-1, 9.10.3)."""
    found: dict[int, str] = {}
    for kind, block in _BLOCKS.findall(cmap):
        tokens = list(_tokens(block))
        if kind == b"bfchar":
            found.update(zip(map(_number, tokens[::2]), map(_text, tokens[1::2]), strict=False))
        else:
            _add_ranges(found, tokens)
    return found


def _tokens(block: bytes) -> Iterator[bytes]:
    for code, opens, closes in _CODES.findall(block):
        yield opens or closes or code


def _add_ranges(found: dict[int, str], tokens: list[bytes]) -> None:
    waiting = iter(tokens)
    for first in waiting:
        start, end, target = _number(first), _number(next(waiting)), next(waiting)
        if target == b"[":
            for code in range(start, end + 1):
                found[code] = _text(next(waiting))
            next(waiting)
        else:
            text = _text(target)
            for code in range(start, end + 1):
                found[code] = text[:-1] + chr(ord(text[-1]) + code - start)


def _number(code: bytes) -> int:
    return int(code or b"0", 16)


def _text(code: bytes) -> str:
    return bytes.fromhex(code.decode("ascii")).decode("utf-16-be", "replace")


def font_faults(font: Any) -> Iterator[str]:
    """What a font lacks: its file, its widths, the meaning of its codes."""
    name = str(font.get("/BaseFont", "/?"))
    if font.get("/Subtype") != "/Type0":
        yield f"the font {name[1:]} is of a kind that is not used here"
        return
    if "/ToUnicode" not in font:
        yield f"the font {name[1:]} does not say what its letters mean (ToUnicode)"
    if font.get("/Encoding") != "/Identity-H":
        yield f"the font {name[1:]} has an encoding of its own"
    if not _SUBSET.fullmatch(name):
        yield f"the font {name[1:]} is no subset"
    for below in font.get("/DescendantFonts", ()):
        yield from _glyph_faults(name[1:], below)


def _glyph_faults(name: str, below: Any) -> Iterator[str]:
    """What the font lacks that holds the glyphs."""
    descriptor = below.get("/FontDescriptor", {})
    keys = ("/FontFile2", "/FontFile3")
    file = next((descriptor[key] for key in keys if key in descriptor), None)
    if file is None:
        yield f"the font {name} is not embedded"
    if "/W" not in below:
        yield f"the font {name} has no widths"
    if below.get("/Subtype") == "/CIDFontType2" and below.get("/CIDToGIDMap") != "/Identity":
        yield f"the font {name} has a map of its glyphs of its own, or none (CIDToGIDMap)"
    if file is not None and "/W" in below:
        yield from _width_faults(name, below["/W"], file)


def _width_faults(name: str, widths: Any, file: Any) -> Iterator[str]:
    """Widths that are not those of the glyphs (ISO 14289-1, 7.21.5)."""
    made = _advances(file.read_bytes())
    if made is None:
        yield f"the file of the font {name} cannot be read"
        return
    wrong = [
        code
        for code, width in _widths(widths)
        if code >= len(made) or abs(made[code] - width) > 1.5
    ]
    if wrong:
        yield f"the font {name} has wrong widths"


def _widths(array: Any) -> Iterator[tuple[int, float]]:
    """The width of each code in thousandths of the type size (ISO 32000-1, 9.7.4.3)."""
    items = list(array)
    at = 0
    while at < len(items):
        first, second = int(items[at]), items[at + 1]
        if isinstance(second, int | float) or not hasattr(second, "__iter__"):
            for code in range(first, int(second) + 1):
                yield code, float(items[at + 2])
            at += 3
        else:
            for code, width in enumerate(second, first):
                yield code, float(width)
            at += 2


def _advances(file: bytes) -> list[float] | None:
    """The advance of each glyph of a font file, in thousandths of the type size (OpenType, `hmtx`);
    None for a file that is no font.
    """
    import io

    from fontTools.ttLib import TTLibError
    from fontTools.ttLib.sfnt import SFNTReader

    try:
        tables = SFNTReader(io.BytesIO(file))
        (scale,) = struct.unpack_from(">H", tables["head"], 18)
        (glyphs,) = struct.unpack_from(">H", tables["maxp"], 4)
        (count,) = struct.unpack_from(">H", tables["hhea"], 34)
        widths = struct.unpack_from(f">{'Hh' * count}", tables["hmtx"])[::2]
        return [width * 1000 / scale for width in widths] + [widths[-1] * 1000 / scale] * (
            glyphs - count
        )
    except (TTLibError, KeyError, IndexError, ZeroDivisionError, struct.error):
        return None
