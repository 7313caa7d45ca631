"""The overhead of a Dask cluster compared with worker processes."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path

from benchmarks.benchmark import Benchmark, NotYetError, needs
from benchmarks.command import build, environment_of_process
from benchmarks.measure import Cost, in_turn, ratios, spread, wall
from benchmarks.results import Row, Section
from benchmarks.synthetic import make_project

CLINICS, LEAFLETS = 6, 10
WORKERS = 2
#: The seconds within which a cluster has to start.
_PATIENCE_S = 60


def measure(work: Path, runs: int) -> Section:
    """A scheduler and two worker processes on this machine against two processes of our own."""
    needs("--executor", "--scheduler", "-j")
    if find_spec("distributed") is None:
        raise NotYetError("Dask is not installed: `pip install 'patient-leaflet[cluster]'`")
    editions = CLINICS * LEAFLETS
    project = make_project(work / "project", CLINICS, LEAFLETS)
    number = count()

    def place() -> Path:
        return work / f"run-{next(number)}"

    def clustered() -> Cost:
        here = place()
        here.mkdir()
        with cluster(here) as address:
            options = ("--executor", "dask", "--scheduler", address)
            return build(project, here / "dist", here / "cache", *options)

    def processes() -> Cost:
        here = place()
        options = ("--executor", "processes", "-j", str(WORKERS))
        return build(project, here / "dist", here / "cache", *options)

    far, near = in_turn(runs, clustered, processes)
    over = [1000 * (a - b) / editions for a, b in zip(wall(far), wall(near), strict=True)]
    rows = [
        Row(f"`--executor dask`, scheduler and {WORKERS} workers (CPU of the client alone)", far),
        Row(f"`--executor processes -j {WORKERS}`", near),
        Row("the first by the second, wall", (), ratios(wall(far), wall(near))),
        Row("overhead an edition, wall", shown=f"{spread(over).show(1)} ms"),
    ]
    notes = [
        (
            f"{editions} editions, nothing cached. The cluster is a new one each time and up before"
            " the clock starts, but none of its workers has rendered anything."
        ),
    ]
    return Section(rows, notes)


@contextmanager
def cluster(work: Path) -> Iterator[str]:
    """Start a scheduler with workers for the block; yields its address."""
    card = work / "scheduler.json"
    scheduler = ["dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    worker = ["dask_worker", "--nworkers", str(WORKERS), "--nthreads", "1", "--no-dashboard"]
    started = []
    try:
        for name, *options in (scheduler, worker):
            call = [sys.executable, "-m", f"distributed.cli.{name}", *options]
            started.append(_start([*call, "--scheduler-file", str(card)], work))
            _wait_for(card)
        address = str(json.loads(card.read_text("utf-8"))["address"])
        _wait_for_workers(address)
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            process.wait()


def _start(call: list[str], work: Path) -> subprocess.Popen[bytes]:
    environment = environment_of_process(work / "cache-of-workers")
    return subprocess.Popen(
        call, cwd=work, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _wait_for(file: Path) -> None:
    end = time.perf_counter() + _PATIENCE_S
    while not (file.exists() and file.read_text("utf-8").endswith("}")):
        if time.perf_counter() > end:
            raise NotYetError("the Dask scheduler does not start")
        time.sleep(0.1)


def _wait_for_workers(address: str) -> None:
    from importlib import import_module

    client = import_module("distributed").Client(address, timeout=_PATIENCE_S)
    try:
        client.wait_for_workers(WORKERS, timeout=_PATIENCE_S)
    finally:
        client.close()


BENCHMARK = Benchmark(
    name="dask",
    title="60 A4 handouts on a local Dask cluster and on worker processes.",
    measure=measure,
    runs=3,
    minutes=8,
)
