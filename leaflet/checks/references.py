"""Every mark and every id refers to an entry that exists."""

import re
from collections.abc import Iterable, Iterator, Mapping

from leaflet.checks.check import Check
from leaflet.content.markdown import marks, place_of_mark
from leaflet.core.diagnostics import Severity, Span, did_you_mean
from leaflet.core.located import FieldPath, Loaded
from leaflet.model.leaflet import Leaflet, texts
from leaflet.text.leaflet_text import LeafletText

_HELP = ("emergency", "urgent_advice")
_CLINIC_FIELDS = ("name", "email", "web", "feedback", "directions", "holidays", "other_formats")
_PHONES = ("main", "urgent", "out_of_hours", "interpreter")

#: A mark, or a link to a page, as authors write them.
_PLAIN = re.compile(r"\]\((?:(fact|source|help|clinic):([\w.-]+)|https://[^()\s]+)\)")

Problem = tuple[Span, str, str]


def _run(leaflet_text: LeafletText) -> Iterator[Problem]:
    yield from _marks(leaflet_text.loaded, leaflet_text.leaflet)
    yield from _ids(leaflet_text)


def _marks(loaded: Loaded[Leaflet], leaflet: Leaflet) -> Iterator[Problem]:
    tables: Mapping[str, Iterable[str]] = {
        "fact": leaflet.facts,
        "source": leaflet.sources,
        "help": _HELP,
        "clinic": (*_CLINIC_FIELDS, *(f"phones.{name}" for name in _PHONES)),
    }
    for field_path, text in texts(leaflet):
        if "](" not in text or all(name in tables[scheme] for scheme, name in _plain_marks(text)):
            continue
        for mark, line in marks(text):
            known = tables[mark.scheme]
            if mark.target not in known:
                place = place_of_mark(mark, loaded.place(field_path), text, line)
                hint = did_you_mean(mark.target, known)
                yield place, f'unknown {mark.scheme} "{mark.target}"', hint


def _plain_marks(text: str) -> Iterator[tuple[str, str]]:
    """The marks of a text as they stand there, without reading its Markdown; a link that is
    written in another way counts as an unknown mark.
    """
    links = text.count("](")
    for found in _PLAIN.finditer(text) if links else ():
        links -= 1
        if found[1]:
            yield found[1], found[2]
    if links:
        yield "fact", ""


def _ids(leaflet_text: LeafletText) -> Iterator[Problem]:
    """Ids of sources and figures in facts, sections and blocks."""
    leaflet, inside = leaflet_text.leaflet, leaflet_text.named
    named: tuple[tuple[str, Mapping[str, object], Iterable[tuple[FieldPath, str]]], ...] = (
        ("source", leaflet.sources, _of_facts(leaflet)),
        ("source", leaflet.sources, inside.sources),
        ("figure", leaflet.figures, inside.pictures),
    )
    for what, known, given in named:
        for field_path, name in given:
            if name not in known:
                place = leaflet_text.loaded.place(field_path)
                yield place, f'unknown {what} "{name}"', did_you_mean(name, known)


def _of_facts(leaflet: Leaflet) -> Iterator[tuple[FieldPath, str]]:
    for fact, held in leaflet.facts.items():
        for index, name in enumerate(held.sources):
            yield ("facts", fact, "sources", index), name


CHECK = Check(
    id="references",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="Every fact, source, figure, help and clinic mark refers to an entry that exists.",
    run=_run,
    breaks="what a mark or a block names is not there to be printed",
    finds="a mark, source or figure that refers to no entry",
    mend="correct the id, or add the entry",
    why="A claim whose mark refers to nothing has no source.",
)
