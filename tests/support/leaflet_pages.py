"""What a format has to print of a leaflet's file, and what of it a composed page lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from leaflet.checks.subjects import RenderedEdition
from leaflet.compose.composer import compose
from leaflet.content.project import Project
from leaflet.core.diagnostics import Finding
from leaflet.model.leaflet import State
from leaflet.page.composition import Composition
from leaflet.page.rendering import Rendering
from leaflet.planning.plan import PlannedEdition
from tests.support.page_checks import found_on_pages
from tests.support.source_words import Source, Written, lacking, read_source

_FRONT = ("title", "subtitle", "audience", "decision", "main_message")
_IMPRINT = ("funding", "conflicts")
#: The names of these fields in the note on what a format leaves out.
_NAMES = {
    "subtitle": "the subtitle",
    "funding": "who paid for it",
    "conflicts": "conflicts of interest",
}
_NO_ABOUT = "the heading of the section with the role about"


def lost_in_composition(project: Project, planned: PlannedEdition) -> tuple[Composition, list[str]]:
    """The composition of an edition, and what it lacks of the file and no finding names."""
    edition = planned.edition
    assert edition is not None, [str(found) for found in planned.findings if found.is_broken]
    composition = compose(edition, State.DRAFT, project.templates)
    pictures = {name: asset.uri for name, asset in edition.figures.items()}
    return composition, lacking(expected(project, planned), composition.body, pictures)


def expected(project: Project, planned: PlannedEdition) -> list[Written]:
    """What an edition has to print: all of the file but what findings name as left out."""
    path = project.leaflets.paths[planned.id.leaflet, planned.id.language]
    source = read_source(path.read_text("utf-8"))
    if planned.format.extract:
        return list(_extract(source, planned))
    format_id = planned.format.id
    notes = [found.message for found in planned.findings if found.code == "abridged"]
    note = "; ".join(said for said in notes if said.startswith(f"{format_id} "))
    return [*_front(source, note), *_body(source, note, planned)]


def expected_texts(project: Project, planned: PlannedEdition) -> list[str]:
    """The texts that an edition has to print."""
    return [item.text for item in expected(project, planned) if not item.is_picture]


def rendered_findings(planned: PlannedEdition, rendering: Rendering) -> list[Finding]:
    """What the checks find on the pages of an edition."""
    assert planned.edition is not None
    return found_on_pages(RenderedEdition(planned.edition, planned.files, rendering))


def _front(source: Source, note: str) -> Iterator[Written]:
    never = note.partition("never prints ")[2]
    for name in (*_FRONT, *_IMPRINT):
        if source.front.get(name) and _NAMES.get(name, name) not in never:
            yield Written(source.front[name])


def _body(source: Source, note: str, planned: PlannedEdition) -> Iterator[Written]:
    """The sections that are not left out, in full or in short, with legends and terms."""
    shortened, left_out = _named(note, "shortens"), _named(note, "leaves out")
    leaflet = planned.files[0].value
    assert leaflet is not None
    for section, written in zip(leaflet.sections, source.sections, strict=True):
        if section.id in left_out:
            continue
        if not (section.role == "about" and _NO_ABOUT in note):
            yield Written(written.heading)
        items = written.short if section.id in shortened else written.blocks
        # A box or day that is called like its section does not say so again.
        yield from _with_legends((i for i in items if i.text != written.heading), source)
        if section.role == "glossary":
            for term in source.front.get("glossary", ()):
                yield from (Written(term[name]) for name in ("term", "say", "means"))


def _extract(source: Source, planned: PlannedEdition) -> Iterator[Written]:
    leaflet = planned.files[0].value
    assert leaflet is not None
    yield Written(source.front["title"])
    if message := source.front.get("main_message"):
        yield Written(message)
    roles = [section.role == "key-points" for section in leaflet.sections]
    found = [(not is_for, n) for n, is_for in enumerate(roles) if source.sections[n].points]
    if found:  # those of the section for them, else the first ones
        yield from map(Written, source.sections[min(found)[1]].points[:3])


def _with_legends(items: Iterable[Written], source: Source) -> Iterator[Written]:
    for item in items:
        yield item
        if item.is_picture:
            figure = source.front["figures"][item.text]
            yield from map(Written, figure.get("legend", ()))


def _named(note: str, verb: str) -> set[str]:
    found = re.search(rf"{verb} ([a-z0-9-]+(?:, [a-z0-9-]+)*)", note)
    return set(found[1].split(", ")) if found else set()
