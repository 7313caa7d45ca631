"""A batch of 200 editions: the gain from sharing one process and one fit."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from benchmarks.benchmark import Benchmark
from benchmarks.cases.cold_single import weasyprint
from benchmarks.command import build, one_worker, outcomes
from benchmarks.measure import Cost, cpu, in_turn, ratios, run, total, wall
from benchmarks.pages import COMMAND_OPTIONS, Pages, renderer_environment
from benchmarks.results import Row, Section, Target
from benchmarks.synthetic import make_project
from leaflet.planning.matrix import Selection

CLINICS, LEAFLETS = 20, 10
SAMPLE = 20
LOOP = Target(at_least=4.0)
WARM = Target(at_least=1.2)


def measure(work: Path, runs: int) -> Section:
    """Build the same editions in three ways; the loop of commands builds a sample and is scaled."""
    editions = CLINICS * LEAFLETS
    project = make_project(work / "project", CLINICS, LEAFLETS)
    pages = write_pages(project, work / "pages")
    assert len(pages) == editions
    sample = pages[:: editions // SAMPLE]
    environment = renderer_environment()
    number = count()

    def ours() -> Cost:
        place = work / f"ours-{next(number)}"
        report = place / "report.json"
        place.mkdir()
        cost = build(
            project, place / "dist", place / "cache", *one_worker(), "--report", str(report)
        )
        assert outcomes(report) == {"built": editions}
        return cost

    def loop() -> Cost:
        target = work / "loop.pdf"
        calls = [[weasyprint(), *COMMAND_OPTIONS, page, target] for page in sample]
        return total([run(call, env=environment) for call in calls]).scaled(editions / SAMPLE)

    def warm() -> Cost:
        call = [sys.executable, "-m", "benchmarks.warm_loop", work / "warm", *pages]
        return run(call, env=environment)

    mine, looped, warmed = in_turn(runs, ours, loop, warm)
    rows = [
        Row(f"`leaflet build`, one worker, {editions} editions, nothing cached", mine),
        Row(f"`weasyprint` called {editions} times (measured on {SAMPLE}, scaled)", looped),
        Row("one Python loop of `HTML(…).write_pdf(…)`, defaults", warmed),
        Row("the loop of commands by `leaflet`, CPU", (), ratios(cpu(looped), cpu(mine)), LOOP),
        Row("the same, wall", (), ratios(wall(looped), wall(mine))),
        Row("the Python loop by `leaflet`, CPU", (), ratios(cpu(warmed), cpu(mine)), WARM),
    ]
    notes = [
        (
            f"{CLINICS} clinics × {LEAFLETS} leaflets, synthetic; the two loops get HTML that is"
            " composed, fitted and checked already."
        ),
    ]
    return Section(rows, notes)


def write_pages(project: Path, folder: Path) -> list[Path]:
    """The final pages of all editions of a project."""
    pages = Pages(project)
    return [
        pages.write(edition, folder / f"{number:04}")
        for number, edition in enumerate(pages.editions(Selection()))
    ]


BENCHMARK = Benchmark(
    name="batch_200",
    title="200 A4 handouts (20 clinics × 10 leaflets), one worker.",
    measure=measure,
    runs=2,
    minutes=35,
)
