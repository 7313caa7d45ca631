"""Paints a laid-out document into the objects of a PDF, without writing it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any


class _PaintedError(Exception):
    """Ends the writing of a document when it is painted."""


def painted(document: Any, finish: Callable[[Any], None]) -> Any:
    """The `pydyf.PDF` of a laid-out WeasyPrint `Document`, changed by `finish`. Its `structure` is
    the root of the structure tree.
    """
    found = []

    def stop(_: Any, pdf: Any) -> None:
        finish(pdf)
        found.append(pdf)
        raise _PaintedError

    with suppress(_PaintedError):
        document.write_pdf(pdf_variant="pdf/a-3a", pdf_tags=True, finisher=stop)
    return found[0]
