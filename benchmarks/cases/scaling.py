"""How time, memory and manifest grow with the number of editions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.benchmark import Benchmark
from benchmarks.command import build, one_worker
from benchmarks.measure import Cost
from benchmarks.results import Row, Section, Target
from benchmarks.synthetic import make_project

SIZES = (10, 100, 1_000, 5_000)
LEAFLETS = 10
#: The largest size with the real renderer; larger ones would take half an hour.
RENDERED = 1_000
#: The target: the cost of an edition in the largest build, divided by that in a tenth of it.
LINEAR = Target(at_most=1.25)

#: Written by hand from the results of this benchmark and of `two_workers`.
A_MILLION = (
    "1,000,000 editions on 64 workers, on paper: an A4 handout of a leaflet that is laid out takes"
    " 0.2 to 0.3 s to render, so 64 workers need about an hour. The process that was called"
    " composes, judges and writes one in 20 to 25 ms, which is 6 hours: it is the first bottleneck,"
    " from about ten workers on. The next are its memory (the slope of the table) and the manifest,"
    " which is read up to 100 MB only, about 250,000 editions. All three go with shards: 8 times"
    " `--shard K/8` with 8 workers each, joined by `leaflet merge`."
)


def measure(work: Path, runs: int) -> Section:
    """Build each size with an empty cache in one process, and again with nothing changed.

    All sizes are built with the pretended renderer, small ones with the real one too; one run for
    each size.
    """
    del runs
    lines: list[Sequence[str]] = [_HEAD]
    first: dict[tuple[int, bool], float] = {}
    for size in SIZES:
        project = make_project(work / f"project-{size}", size // LEAFLETS, LEAFLETS)
        for pretended in (False, True):
            if pretended or size <= RENDERED:
                place = work / f"{size}-{pretended}"
                made = _build(project, place, pretended=pretended)
                again = _build(project, place, pretended=pretended)
                manifest = (place / "dist/manifest.json").stat().st_size
                lines.append(_line(size, made, again, manifest, pretended=pretended))
                first[size, pretended] = made.cpu_s / size
    growth = first[SIZES[-1], True] / first[SIZES[-2], True]
    row = Row(
        f"CPU an edition at {SIZES[-1]:,} by that at {SIZES[-2]:,}, pretended renderer",
        shown=f"{growth:.2f} ×",
        target=LINEAR,
        met=LINEAR.met(growth),
    )
    notes = [
        (
            f"Above {RENDERED:,} editions the renderer only pretends: reading, checking, composing,"
            " judging and writing are real, and files are as large as real ones."
        ),
        "Memory is that of the largest process.",
        A_MILLION,
    ]
    return Section([row], notes, lines)


_HEAD = (
    "editions", "renderer", "CPU s", "wall s", "ms CPU an edition", "peak MiB", "again, CPU s",
    "again, ms an edition", "manifest KiB",
)  # fmt: skip


def _line(size: int, made: Cost, again: Cost, manifest: int, *, pretended: bool) -> tuple[str, ...]:
    return (
        f"{size:,}",
        "pretended" if pretended else "real",
        f"{made.cpu_s:.2f}",
        f"{made.wall_s:.2f}",
        f"{1000 * made.cpu_s / size:.1f}",
        f"{made.peak_mib:.0f}",
        f"{again.cpu_s:.2f}",
        f"{1000 * again.cpu_s / size:.2f}",
        f"{manifest / 1024:.0f}",
    )


def _build(project: Path, place: Path, *, pretended: bool) -> Cost:
    return build(project, place / "dist", place / "cache", *one_worker(), pretended=pretended)


BENCHMARK = Benchmark(
    name="scaling",
    title="From 10 to 5,000 A4 handouts.",
    measure=measure,
    runs=1,
    minutes=12,
)
