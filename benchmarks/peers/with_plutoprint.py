"""PlutoPrint on the same HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

Convert = Callable[[Path, Path], None]


@contextmanager
def opened(root: Path) -> Iterator[Convert]:
    """A `Book` for each document; the engine and its fonts stay loaded."""
    del root
    plutoprint = import_module("plutoprint")

    def convert(document: Path, target: Path) -> None:
        margins = plutoprint.PAGE_MARGINS_NONE
        book = plutoprint.Book(plutoprint.PAGE_SIZE_A4, margins, plutoprint.MEDIA_TYPE_PRINT)
        book.load_url(str(document / "page.html"))
        book.write_to_pdf(str(target))

    yield convert
