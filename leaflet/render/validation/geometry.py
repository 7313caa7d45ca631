"""Points, boxes and colours of a page: in points from its lower left corner."""

from __future__ import annotations

from functools import lru_cache

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)

NUMBER = rb"[+-]?(?:\d+\.?\d*|\.\d+)"


def times(one: Matrix, other: Matrix) -> Matrix:
    """The matrix that applies one, then the other."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a matrix moves a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def transformed(box: Box, matrix: Matrix) -> Box:
    """The least box around a transformed one."""
    x1, y1, x2, y2 = box
    corners = [apply(matrix, x, y) for x, y in ((x1, y1), (x2, y2), (x1, y2), (x2, y1))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def union(one: Box | None, other: Box | None) -> Box | None:
    """The least box around two."""
    if one is None or other is None:
        return one or other
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def intersection(one: Box | None, other: Box | None) -> Box | None:
    """What two boxes have in common; no box is everything."""
    if one is None or other is None:
        return one or other
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


def holds(box: Box, x: float, y: float) -> bool:
    """Whether a point is in a box."""
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


@lru_cache(maxsize=4096)
def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """The contrast ratio of two colours, grey or RGB from 0 to 1, perhaps with the number of a
    palette behind it (WCAG 2.2).
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[float, ...]) -> float:
    parts = colour[:3] if len(colour) >= 3 else colour[:1] * 3
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
