"""Abridges a leaflet for a format with less room: shortens sections and leaves some out.

The result depends only on the leaflet and the number of words, never on a clinic or a layout, so
an approver has to read the text of each format only once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from leaflet.formats.format import Format
from leaflet.model.blocks import RAISED, SILENT, Block
from leaflet.model.leaflet import Leaflet, Section, texts
from leaflet.model.roles import KEPT

#: The room of a word in tables, cards and boxed lists, as a multiple of that in running text;
#: measured on the sheet. Many cells of the first two hold only "not known".
_SPACE = {
    "benefits": 3,
    "risks": 3,
    "alternatives": 2,
    "do-dont": 2,
    "checklist": 2,
    "table": 2,
    "timetable": 2,
    "doses": 3,
    "side-effects": 2,
    "results": 2,
    "exercise": 2,
    "video": 3,
}
#: The words that things take the room of in a panel, besides their own; measured on the tri-fold.
_PICTURE, _SMALL_PICTURE, _STEP_PICTURE, _STEP, _ITEM, _ROW, _BOX, _FIELD = (
    60,
    20,
    30,
    5,
    3,
    26,
    10,
    12,
)
#: The words that have the room of a picture that stands on the cover, besides those that it counts.
_COVER_PICTURE = 120
#: The fields of a `write-in` that is ready: the lines that they take.
_READY = 4
#: The words that a heading and the space after a section take the room of.
_HEADING = 10
#: The most room that a leaflet takes, in words, as a multiple of its words: that of a text with
#: five pictures in panels that are just full.
_MOST_ROOM = 1.72
#: The least number of words under `abridge`.
_FEWEST = 40
_BOXED = ("warning", "important", "for", "do-dont", "doses", "video")
_TARGET = re.compile(r"\]\([^()\s]*\)")


@dataclass(frozen=True, slots=True)
class Abridged:
    """The abridged leaflet; `shortened` and `left_out` are ids of sections."""

    leaflet: Leaflet
    shortened: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def abridged_for(leaflet: Leaflet, format_: Format) -> Abridged:
    """The leaflet as a format prints it: with its words, or fewer where the leaflet says so."""
    return _abridged(leaflet, _most_words(leaflet, format_), format_)


def _abridged(leaflet: Leaflet, words: int | None, format_: Format) -> Abridged:
    shown = _on_cover(leaflet, format_)
    if shown and words == format_.words and words is not None:
        words += _COVER_PICTURE
    return abridge(leaflet, words, format_.section_words, shown)


def _on_cover(leaflet: Leaflet, format_: Format) -> frozenset[str]:
    """The figure that a format prints on its cover and short forms need not repeat."""
    covers = [name for name, figure in leaflet.figures.items() if figure.cover]
    within = [s for s in leaflet.sections if s.short and set(covers[:1]) & _figures(s)]
    return frozenset(covers[:1] if within and "cover" in format_.slot_sizes else ())


def _figures(section: Section) -> set[str]:
    return {name for block in section.blocks if block.kind == "figures" for name in block.content}


def fewer_words(leaflet: Leaflet, format_: Format, fewer: int) -> tuple[int, bool] | None:
    """The number of words under `abridge` with which a format prints about so many fewer words, and
    whether the leaflet has short forms or sections to leave out that reach it; None for a format
    that prints all words.
    """
    words = _most_words(leaflet, format_)
    if words is None:
        return None
    kept = abridged_for(leaflet, format_).leaflet.sections
    most = max(_FEWEST, int(min(words, _words_of_room(leaflet, kept)) - fewer))
    shorter = _abridged(leaflet, most, format_).leaflet.sections
    return most, _words_of_room(leaflet, shorter) <= most


def _most_words(leaflet: Leaflet, format_: Format) -> int | None:
    if format_.words is None:
        return None
    return min(format_.words, leaflet.abridge.get(format_.id, format_.words))


def abridge(
    leaflet: Leaflet,
    words: int | None,
    in_section: int | None = None,
    shown: frozenset[str] = frozenset(),
) -> Abridged:
    """The leaflet with at most `words` words in its sections, if its short forms allow it; those
    leave out the figures that are `shown` elsewhere. A word in a table counts two or three times,
    by the room that it takes. With its pictures, fields, rows and items it takes the room of at
    most `_MOST_ROOM` times as many.

    Steps, until the text is short enough: leave out sections of priority 3, shorten those of
    priority 2, shorten those of priority 1, leave out those of priority 2, the last first. Within
    a step the section that saves most goes first. Sections with a role in `KEPT` are never left
    out, and a section without a short form is never shortened. Before, a section that takes the
    room of more than `in_section` words, which no panel holds, is shortened or left out.
    """
    forms: dict[str, Section | None] = {
        section.id: section if in_section is None else _held(leaflet, section, in_section, shown)
        for section in leaflet.sections
    }
    for name, form in _cuts(leaflet, shown):
        if words is None or _has_room(leaflet, filter(None, forms.values()), words):
            break
        forms[name] = form if forms[name] else None
    kept = tuple(section for section in forms.values() if section)
    return Abridged(
        leaflet.model_copy(update={"sections": kept}),
        tuple(s.id for s in leaflet.sections if forms[s.id] not in (s, None)),
        tuple(name for name, form in forms.items() if form is None),
    )


def _cuts(leaflet: Leaflet, shown: frozenset[str]) -> Iterator[tuple[str, Section | None]]:
    """The possible cuts, in order: the id of a section, and its short form or None."""
    loose = [section for section in leaflet.sections if section.role not in KEPT]
    yield from ((section.id, None) for section in loose if section.priority == 3)
    left = [s for s in leaflet.sections if s.priority < 3 or s.role in KEPT]
    for priority in (3, 2, 1):
        forms = [(s, _short(s, shown)) for s in left if s.short and s.priority == priority]
        forms.sort(key=lambda pair: _count(leaflet, pair[1]) - _count(leaflet, pair[0]))
        yield from ((section.id, form) for section, form in forms)
    yield from ((section.id, None) for section in reversed(loose) if section.priority == 2)


def _has_room(leaflet: Leaflet, sections: Iterable[Section], words: int) -> bool:
    """Whether sections have at most so many words, and do not take much more room."""
    return _words_of_room(leaflet, list(sections)) <= words


def _words_of_room(leaflet: Leaflet, sections: Sequence[Section]) -> float:
    """The words that sections have, or that their room is that of, whichever are more."""
    room = sum(_HEADING + _room(leaflet, section) + _room_of_rows(section) for section in sections)
    return max(sum(_count(leaflet, section) for section in sections), room / _MOST_ROOM)


def _held(leaflet: Leaflet, section: Section, most: int, shown: frozenset[str]) -> Section | None:
    """A section in the longest form that a panel holds; None where even its short form is longer,
    or it has none, and it may be left out.
    """
    forms = (section, _short(section, shown)) if section.short else (section,)
    for form in forms:
        if _room(leaflet, form) <= most:
            return form
    return forms[-1] if section.role in KEPT or section.priority == 1 else None


def _room(leaflet: Leaflet, section: Section) -> int:
    """The number of words that a section takes the room of, with what is not words in it."""
    return _count(leaflet, section) + sum(map(_silent_room, section.blocks))


def _silent_room(block: Block) -> int:
    """The words that the pictures, items, rows and fields of a block take the room of."""
    if block.kind == "figures":
        return _PICTURE if len(block.content) == 1 else _SMALL_PICTURE * len(block.content)
    if block.kind == "exercise":
        return _BOX + (_PICTURE if block.content.picture else 0)
    if block.kind == "steps":
        pictures = sum(bool(step.picture) for step in block.content)
        return _STEP * len(block.content) + _STEP_PICTURE * pictures
    if block.kind == "write-in":
        lines = len(block.content.fields) + (_READY if block.content.ready else 0)
        return _BOX + _FIELD * lines
    if block.kind == "questions":
        return _ITEM * len(block.content) + _FIELD * block.lines
    return _room_of_items(block) + (_BOX if block.kind in _BOXED else 0)


def _room_of_items(block: Block) -> int:
    """The words that the items of a list take the room of."""
    content = block.content
    if block.kind in ("checklist", "key-points", "unknowns"):
        return _ITEM * len(content)
    if block.kind == "do-dont":
        return _ITEM * len((*content.do, *content.dont))
    if block.kind == "help":
        return sum(_BOX + _ITEM * len(level.signs) for level in content)
    if block.kind == "side-effects":
        return sum(_BOX + _ITEM * len(item.effects) for item in content.classes)
    if block.kind == "timetable":
        return sum(_BOX + _ITEM * len(day.rows) for day in content)
    return 0


def _room_of_rows(section: Section) -> int:
    """The words that the rows of tables with short cells take the room of, besides what their words
    count for.
    """
    return sum(
        _ROW * len(block.content.rows if block.kind == "table" else block.content)
        for block in section.blocks
        if block.kind in ("benefits", "risks", "alternatives", "table")
    )


def _short(section: Section, elsewhere: frozenset[str]) -> Section:
    """The section with its short form in place of its text; figures stay that are not shown
    elsewhere, and footnotes where the short form refers to them.
    """
    shown = elsewhere | {
        name for block in section.short if block.kind == "figures" for name in block.content
    }
    figures = (b for b in section.blocks if b.kind == "figures" and not shown & set(b.content))
    said = {sign for block in section.short for _, text in texts(block.content) for sign in text}
    notes = [block for block in section.blocks if block.kind == "notes" and said & set(RAISED)]
    blocks = (*section.short, *figures, *notes)
    return section.model_copy(update={"blocks": blocks, "short": ()})


def _count(leaflet: Leaflet, section: Section) -> int:
    """The number of printed words of a section with its heading, weighted by their room."""
    count = _words([section.heading])
    for block in section.blocks:
        if block.kind != "figures":
            said = [
                text for field_path, text in texts(block.content) if SILENT.isdisjoint(field_path)
            ]
            count += _words(said) * _SPACE.get(block.kind, 1)
    if section.role == "glossary":
        count += _words(text for _, text in texts(leaflet.glossary))
    return count


def _words(said: Iterable[str]) -> int:
    return sum(len(_TARGET.sub("", text).split()) for text in said)
