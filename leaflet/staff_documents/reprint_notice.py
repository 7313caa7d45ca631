"""The reprint notice: one page that tells a clinic what to reprint, recycle and put out.

The heights of its lines are fixed here and passed to the stylesheet, so that lines are counted
before the layout. Changes that do not fit are listed in short form: the notice is always one page.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from leaflet.content.templates import Templates
from leaflet.core.paper import A4, Margins
from leaflet.output.reprint_changes import Action, Changes, ClinicChanges, Line, total
from leaflet.page.composition import Composition
from leaflet.staff_documents.staff_pdf import (
    StaffDocument,
    compose_staff_document,
    print_staff_document,
)
from leaflet.staff_documents.text_width import cut, widest_mm

_MARGINS = Margins(top=14, right=15, bottom=14, left=15)
_TYPE_PT = 11.0
_HEADING = 1.15

#: A manifest has no date, and the clock is not read here; so the PDF has a fixed date.
_NO_DAY = datetime.date(1970, 1, 1)

#: The printed names of the actions.
_WORDS = {Action.REPRINT: "Reprint", Action.RECYCLE: "Recycle", Action.NEW: "New"}


@dataclass(frozen=True, slots=True)
class Sizes:
    """Heights and widths of the parts of the page in mm, for the stylesheet too."""

    head: float = 38.0
    foot: float = 11.0
    clinic: float = 10.5
    line: float = 5.0
    gap: float = 2.6
    short: float = 6.6
    tick: float = 8.0
    what: float = 19.0
    leaflet: float = 85.0
    formats: float = 68.0
    page: float = A4.width_mm - _MARGINS.left - _MARGINS.right

    @property
    def space(self) -> float:
        """The height in mm that is left for the errands."""
        return A4.height_mm - _MARGINS.top - _MARGINS.bottom - self.head - self.foot


SIZES = Sizes()


@dataclass(frozen=True, slots=True)
class Errand:
    """One box to tick: the action, the leaflet, and the lines of the reasons and formats."""

    what: str
    leaflet: str
    why: tuple[str, ...]
    formats: tuple[str, ...]

    @property
    def lines(self) -> int:
        """The number of its lines."""
        return max(1 + len(self.why), len(self.formats))

    @property
    def height_mm(self) -> float:
        """Its height."""
        return self.lines * SIZES.line + SIZES.gap


@dataclass(frozen=True, slots=True)
class ReprintNotice:
    """The content of the page: the errands of each clinic; or, where they do not fit, one line for
    each clinic, and the number of `more` clinics that are not listed.
    """

    errands: tuple[tuple[str, tuple[Errand, ...]], ...]
    counts: tuple[tuple[str, str], ...] = ()
    more: int = 0


def make_reprint_notice(changes: Changes) -> ReprintNotice:
    """The notice, in short form where the errands do not fit on one page."""
    errands = []
    left_mm = SIZES.space
    for clinic in changes.clinics:
        name = _cut(clinic.clinic, SIZES.page / _HEADING)
        errands.append((name, tuple(map(_errand, clinic.lines))))
        left_mm -= SIZES.clinic + sum(errand.height_mm for errand in errands[-1][1])
        if left_mm < 0:
            return _brief(changes.clinics)
    return ReprintNotice(tuple(errands))


def _brief(clinics: Sequence[ClinicChanges]) -> ReprintNotice:
    lines = int(SIZES.space / SIZES.short) - 1  # one line for the sentence above them
    listed = clinics if len(clinics) <= lines else clinics[: lines - 1]
    width_mm = SIZES.what + SIZES.leaflet
    counts = tuple((_cut(clinic.clinic, width_mm), total(clinic)) for clinic in listed)
    return ReprintNotice((), counts, len(clinics) - len(listed))


def _errand(line: Line) -> Errand:
    return Errand(
        what=_WORDS[line.action],
        leaflet=_cut(f"{line.leaflet}, {line.language}", SIZES.leaflet),
        why=_wrapped(line.reasons, SIZES.leaflet),
        formats=_wrapped(line.formats, SIZES.formats),
    )


def _wrapped(words: Sequence[str], width_mm: float) -> tuple[str, ...]:
    """Join words to lines, separated by commas; a word that is too wide is cut."""
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]}, {word}" if lines else ""
        if lines and _width_mm(f"{longer},") <= width_mm:
            lines[-1] = longer
        else:
            lines.append(_cut(word, width_mm - _width_mm(",")))
    return tuple(f"{line}," for line in lines[:-1]) + tuple(lines[-1:])


def _width_mm(text: str) -> float:
    return widest_mm(text, _TYPE_PT)


def _cut(text: str, width_mm: float) -> str:
    return cut(text, width_mm, _TYPE_PT)


def print_reprint_notice(changes: Changes, templates: Templates) -> bytes:
    """The reprint notice as a tagged PDF of one page, in the sandbox.

    Raises `UsageError` when a template of the project does not fit one page or breaks it.
    """
    return print_staff_document(_document(changes), _context(changes), templates).file


def compose_reprint_notice(changes: Changes, templates: Templates) -> Composition:
    """The composition of the reprint notice; it depends only on the changes and the templates."""
    return compose_staff_document(_document(changes), _context(changes), templates)


def _document(changes: Changes) -> StaffDocument:
    return StaffDocument(
        template="staff/changes.html.j2",
        title="Leaflets: what to reprint and recycle",
        description=total(changes) or "Nothing to do",
        margins=_MARGINS,
        day=_NO_DAY,
        type_pt=_TYPE_PT,
        sides=1,
    )


def _context(changes: Changes) -> dict[str, Any]:
    """The variables of the templates."""
    return {
        "notice": make_reprint_notice(changes),
        "total": total(changes),
        "is_wording_same": changes.is_wording_same,
        "mm": asdict(SIZES),
        "room_mm": SIZES.space,
        "heading": _HEADING,
    }
