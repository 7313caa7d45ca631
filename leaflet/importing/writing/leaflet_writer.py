"""Writes the sections of an article as the body of a leaflet, block by block."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from leaflet.content.markdown import LONGEST_PARAGRAPH
from leaflet.content.tables import MOST_COLUMNS, MOST_ROWS
from leaflet.importing import words as of_words
from leaflet.importing.document import (
    Block,
    Heading,
    Item,
    Picture,
    Remark,
    Table,
    Words,
    changed,
    to_check,
)
from leaflet.importing.writing import markdown_text as md
from leaflet.importing.writing.cells import cell_blocks, typed, with_stops

#: A margin under the longest paragraph that the reader of leaflets takes.
_LONGEST = LONGEST_PARAGRAPH - 200
#: Lists have three levels.
_DEEPEST = 2
_REFERENCE = re.compile(r"(?<!\\)\[\^([\w-]{1,32})\]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(slots=True)
class BodyWriter:
    """Writes blocks as lines; `figures` gives the id of a picture, None where it is not kept."""

    notes: Mapping[str, Words]
    figures: Callable[[Picture], str | None]
    escape: Callable[[str], str] = md.escaped
    remarks: list[Remark] = field(default_factory=list)

    def section(self, heading: Words, role: str, groups: Sequence[Sequence[Block] | str]) -> str:
        """A section: its heading and its groups of blocks; a text is a block as written."""
        references = "".join(f"[^{run.note}]" for run in heading if run.note)
        lines = [f"## {self.heading(of_words.plain(heading), role, references)}", ""]
        for group in groups:
            lines += [group, ""] if isinstance(group, str) else self._blocks(group)
        lines += self._notes("\n".join(lines))
        return "\n".join(lines).rstrip() + "\n"

    def heading(self, text: str, role: str, references: str = "") -> str:
        """The words of a heading with the references to notes behind it, and its role in braces."""
        made = md.heading_start(self.escape(" ".join(text.split()))) + references
        made = re.sub(r"#+$", lambda found: "\\" + found[0], made)
        if role:
            return f"{made} {{role={role}}}"
        return f"{made} {{priority=2}}" if made.endswith("}") else made

    def _blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        for is_list, group in groupby(blocks, lambda block: isinstance(block, Item)):
            some = list(group)
            if is_list:
                yield from self._list([item for item in some if isinstance(item, Item)])
                continue
            for block in some:
                yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Heading):
            text = of_words.plain(block.words)
            yield f"{'#' * block.level} {self.heading(text, '').removesuffix(' {priority=2}')}"
            yield ""
        elif isinstance(block, Table):
            yield from self._table(block)
        elif isinstance(block, Picture):
            if name := self.figures(block):
                yield from (f"![](figure:{name})", "")
        else:
            for words in self._short_enough(block.words):
                yield from md.paragraph(words, escape=self.escape)
                yield ""

    def _short_enough(self, words: Words) -> list[Words]:
        """A paragraph as several where it is longer than a leaflet may have it."""
        text = of_words.plain(words)
        if len(text) * 1.1 < _LONGEST:
            return [words]
        self.remarks.append(changed("a very long paragraph was divided", text[:60]))
        made, start, last = [], 0, 0
        cuts = [found.end() for found in _SENTENCE.finditer(text)] or [
            found.end() for found in re.finditer(r"\s+", text)
        ]
        for cut in [*cuts, len(text)]:
            if cut - start > _LONGEST // 2 and last > start:
                made.append(of_words.part(words, start, last))
                start = last
            last = cut
        return [*made, of_words.part(words, start)]

    # --- lists -------------------------------------------------------------------------------

    def _list(self, items: Sequence[Item]) -> Iterator[str]:
        """A list and the lists in it; a long one has empty lines between its items."""
        places = _ListPlaces()
        made: list[list[str]] = []
        for item in items:
            lines = md.paragraph(item.words, escape=self.escape) or ["\u2013"]
            if item.goes_on and made:
                made[-1] += ["", *(places.margin + line for line in lines)]
                continue
            if item.depth > _DEEPEST:
                told = "an item below the third level stands on the third level"
                self.remarks.append(changed(told, of_words.plain(item.words)))
            mark = places.mark(min(item.depth, _DEEPEST), item.number)
            made.append([mark + lines[0], *(places.margin + line for line in lines[1:])])
        is_long = sum(len(line) for lines in made for line in lines) > _LONGEST
        for number, lines in enumerate(made):
            if is_long and number:
                yield ""
            yield from lines
        yield ""

    # --- tables ------------------------------------------------------------------------------

    def _table(self, table: Table) -> Iterator[str]:
        rows = [row for row in table.rows if any(of_words.plain(cell).strip() for cell in row)]
        columns = max((len(row) for row in rows), default=0)
        if columns == 1 or len(rows) == 1:
            for cell in (cell for row in rows for cell in row):
                if of_words.plain(cell).strip():
                    yield from self._blocks(cell_blocks(cell))
            return
        if columns > MOST_COLUMNS:
            yield from self._as_list(table, rows)
            return
        if columns:
            yield from self._as_table(table, rows, columns)

    def _as_table(self, table: Table, rows: list[tuple[Words, ...]], columns: int) -> Iterator[str]:
        if of_words.plain(table.caption).strip():
            yield from (f"Table: {md.one_line(table.caption, escape=self.escape)}", "")
        cells = [self._cells(row, columns, is_head=not at) for at, row in enumerate(rows)]
        if not table.heads:
            self.remarks.append(
                to_check(
                    "the first row of a table was taken for its headings", " | ".join(cells[0])
                )
            )
        header, *body = cells
        size, part = 0, 0
        for number, row in enumerate(body):
            line = f"| {' | '.join(row)} |"
            if number == 0 or size + len(line) > _LONGEST or number - part >= MOST_ROWS:
                if number:
                    yield ""
                    told = "a long table was divided, its headings are there again"
                    self.remarks.append(changed(told, " | ".join(header)))
                head = f"| {' | '.join(header)} |"
                yield from (head, "|" + "---|" * columns)
                size, part = len(head) + 4 * columns, number
            size += len(line)
            yield line
        yield ""

    def _cells(self, row: tuple[Words, ...], columns: int, *, is_head: bool) -> list[str]:
        made = []
        for column in range(columns):
            cell = self._without_bars(row[column] if column < len(row) else ())
            lines = [md.one_line(line, escape=self.escape) for line in typed(cell)]
            text = " ".join(with_stops(lines))
            if not text and not (is_head and column == 0):
                self.remarks.append(changed("an empty cell of a table became –"))
                text = "–"
            made.append(text)
        return made

    def _without_bars(self, cell: Words) -> Words:
        """The words of a cell without the sign that divides cells, which they cannot hold."""
        if "|" not in of_words.plain(cell):
            return cell
        self.remarks.append(changed("a vertical bar in a cell of a table became \u00a6"))
        return tuple(replace(run, text=run.text.replace("|", "\u00a6")) for run in cell)

    def _as_list(self, table: Table, rows: list[tuple[Words, ...]]) -> Iterator[str]:
        """A table of more columns than a page has room for: an item for each row."""
        self.remarks.append(changed(f"a table of more than {MOST_COLUMNS} columns became a list"))
        header, *body = rows
        if of_words.plain(table.caption).strip():
            yield from (*md.paragraph(table.caption, escape=self.escape), "")
        for row in body or [header]:
            parts = [
                of_words.joined([head, cell], ": ") if of_words.plain(head).strip() else cell
                for head, cell in zip(header if body else [()] * len(row), row, strict=False)
                if of_words.plain(cell).strip()
            ]
            yield from self._list([Item(of_words.joined(parts, "; "))])

    # --- notes -------------------------------------------------------------------------------

    def _notes(self, text: str) -> Iterator[str]:
        """The words of the notes that a text refers to."""
        for name in dict.fromkeys(_REFERENCE.findall(text)):
            words = self.notes.get(name, ())
            text = " ".join(md.one_line(line, escape=self.escape) for line in of_words.lines(words))
            yield from (f"[^{name}]: {text or '–'}", "")


class _ListPlaces:
    """The margins and numbers of the lists that are open, the outermost first. Items of a list
    whose numbers do not go on get another delimiter, which begins a list: `1.`, then `1)`.
    """

    def __init__(self) -> None:
        self._open: list[tuple[int, int | None, str]] = []
        self.margin = ""

    def mark(self, depth: int, number: int | None) -> str:
        """The margin and the mark of an item."""
        depth = min(depth, len(self._open))
        before = self._open[depth] if depth < len(self._open) else None
        del self._open[depth:]
        outer = self._open[-1][0] if self._open else 0
        stop = before[2] if before else "."
        if number is not None and before and before[1] is not None and number != before[1] + 1:
            stop = ")" if stop == "." else "."
        mark = "- " if number is None else f"{number}{stop} "
        self._open.append((outer + len(mark), number, stop))
        self.margin = " " * (outer + len(mark))
        return " " * outer + mark
