"""Measures the memory of one worker that renders many editions and is never replaced.

python -m benchmarks.worker_memory PROJECT STEP

Prints a line `editions resident peak`, in MB, after each STEP editions.
"""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path

import click

from benchmarks.pages import Pages
from leaflet.build.tasks import (
    Done,
    Task,
    work,
)
from leaflet.planning.matrix import Selection
from leaflet.render.renderer import render


def main() -> None:
    """Render one task after another, as a worker does; results are dropped."""
    project, step = Path(sys.argv[1]), int(sys.argv[2])
    pages = Pages(project)
    # Leaflet by leaflet, in the order of a build.
    editions = sorted(pages.editions(Selection()), key=lambda edition: edition.leaflet.id)
    for number, edition in enumerate(editions, 1):
        result = work(render, Task(number, pages.composition(edition), pages.project.blobs))
        assert isinstance(result, Done), result
        if number % step == 0:
            click.echo(f"{number} {resident_mb():.0f} {peak_mb():.0f}")


def resident_mb() -> float:
    """The resident memory of this process in MB; see proc_pid_statm(5)."""
    held = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return held * os.sysconf("SC_PAGE_SIZE") / 1e6


def peak_mb() -> float:
    """The peak resident memory so far in MB; Linux counts in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


if __name__ == "__main__":
    main()
