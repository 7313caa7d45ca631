"""What a benchmark is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.command import missing
from benchmarks.results import Section


class NotYetError(Exception):
    """Something that a benchmark measures or needs is not there; says what."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A question with a number for an answer.

    `measure` gets an empty folder to work in and how many times to run what is compared; `runs`
    is how many are enough where the caller does not say, `minutes` about how long these take on
    two slow cores.
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
