"""The outlines of a checked SVG's shapes as lines from point to point, without units.

Arcs follow SVG 1.1, appendix F.6.5.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from leaflet.content import svg_geometry
from leaflet.content.svg_geometry import Command
from leaflet.content.svg_tree import Element

Point = tuple[float, float]
Ring = list[Point]

_STEPS = 8
_ROUND = 32


def outlines(shape: Element) -> Iterator[Ring]:
    """The rings of a shape in its own coordinates; curves have `_STEPS` lines."""

    def side(name: str) -> float:
        return svg_geometry.length(shape.attributes.get(name, "0"))

    if shape.name == "path":
        yield from _Pen().rings(svg_geometry.commands(shape.attributes.get("d", "")))
    elif shape.name in ("polygon", "polyline"):
        found = svg_geometry.points(shape.attributes.get("points", ""))
        yield found + found[:1] if shape.name == "polygon" else found
    elif shape.name == "line":
        yield [(side("x1"), side("y1")), (side("x2"), side("y2"))]
    elif shape.name == "rect":
        x, y, right, foot = (
            side("x"),
            side("y"),
            side("x") + side("width"),
            side("y") + side("height"),
        )
        yield [(x, y), (right, y), (right, foot), (x, foot), (x, y)]
    else:
        wide, high = side("r") or side("rx"), side("r") or side("ry")
        turns = (2 * math.pi * n / _ROUND for n in range(_ROUND + 1))
        yield [(side("cx") + wide * math.cos(t), side("cy") + high * math.sin(t)) for t in turns]


class _Pen:
    """Follows path data."""

    def __init__(self) -> None:
        self.at: Point = (0.0, 0.0)
        self.ring: Ring = []
        self.handle: Point = (0.0, 0.0)
        self.last = ""

    def rings(self, commands: list[Command]) -> Iterator[Ring]:
        """The rings of commands."""
        for letter, values in commands:
            kind = letter.upper()
            if kind == "M" and len(self.ring) > 1:
                yield self.ring
            if kind == "Z" and self.ring:
                start = self.ring[0]
                yield [*self.ring, start]
                self.ring, self.at = [start], start
            else:
                self._follow(kind, self._absolute(letter, values), values)
            self.last = kind
        if len(self.ring) > 1:
            yield self.ring

    def _absolute(self, letter: str, values: tuple[float, ...]) -> list[Point]:
        """The points of a command, the last of them its end."""
        x, y = self.at if letter.islower() else (0.0, 0.0)
        if letter in "Hh":
            return [(x + values[0], self.at[1])]
        if letter in "Vv":
            return [(self.at[0], y + values[0])]
        pairs = values[5:] if letter in "Aa" else values
        return [(x + a, y + b) for a, b in zip(pairs[::2], pairs[1::2], strict=True)]

    def _follow(self, kind: str, points: list[Point], values: tuple[float, ...]) -> None:
        if not points:
            return
        start, end = self.at, points[-1]
        if kind == "M":
            self.ring = [end]
        elif kind == "A":
            self.ring += [*_arc(start, values, end), end]
        elif kind in "CSQT":
            if kind == "S":
                points = [self._mirrored("CS"), *points]
            if kind == "T":
                points = [self._mirrored("QT"), *points]
            self.handle = points[-2]
            self.ring += [_bezier([start, *points], n / _STEPS) for n in range(1, _STEPS + 1)]
        else:
            self.ring.append(end)
        self.at = end

    def _mirrored(self, kinds: str) -> Point:
        x, y = self.at
        if self.last not in tuple(kinds):
            return x, y
        return 2 * x - self.handle[0], 2 * y - self.handle[1]


def _bezier(points: list[Point], t: float) -> Point:
    """De Casteljau's point of a curve at `t`."""
    while len(points) > 1:
        points = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(points)]
    return points[0]


def _arc(start: Point, values: tuple[float, ...], end: Point) -> Iterator[Point]:
    rx, ry, turn, large, sweep = values[:5]
    if not rx or not ry or start == end:
        return
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cos * dx + sin * dy, cos * dy - sin * dx
    grown = math.hypot(x / rx, y / ry)
    rx, ry = rx * max(1, grown), ry * max(1, grown)
    share = (x / rx) ** 2 + (y / ry) ** 2
    root = math.sqrt(max(0, 1 / share - 1)) * (-1 if large == sweep else 1) if share else 0
    cx, cy = root * rx * y / ry, -root * ry * x / rx
    first = math.atan2((y - cy) / ry, (x - cx) / rx)
    swept = math.atan2((-y - cy) / ry, (-x - cx) / rx) - first
    if sweep and swept < 0:
        swept += 2 * math.pi
    if not sweep and swept > 0:
        swept -= 2 * math.pi
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    for n in range(1, 2 * _STEPS):
        angle = first + swept * n / (2 * _STEPS)
        px, py = cx + rx * math.cos(angle), cy + ry * math.sin(angle)
        yield middle[0] + cos * px - sin * py, middle[1] + sin * px + cos * py
