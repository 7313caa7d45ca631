"""What the page shows of each edition, in words for whoever stands at the printer."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from leaflet.core import extensions
from leaflet.formats.format import Format
from leaflet.model.settings import Printing
from leaflet.output.manifest_entries import ManifestEntry
from leaflet.site.print_instructions import (
    PrintInstruction,
    instruction_for_pages,
    instruction_for_sheets,
)

_MONTHS = (
    "January February March April May June July August September October November December".split()
)
#: Links to further files of an edition, by the suffix of the file.
_MORE = {
    ".print.fronts.pdf": "Fronts only",
    ".print.backs.pdf": "Backs only",
    ".proof.pdf": "Test sheets",
    ".proof.fronts.pdf": "Test sheets, fronts",
    ".proof.backs.pdf": "Test sheets, backs",
}

#: Whether a file stands beside a page, by its path in the folder.
IsThere = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its words, and its address with every character that needs it percent-encoded."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Card:
    """An edition as the page shows it.

    `format_name` and `format_note` are the title of the format before and after its first comma;
    `state` is in words, `is_good` says whether it may be handed out, `until` is the last day on
    which that holds (2027-11-24), or empty. `printing` are the ways to print it; a page for a
    screen and a text have none. `drawing` stands in place of a picture.
    """

    entry: ManifestEntry
    title: str
    clinic: str
    language: str
    format_name: str
    format_note: str
    state: str
    is_good: bool
    until: str
    printing: tuple[PrintInstruction, ...]
    links: tuple[Link, ...]
    drawing: str


def cards_of(
    entries: Iterable[ManifestEntry], printing: Printing, is_there: IsThere
) -> tuple[Card, ...]:
    """The cards of editions, in the order of clinic, title, language and format."""
    made = (_card(entry, printing, is_there) for entry in entries)
    return tuple(
        sorted(made, key=lambda c: (c.clinic.casefold(), c.entry.clinic, c.title.casefold(),
                                    c.entry.leaflet, c.entry.language, c.entry.format))
    )  # fmt: skip


def format_of(name: str) -> Format | None:
    """The format of a name; None where it no longer exists."""
    return extensions.load("formats", name) if name in extensions.names("formats") else None


def format_words(name: str) -> tuple[str, str]:
    """The title of a format before and after its first comma; its name where it is not known."""
    format_ = format_of(name)
    first, _, rest = (format_.title if format_ else name).partition(", ")
    return first, rest


def day_in_words(day: str) -> str:
    """A day, given as 2027-11-24, in words: 24 November 2027; the day itself if it is none."""
    try:
        date = datetime.date.fromisoformat(day)
    except ValueError:
        return day
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def _card(entry: ManifestEntry, printing: Printing, is_there: IsThere) -> Card:
    format_ = format_of(entry.format)
    name, note = format_words(entry.format)
    instructions = tuple(_instructions(entry, format_, printing, is_there))
    is_good = entry.state == "approved" and not entry.stale
    return Card(
        entry=entry,
        title=entry.title or entry.leaflet,
        clinic=entry.clinic_name or entry.clinic,
        language=entry.language_name or entry.language,
        format_name=name,
        format_note=note,
        state=_state(entry),
        is_good=is_good,
        until=entry.review_due if is_good else "",
        printing=instructions,
        links=tuple(_links(entry, len(instructions), is_there, is_good=is_good)),
        drawing=_drawing(entry, format_),
    )


def _state(entry: ManifestEntry) -> str:
    due = day_in_words(entry.review_due) if entry.review_due else ""
    said = {
        "draft": "Draft. Not for patients",
        "approved": f"Approved until {due}" if due else "Approved",
        "overdue": f"Review overdue since {due}. Not for patients"
        if due
        else "Review overdue. Not for patients",
        "withdrawn": "Withdrawn. Recycle all copies",
    }.get(entry.state, entry.state)
    if not entry.stale:
        return said
    return f"Out of date: it has {' and '.join(entry.stale)}. Not for patients"


def _instructions(
    entry: ManifestEntry, format_: Format | None, printing: Printing, is_there: IsThere
) -> Iterator[PrintInstruction]:
    if format_ is None or format_.medium != "paper":
        return
    if format_.imposition == "tiled":
        yield instruction_for_pages(format_)
        if not is_there(entry.file(".print.pdf")):
            return
    yield instruction_for_sheets(format_, max(entry.pages, 1), printing)


def _links(
    entry: ManifestEntry, ways_to_print: int, is_there: IsThere, *, is_good: bool
) -> Iterator[Link]:
    """The file to print first, then the one to read, then those for other printers."""
    if entry.path.endswith(".html"):
        yield Link("Open the phone page", quote(entry.path))
        return
    if entry.path.endswith(".txt"):
        yield Link("Open the plain text", quote(entry.path))
        return
    sheets = entry.file(".print.pdf")
    has_sheets = is_there(sheets)
    printed = "Print" if is_good else "Look at the print form"
    if ways_to_print > 1:
        yield Link(f"{'Print' if is_good else 'Look at'} the poster (PDF)", quote(entry.path))
        yield Link(f"{'Print' if is_good else 'Look at'} its sheets (PDF)", quote(sheets))
    elif has_sheets:
        yield Link(f"{printed} (PDF)", quote(sheets))
        yield Link("Read or send (PDF)" if is_good else "Read (PDF)", quote(entry.path))
    else:
        yield Link("Print or send (PDF)" if is_good else "Look at it (PDF)", quote(entry.path))
    for suffix, words in _MORE.items():
        if is_there(entry.file(suffix)):
            yield Link(f"{words} (PDF)", quote(entry.file(suffix)))


def _drawing(entry: ManifestEntry, format_: Format | None) -> str:
    if entry.path.endswith(".html"):
        return "phone"
    is_wide = format_ is not None and format_.paper.width_mm > format_.paper.height_mm
    return "page-landscape" if is_wide else "page-portrait"
