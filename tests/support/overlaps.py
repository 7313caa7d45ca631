"""Texts of a PDF that lie on each other."""

from __future__ import annotations

from functools import partial
from itertools import takewhile

from tests.support.printed import Run, runs

Box = tuple[float, float, float, float]


def overlaps(pdf: bytes) -> list[tuple[str, str]]:
    """Texts that lie on each other by more than a third of the smaller one's area."""
    placed = sorted(runs(pdf), key=lambda run: (run.page, run.box[1]))
    return [
        (one.text, other.text)
        for number, one in enumerate(placed)
        for other in takewhile(partial(_may_touch, one), placed[number + 1 :])
        if _share(one.box, other.box) > 1 / 3
    ]


def _may_touch(one: Run, other: Run) -> bool:
    return one.page == other.page and other.box[1] < one.box[3]


def _share(one: Box, other: Box) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return width * height / min(areas) if width > 0 and height > 0 and min(areas) else 0.0
