"""WeasyPrint on the same HTML, with defaults, in one process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

Convert = Callable[[Path, Path], None]


@contextmanager
def opened(root: Path) -> Iterator[Convert]:
    """Nothing is kept from one document to the next but the module."""
    del root
    weasyprint = import_module("weasyprint")

    def convert(document: Path, target: Path) -> None:
        page = weasyprint.HTML(filename=document / "page.html")
        page.write_pdf(target, pdf_variant="pdf/a-3a", pdf_tags=True)

    yield convert
