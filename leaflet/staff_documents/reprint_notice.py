"""The reprint notice: one sheet that tells a person at the clinic what to reprint, recycle and put
out.

Its rows are counted before anything is laid out: every line has a height of its own, given to
the stylesheet, and what does not fit is listed more briefly. So it is one page, always.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

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

#: A manifest tells no day, and nothing here reads the clock: the first day there is.
_NO_DAY = datetime.date(1970, 1, 1)

#: What one action is called on paper.
_WORDS = {Action.REPRINT: "Reprint", Action.RECYCLE: "Recycle", Action.NEW: "New"}


@dataclass(frozen=True, slots=True)
class Sizes:
    """Heights and widths of the page's parts in mm; the stylesheet takes them from here."""

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
        """The height that is left for what is to be done."""
        return A4.height_mm - _MARGINS.top - _MARGINS.bottom - self.head - self.foot


SIZES = Sizes()


@dataclass(frozen=True, slots=True)
class Errand:
    """One box to tick: what to do, with which leaflet and why, in which formats, line by line."""

    what: str
    leaflet: str
    why: tuple[str, ...]
    formats: tuple[str, ...]

    @property
    def lines(self) -> int:
        """How many lines it takes."""
        return max(1 + len(self.why), len(self.formats))

    @property
    def height_mm(self) -> float:
        """How tall it is."""
        return self.lines * SIZES.line + SIZES.gap


@dataclass(frozen=True, slots=True)
class ReprintNotice:
    """What the page says: the errands of each clinic, or, where those are too many, one line for
    each clinic and how many `more` clinics there are.
    """

    errands: tuple[tuple[str, tuple[Errand, ...]], ...]
    counts: tuple[tuple[str, str], ...] = ()
    more: int = 0


def make_reprint_notice(changes: Changes) -> ReprintNotice:
    """As much as one page holds."""
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
    lines = int(SIZES.space / SIZES.short) - 1  # the last for what stands above them
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
    """Words in lines, a line ending between two of them; each is cut to the width of a line."""
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


def print_reprint_notice(changes: Changes, templates: Mapping[str, str]) -> bytes:
    """The reprint notice as a tagged PDF of one page, in the sandbox.

    Raises `UsageError` when a project's own template makes anything else of it.
    """
    return print_staff_document(_document(changes), _context(changes), templates).file


def compose_reprint_notice(changes: Changes, templates: Mapping[str, str]) -> Composition:
    """The composition of the reprint notice; words and numbers follow from the changes alone."""
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
    """What the templates may use."""
    return {
        "notice": make_reprint_notice(changes),
        "total": total(changes),
        "is_wording_same": changes.is_wording_same,
        "mm": asdict(SIZES),
        "room_mm": SIZES.space,
        "heading": _HEADING,
    }
