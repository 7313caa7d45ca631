"""What a format has to print of a leaflet's file, and what of it a composed page lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from leaflet.compose.composer import compose
from leaflet.content.project import Project
from leaflet.model.leaflet import State
from leaflet.page.composition import Composition
from leaflet.planning.plan import PlannedEdition
from tests.support.source_words import Source, Written, WrittenSection, lacking, read_source

_FRONT = ("title", "subtitle", "audience", "decision", "main_message")
_IMPRINT = ("funding", "conflicts")
#: The names of these fields in the note on what a format leaves out.
_NAMES = {
    "subtitle": "the subtitle",
    "funding": "who paid for it",
    "conflicts": "conflicts of interest",
}


def lost_in_composition(project: Project, planned: PlannedEdition) -> tuple[Composition, list[str]]:
    """The composition of an edition, and what it lacks of the file and no finding names."""
    edition = planned.edition
    assert edition is not None, [str(found) for found in planned.findings if found.is_broken]
    composition = compose(edition, State.DRAFT, project.templates)
    path = project.leaflets.paths[planned.id.leaflet, planned.id.language]
    source = read_source(path.read_text("utf-8"))
    pictures = {name: asset.uri for name, asset in edition.figures.items()}
    expected = list(_expected(source, planned))
    return composition, lacking(expected, composition.body, pictures)


def _expected(source: Source, planned: PlannedEdition) -> Iterator[Written]:
    assert planned.edition is not None
    format_, leaflet = planned.format, planned.edition.leaflet
    notes = [found.message for found in planned.findings if found.code == "abridged"]
    note = "; ".join(said for said in notes if said.startswith(f"{format_.id} "))
    if format_.extract:
        yield from _extract(source)
        return
    never = note.partition("never prints ")[2]
    for name in (*_FRONT, *_IMPRINT):
        if source.front.get(name) and _NAMES.get(name, name) not in never:
            yield Written(source.front[name])
    shortened, left_out = _named(note, "shortens"), _named(note, "leaves out")
    for section, written in zip(leaflet.sections, source.sections, strict=True):
        if section.id in left_out:
            continue
        if "the heading of the section with the role about" not in never or section.role != "about":
            yield Written(written.heading)
        items = _short(written) if section.id in shortened else written.blocks
        yield from _with_legends(items, source)
        if section.role == "glossary":
            for term in source.front.get("glossary", ()):
                yield from (Written(term[name]) for name in ("term", "say", "means"))


def _short(written: WrittenSection) -> list[Written]:
    return written.short


def _extract(source: Source) -> Iterator[Written]:
    yield Written(source.front["title"])
    if message := source.front.get("main_message"):
        yield Written(message)
    points = next((section.points for section in source.sections if section.points), [])
    yield from map(Written, points[:3])


def _with_legends(items: Iterable[Written], source: Source) -> Iterator[Written]:
    for item in items:
        yield item
        if item.is_picture:
            figure = source.front["figures"][item.text]
            yield from map(Written, figure.get("legend", ()))


def _named(note: str, verb: str) -> set[str]:
    found = re.search(rf"{verb} ([a-z0-9-]+(?:, [a-z0-9-]+)*)", note)
    return set(found[1].split(", ")) if found else set()
