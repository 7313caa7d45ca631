"""The ids that the body of a leaflet names: pictures and sources, each with its field path."""

from __future__ import annotations

from dataclasses import dataclass

from leaflet.model.leaflet import Leaflet, texts

FieldPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class NamedIds:
    """Ids with the field paths at which they are named, in the order of the leaflet.

    `pictures` are those that sections show: on their own, in steps, in exercises, and in short
    forms. `sources` are those of sections, of blocks and of their items; marks in texts are not
    among them.
    """

    pictures: tuple[tuple[FieldPath, str], ...]
    sources: tuple[tuple[FieldPath, str], ...]


def named_ids(leaflet: Leaflet) -> NamedIds:
    """The ids that a leaflet's body names."""
    pictures: list[tuple[FieldPath, str]] = []
    sources: list[tuple[FieldPath, str]] = [
        (("sections", i), section.source)
        for i, section in enumerate(leaflet.sections)
        if section.source
    ]
    for field_path, kind, text in _named(leaflet):
        if kind == "figures" or field_path[-1] == "picture":
            pictures.append((field_path, text))
        if field_path[-1] == "source" or field_path[-2] == "sources":
            sources.append((field_path, text))
    return NamedIds(tuple(pictures), tuple(sources))


def _named(leaflet: Leaflet) -> list[tuple[FieldPath, str, str]]:
    """Every text of the blocks that are no Markdown, with its field path and the block's kind."""
    return [
        (inside, block.kind, text)
        for i, section in enumerate(leaflet.sections)
        for part, blocks in (("blocks", section.blocks), ("short", section.short))
        for j, block in enumerate(blocks)
        if not block.is_markdown
        for inside, text in texts(block.content, ("sections", i, part, j, "content"))
    ]
