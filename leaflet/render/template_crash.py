"""A page of own templates on which WeasyPrint crashes or that no PDF can hold, told as trouble of
the templates.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any

from leaflet.core.diagnostics import LeafletError, UsageError
from leaflet.core.machine_trouble import machine_trouble
from leaflet.core.paper import pixels_to_mm

_HINT = "undo what the project's templates change, part by part, until it is printed"
#: The program, and the packages that make a PDF and open it again.
_OURS, _RENDERER = (
    "leaflet",
    frozenset(
        ["weasyprint", "tinycss2", "tinyhtml5", "cssselect2", "pydyf", "pikepdf", "pypdfium2"]
    ),
)
#: The shortest and the longest side of a page in a PDF: 3 and 14,400 points (ISO 32000-1, C.2).
_SIDE_MM = (3 / 72 * 25.4, 14_400 / 72 * 25.4)


@contextmanager
def template_crashes(own_templates: Sequence[str]) -> Iterator[None]:
    """Raise `UsageError` that names a template for an exception that WeasyPrint raises, for
    elements that are nested too deep, and for another `UsageError`, within the block.

    Only where a project's `own_templates` made the page; with shipped templates it is a mistake of
    the program, and so is an exception of the program's own functions.
    """
    try:
        yield
    except UsageError as problem:
        if not own_templates or problem.message.startswith("templates/"):
            raise
        message = f"templates/{own_templates[0]}: {problem.message}"
        raise UsageError(message, problem.hint) from problem
    except (LeafletError, MemoryError):
        raise
    except Exception as problem:
        told = _told(problem) if own_templates and not machine_trouble(problem) else ""
        if not told:
            raise
        raise UsageError(f"templates/{own_templates[0]}: {told}", _HINT) from problem


def refuse_page_sizes(document: Any) -> None:
    """Raise `UsageError` for a page of a laid-out `Document` that is smaller or larger than a page
    of a PDF may be.
    """
    least, most = _SIDE_MM
    for number, page in enumerate(document.pages, 1):
        width, height = pixels_to_mm(page.width), pixels_to_mm(page.height)
        if not (least <= width <= most and least <= height <= most):
            message = f"page {number} is {width:.4g} mm wide and {height:.4g} mm tall"
            raise UsageError(message, f"a page has sides of {least:.2g} to {most:,.0f} mm: `@page`")


def _told(problem: Exception) -> str:
    """What an exception says of a template; empty for one of the program's own functions."""
    if isinstance(problem, RecursionError):
        return "elements are nested too deep"
    packages = [_package(frame) for frame, _ in traceback.walk_tb(problem.__traceback__)]
    known = [name for name in packages if name == _OURS or name in _RENDERER]
    if known and known[-1] in _RENDERER:
        return f"{known[-1]} stopped by {type(problem).__name__}"
    return ""


def _package(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", "")).partition(".")[0]
