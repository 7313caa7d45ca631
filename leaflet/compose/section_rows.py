"""Arranges sections by what their blocks are, over the whole width or beside each other: which
stand apart by their role, how the blocks of one stand to each other, and which may break.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from leaflet.compose.template_values import Record, fields_of
from leaflet.model.blocks import MARKDOWN, SILENT, Block
from leaflet.model.leaflet import Leaflet, Section
from leaflet.model.listings import TimetableDay

#: Blocks that fit a column of text; a section with any other block takes the whole width.
_NARROW = frozenset({"prose", "checklist", "unknowns", "notes"})

#: Blocks of a section that may stand apart from the others, in a panel of its own.
_APART = _NARROW | {"help", "key-points"}
#: The same of the section on help, which may have a word of warning below its levels.
_HELP = _APART | {"important", "warning"}

#: A section or box of more characters may go on on the next page; a shorter one stays together.
_TOGETHER = 700
#: The most characters of a section whose blocks stand side by side, which stays on its page.
_BESIDE = 1800
#: The most characters of a column that stands beside another or beside a drawing.
_COLUMN = 900
#: The most characters of short sections that stand in columns together in a panel.
_TOGETHER_IN_PANEL = 700
#: The characters that a picture takes the room of.
_PICTURE = 300
#: The characters that an item, a cell or a line takes the room of at least, and the frame of a box.
_LINE, _FRAME = 30, 60


@dataclass(frozen=True, slots=True)
class Row:
    """Sections that are set together: kind `wide` is one section over the whole width, `columns`
    are several that flow through two columns.
    """

    kind: str
    sections: tuple[Section, ...]

    @property
    def name(self) -> str:
        """The row's name in findings."""
        return "+".join(section.id for section in self.sections)


def rows(sections: Iterable[Section], most: int | None = None) -> list[Row]:
    """The sections in order as rows. At most `most` adjacent narrow sections share two columns, and
    no more words than a panel can place with others.
    """
    made: list[Row] = []
    waiting: list[Section] = []

    def close() -> None:
        parts = _parted(waiting, most) if most else filter(None, [tuple(waiting)])
        made.extend(Row("columns" if len(some) > 1 else "wide", some) for some in parts)
        waiting.clear()

    for section in sections:
        is_narrow = all(block.kind in _NARROW for block in section.blocks)
        if is_narrow and section.role != "questions":  # the contact panel follows the questions
            waiting.append(section)
        else:
            close()
            made.append(Row("wide", (section,)))
    close()
    return made


def _parted(sections: Sequence[Section], most: int) -> list[tuple[Section, ...]]:
    """The sections in order in parts of at most `most`, and of at most `_TOGETHER_IN_PANEL`
    characters where they are several.
    """
    parts: list[list[Section]] = []
    length = 0
    for section in sections:
        own = _characters(section.blocks)
        if not parts or len(parts[-1]) == most or length + own > _TOGETHER_IN_PANEL:
            parts.append([])
            length = 0
        parts[-1].append(section)
        length += own
    return [tuple(part) for part in parts]


def first(leaflet: Leaflet) -> tuple[Section, ...]:
    """The sections before the key points: what to do in an emergency, where that stands first."""
    start = leaflet.sections[:1]
    return start if start and start[0].role == "get-help" else ()


def rest(leaflet: Leaflet, roles: Sequence[str]) -> tuple[Section, ...]:
    """The sections in order without those of `first`, and without the first section of each role
    that a format sets apart.
    """
    apart = [*first(leaflet), *(leaflet.with_role(role) for role in roles)]
    return tuple(s for s in leaflet.sections if not any(s is other for other in apart))


def apart(leaflet: Leaflet, roles: Sequence[str]) -> tuple[str, ...]:
    """Those roles whose first section may have a panel of its own, of fixed height: it is short,
    and has no pictures, boxes or tables. A section of any other stands among the rest.
    """
    return tuple(
        role
        for role in roles
        if (section := leaflet.with_role(role))
        and all(block.kind in (_HELP if role == "get-help" else _APART) for block in section.blocks)
        and not is_tall(section.blocks)
    )


def runs(blocks: Iterable[Block]) -> list[tuple[Block, ...]]:
    """The blocks in order, each alone, but exercises that follow each other in twos where neither
    is tall.
    """
    made: list[tuple[Block, ...]] = []
    for block in blocks:
        last = made[-1] if made else ()
        is_pair = len(last) == 1 and last[0].kind == block.kind == "exercise"
        if is_pair and not is_tall(last[0].content, block.content):
            made[-1] = (*last, block)
        else:
            made.append((block,))
    return made


