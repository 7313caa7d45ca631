"""Every mark and every id points at something that exists."""

from collections.abc import Iterable, Iterator, Mapping

from leaflet.checks import Check
from leaflet.diagnostics import Severity, Span, did_you_mean
from leaflet.model import Leaflet, texts
from leaflet.prose import Mark, marks
from leaflet.sources import Loaded, Way

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
    for way, text in texts(leaflet):
        for mark, line in marks(text):
            if mark.target not in tables[mark.scheme]:
                yield _problem(_below(loaded.place(way), line), mark, tables[mark.scheme])


def _problem(place: Span, mark: Mark, known: Iterable[str]) -> Problem:
    return place, f'unknown {mark.scheme} "{mark.target}"', did_you_mean(mark.target, known)


def _below(place: Span, lines: int) -> Span:
    return Span(place.path, place.line + lines, 1) if lines else place


def _ids(loaded: Loaded[Leaflet], leaflet: Leaflet) -> Iterator[Problem]:
    """Ids in `sources:` lists of facts and of typed items, and ids of figures."""
    for name, fact in leaflet.facts.items():
        yield from _unknown_sources(loaded, leaflet, ("facts", name, "sources"), fact.sources)
    for i, section in enumerate(leaflet.sections):
        for j, block in enumerate(section.blocks):
            way: Way = ("sections", i, "blocks", j, "content")
            if block.kind == "figures":
                for figure in (name for name in block.content if name not in leaflet.figures):
                    hint = did_you_mean(figure, leaflet.figures)
                    yield loaded.place(way), f'unknown figure "{figure}"', hint
            elif isinstance(block.content, tuple):
                for k, item in enumerate(block.content):
                    given = getattr(item, "sources", ())
                    yield from _unknown_sources(loaded, leaflet, (*way, k, "sources"), given)


def _unknown_sources(
    loaded: Loaded[Leaflet], leaflet: Leaflet, way: Way, given: Iterable[str]
) -> Iterator[Problem]:
    for index, source in enumerate(given):
        if source not in leaflet.sources:
            place = loaded.place((*way, index))
            yield place, f'unknown source "{source}"', did_you_mean(source, leaflet.sources)


CHECK = Check(
    id="references",
    stage="content",
    reads=Leaflet,
    severity=Severity.ERROR,
    summary="Every fact, source, figure, help and clinic mark points at something that exists.",
    run=_run,
)
