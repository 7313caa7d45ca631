"""WeasyPrint on the same HTML, with default options, in one process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

Convert = Callable[[Path, Path], None]


@contextmanager
def opened(root: Path) -> Iterator[Convert]:
    """Only the loaded module is shared between documents."""
    del root
    weasyprint = import_module("weasyprint")

    def convert(document: Path, target: Path) -> None:
        page = weasyprint.HTML(filename=document / "page.html")
        page.write_pdf(target, pdf_variant="pdf/a-3a", pdf_tags=True)

    yield convert
