"""Reads a file of any known form into a document; what is no such file is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from leaflet.core import extensions
from leaflet.importing import words as of_words
from leaflet.importing.document import Document

#: The largest file: pictures are most of a Word file.
MOST_BYTES = 40_000_000
#: The most characters of text that are read, about 45,000 words: a leaflet holds no more.
MOST_CHARACTERS = 300_000
_MOST_LINES = 20_000

#: First bytes of files that are something else, whatever they are called.
_BINARY = {
    b"%PDF": ("a PDF", "save the text as .docx or .txt: in Word, open the PDF and save it"),
    b"\xd0\xcf\x11\xe0": ("a Word file of the old form, or one with a password",
                         "open it in Word and save it as .docx without a password"),
    b"{\\rtf": ("rich text (RTF)", "open it in Word and save it as .docx"),
    b"PK\x03\x04": ("a ZIP archive", "unpack it, or save the text as .docx"),
    b"\x89PNG": ("a picture", "type its words, or read them with a program for scans"),
    b"\xff\xd8\xff": ("a picture", "type its words, or read them with a program for scans"),
    b"GIF8": ("a picture", "type its words, or read them with a program for scans"),
    b"MZ": ("a program", "name a text"),
    b"\x7fELF": ("a program", "name a text"),
    b"\x1f\x8b": ("a compressed file", "unpack it"),
}  # fmt: skip
#: What to do with files of other known forms.
_OTHER_FORMS = {
    ".doc": "open it in Word and save it as .docx",
    ".rtf": "open it in Word and save it as .docx",
    ".odt": "open it in LibreOffice and save it as .docx",
    ".pages": "open it in Pages and export it as .docx",
    ".pdf": "open it in Word and save it as .docx, or copy its text into a .txt",
    ".docm": "open it in Word and save it as .docx, without macros",
    ".dotx": "open it in Word and save it as .docx",
}


class RefusedError(Exception):
    """A file that cannot be imported: why, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Reader:
    """A form of files: their endings, and what makes a document of the bytes of one. `read` is also
    given a function that gives the bytes of a file beside it, None where there is none.
    """

    id: str
    endings: tuple[str, ...]
    summary: str
    read: Callable[[bytes, Callable[[str], bytes | None]], Document]


def readers() -> Mapping[str, Reader]:
    """The readers by ending."""
    every: tuple[Reader, ...] = extensions.load_all("readers")
    return {ending: reader for reader in every for ending in reader.endings}


def read_document(path: Path) -> Document:
    """The document of a file. Raises `RefusedError` for a file of no known form, and `OSError`."""
    by_ending = readers()
    ending = path.suffix.lower()
    if ending not in by_ending:
        known = ", ".join(by_ending)
        what = f'files of the form "{ending}"' if ending else "a file without an ending"
        raise RefusedError(f"{what} cannot be imported", _OTHER_FORMS.get(ending, f"use {known}"))
    if not path.is_file():
        raise RefusedError("no plain file", "name a file")
    with path.open("rb") as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise RefusedError(
            f"larger than {MOST_BYTES // 10**6} MB", "split it, or make its pictures smaller"
        )
    if not data.strip():
        raise RefusedError("the file is empty", "name a file with text")
    reader = by_ending[ending]
    _check_kind(data, is_zip=reader.id == "docx")
    document = reader.read(data, _Beside(path.parent))
    text = of_words.all_words(document)
    for count, most, what in (
        (len(text), MOST_CHARACTERS, "characters"),
        (text.count("\n"), _MOST_LINES, "lines, items and cells"),
    ):
        if count > most:
            raise RefusedError(f"more than {most:,} {what}", "split it into several leaflets")
    return document


def _check_kind(data: bytes, *, is_zip: bool) -> None:
    for start, (what, hint) in _BINARY.items():
        if data.startswith(start) and not (is_zip and start.startswith(b"PK")):
            raise RefusedError(f"the file is {what}, whatever its name says", hint)
    if is_zip and not data.startswith(b"PK"):
        raise RefusedError(
            "the file is no Word file, whatever its name says", "name it .txt or .html"
        )


class _Beside:
    """Gives the bytes of files in a folder and below it, never of any elsewhere."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    def __call__(self, name: str) -> bytes | None:
        try:
            path = (self.folder / name).resolve()
            if not path.is_relative_to(self.folder) or not path.is_file():
                return None
            with path.open("rb") as stream:
                return stream.read(MOST_BYTES)
        except (OSError, ValueError):
            return None
