"""Rules for where texts stand on a page: each where it was laid out, and no other."""

from __future__ import annotations

from collections.abc import Iterator

from leaflet.page.read_aloud import Fault
from leaflet.render.validation.file_reading import FileReading
from leaflet.render.validation.laid_out import LaidOut
from leaflet.render.validation.page_content import PageContent
from leaflet.render.validation.source_parts import Place, bare

#: How far in points a text may stand from where it was laid out.
_NEAR = 1.0


def place_faults(file: FileReading, said: LaidOut) -> Iterator[Fault]:
    """Texts that stand elsewhere than they were laid out, or that nobody laid out."""
    for number, (page, places) in enumerate(zip(file.pages, said.places, strict=False), 1):
        waiting: dict[str, list[Place]] = {}
        for place in places:
            waiting.setdefault(place.words, []).append(place)
        band = ""
        for words, x, y in _painted(page):
            found = _take(waiting.get(words, []), x, y)
            if found is None and words and words in said.band:
                band += f" {words}"
            elif found is None:
                yield Fault("7.1 content", f'"{words}" stands where it was not laid out', number)
        missing = next((words for words, left in waiting.items() if left), None)
        if missing:
            yield Fault("7.1 content", f'"{missing}" is not where it was laid out', number)
        if said.band and said.band not in bare(band):
            yield Fault("7.1 content", f'the page does not say "{said.band}"', number)


def _painted(page: PageContent) -> Iterator[tuple[str, float, float]]:
    """The texts of a page apart from those in drawings."""
    for text in page.texts:
        words = bare(text.words)
        if words and page.marks.get(text.mark) != b"/Figure":
            yield words, text.x, text.y


def _take(places: list[Place], x: float, y: float) -> Place | None:
    """The place at a point, which is taken from the others."""
    for at, place in enumerate(places):
        if abs(place.x - x) <= _NEAR and abs(place.y - y) <= _NEAR:
            return places.pop(at)
    return None
