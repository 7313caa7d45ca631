"""The definition of a benchmark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.command import missing
from benchmarks.results import Section


class NotYetError(Exception):
    """Something that a benchmark measures or needs is missing; the message names it."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A benchmark: a question whose answer is a number.

    `measure` gets an empty working folder and the number of runs to compare; `runs` is the default
    number, `minutes` the approximate duration of these on two slow cores.
    """

    name: str
    title: str
    measure: Callable[[Path, int], Section]
    runs: int
    minutes: int


def needs(*options: str) -> None:
    """Raises `NotYetError` unless `leaflet build` knows all of some options."""
    lacking = missing(*options)
    if lacking:
        raise NotYetError(f"`leaflet build` does not know {', '.join(lacking)} yet")
