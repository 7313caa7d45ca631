"""Every mark and every id refers to an entry that exists."""

from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from leaflet.checks.check import Check
from leaflet.content.markdown import marks, place_of_mark
from leaflet.core.diagnostics import Severity, Span, did_you_mean
from leaflet.core.located import FieldPath, Loaded
from leaflet.model.leaflet import Leaflet, texts

_HELP = ("emergency", "urgent_advice")
_CLINIC_FIELDS = ("name", "email", "web", "feedback", "directions", "holidays", "other_formats")
_PHONES = ("main", "urgent", "out_of_hours", "interpreter")

Problem = tuple[Span, str, str]

#: Fields that hold one id, and the part of the front matter that lists it.
_TABLES = {"source": "sources", "picture": "figures"}


def _run(loaded: Loaded[Leaflet]) -> Iterator[Problem]:
    leaflet = loaded.value
    assert leaflet is not None
    yield from _marks(loaded, leaflet)
    yield from _ids(loaded, leaflet)


def _marks(loaded: Loaded[Leaflet], leaflet: Leaflet) -> Iterator[Problem]:
    tables: Mapping[str, Iterable[str]] = {
        "fact": leaflet.facts,
        "source": leaflet.sources,
        "help": _HELP,
        "clinic": (*_CLINIC_FIELDS, *(f"phones.{name}" for name in _PHONES)),
    }
    for field_path, text in texts(leaflet):
        for mark, line in marks(text):
            known = tables[mark.scheme]
            if mark.target not in known:
                place = place_of_mark(mark, loaded.place(field_path), text, line)
                hint = did_you_mean(mark.target, known)
                yield place, f'unknown {mark.scheme} "{mark.target}"', hint


def _ids(loaded: Loaded[Leaflet], leaflet: Leaflet) -> Iterator[Problem]:
    """Ids of sources and figures in facts, sections and blocks."""
    for name, fact in leaflet.facts.items():
        where: FieldPath = ("facts", name, "sources")
        yield from _unknown("source", loaded, leaflet.sources, where, fact.sources)
    for i, section in enumerate(leaflet.sections):
        if section.source and section.source not in leaflet.sources:
            hint = did_you_mean(section.source, leaflet.sources)
            yield loaded.place(("sections", i)), f'unknown source "{section.source}"', hint
        for part, some in (("blocks", section.blocks), ("short", section.short)):
            for j, block in enumerate(some):
                field_path: FieldPath = ("sections", i, part, j, "content")
                if block.kind == "figures":
                    figures = leaflet.figures
                    yield from _unknown("figure", loaded, figures, field_path, block.content)
                else:
                    yield from _named_in(loaded, leaflet, field_path, block.content)


def _named_in(
    loaded: Loaded[Leaflet], leaflet: Leaflet, field_path: FieldPath, value: object
) -> Iterator[Problem]:
    """Unknown ids in the fields `sources`, `source` and `picture` of a block, at any depth."""
    if isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _named_in(loaded, leaflet, (*field_path, index), inner)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            inner, where = getattr(value, name), (*field_path, name)
            if name == "sources":
                yield from _unknown("source", loaded, leaflet.sources, where, inner)
            elif name in _TABLES and inner is not None:
                known = getattr(leaflet, _TABLES[name])
                if inner not in known:
                    what = "figure" if name == "picture" else "source"
                    message = f'unknown {what} "{inner}"'
                    yield loaded.place(where), message, did_you_mean(inner, known)
            else:
                yield from _named_in(loaded, leaflet, where, inner)


def _unknown(
    what: str,
    loaded: Loaded[Leaflet],
    known: Iterable[str],
    field_path: FieldPath,
    given: Iterable[str],
) -> Iterator[Problem]:
    for index, name in enumerate(given):
        if name not in known:
            yield (
                loaded.place((*field_path, index)),
                f'unknown {what} "{name}"',
                did_you_mean(name, known),
            )


CHECK = Check(
    id="references",
    stage="content",
    reads=Leaflet,
    severity=Severity.ERROR,
    summary="Every fact, source, figure, help and clinic mark refers to an entry that exists.",
    run=_run,
    breaks="what a mark or a block names is not there to be printed",
    finds="a mark, source or figure that refers to no entry",
    mend="correct the id, or add the entry",
    why="A claim whose mark refers to nothing has no source.",
)
