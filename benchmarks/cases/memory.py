"""Whether the memory of a worker that is never replaced keeps growing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.benchmark import Benchmark
from benchmarks.results import Row, Section, Target
from benchmarks.synthetic import make_project

CLINICS, LEAFLETS = 200, 10
STEP = 200
PEAK = Target(at_most=400, unit="MB")
#: The memory of a worker at the end, divided by that after the first half, when its caches are
#: full.
GROWTH = Target(at_most=1.1)


def measure(work: Path, runs: int) -> Section:
    """One worker renders all editions with the real renderer, in one run."""
    del runs
    project = make_project(work / "project", CLINICS, LEAFLETS)
    command = [sys.executable, "-m", "benchmarks.worker_memory", str(project), str(STEP)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    lines = [line.split() for line in output.splitlines()]
    assert len(lines) == CLINICS * LEAFLETS // STEP, output
    peak = int(lines[-1][2])
    full = lines[len(lines) // 2 - 1]
    growth = int(lines[-1][1]) / int(full[1])
    rows = [
        Row(f"the most held over {lines[-1][0]} editions",
            shown=f"{peak} MB", target=PEAK, met=PEAK.met(peak)),
        Row(f"held after {lines[-1][0]} editions by held after {full[0]}",
            shown=f"{growth:.2f} ×", target=GROWTH, met=GROWTH.met(growth)),
    ]  # fmt: skip
    notes = [
        "What is held grows until six shared layouts are kept, and no more.",
        "The process also holds the project, which a worker of a build does not.",
    ]
    return Section(rows, notes, [("editions", "MB held", "MB at most so far"), *lines])


BENCHMARK = Benchmark(
    name="memory",
    title=f"{CLINICS * LEAFLETS:,} A4 handouts in one worker that is never replaced.",
    measure=measure,
    runs=1,
    minutes=10,
)
