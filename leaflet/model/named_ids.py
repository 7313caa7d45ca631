"""The ids that the body of a leaflet names: pictures and sources, each with its field path."""

from __future__ import annotations

from collections.abc import Iterator

from leaflet.model.leaflet import Leaflet, Section, texts

FieldPath = tuple[str | int, ...]


def named_pictures(leaflet: Leaflet) -> Iterator[tuple[FieldPath, str]]:
    """The figures that sections show: on their own, in steps, in exercises, and in short forms."""
    for field_path, kind, text in _named(leaflet):
        if kind == "figures" or field_path[-1] == "picture":
            yield field_path, text


def named_sources(leaflet: Leaflet) -> Iterator[tuple[FieldPath, str]]:
    """The sources of sections, of blocks and of their items; marks in texts are not among them."""
    for i, section in enumerate(leaflet.sections):
        if section.source:
            yield ("sections", i), section.source
    for field_path, _, text in _named(leaflet):
        if field_path[-1] == "source" or field_path[-2] == "sources":
            yield field_path, text


def _named(leaflet: Leaflet) -> Iterator[tuple[FieldPath, str, str]]:
    """Every text of the blocks with its field path and the kind of the block."""
    for i, section in enumerate(leaflet.sections):
        for part in ("blocks", "short"):
            yield from _of_blocks(section, ("sections", i), part)


def _of_blocks(
    section: Section, field_path: FieldPath, part: str
) -> Iterator[tuple[FieldPath, str, str]]:
    for j, block in enumerate(getattr(section, part)):
        if not block.is_markdown:
            for inside, text in texts(block.content, (*field_path, part, j, "content")):
                yield inside, block.kind, text
