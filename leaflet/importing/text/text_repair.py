"""Decodes texts of unknown encoding, and mends what programs did to their characters."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from dataclasses import replace

from leaflet.core.characters import REFUSED, normal, without_unseen
from leaflet.importing.document import Remark, Words, mended
from leaflet.importing.reading import MOST_CHARACTERS, RefusedError

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
#: Ligatures of typefaces (Alphabetic Presentation Forms), which PDF readers leave in a text.
_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip
#: UTF-8 that was read as Windows-1252: a first byte and the bytes that go with it. Only letters of
#: Western and Central Europe, typographic signs and picture signs are looked for.
_CP1252 = "".join(bytes([n]).decode("cp1252", "ignore") or chr(n) for n in range(0x80, 0xC0))
_TWICE = re.compile(
    f"[\u00c2-\u00c5][{re.escape(_CP1252)}]|\u00e2[{re.escape(_CP1252)}]{{2}}"
    f"|\u00f0[{re.escape(_CP1252)}]{{3}}"
)
#: Every second byte of a text in UTF-16 is mostly zero.
_SHARE_OF_ZEROS = 0.7
_C1 = re.compile("[\x80-\x9f]")
#: Bullets of the typefaces Symbol and Wingdings, in the private use area.
BULLETS = "•‣◦▪▫■●○◆◇►▸➢➤✓✔⁃∙·\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d\uf0be\uf0e0"
BOXES = "☐☑☒□❏❑❒⬚⬜\uf06f\uf0a8\uf071\uf0fe\uf072" + "".join(
    map(chr, (0x1F78E, 0x1F78F, 0x1F790, 0x1F5F5, 0x1F5F7, 0x1F5F9))
)
_PRIVATE_BULLET = re.compile(f"[{''.join(c for c in BULLETS if c >= chr(0xE000))}]")
_PRIVATE_BOX = re.compile(f"[{''.join(c for c in BOXES if c >= chr(0xE000))}]")
#: More space in a row says no more than so much.
_SPACE = 100
_WIDE = re.compile(rf"[ \t]{{{_SPACE + 1},}}")
_INDENT = re.compile("^[ ]*\t[ \t]*", re.MULTILINE)
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")


def decoded(data: bytes, named: str = "", most: int = MOST_CHARACTERS) -> tuple[str, list[Remark]]:
    """The text of some bytes with line feeds, and what was mended; `named` is the encoding that the
    file itself names, `most` the most characters. Raises
    `RefusedError` for what is no text, and for too much of it.
    """
    too_long = RefusedError(f"more than {most:,} characters", "split it into several leaflets")
    if len(data) > 4 * most + 4:
        raise too_long
    text, remarks = _text(data, named)
    if len(text) > most:
        raise too_long
    controls = sum(text.count(chr(n)) for n in range(32) if n not in (9, 10, 12, 13))
    if controls > len(text) / 200:
        raise RefusedError("the file is no text", "save it as .docx, .html, .md or .txt")
    return _WIDE.sub(_SPACE * " ", text.replace("\r\n", "\n").replace("\r", "\n")), remarks


def _text(data: bytes, named: str) -> tuple[str, list[Remark]]:
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            try:
                return data.decode(encoding), []
            except UnicodeDecodeError:
                raise RefusedError("the text is damaged", "save it anew as UTF-8") from None
    if data[1:400:2].count(0) > len(data[1:400:2]) * _SHARE_OF_ZEROS:
        return data.decode("utf-16-le", "replace"), [mended("read as UTF-16")]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    for encoding in filter(None, (named, "cp1252")):
        try:
            text = data.decode(
                "cp1252" if encoding.lower() in ("iso-8859-1", "latin-1") else encoding
            )
        except (UnicodeDecodeError, LookupError):
            continue
        name = {"cp1252": "Windows-1252"}.get(encoding, encoding)
        return text, [mended(f"read as {name}, since it is not UTF-8")]
    return data.decode("latin-1"), [mended("read as Latin-1, since it is not UTF-8")]


class Repair:
    """Mends texts one by one, and counts what it mended."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def text(self, text: str) -> str:
        """A text without what programs did to it, and without the two pairs of signs that a leaflet
        cannot hold even escaped.
        """
        if "](" in text or "**" in text:
            self.counts["pairs of signs that Markdown takes for its own, now with a space"] += 1
            text = text.replace("](", "] (").replace("**", "* *").replace("**", "* *")
        text = _WIDE.sub(_SPACE * " ", text)
        if text.isascii() and text.isprintable():
            return text
        text = self._sub(_TWICE, _undone, text, "letters that were read in the wrong encoding")
        text = self._sub(_C1, _from_1252, text, "signs of Windows-1252")
        for ligature, letters in _LIGATURES.items():
            if ligature in text:
                self.counts["ligatures"] += text.count(ligature)
                text = text.replace(ligature, letters)
        text = _PRIVATE_BULLET.sub("•", text)
        text = _PRIVATE_BOX.sub("☐", text)
        seen = without_unseen(text)
        if len(seen) < len(text):
            self.counts["soft hyphens and other characters without a shape"] += len(text) - len(
                seen
            )
        seen = seen.replace("\x0b", "\n").replace("\x0c", "\n").replace("\u2028", "\n")
        seen = _INDENT.sub(lambda found: found[0].replace("\t", "    "), seen)
        seen = _SPACES.sub(" ", seen.replace("\u2029", "\n"))
        return normal(self._sub(REFUSED, lambda _: "", seen, "control characters"))

    def _sub(self, pattern: re.Pattern[str], new: object, text: str, what: str) -> str:
        made, count = pattern.subn(new, text)  # type: ignore[call-overload]
        if count and made != text:
            self.counts[what] += count
        return str(made)

    def words(self, words: Words) -> Words:
        """Words without what programs did to them."""
        return tuple(replace(run, text=self.text(run.text)) for run in words)

    def remarks(self) -> list[Remark]:
        """What was mended, and how often."""
        return [mended(f"{what}: {count}") for what, count in sorted(self.counts.items())]


def _undone(found: re.Match[str]) -> str:
    coded = bytearray()
    for character in found[0]:
        try:
            coded += character.encode("cp1252")
        except UnicodeEncodeError:
            coded += character.encode("latin-1", "replace")
    try:
        return coded.decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def _from_1252(found: re.Match[str]) -> str:
    return found[0].encode("latin-1").decode("cp1252", "ignore")


def letters(text: str) -> str:
    """A text folded as tests and reports compare words: no case, no accents apart."""
    return unicodedata.normalize("NFKC", text).casefold()
