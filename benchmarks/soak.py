"""Kills worker processes during builds: nothing may be lost, and all bytes must stay the same.

    python -m benchmarks.soak [--clinics N] [--every SECONDS] [--seed N]

Builds cheap editions with two worker processes while a thread kills one of them at intervals with
SIGKILL, and compares every file with an undisturbed build. The build itself and the fork server and
resource tracker of Python are not killed.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

from benchmarks.command import (
    build,
    build_command,
    environment_of_process,
    missing,
    one_worker,
    outcomes,
)
from benchmarks.synthetic import make_project

#: The formats of each leaflet for each clinic; both are cheap to build.
FORMATS = ("phone", "poster-a4")
LEAFLETS = 2
_TRACKER, _FORK_SERVER = "multiprocessing.resource_tracker", "multiprocessing.forkserver"
_REPORT = "report.json"


@dataclass(frozen=True, slots=True)
class Process:
    """A process as listed in /proc."""

    pid: int
    parent: int
    command: str


def processes() -> Iterator[Process]:
    """All visible processes; see proc_pid_stat(5)."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if fields[0] != "Z":
            yield Process(int(folder.name), int(fields[1]), command)


def workers(build: int, seen: list[Process]) -> list[int]:
    """The worker processes of a build: the children of the build and of its fork server, without
    the fork server and the resource tracker.
    """
    children = [process for process in seen if process.parent == build]
    servers = {process.pid for process in children if _FORK_SERVER in process.command}
    grandchildren = [process for process in seen if process.parent in servers]
    return [
        process.pid
        for process in (*children, *grandchildren)
        if process.pid not in servers and _TRACKER not in process.command
    ]


@dataclass(slots=True)
class Killer:
    """Kills a random worker of a build about every `every_s` seconds, until stopped."""

    build: int
    every_s: float
    chance: random.Random
    stop: threading.Event = field(default_factory=threading.Event)
    killed: int = 0

    def run(self) -> None:
        """Kill workers until stopped; skips a build that has no worker at the time."""
        while not self.stop.wait(self.every_s * self.chance.uniform(0.5, 1.5)):
            found = sorted(workers(self.build, list(processes())))
            if found:
                try:
                    os.kill(self.chance.choice(found), signal.SIGKILL)
                    self.killed += 1
                except ProcessLookupError:
                    pass


def disturbed(project: Path, place: Path, options: list[str], killer: tuple[float, int]) -> int:
    """Build while workers are killed; returns the number of killed workers."""
    place.mkdir()
    command = build_command(project, place / "dist", *options, "--report", str(place / _REPORT))
    environment = environment_of_process(place / "cache")
    with (place / "said.txt").open("wb") as said:
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
        every_s, seed = killer
        shooting = Killer(process.pid, every_s, random.Random(seed))
        thread = threading.Thread(target=shooting.run, daemon=True)
        thread.start()
        code = process.wait()
        shooting.stop.set()
        thread.join()
    if code:
        click.echo((place / "said.txt").read_text("utf-8", "replace")[-2000:], err=True)
        click.echo(f"the build ended with exit code {code}", err=True)
    return shooting.killed


def files(folder: Path) -> dict[str, str]:
    """The sha256 of every file of an output folder, including the manifest."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in found
    }


def compare(reference: Path, other: Path) -> tuple[list[str], list[str]]:
    """The files of a reference that another folder lacks, and files that differ or are new."""
    wanted, found = files(reference), files(other)
    lost = [name for name in wanted if name not in found]
    changed = [name for name in found if wanted.get(name) != found[name]]
    return lost, changed


def listed(folder: Path) -> int:
    """The number of editions in a manifest; 0 without a manifest."""
    path = folder / "manifest.json"
    return len(json.loads(path.read_text("utf-8"))["editions"]) if path.exists() else 0


@click.command()
@click.option("--clinics", default=125, show_default=True, help="Each hands out four editions.")
@click.option("--every", default=2.0, show_default=True, help="Seconds from kill to kill, about.")
@click.option("--seed", default=1, show_default=True, help="Which worker is killed when.")
def main(clinics: int, every: float, seed: int) -> None:
    """Kill workers while they build; returns exit code 1 if a file is lost or differs."""
    lacking = missing("--executor", "-j")
    if lacking:
        click.echo(f"not run: `leaflet build` does not know {', '.join(lacking)} yet")
        sys.exit(0)
    with tempfile.TemporaryDirectory(prefix="leaflet-soak-") as folder:
        work = Path(folder)
        project = make_project(work / "project", clinics, LEAFLETS, formats=FORMATS)
        quiet, loud = work / "quiet", work / "loud"
        build(project, quiet / "dist", quiet / "cache", *one_worker())
        options = ["--executor", "processes", "-j", "2"]
        killed = disturbed(project, loud, options, (every, seed))
        lost, changed = compare(quiet / "dist", loud / "dist")
        missed = listed(quiet / "dist") - listed(loud / "dist")
        failures = outcomes(loud / _REPORT)["failed"]
        build(project, loud / "dist", loud / "cache", *options)
        healed = not any(compare(quiet / "dist", loud / "dist"))
    click.echo(f"{clinics * LEAFLETS * len(FORMATS)} editions, {killed} workers killed")
    click.echo(f"{missed} editions lost, {failures} reported as failed")
    click.echo(f"{len(lost)} files missing, {len(changed)} files differ")
    for name in (*lost, *changed)[:20]:
        click.echo(f"  {name}")
    click.echo("identical" if not (missed or lost or changed) else "NOT identical")
    click.echo(f"built once more in peace: {'identical' if healed else 'NOT identical'}")
    sys.exit(bool(missed or lost or changed or not healed))


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.soak")
