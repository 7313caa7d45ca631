"""What became of the pages of a leaflet since an older version of a project's own templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from leaflet.core.diagnostics import Finding
from leaflet.page.composition import Composition
from leaflet.page.edition import Edition
from leaflet.page.printed_text import PrintedText
from leaflet.revisions.sequence_diff import Allowance, matches


class FileFate(StrEnum):
    """How an own template, style or icon changed."""

    CHANGED = "changed"
    NEW = "new"
    GONE = "removed"


class Printed(StrEnum):
    """How the pages of an edition changed: not at all, perhaps in looks, in what they print; or one
    version of the templates does not make them.
    """

    UNCHANGED = "unchanged"
    SAME = "same"
    OTHER = "other"
    UNKNOWN = "unknown"


class PageApproval(StrEnum):
    """What becomes of an approval of the older pages: it is kept, is void, or is void and the newer
    pages are approved already; unknown where one version does not make the pages.
    """

    KEPT = "kept"
    VOID = "void"
    GIVEN = "given"
    UNKNOWN = "unknown"


_PRINTED = {
    Printed.SAME: "the same words, pictures, links, levels and boxes, perhaps with other looks",
    Printed.OTHER: "other words, pictures, links, levels or boxes",
    Printed.UNKNOWN: "not compared, see the findings",
}
_APPROVAL = {
    PageApproval.KEPT: "an approval of the pages is kept",
    PageApproval.VOID: "an approval of the earlier pages is void",
    PageApproval.GIVEN: "an approval of the earlier pages is void; these pages are approved",
    PageApproval.UNKNOWN: "look at the pages before you rely on an approval",
}


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A file of own templates that differs; `path` is relative to the project."""

    path: str
    fate: FileFate


@dataclass(frozen=True, slots=True)
class PrintedItem:
    """Something printed that is gone or new: a text, or in words a picture, link, level or box."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class PageChange:
    """The pages of a format, at the clinics for which they changed alike."""

    format: str
    clinics: tuple[str, ...]
    printed: Printed
    approval: PageApproval
    items: tuple[PrintedItem, ...] = ()

    @property
    def name(self) -> str:
        """The format and the clinics."""
        return f"{self.format} ({', '.join(self.clinics)})"

    @property
    def became(self) -> str:
        """What became of the pages and of an approval, in words."""
        if self.printed is Printed.UNCHANGED:
            return "as before"
        return f"{_PRINTED[self.printed]}; {_APPROVAL[self.approval]}"


@dataclass(frozen=True, slots=True)
class Remade:
    """The compositions of an edition before and after a change, as approved pages; one is None
    where its templates do not make it.
    """

    edition: Edition
    change: PageChange
    before: Composition | None
    after: Composition | None


@dataclass(frozen=True, slots=True)
class TemplateChanges:
    """The own templates that differ, and what this does to the pages of a leaflet.

    `remade` has an edition for each change, to be looked at, `blobs` the bytes of its pictures by
    sha256; `findings` are on templates that cannot be filled, and on files with errors.
    """

    files: tuple[TemplateFile, ...]
    remade: tuple[Remade, ...] = ()
    blobs: Mapping[str, bytes] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def pages(self) -> tuple[PageChange, ...]:
        """What became of the pages, by format."""
        return tuple(one.change for one in self.remade)

    def formats(self, printed: Printed) -> tuple[str, ...]:
        """The formats with pages that changed in a way."""
        return tuple(dict.fromkeys(page.format for page in self.pages if page.printed is printed))


def printed_changes(before: PrintedText, after: PrintedText) -> Iterator[PrintedItem]:
    """What is printed before and not after, and the other way round, in the order of the page."""
    old, new = _all(before), _all(after)
    i = j = 0
    for a, b in [*matches(old, new, Allowance()), (len(old), len(new))]:
        yield from (PrintedItem("gone", _in_words(item)) for item in old[i:a])
        yield from (PrintedItem("new", _in_words(item)) for item in new[j:b])
        i, j = a + 1, b + 1


def _all(printed: PrintedText) -> list[str]:
    """Everything printed in one list: each slot at its place in the body, then the stylesheet."""
    slots = {f"<slot {name}>": items for name, items in printed.slots}
    body = (item for one in printed.body for item in (one, *slots.get(one, ())))
    return [*body, *printed.styles]


_BOXES = {"aside": "box", "figure": "figure", "li": "list item", "td": "cell", "th": "head cell"}


def _in_words(item: str) -> str:
    """An item as a person reads it; a text stays as it is."""
    if not item.startswith("<"):
        return item.strip()
    kind, _, rest = item[1:-1].partition(" ")
    if kind == "a":
        return f"[link to {rest}]"
    if kind == "picture":
        return f"[picture: {rest.partition(' ')[2] or 'without words'}]"
    if kind == "slot":
        return f"[the clinic's part: {rest}]"
    if kind[0] == "h" and kind[1:].isdigit():
        return f"[heading of level {kind[1:]}]"
    return f"[{_BOXES.get(kind, kind)}]"
