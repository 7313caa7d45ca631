"""What a format with less room prints of a leaflet: which sections in short, which not at all.

The choice depends on the leaflet and on the room for words only, never on a clinic or on how a
page came out, so that whoever approves sees once what each format says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from leaflet.model.blocks import SILENT, Block
from leaflet.model.leaflet import Leaflet, Section, texts

#: Sections that stay in every format, at least in their short form: they warn, help, and keep
#: the choice open. The two at the start say what the sheet is.
KEPT = frozenset(
    ["key-points", "about", "can-it-help", "risks", "who-should-wait", "alternatives", "get-help"]
)

#: How much more room than running text a word takes in cells, cards and boxed lists: measured on
#: the sheet; many cells of the first two hold no words but "not known".
_SPACE = {"benefits": 3, "risks": 3, "alternatives": 2, "do-dont": 2, "checklist": 2}
_TARGET = re.compile(r"\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Abridged:
    """A leaflet as a format prints it; `shortened` and `left_out` are ids of sections."""

    leaflet: Leaflet
    shortened: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def abridge(leaflet: Leaflet, words: int | None) -> Abridged:
    """The leaflet in at most `words` words of its sections, as near as its author allows; a word
    in a table counts for two or three, by the room that it takes.

    Steps, until it has them: sections of priority 3 go, those of priority 2 are shortened, then
    those of priority 1, then sections of priority 2 go, the last first. Within a step the
    section goes first that saves most. What stands in `KEPT` is never left out, and only an
    author shortens: a section without a short form is printed whole.
    """
    forms: dict[str, Section | None] = {section.id: section for section in leaflet.sections}
    for name, form in _cuts(leaflet):
        if words is None or sum(_count(leaflet, s) for s in forms.values() if s) <= words:
            break
        forms[name] = form
    kept = tuple(section for section in forms.values() if section)
    return Abridged(
        leaflet.model_copy(update={"sections": kept}),
        tuple(s.id for s in leaflet.sections if forms[s.id] not in (s, None)),
        tuple(name for name, form in forms.items() if form is None),
    )


def _cuts(leaflet: Leaflet) -> Iterator[tuple[str, Section | None]]:
    """What may be done to the sections, the mildest first."""
    loose = [section for section in leaflet.sections if section.id not in KEPT]
    yield from ((section.id, None) for section in loose if section.priority == 3)
    left = [s for s in leaflet.sections if s.priority < 3 or s.id in KEPT]
    for priority in (3, 2, 1):
        forms = [(s, _short(s)) for s in left if s.short and s.priority == priority]
        forms.sort(key=lambda pair: _count(leaflet, pair[1]) - _count(leaflet, pair[0]))
        yield from ((section.id, form) for section, form in forms)
    yield from ((section.id, None) for section in reversed(loose) if section.priority == 2)


def _short(section: Section) -> Section:
    """The section with its short words in place of all others; figures stay."""
    figures = (block for block in section.blocks if block.kind == "figures")
    blocks = (Block(kind="prose", content=section.short), *figures)
    return section.model_copy(update={"blocks": blocks, "short": None})


def _count(leaflet: Leaflet, section: Section) -> int:
    """How many words of a section are printed, heading included, tables by their room."""
    count = _words([section.heading])
    for block in section.blocks:
        if block.kind != "figures":
            said = [
                text for field_path, text in texts(block.content) if SILENT.isdisjoint(field_path)
            ]
            count += _words(said) * _SPACE.get(block.kind, 1)
    if section.id == "glossary":
        count += _words(text for _, text in texts(leaflet.glossary))
    return count


def _words(said: Iterable[str]) -> int:
    return sum(len(_TARGET.sub("", text).split()) for text in said)
