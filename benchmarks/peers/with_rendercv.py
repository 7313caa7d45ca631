"""RenderCV through its Python functions; the sections of the handout are those of a CV."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

Convert = Callable[[Path, Path], None]
#: RenderCV's themes load icons from a Typst package that is fetched over the network when first
#: used. An empty one of the same name stands in, so that nothing is fetched: it saves RenderCV
#: the drawing of a few icons.
_ICONS = "typst/packages/preview/fontawesome/0.5.0"
_ABOUT = '[package]\nname = "fontawesome"\nversion = "0.5.0"\nentrypoint = "lib.typ"\n'
_EMPTY = "#let fa-icon(..arguments) = []\n"


@contextmanager
def opened(root: Path) -> Iterator[Convert]:
    """One process for all documents, which the command of RenderCV does not support."""
    package = root / "data" / _ICONS
    package.mkdir(parents=True, exist_ok=True)
    (package / "typst.toml").write_text(_ABOUT, "utf-8")
    (package / "lib.typ").write_text(_EMPTY, "utf-8")
    os.environ["XDG_DATA_HOME"] = str(root / "data")
    functions = import_module("rendercv.api.functions")

    def convert(document: Path, target: Path) -> None:
        text = (document / "cv.yaml").read_text("utf-8")
        errors = functions.create_a_pdf_from_a_yaml_string(text, target)
        if errors:
            raise ValueError(str(errors)[:500])

    yield convert
