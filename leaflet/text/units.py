"""Splits a leaflet into units: paragraphs, items, cells, headings and fields without markup."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from leaflet.core.located import FieldPath
from leaflet.model.blocks import SILENT, Block
from leaflet.model.leaflet import Leaflet, Section, texts

#: Fields without words for the reader, and shares of people, which are numbers.
_SILENT = SILENT | {"frequency", "size", "against"}
_MARKUP = re.compile(
    r"!\[\]\([^()\s]*\)|\[((?:[^\[\]\\]|\\.)*+)\]\(([^()\s]*)\)|\*\*|\\([!-/:-@\[-`{-~])"
    r"|(&(?:amp|lt|gt|nbsp);)|^#{3,4}[ \t]+",
    re.MULTILINE,
)
_SIGNS = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": "\u00a0"}
_BREAK = re.compile(r"\n[ \t]*\n\s*|\n(?=[ \t]*(?:[-*+]|\d+[.)])[ \t])")
_BULLET = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]+")


@dataclass(frozen=True, slots=True)
class Linked:
    """Words with a mark: their start and end in the unit's text, and the target, such as
    `fact:c10`.
    """

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, an item, a cell, a heading or a field, without its markup.

    `section` and its `role` are empty for front matter. `kind` is the kind of the block, "heading",
    "short" for a short form, or the name of a field; `name` is the field of an item. `number`
    is the position among the units of the leaflet, -1 for a unit outside a `LeafletText`. `origins`
    are pairs of offsets in `text` and in `source`, the author's text with its markup.
    """

    section: str
    kind: str
    field_path: FieldPath
    text: str = ""
    marks: tuple[Linked, ...] = ()
    is_item: bool = False
    name: str = ""
    origins: tuple[tuple[int, int], ...] = ()
    source: str = field(default="", repr=False)
    number: int = -1
    role: str = ""

    def mark_before(self, offset: int) -> Linked | None:
        """The last mark that starts at an offset in `text` or before it."""
        index = bisect_right(self.marks, offset, key=lambda mark: mark.start)
        return self.marks[index - 1] if index else None

    def raw(self, offset: int) -> int:
        """The offset in `source` of an offset in `text`."""
        index = bisect_right(self.origins, (offset, 1 << 60)) - 1
        plain, raw = self.origins[max(index, 0)]
        return raw + offset - plain


def units_of(leaflet: Leaflet) -> Iterator[Unit]:
    """All texts that any format prints, in the order of the leaflet, numbered from 0."""
    for number, unit in enumerate(_units(leaflet)):
        object.__setattr__(unit, "number", number)  # just made: nobody else has it yet
        yield unit


def _fields(leaflet: Leaflet) -> Iterator[Unit]:
    for name in ("title", "subtitle", "audience", "decision", "main_message"):
        if text := getattr(leaflet, name):
            yield filled(Unit("", name, (name,)), text)


def _units(leaflet: Leaflet) -> Iterator[Unit]:
    yield from _fields(leaflet)
    for index, text in enumerate(leaflet.poster):
        if not text.isdecimal():  # a number is that of a key point
            yield filled(Unit("", "poster", ("poster", index)), text)
    for index, section in enumerate(leaflet.sections):
        yield from _section(section, ("sections", index))
    for k, term in enumerate(leaflet.glossary):
        field_path: FieldPath = ("glossary", k, "means")
        yield filled(
            Unit("glossary", "glossary", field_path, name=term.term, role="glossary"), term.means
        )
    for name, figure in leaflet.figures.items():
        yield filled(Unit("", "alt", ("figures", name, "alt")), figure.alt)
        for n, text in enumerate(figure.legend):
            yield filled(Unit("", "legend", ("figures", name, "legend", n)), text)


def _section(section: Section, field_path: FieldPath) -> Iterator[Unit]:
    role = section.role or ""
    yield filled(Unit(section.id, "heading", field_path, role=role), section.heading)
    for j, block in enumerate(section.blocks):
        inside = Unit(section.id, block.kind, (*field_path, "blocks", j, "content"), role=role)
        yield from _block(inside, block)
    for j, block in enumerate(section.short):
        short = Unit(section.id, "short", (*field_path, "short", j, "content"), role=role)
        yield from _block(short, block)


def _block(blank: Unit, block: Block) -> Iterator[Unit]:
    if block.label:
        label = Unit(
            blank.section, blank.kind, blank.field_path, is_item=True, name="for", role=blank.role
        )
        yield filled(label, block.label)
    if block.is_markdown:
        yield from _paragraphs(blank, block.content)
    elif block.kind != "figures":
        yield from _items(blank, block.content)


def _items(blank: Unit, content: object) -> Iterator[Unit]:
    for inner, text in texts(content):
        if _SILENT.isdisjoint(inner):
            name = next((str(key) for key in reversed(inner) if isinstance(key, str)), "")
            field_path = (*blank.field_path, *inner)
            item = Unit(
                blank.section, blank.kind, field_path, is_item=True, name=name, role=blank.role
            )
            yield filled(item, text)


def _paragraphs(blank: Unit, text: str) -> Iterator[Unit]:
    item = replace(blank, is_item=True)
    start = 0
    for end, after in (*((m.start(), m.end()) for m in _BREAK.finditer(text)), (len(text), 0)):
        bullet = _BULLET.match(text, start, end)
        begin = bullet.end() if bullet else start
        made = filled(item if bullet else blank, text, (begin, end))
        if made.text:
            yield made
        start = after


def _read(words: str) -> str:
    """The words of a mark without markup, with escapes and entities decoded."""
    return _MARKUP.sub(lambda found: found[3] or _SIGNS.get(found[4], ""), words)


def filled(blank: Unit, source: str, area: tuple[int, int] | None = None) -> Unit:
    """The unit with the text of `source`, or of an area (start, end) of it, without markup; its
    `origins` map the text back to the source.
    """
    begin, end = area or (0, len(source))
    pieces: list[str] = []
    origins: list[tuple[int, int]] = [(0, begin)]
    marks: list[Linked] = []
    length, at = 0, begin
    for found in _MARKUP.finditer(source, begin, end):
        pieces.append(source[at : found.start()])
        length += found.start() - at
        words = found[1] or found[3] or _SIGNS.get(found[4], "")
        if words:
            if found[1]:
                words = _read(words)
                marks.append(Linked(length, length + len(words), found[2]))
            origins.append((length, found.start() + (not found[4])))
            pieces.append(words)
            length += len(words)
        at = found.end()
        origins.append((length, at))
    pieces.append(source[at:end])
    text = "".join(pieces).replace("\n", " ").rstrip()
    return Unit(
        blank.section,
        blank.kind,
        blank.field_path,
        text,
        tuple(marks),
        blank.is_item,
        blank.name,
        tuple(origins),
        source,
        blank.number,
        blank.role,
    )
