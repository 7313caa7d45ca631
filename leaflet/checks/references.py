"""Every mark and every id refers to an entry that exists."""

from collections.abc import Iterable, Iterator, Mapping

from leaflet.checks.check import Check
from leaflet.content.markdown import marks, place_of_mark
from leaflet.core.diagnostics import Severity, Span, did_you_mean
from leaflet.core.located import FieldPath, Loaded
from leaflet.model.leaflet import Leaflet, texts

_HELP = ("emergency", "urgent_advice")
_CLINIC_FIELDS = ("name", "email", "web", "feedback", "directions", "holidays", "other_formats")
_PHONES = ("main", "urgent", "out_of_hours", "interpreter")

Problem = tuple[Span, str, str]


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
    """Ids in `sources:` lists of facts and of typed items, and ids of figures."""
    for name, fact in leaflet.facts.items():
        yield from _unknown(
            "source", loaded, leaflet.sources, ("facts", name, "sources"), fact.sources
        )
    for i, section in enumerate(leaflet.sections):
        for j, block in enumerate(section.blocks):
            field_path: FieldPath = ("sections", i, "blocks", j, "content")
            if block.kind == "figures":
                yield from _unknown("figure", loaded, leaflet.figures, field_path, block.content)
            elif isinstance(block.content, tuple):
                for k, item in enumerate(block.content):
                    given = getattr(item, "sources", ())
                    yield from _unknown(
                        "source", loaded, leaflet.sources, (*field_path, k, "sources"), given
                    )


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
