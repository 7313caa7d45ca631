"""Runs two builds at once with one cache; each must write the same files as a single build.

python -m benchmarks.two_builds [--clinics N] [--rounds N]
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import click

from benchmarks.command import build, build_command, environment_of_process, one_worker
from benchmarks.soak import FORMATS, LEAFLETS, compare
from benchmarks.synthetic import make_project


def at_once(project: Path, place: Path) -> list[Path]:
    """Run two builds at the same time, with two output folders and one cache."""
    environment = environment_of_process(place / "cache")
    outputs = [place / "one", place / "two"]
    running = [
        subprocess.Popen(
            build_command(project, output, *one_worker()),
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for output in outputs
    ]
    codes = [process.wait() for process in running]
    if any(codes):
        click.echo(f"the builds ended with exit codes {codes}", err=True)
    return outputs


@click.command()
@click.option("--clinics", default=10, show_default=True, help="Each hands out four editions.")
@click.option("--rounds", default=3, show_default=True, help="Each begins with an empty cache.")
def main(clinics: int, rounds: int) -> None:
    """Run two builds against each other; returns exit code 1 if a file is missing or differs."""
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="leaflet-two-builds-") as folder:
        work = Path(folder)
        project = make_project(work / "project", clinics, LEAFLETS, formats=FORMATS)
        alone = work / "alone"
        build(project, alone / "dist", alone / "cache", *one_worker())
        for number in range(rounds):
            for output in at_once(project, work / f"round-{number}"):
                lost, changed = compare(alone / "dist", output)
                wrong += len(lost) + len(changed)
                for name in (*lost, *changed)[:20]:
                    click.echo(f"  round {number}, build {output.name}: {name}")
    editions = clinics * LEAFLETS * len(FORMATS)
    click.echo(f"{rounds} rounds of two builds of {editions} editions, {wrong} files wrong")
    click.echo("NOT identical" if wrong else "identical")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.two_builds")
