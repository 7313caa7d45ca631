"""Turns lists that say what they are into blocks: help, do-dont, checklist, timetable.

The words before such a list stay where they stand, and so does what follows it. What is unsure
stays a plain list. So far the phrases are English.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from leaflet.importing import words as of_words
from leaflet.importing.document import (
    Block,
    Heading,
    Item,
    Paragraph,
    Remark,
    Table,
    Words,
    changed,
    dropped,
    listed,
)
from leaflet.importing.writing import markdown_text as md
from leaflet.importing.writing.cells import without_markers
from leaflet.importing.writing.list_phrases import (
    DO,
    DO_ITEM,
    DONT,
    DONT_ITEM,
    LIST_LEAD,
    NOT,
    TIME,
    URGENT,
    ends_open,
    level_of,
    speaks_of_help,
)
from leaflet.importing.writing.timetables import timetable_lines

Escape = Callable[[str], str]
Group = Sequence[Block] | str

_LONGEST = 4_500
_LONGEST_DAY = 12


@dataclass(frozen=True, slots=True)
class Grouped:
    """The blocks of a section, those that became fences as they are written; and remarks."""

    groups: tuple[Group, ...]
    remarks: tuple[Remark, ...]


def grouped(blocks: Sequence[Block], heading: str, language: str, escape: Escape) -> Grouped:
    """The blocks of a section in order; of lists that say what they are, the fence."""
    if language.partition("-")[0] != "en":
        return Grouped((blocks,), ())
    maker = _Maker(blocks, heading, escape)
    maker.run()
    return Grouped(tuple(maker.groups), tuple(maker.remarks))


class _Maker:
    """Goes through the blocks of a section."""

    def __init__(self, blocks: Sequence[Block], heading: str, escape: Escape) -> None:
        self.blocks, self.heading, self.escape = list(blocks), heading, escape
        self.groups: list[Group] = []
        self.remarks: list[Remark] = []
        self.waiting: list[Block] = []

    def run(self) -> None:
        at = 0
        while at < len(self.blocks):
            end = self._end_of_list(at)
            step = self._do_and_dont(at) or self._table_of_both(at)
            step = step or (self._fence(at, end) if end > at else 0)
            step = step or self._lines_of_times(at)
            if step:
                at += step
            else:
                self.waiting += self.blocks[at : max(end, at + 1)]
                at = max(end, at + 1)
        if self.waiting:
            self.groups.append(self.waiting)

    def _end_of_list(self, at: int) -> int:
        while at < len(self.blocks) and isinstance(self.blocks[at], Item):
            at += 1
        return at

    def _items(self, at: int, end: int) -> list[Item]:
        """The items of a list; none where it holds another list or paragraphs."""
        items = [block for block in self.blocks[at:end] if isinstance(block, Item)]
        is_plain = all(not item.depth and not item.goes_on for item in items)
        return items if is_plain else []

    def _write(self, fence: str, what: str) -> bool:
        if len(fence) > _LONGEST:
            return False
        if self.waiting:
            self.groups.append(self.waiting)
        self.waiting = []
        self.groups.append(fence)
        self.remarks.append(changed(what))
        return True

    def _text(self, words: Words) -> str:
        return md.quoted(md.one_line(words, escape=self.escape))

    # --- lists ---------------------------------------------------------------------------------

    def _fence(self, at: int, end: int) -> int:
        """The number of blocks that became a fence."""
        items = self._items(at, end)
        lead = self.waiting[-1] if self.waiting else None
        said = _said(lead) if isinstance(lead, Paragraph | Heading) else ""
        said = said if self.waiting or self.groups else self.heading
        if not items:
            return 0
        made = (
            self._checklist(items, said)
            or self._help(items, said)
            or self._timetable([item.words for item in items], lead)
            or self._mixed(items)
        )
        return end - at if made else 0

    def _checklist(self, items: list[Item], said: str) -> bool:
        is_boxed = all(item.is_box for item in items)
        is_lead = bool(LIST_LEAD.search(said)) and not NOT.search(said) and not URGENT.search(said)
        is_list = len(items) > 1 and all(item.number is None for item in items)
        if not is_boxed and not (is_lead and is_list and ends_open(said)):
            return False
        lines = [f"- {self._text(item.words)}" for item in items]
        return self._write(_fenced("checklist", lines), "a list became a checklist")

    def _help(self, items: list[Item], said: str) -> bool:
        level = level_of(said)
        if any(item.number is not None for item in items):
            return False
        if level is None:
            if speaks_of_help(said):
                told = "perhaps the block help: the text does not say how soon, or names several"
                self.remarks.append(listed(told, said))
            return False
        urgency, targets = level
        lines = [f"- urgency: {urgency}", "  signs:"]
        lines += [f"    - {self._text(item.words)}" for item in items]
        lines += [f"  {name}: {target}" for name, target in targets.items()]
        told = f"a list of signs became the block help, {urgency}: {said}"
        return self._write(_fenced("help", lines), told)

    def _mixed(self, items: list[Item]) -> bool:
        """A list of what to do and then of what not to do."""
        texts = [of_words.plain(item.words) for item in items]
        cut = next((n for n, text in enumerate(texts) if DONT_ITEM.match(text)), 0)
        is_both = (
            cut > 0
            and all(DO_ITEM.match(text) for text in texts[:cut])
            and all(DONT_ITEM.match(text) for text in texts[cut:])
        )
        return is_both and self._write(
            self._do_dont(items[:cut], items[cut:]), "a list became the block do-dont"
        )

    def _do_dont(self, do: Sequence[Item], dont: Sequence[Item]) -> str:
        lines = []
        for name, items in (("do", do), ("dont", dont)):
            lines += [f"{name}:", *(f"  - {self._text(item.words)}" for item in items)]
        return _fenced("do-dont", lines)

    def _do_and_dont(self, at: int) -> int:
        """Two lists under "Do" and "Do not": the block says these words itself."""
        block = self.blocks[at]
        if not isinstance(block, Paragraph | Heading) or not DO.fullmatch(_said(block)):
            return 0
        first = self._end_of_list(at + 1)
        if first == at + 1 or first >= len(self.blocks):
            return 0
        other = self.blocks[first]
        if not isinstance(other, Paragraph | Heading) or not DONT.fullmatch(_said(other)):
            return 0
        last = self._end_of_list(first + 1)
        do, dont = self._items(at + 1, first), self._items(first + 1, last)
        if not do or not dont:
            return 0
        words = f"{_said(block)} {_said(other)}"
        if not self._write(self._do_dont(do, dont), "two lists became the block do-dont"):
            return 0
        self.remarks.append(dropped("the block do-dont says these words itself", words))
        return last - at

    def _table_of_both(self, at: int) -> int:
        """A table of two columns, "Do" and "Do not"."""
        block = self.blocks[at]
        if not isinstance(block, Table) or block.caption or len(block.rows) < 2:
            return 0
        heads, *rows = block.rows
        said = [" ".join(of_words.plain(cell).split()) for cell in heads]
        if len(said) != 2 or not DO.fullmatch(said[0]) or not DONT.fullmatch(said[1]):
            return 0
        cells = [[row[n] for row in rows if len(row) > n] for n in range(2)]
        do, dont = (
            [Item(line) for cell in side for line in without_markers(cell)] for side in cells
        )
        fence = self._do_dont(do, dont)
        if not do or not dont or not self._write(fence, "a table became the block do-dont"):
            return 0
        self.remarks.append(dropped("the block do-dont says these words itself", " ".join(said)))
        return 1

    # --- times ---------------------------------------------------------------------------------

    def _lines_of_times(self, at: int) -> int:
        """Paragraphs that each begin with a time, or one whose lines do."""
        block = self.blocks[at]
        lead = self.waiting[-1] if self.waiting else None
        if isinstance(block, Paragraph) and "\n" in of_words.plain(block.words):
            return int(self._timetable(list(of_words.lines(block.words)), lead))
        end = at
        while end < len(self.blocks) and isinstance(self.blocks[end], Paragraph):
            if not TIME.match(_said(self.blocks[end])):
                break
            end += 1
        rows = [b.words for b in self.blocks[at:end] if isinstance(b, Paragraph)]
        return end - at if self._timetable(rows, lead) else 0

    def _timetable(self, rows: list[Words], lead: Block | None) -> bool:
        """Write rows as a timetable, where each begins with a time; a short lead names its day."""
        takes_lead = isinstance(lead, Paragraph) and len(_said(lead).split()) <= _LONGEST_DAY
        day = of_words.of(self.heading)
        if isinstance(lead, Heading) or (isinstance(lead, Paragraph) and takes_lead):
            day = lead.words
        lines = list(timetable_lines(rows, _without_colon(day), self._text))
        fence = _fenced("timetable", lines)
        if not lines or len(fence) > _LONGEST:
            return False
        if takes_lead:
            self.waiting.pop()
        return self._write(fence, "ordered times became a timetable")


def _said(block: Block | None) -> str:
    words = block.words if isinstance(block, Heading | Paragraph | Item) else ()
    return " ".join(of_words.plain(words).split())


def _without_colon(words: Words) -> Words:
    text = of_words.plain(words).rstrip()
    return of_words.part(words, 0, len(text) - 1) if text.endswith(":") else words


def _fenced(name: str, lines: Sequence[str]) -> str:
    return "\n".join([f"```{name}", *lines, "```"])
