"""One leaflet with an empty cache: `leaflet` against the bare renderer on the final page."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from benchmarks.benchmark import Benchmark
from benchmarks.command import build, has, one_worker
from benchmarks.measure import ROOT, Cost, cpu, in_turn, ratios, run
from benchmarks.pages import COMMAND_OPTIONS, Pages, renderer_environment
from benchmarks.results import Row, Section, Target
from leaflet.cli.text_report import counted
from leaflet.planning.matrix import Selection

LEAFLET, CLINIC = "mesotherapy-acne-scars", "riverside"
TARGET = Target(at_most=1.3)


def measure(work: Path, runs: int) -> Section:
    """Each build has its own empty cache and output folder."""
    pages = Pages(ROOT)
    (edition,) = pages.editions(Selection((LEAFLET,), (CLINIC,), ("a4",)))
    page = pages.write(edition, work / "page")
    layouts = pages.fitted(edition).layouts
    number = count()
    options = [
        LEAFLET,
        "-f",
        "a4",
        "-c",
        CLINIC,
        *(["--fresh"] if has("--fresh") else []),
        *one_worker(),
    ]

    def ours() -> Cost:
        place = work / f"ours-{next(number)}"
        return build(ROOT, place / "dist", place / "cache", *options)

    def bare() -> Cost:
        return run([weasyprint(), *COMMAND_OPTIONS, page, work / "bare.pdf"], env=environment)

    environment = renderer_environment()
    mine, theirs = in_turn(runs, ours, bare)
    rows = [
        Row(f"`leaflet build {LEAFLET} -f a4 -c {CLINIC}`, nothing cached", mine),
        Row("`weasyprint` on the final HTML", theirs),
        Row("the first by the second, CPU", (), ratios(cpu(mine), cpu(theirs)), TARGET),
    ]
    notes = [
        (
            f"The text is not fitted before: `leaflet` finds how it is set in"
            f" {counted(layouts, 'layout')}; the bare command gets it set."
        ),
        (
            "Both write PDF/A-3a with tags, with the same typeface file; `leaflet` also reads,"
            " checks and judges."
        ),
    ]
    return Section(rows, notes)


def weasyprint() -> Path:
    """The `weasyprint` command of this environment."""
    return Path(sys.executable).with_name("weasyprint")


BENCHMARK = Benchmark(
    name="cold_single",
    title="A cold build of one unfitted A4 handout.",
    measure=measure,
    runs=7,
    minutes=1,
)
