"""Single defects of good files: the validator says no to each, and to no good file."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from typing import Any

import pikepdf
import pytest

from leaflet.render.validation.laid_out import LaidOut
from leaflet.render.validation.validator import validate
from tests.support import more_pdf_defects, pdf_defects
from tests.support.in_formats import said_in
from tests.support.pdf_defects.editing import flatten_parent_tree
from tests.support.printed import CLINICS

pytestmark = pytest.mark.pdf

#: What no rule can decide: an eye sees it.
FOR_THE_EYE = frozenset(("a drawing turned upside down",))
#: Every so many defects are tried in the default lane.
_STEP = 12

DEFECTS: tuple[Any, ...] = (*pdf_defects.DEFECTS, *more_pdf_defects.DEFECTS)
CASES = [
    pytest.param(
        defect.format,
        defect.name,
        defect.damage,
        marks=() if number % _STEP == 0 and defect.format == "trifold" else pytest.mark.slow,
        id=f"{defect.format}: {defect.name}",
    )
    for number, defect in enumerate(DEFECTS)
]
FORMATS = ("trifold", "a4", "a5-booklet", "large-print")


@cache
def good(format_: str) -> tuple[bytes, LaidOut]:
    """A shipped edition, saved again with a parent tree of one node, and what it was laid out to
    say.
    """
    rendering, said = said_in(format_, CLINICS[0])
    return saved(rendering.file, flatten_parent_tree), said


def saved(pdf: bytes, damage: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        damage(file)
        stream = io.BytesIO()
        file.save(stream, deterministic_id=True, fix_metadata_version=False)
    return stream.getvalue()


@pytest.mark.parametrize(
    "format_",
    [pytest.param(f, marks=() if f == "trifold" else pytest.mark.slow) for f in FORMATS],
)
def test_no_good_file_is_refused(format_: str) -> None:
    assert validate(*good(format_)).faults == ()


@pytest.mark.parametrize(("format_", "name", "damage"), CASES)
def test_a_defect_is_found(format_: str, name: str, damage: Callable[[pikepdf.Pdf], None]) -> None:
    pdf, said = good(format_)
    found = validate(saved(pdf, damage), said).faults
    assert bool(found) is (name not in FOR_THE_EYE)


def test_a_file_that_is_none_is_refused() -> None:
    _, said = good("trifold")
    (fault,) = validate(b"%PDF-1.7 no more", said).faults
    assert "cannot be opened" in fault.message


def test_there_are_as_many_defects_as_promised() -> None:
    assert len(pdf_defects.DEFECTS) >= 90
    assert len(more_pdf_defects.DEFECTS) == 60
    assert {defect.format for defect in DEFECTS} == set(FORMATS)
