"""The gain from a second worker."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from benchmarks.benchmark import Benchmark, needs
from benchmarks.command import build
from benchmarks.measure import Cost, cpu, in_turn, ratios, wall
from benchmarks.results import Row, Section, Target
from benchmarks.synthetic import make_project

CLINICS, LEAFLETS = 6, 10
TARGET = Target(at_least=1.8)


def measure(work: Path, runs: int) -> Section:
    """Each build begins with an empty cache."""
    needs("-j")
    project = make_project(work / "project", CLINICS, LEAFLETS)
    number = count()

    def workers(jobs: int) -> Cost:
        place = work / f"{jobs}-{next(number)}"
        return build(project, place / "dist", place / "cache", "-j", str(jobs))

    one, two = in_turn(runs, lambda: workers(1), lambda: workers(2))
    rows = [
        Row("`leaflet build -j 1`", one),
        Row("`leaflet build -j 2`", two),
        Row("one by two, wall", (), ratios(wall(one), wall(two)), TARGET),
        Row("two by one, CPU", (), ratios(cpu(two), cpu(one))),
    ]
    return Section(rows, [f"{CLINICS * LEAFLETS} editions, nothing cached."])


BENCHMARK = Benchmark(
    name="two_workers",
    title="60 A4 handouts with two workers and with one.",
    measure=measure,
    runs=3,
    minutes=8,
)
