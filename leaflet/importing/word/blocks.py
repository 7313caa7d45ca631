"""Makes blocks of the elements that mammoth reads of a Word file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from leaflet.importing import words as of_words
from leaflet.importing.document import (
    BOX,
    Block,
    Heading,
    Item,
    Paragraph,
    Picture,
    Remark,
    Run,
    Table,
    Words,
    changed,
    dropped,
)
from leaflet.importing.spans import Spans, without_title
from leaflet.importing.stress import Stress
from leaflet.importing.word.elements import BOXED, ITEM, LEVEL, SIZE
from leaflet.importing.word.package import WordPackage
from leaflet.importing.word.styles import Styles

_CONTENTS = ("toc ", "toc heading", "table of figures")
_TICK_BOX = "\u2610"


@dataclass(frozen=True, slots=True)
class _Look:
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(slots=True)
class WordBlocks:
    """Makes blocks of the elements of mammoth, and tells what stands in another form."""

    package: WordPackage
    styles: Styles
    remarks: list[Remark]
    stress: Stress = field(default_factory=Stress)
    boxed: list[Block] = field(default_factory=list)
    note_names: dict[tuple[str, str], str] = field(default_factory=dict)

    def text(self, elements: list[Any]) -> Iterator[Block]:
        """The blocks of the text. Bold words in a box are its heading, and none of what follows the
        box: where a heading follows it, they may be one.
        """
        blocks = list(self.blocks(elements))
        is_boxed = {id(block) for block in self.boxed}
        after: Block | None = None
        made: list[Block] = []
        for block in reversed(blocks):
            if id(block) not in is_boxed:
                after = block
            elif isinstance(block, Paragraph) and not _begins_a_part(after):
                block = replace(block, style=BOX)  # noqa: PLW2901
            made.append(block)
        return reversed(made)

    def blocks(self, elements: list[Any]) -> Iterator[Block]:
        """The blocks of some elements, in order."""
        for element in elements:
            name = type(element).__name__
            if name == "Paragraph":
                yield from self._paragraph(element)
            elif name == "Table":
                yield from self._table(element)
            elif hasattr(element, "children"):
                yield from self.blocks(element.children)

    def _paragraph(self, element: Any) -> Iterator[Block]:
        style = (element.style_name or "").casefold()
        is_bold = self.styles.is_bold(element.style_id or "")
        parts = list(self._parts(element.children, _Look(bold=is_bold)))
        marks = [part for part in parts if isinstance(part, str)]
        words = of_words.merged(tuple(part for part in parts if isinstance(part, Run)))
        if style.startswith(_CONTENTS):
            if text := of_words.plain(words).strip():
                self.remarks.append(dropped("a line of a table of contents", text))
            return
        level = next((int(m.removeprefix(LEVEL)) for m in marks if m.startswith(LEVEL)), 0)
        item = next((m.removeprefix(ITEM) for m in marks if m.startswith(ITEM)), "")
        if of_words.plain(words).strip() or of_words.notes_in(words):
            size = next((int(m.removeprefix(SIZE)) for m in marks if m.startswith(SIZE)), 0)
            block = self._words_block(words, style, level, item)
            block = replace(block, size=size) if isinstance(block, Paragraph) else block
            if BOXED in marks:
                self.boxed.append(block)
            yield block
        for part in parts:
            if isinstance(part, Picture):
                yield part

    def _words_block(self, words: Words, style: str, level: int, item: str) -> Block:
        words = of_words.stripped(words) if level or item else words
        if level:
            number = item.partition(":")[2]
            return Heading((*of_words.of(f"{number}. " if number else ""), *words), level)
        if item:
            depth, _, number = item.partition(":")
            return Item(self.stress.words(words), int(depth), int(number) if number else None)
        return Paragraph(self.stress.words(words), style)

    def _parts(self, elements: list[Any], look: _Look) -> Iterator[Run | Picture | str]:
        for element in elements:
            name = type(element).__name__
            if name == "Run":
                slanted = element.is_italic or element.is_underline
                inner = _Look(
                    look.bold or element.is_bold,
                    look.italic or (slanted and not look.link),
                    look.link,
                )
                yield from self._raised(element, inner)
            elif name == "Hyperlink":
                link = _Look(look.bold, link=element.href or "")
                yield from self._parts(element.children, link)
            else:
                yield from self._leaf(element, name, look)

    def _raised(self, element: Any, look: _Look) -> Iterator[Run | Picture | str]:
        """The parts of a run; raised and lowered digits as signs of their own."""
        place = element.vertical_alignment
        for part in self._parts(element.children, look):
            if isinstance(part, Run) and place in _SIGNS and part.text.strip():
                text = part.text.translate(_SIGNS[place])
                yield Run(text, part.bold, part.italic, part.link, part.note)
            else:
                yield part

    def _leaf(self, element: Any, name: str, look: _Look) -> Iterator[Run | Picture | str]:
        if name in ("Text", "Tab"):
            text = element.value if name == "Text" else "\t"
            yield Run(text, look.bold, look.italic, look.link)
        elif name in ("Break", "Checkbox"):
            is_line = name == "Break" and element.break_type == "line"
            yield Run("\n" if is_line else f"{_TICK_BOX} " if name == "Checkbox" else " ")
        elif name == "NoteReference":
            key = (element.note_type, element.note_id)
            yield Run("", note=self.note_names.setdefault(key, str(len(self.note_names) + 1)))
        elif name == "Image":
            yield self._picture(element)
        elif name == "Bookmark":
            yield str(element.name)
        elif hasattr(element, "children"):
            yield from self._parts(element.children, look)

    def _picture(self, element: Any) -> Picture:
        try:
            with element.open() as stream:
                name = stream.read().decode()
        except Exception:  # noqa: BLE001  # what mammoth raises for a picture that is elsewhere
            return Picture("elsewhere", problem="it is not in the file, and nothing is fetched")
        data = self.package.picture(name)
        problem = "" if data else "it is missing or too large"
        return Picture(
            name.rpartition("/")[2], data, (element.alt_text or "").strip(), problem=problem
        )

    def _table(self, element: Any) -> Iterator[Block]:
        if len(element.children) == 1 or all(len(row.children) == 1 for row in element.children):
            yield from self._one_row(element)
            return
        pictures: list[Picture] = []
        spans, heads = Spans(), 0
        for number, row in enumerate(element.children):
            for cell in row.children:
                words = self._cell(cell, pictures)
                spans.add(words, cell.colspan, cell.rowspan, is_alone=len(row.children) == 1)
            spans.end_row()
            heads += bool(row.is_header) and heads == number
        is_title = len(element.children[0].children) == 1
        rows, heads, caption = without_title(spans.rows, heads, is_title=is_title)
        if not heads and len(rows) > 1 and all(map(of_words.is_bold, filter(None, rows[0]))):
            heads = 1
        plain = tuple(
            tuple(tuple(replace(run, bold=run.bold and n >= heads) for run in cell) for cell in row)
            for n, row in enumerate(rows)
        )
        yield Table(plain, heads, tuple(replace(run, bold=False) for run in caption))
        yield from pictures

    def _one_row(self, table: Any) -> Iterator[Block]:
        """The blocks of a table of one row or column, which sets text in columns or in a box."""
        self.remarks.append(changed("a table of one row or one column became plain text"))
        for row in table.children:
            for cell in row.children:
                blocks = list(self.blocks(cell.children))
                if len(table.children) == len(row.children) == 1:
                    self.boxed += blocks
                yield from blocks

    def _cell(self, cell: Any, pictures: list[Picture]) -> Words:
        lines: list[Words] = []
        for block in self.blocks(cell.children):
            if isinstance(block, Picture):
                pictures.append(block)
            elif isinstance(block, Table):
                lines += [words for row in block.rows for words in row if of_words.plain(words)]
                self.remarks.append(changed("a table in a table became lines of its cell"))
            elif isinstance(block, Item) and block.number is None:
                lines.append((Run("• "), *block.words))
            elif isinstance(block, Item):
                lines.append((Run(f"{block.number}. "), *block.words))
            else:
                lines.append(block.words)
        return of_words.joined(lines, "\n")

    def notes(self, whole: Any) -> dict[str, Words]:
        """The notes by name, in the order in which words refer to them."""
        made: dict[str, Words] = {}
        for (kind, id_), name in list(self.note_names.items()):
            try:
                body = whole.notes.find_note(kind, id_).body
            except KeyError:
                continue
            lines = [
                b.words for b in self.blocks(body) if isinstance(b, Paragraph | Item | Heading)
            ]
            made[name] = of_words.stripped(of_words.joined(lines, " "))
            if kind == "endnote":
                self.remarks.append(changed("an end note became a note of its section"))
        return made


def _begins_a_part(block: Block | None) -> bool:
    """Whether a block is a heading, or looks like one."""
    is_bold = isinstance(block, Paragraph) and of_words.is_bold(block.words)
    return block is None or isinstance(block, Heading) or is_bold


_SIGNS = {
    "superscript": str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"),
    "subscript": str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋"),
}
