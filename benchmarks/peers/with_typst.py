"""Typst through its Python package, with one compiler for all documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from shutil import copyfile

Convert = Callable[[Path, Path], None]
#: 2026-11-23, the day of the leaflet.
_STAMP = 1795392000


@contextmanager
def opened(root: Path) -> Iterator[Convert]:
    """A compiler with only our typeface, which writes PDF/A-3a as leaflet does."""
    typst = import_module("typst")
    source = root / "handout.typ"
    copyfile(Path(__file__).with_name("handout.typ"), source)
    compiler = typst.Compiler(
        input=source, root=root, font_paths=[root / "fonts"], ignore_system_fonts=True
    )

    def convert(document: Path, target: Path) -> None:
        folder = f"/{document.relative_to(root).as_posix()}"
        compiler.compile(
            output=target,
            format="pdf",
            sys_inputs={"folder": folder},
            pdf_standards=["a-3a"],
            timestamp=_STAMP,
        )

    yield convert
