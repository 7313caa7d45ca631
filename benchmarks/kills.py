"""Stops builds at random moments; the next build must make what an undisturbed one makes.

    python -m benchmarks.kills [--kills N] [--clinics N] [--seed N]

Each round begins with an output folder that holds files of another format, or with none. A build
into it is stopped by SIGTERM, SIGINT or SIGKILL. Then one more format is dropped from the project
and it is built again. All files have to be those of a build into an empty folder; no file of a
dropped format, of a writer that died or of the journal may be left.
"""

from __future__ import annotations

import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks.command import build, build_command, environment_of_process
from benchmarks.soak import compare, files
from benchmarks.synthetic import make_project

#: The formats of the project before, during and after the build that is stopped.
BEFORE, DURING, AFTER = (
    ("phone", "poster-a4", "poster-a3"),
    ("phone", "poster-a4"),
    ("phone",),
)
LEAFLETS = 2
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGKILL)
EXECUTORS = (("--executor", "serial"), ("--executor", "processes", "-j", "2"))
#: The earliest moment: before, Python has not read the program.
_FIRST_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Round:
    """What was done in one round, and what was wrong after it."""

    signal_name: str
    stood: bool
    exit_code: int
    standing: int
    wrong: tuple[str, ...]


class Kills:
    """The project in its three states, an output folder and a cache as they were before."""

    def __init__(self, work: Path, clinics: int) -> None:
        self.work = work
        self.project = make_project(work / "project", clinics, LEAFLETS, formats=BEFORE)
        self.settings = (self.project / "leaflet.yaml").read_text("utf-8")
        build(self.project, work / "before", work / "cache")
        self.changed()
        started = time.monotonic()
        shutil.copytree(work / "before", work / "timed")
        shutil.copytree(work / "cache", work / "timed-cache")
        build(self.project, work / "timed", work / "timed-cache")
        self.seconds = time.monotonic() - started
        self.plan(AFTER)
        build(self.project, work / "after", work / "timed-cache")

    def changed(self) -> None:
        """Give each clinic another colour, so that every edition is made anew."""
        for path in sorted(self.project.glob("content/clinics/*/clinic.yaml")):
            text = path.read_text("utf-8")
            path.write_text(re.sub("rgb: .*", "rgb: '#0f6e70'", text), "utf-8")

    def plan(self, formats: tuple[str, ...]) -> None:
        """Set the formats of the project."""
        old, new = (", ".join(names) for names in (BEFORE, formats))
        text = self.settings.replace(f"[{old}]", f"[{new}]")
        (self.project / "leaflet.yaml").write_text(text, "utf-8")

    def round(self, number: int, chance: random.Random) -> Round:
        """Stop one build, build again, and compare."""
        place = self.work / f"round-{number}"
        stands = chance.random() < 0.7
        shutil.copytree(self.work / "cache", place / "cache")
        if stands:
            shutil.copytree(self.work / "before", place / "dist")
        self.plan(DURING)
        sent = SIGNALS[number % len(SIGNALS)]
        options = EXECUTORS[number // len(SIGNALS) % len(EXECUTORS)]
        after_seconds = chance.uniform(_FIRST_SECONDS, max(1.0, 0.95 * self.seconds))
        code = self._stopped(place, sent, options, after_seconds)
        standing = len(files(place / "dist"))
        self.plan(AFTER)
        wrong = [] if code in (0, -sent, 128 + sent) else [f"exit code {code}"]
        build(self.project, place / "dist", place / "cache", *options)
        lost, changed = compare(self.work / "after", place / "dist")
        wrong += [f"missing: {name}" for name in lost] + [f"differs or new: {n}" for n in changed]
        shutil.rmtree(place)
        return Round(sent.name, stands, code, standing, tuple(wrong))

    def _stopped(
        self, place: Path, sent: signal.Signals, options: tuple[str, ...], after_seconds: float
    ) -> int:
        """The exit code of a build that gets a signal after a while."""
        place.mkdir(exist_ok=True)
        process = subprocess.Popen(
            build_command(self.project, place / "dist", *options),
            env=environment_of_process(place / "cache"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(after_seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(sent)
        return process.wait()


@click.command()
@click.option("--kills", default=30, show_default=True, help="Builds that are stopped.")
@click.option("--clinics", default=2, show_default=True, help="Each hands out two leaflets.")
@click.option("--seed", default=1, show_default=True, help="Which moment is hit.")
def main(kills: int, clinics: int, seed: int) -> None:
    """Stop builds and build again; returns exit code 1 if any file is missing, stale or differs."""
    # A shell starts background jobs with SIGINT ignored, and a build would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    chance = random.Random(seed)
    rounds: list[Round] = []
    with tempfile.TemporaryDirectory(prefix="leaflet-kills-") as folder:
        tried = Kills(Path(folder), clinics)
        click.echo(f"a build takes {tried.seconds:.1f} s", err=True)
        for number in range(kills):
            rounds.append(tried.round(number, chance))
            for problem in rounds[-1].wrong:
                click.echo(f"round {number}, {rounds[-1].signal_name}: {problem}", err=True)
    _show(rounds)
    sys.exit(any(done.wrong for done in rounds))


def _show(rounds: list[Round]) -> None:
    """A table: how builds ended by signal, and after how many the next one made other files."""
    click.echo("signal   builds  into files  ended  stopped  died  next build differs")
    for sent in SIGNALS:
        some = [done for done in rounds if done.signal_name == sent.name]
        codes = Counter("died" if r.exit_code < 0 else bool(r.exit_code) for r in some)
        stood, wrong = sum(r.stood for r in some), sum(bool(r.wrong) for r in some)
        click.echo(
            f"{sent.name:7}  {len(some):6}  {stood:10}  {codes[False]:5}  {codes[True]:7}"
            f"  {codes['died']:4}  {wrong:18}"
        )


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.kills")
