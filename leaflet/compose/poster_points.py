"""The messages of a poster: those that the author chose, or the first key points."""

from __future__ import annotations

from leaflet.model.leaflet import Leaflet

#: The most messages that are read while standing.
MOST = 3


def poster_points(leaflet: Leaflet) -> tuple[str, ...]:
    """At most three texts. A number under `poster` is that of a key point, counted from 1; one that
    no key point has is left out, and the check `poster-points` tells it.
    """
    points = key_points(leaflet)
    if not leaflet.poster:
        return points[:MOST]
    chosen: list[str] = []
    for text in leaflet.poster:
        if not text.isdecimal():
            chosen.append(text)
        elif 1 <= int(text) <= len(points):
            chosen.append(points[int(text) - 1])
    return tuple(chosen)


def key_points(leaflet: Leaflet) -> tuple[str, ...]:
    """The key points of a leaflet; none where it has no block of them."""
    section = leaflet.with_role("key-points")
    block = section.find("key-points") if section else None
    return tuple(block.content) if block else ()