def days(block: Block) -> list[tuple[TimetableDay, ...]]:
    """The days of a timetable; groups that follow each other on the same day are together, in
    twos, where neither is tall.
    """
    made: list[tuple[TimetableDay, ...]] = []
    for day in block.content:
        last = made[-1] if made else ()
        is_pair = len(last) == 1 and day.group and last[0].group and day.day == last[0].day
        if is_pair and not is_tall(last[0], day):
            made[-1] = (*last, day)
        else:
            made.append((day,))
    return made


def may_break(blocks: Iterable[Block], most: int = _TOGETHER) -> bool:
    """Whether blocks take so much room together, in characters, that they may go on on the next
    page.
    """
    return sum(map(_room, blocks)) > most


def _room(block: Block) -> int:
    """The characters that a block takes the room of, with its pictures, short lines and frame."""
    if block.kind == "figures":
        return _PICTURE * len(block.content)
    if isinstance(block.content, str):
        lines = [max(len(line), _LINE) for line in block.content.splitlines() if line.strip()]
        return sum(lines) + (_FRAME if block.kind in MARKDOWN else 0)
    items = block.content if isinstance(block.content, tuple) else (block.content,)
    pictures = sum(bool(getattr(item, "picture", None)) for item in items)
    return _PICTURE * pictures + sum(max(length, _LINE) for length in _said(block.content))


def is_tall(*columns: Any, most: int = _COLUMN) -> bool:
    """Whether one of several columns, as values of the content, has more characters than `most`,
    too many to stand beside another.

    What stands side by side is never parted: WeasyPrint 70 does not go on with a grid on the next
    page when one of its columns has ended and another has not. It draws the ended one as high as
    the next page, and may leave the page after that one blank.
    """
    return any(sum(_said(column)) > most for column in columns)


def stands_beside(main: Any, side: Any) -> bool:
    """Whether a section, or None, stands beside the key points: both are short, and it has only
    blocks that fit a narrow column.
    """
    blocks = side.blocks if side else ()
    if not all(block.kind in _NARROW for block in blocks):
        return False
    return not is_tall(main.blocks if main else (), blocks)


def _characters(blocks: Iterable[Block]) -> int:
    """The characters of blocks; a picture counts for those that it takes the room of."""
    return sum(
        _PICTURE * len(block.content) if block.kind == "figures" else sum(_said(block.content))
        for block in blocks
    )


def _said(value: Any) -> Iterator[int]:
    """The characters of each text inside a value, of the content or as templates see it."""
    if isinstance(value, str):
        yield len(value)
    elif isinstance(value, Record | BaseModel):
        named = fields_of(value).items() if isinstance(value, Record) else iter(value)
        for name, field in named:
            if name not in SILENT:
                yield from _said(field)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _said(item)


def arrangement(section: Section) -> str:
    """How the blocks of a section stand to each other, by what they are.

    `beside`: words and one drawing at their start or end; `with-four`: words and then four
    drawings, `figures` another number of them; `help`: levels of help and then words;
    `main-and-side`: benefits with what is not known; `questions`: questions alone. `in-order`: any
    other and every long one, one below the other.
    """
    kinds = [block.kind for block in section.blocks]
    if _characters(section.blocks) > _BESIDE:
        return "in-order"
    rest_is_words = all(kind in _NARROW for kind in kinds if kind != "figures")
    figures = next((block for block in section.blocks if block.kind == "figures"), None)
    if figures and kinds.count("figures") == 1:
        count = len(figures.content)
        apart = [kind for kind in kinds if kind != "notes"]
        if count == 1 and rest_is_words and "figures" in (apart[0], apart[-1]):
            words = [block.content for block in section.blocks if block is not figures]
            return "in-order" if is_tall(words) else "beside"
        if rest_is_words and kinds[-1] == "figures":
            return "with-four" if count == 4 and "prose" in kinds else "figures"
    if kinds[:1] == ["help"] and set(kinds[1:]) <= {"prose"}:
        return "help"
    if sorted(kinds) in (["benefits", "unknowns"], ["benefits", "prose", "unknowns"]):
        return "main-and-side"
    is_questions = kinds == ["questions"] and not is_tall(section.blocks[0].content)
    return "questions" if is_questions else "in-order"
