"""What is announced of pages whose slots are laid out apart from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from leaflet.page.read_aloud import ReadAloud
from leaflet.render.validation.laid_out import HEADINGS, link_of, read_parts
from leaflet.render.validation.source_parts import Part, Picture, bare


@dataclass(frozen=True, slots=True)
class Announcement:
    """A heading with its level, a picture or a link by its words, or a slot by its name."""

    kind: Literal["heading", "picture", "link", "slot"]
    words: str
    level: int = 0


def announcements(document: Any) -> dict[str, tuple[Announcement, ...]]:
    """What is announced of a laid-out `Document` in reading order, by the slot that it is in; under
    no name what is in none, with the slots where they stand. Of slots of one name the first counts.
    """
    found: dict[str, list[Announcement]] = {"": []}
    waiting: list[tuple[str, Part | Picture | str]] = [("", read_parts(document).root)]
    while waiting:
        slot, part = waiting.pop()
        if isinstance(part, Part):
            name = _slot(part)
            if name in found and name:
                continue  # what keeps the letters of codes in the typefaces
            if name:
                found[slot].append(Announcement("slot", name))
                found[name] = []
            else:
                found[slot] += _of_part(part)
            waiting += [(name or slot, kid) for kid in reversed(part.kids)]
        elif isinstance(part, Picture):
            found[slot].append(Announcement("picture", part.words))
    return {name: tuple(these) for name, these in found.items()}


def _slot(part: Part) -> str:
    is_element = part.element is not None and "::" not in part.tag
    return (is_element and part.element.get("data-slot")) or ""


def _of_part(part: Part) -> Iterator[Announcement]:
    if "::" not in part.tag and any(part.leaves):
        if part.tag in HEADINGS:
            yield Announcement("heading", bare(part.words), int(part.tag[1]))
        elif part.tag == "a" and part.element.get("href"):
            yield Announcement("link", link_of(part).says)


def joined(
    shared: Iterable[Announcement],
    slots: Mapping[str, Iterable[Announcement]],
    written: Mapping[str, str],
) -> Iterator[Announcement]:
    """What is announced of pages and their slots together. `written` are the words that stand in
    files in the place of others.
    """
    for one in shared:
        if one.kind != "slot":
            yield one
            continue
        for below in slots.get(one.words, ()):
            words = below.words
            for place, other in written.items():
                words = words.replace(place, other)
            yield replace(below, words=words)


def read_aloud(announced: Iterable[Announcement]) -> ReadAloud:
    """What is announced, each kind by itself, and each link once."""
    words: dict[str, list[str]] = {"heading": [], "picture": [], "link": []}
    for one in announced:
        words[one.kind].append(one.words)
    links = tuple(dict.fromkeys(words["link"]))
    return ReadAloud(tuple(words["heading"]), tuple(words["picture"]), links)


def has_outline(announced: Iterable[Announcement]) -> bool:
    """Whether no heading skips a level, and one alone is of the first (ISO 14289-1, 7.4.2)."""
    before = 0
    for one in announced:
        if one.kind == "heading":
            if one.level > before + 1 or (one.level == 1 and before):
                return False
            before = one.level
    return True
