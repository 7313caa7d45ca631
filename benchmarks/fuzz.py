"""Builds mutated projects and counts what must never happen; no part of the tests in CI.

    python -m benchmarks.fuzz [--count N] [--seed N] [--start N] [--jobs N]

Each case is a copy of a project of two clinics and two leaflets with one mutated text, picture or
template, and a command that uses it, called in a process of its own with limits of time and memory.
Counted are:

- tracebacks, reported mistakes of the program, and exit codes that a build cannot have;
- hangs: more than `SECONDS` of processor time of a process, or ten times as much on the clock;
- processes that took more than `MEGABYTES`, and processes that outlive the command;
- files that are new, changed or gone anywhere but in the output folders and the cache, and files
  in the output folder that an undisturbed build does not make;
- editions lost: files that do not use the mutated one, and are missing afterwards or differ from
  those of an undisturbed build.

A case is "without effect" if a build ends with exit code 0 and all files are those of an
undisturbed one. They are counted because many of them would mean that mutations are not read.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import itertools
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from benchmarks.fuzz_cases import CALLS, FORMATS, Case, cases, make_project
from benchmarks.measure import ROOT

SECONDS, MEGABYTES = 60, 1000
COUNTED = ("tracebacks", "hangs", "over memory", "files outside", "editions lost")
#: What a command with a mistake in its input may end with: done, findings, call, edition failed.
_CODES = (0, 1, 2, 3)
BUILD_ALL = f"build {' '.join(f'-f {name}' for name in FORMATS)} -j 1 -o dist"


@dataclass(frozen=True, slots=True)
class Reference:
    """A folder with the project, its output folder and the cache as an undisturbed build leaves
    them; `files` are the sha256 of the editions.
    """

    around: Path
    files: Mapping[str, str]

    @property
    def project(self) -> Path:
        """The folder of the project."""
        return self.around / "project"

    def copy(self, case: Case, around: Path) -> None:
        """Put the project with the mutated file into a new folder."""
        drop = () if case.begins == "standing" else ("dist",)
        shutil.copytree(self.project, around / "project", ignore=shutil.ignore_patterns(*drop))
        shutil.copytree(self.around / "older", around / "older")
        if case.begins != "empty":
            shutil.copytree(self.around / "cache", around / "cache")
        for name in ("home", "tmp", "out"):
            (around / name).mkdir()
        _write(around / "project", case)


@dataclass(slots=True)
class Running:
    """A case whose command runs, and the folder and files as they were when it began."""

    case: Case
    around: Path
    before: dict[Path, str]
    started: float
    pid: int


def make_reference(around: Path) -> Reference:
    """Build the project, and call everything that cases call, so that no case has to import it."""
    project = around / "project"
    make_project(project)
    _must(around, BUILD_ALL)
    shutil.copytree(project / "dist", around / "older")
    manifest = around / "older" / "manifest.json"
    text = manifest.read_text("utf-8")
    manifest.write_text(text.replace('"version": "0.1.0"', '"version": "0.0.9"'), "utf-8")
    for command in CALLS.values():
        _must(around, command)
    shutil.rmtree(project / "dist")
    _must(around, BUILD_ALL)
    return Reference(around, edition_files(project / "dist"))


def edition_files(dist: Path) -> dict[str, str]:
    """The sha256 of the editions in an output folder, by path."""
    found = dist.glob("*/*/*.*")
    return {path.relative_to(dist).as_posix(): _digest(path) for path in found}


def _keep_shared_fonts(around: Path) -> None:
    """From now on this process, a forked one, deletes no typefaces but those in its own folder: all
    others are shared with the process that it was forked from.
    """
    fonts: Any = sys.modules.get("weasyprint.text.fonts")
    if fonts is None:
        return  # nothing is shared

    def delete(folder: Path, **_: object) -> None:
        if Path(folder).is_relative_to(around):
            shutil.rmtree(folder, ignore_errors=True)

    fonts.rmtree = delete


def start(case: Case, reference: Reference) -> Running:
    """Begin a case in a forked process."""
    around = Path(tempfile.mkdtemp(prefix="case-", dir=reference.around))
    reference.copy(case, around)
    before = _outside(around)
    child = os.fork()
    if not child:
        _become(around, case.call)
    return Running(case, around, before, time.monotonic(), child)


def _become(around: Path, command: str) -> None:
    """Turn the forked process into a call of the command; never returns."""
    code = 99
    try:
        os.setpgid(0, 0)
        limit = 3 * MEGABYTES * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        output = os.open(around / "said", os.O_WRONLY | os.O_CREAT)
        for stream in (1, 2):
            os.dup2(output, stream)
        _keep_shared_fonts(around)
        code = _call(around, command)
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001  # the process must not go on as its parent
        traceback.print_exc()
    finally:
        os._exit(code)


def _must(around: Path, command: str) -> None:
    code = _call(around, command)
    if code:
        raise SystemExit(f"leaflet {command} ended with exit code {code}")


def _call(around: Path, command: str) -> int:
    """Call a command in this process, with its folders in `around`; returns the exit code."""
    from leaflet.cli.command_line import main

    for name in ("cache", "home", "tmp", "out"):
        (around / name).mkdir(exist_ok=True)
    os.environ.update(
        LEAFLET_CACHE=str(around / "cache"),
        HOME=str(around / "home"),
        TMPDIR=str(around / "tmp"),
        SOURCE_DATE_EPOCH="1795392000",
        PYTHONPATH=str(ROOT),
        CI="true",
    )
    tempfile.tempdir = None
    os.chdir(around / "project")
    sys.argv = ["leaflet", *command.split()]
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    except Exception:  # noqa: BLE001  # shown as Python would
        traceback.print_exc()
        return 1


def finished(running: Running, reference: Reference) -> Counter[str] | None:
    """What a case came to; None while its command runs."""
    seconds = time.monotonic() - running.started
    pid, status, usage = os.wait4(running.pid, os.WNOHANG)
    if not pid and seconds > 10 * SECONDS:
        os.killpg(running.pid, signal.SIGKILL)
        pid, status, usage = os.wait4(running.pid, 0)
    if not pid:
        return None
    code = os.waitstatus_to_exitcode(status)
    found = _counts(running, reference, code)
    found["hangs"] = int(code in (-signal.SIGXCPU, -signal.SIGKILL))
    found["over memory"] = int(usage.ru_maxrss / 1024 > MEGABYTES) + _outlived(running.pid)
    found["slow"] = int(usage.ru_utime > SECONDS / 4)
    kind = running.case.name.split()[0]
    found[f"{kind} exit {code}"] = 1
    _show(running, found)
    shutil.rmtree(running.around)
    return found


def _counts(running: Running, reference: Reference, code: int) -> Counter[str]:
    case, around = running.case, running.around
    said, found = (around / "said").read_text("utf-8", "replace"), Counter[str]()
    bug = "Traceback" in said or "mistake of the program" in said or code not in _CODES
    found["tracebacks"] = int(bug)
    dist = around / "project" / "dist"
    made = {p.relative_to(dist).as_posix(): _digest(p) for p in dist.rglob("*") if p.is_file()}
    lists = ("manifest.json", "index.html")
    after = _outside(around)
    found["files outside"] = sum(
        running.before.get(path) != after.get(path) for path in {*running.before, *after}
    ) + sum(
        name not in (*reference.files, *lists)
        and ".proof." not in name
        and not name.startswith("pictures/")
        for name in made
    )
    found["editions lost"] = sum(
        made.get(name) != digest and case.spared(name) for name, digest in reference.files.items()
    )
    found["spared"] = sum(case.spared(name) for name in reference.files)
    built = [name for name in reference.files if case.builds(name)]
    same = all(made.get(name) == reference.files[name] for name in built)
    kind = case.name.split()[0]
    found[f"{kind} without effect"] = int(code == 0 and same and bool(case.formats))
    return found


def _show(running: Running, found: Counter[str]) -> None:
    if not any(found[name] for name in (*COUNTED, "slow")):
        return
    case, said = running.case, (running.around / "said").read_text("utf-8", "replace")
    counts = {name: found[name] for name in (*COUNTED, "slow") if found[name]}
    click.echo(f"{case.name} ({case.begins}): {case.path}: {case.call}: {counts}\n{said[-1500:]}")


def _outlived(group: int) -> int:
    """Whether a process of the group is still there ten seconds later; it is ended."""
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return 0
        time.sleep(0.05)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
    return 1


def _write(project: Path, case: Case) -> None:
    path = project / case.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(case.content)
    if path.name.startswith("logo"):
        clinic = path.parent / "clinic.yaml"
        text = clinic.read_text("utf-8").replace("file: logo.svg", f"file: {path.name}")
        clinic.write_text(text, "utf-8")


def _outside(around: Path) -> dict[Path, str]:
    """The files that a command must leave as they are."""
    own = (around / "project" / "dist", around / "cache", around / "out", around / "said")
    return {
        path: _digest(path)
        for path in around.rglob("*")
        if path.is_file() and not any(path.is_relative_to(folder) for folder in own)
    }


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def results(some: Iterator[Case], reference: Reference, jobs: int) -> Iterator[Counter[str]]:
    """What the cases came to, as they end; `jobs` run at a time."""
    running: list[Running] = []
    for case in itertools.chain(some, itertools.repeat(None)):
        if case is not None:
            running.append(start(case, reference))
        while len(running) >= (jobs if case else 1):
            time.sleep(0.01)
            for one in tuple(running):
                found = finished(one, reference)
                if found is not None:
                    running.remove(one)
                    yield found
        if case is None:
            return


@click.command()
@click.option("--count", default=2000, show_default=True, help="Cases.")
@click.option("--seed", default=1, show_default=True, help="Which mutations are made.")
@click.option("--start", "first", default=0, show_default=True, help="Cases that are left out.")
@click.option("--jobs", default=1, show_default=True, help="Commands at a time.")
def main(count: int, seed: int, first: int, jobs: int) -> None:
    """Call commands with mutated files; returns exit code 1 if anything happens that must not."""
    total: Counter[str] = Counter()
    folder = Path(tempfile.mkdtemp(prefix="leaflet-fuzz-"))
    try:
        reference = make_reference(folder)
        some = itertools.islice(cases(seed), first, count)
        for number, found in enumerate(results(some, reference, jobs), first + 1):
            total.update(found)
            if number % 50 == 0:
                click.echo(f"{number} cases: {_line(total)}")
    finally:
        os.chdir(ROOT)
        shutil.rmtree(folder)
    click.echo(f"{first} to {count} of seed {seed}: {_line(total)}")
    sys.exit(any(total[name] for name in COUNTED))


def _line(total: Counter[str]) -> str:
    rest = sorted(name for name in total if name not in COUNTED)
    return ", ".join(f"{name} {total[name]}" for name in (*COUNTED, *rest))


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.fuzz")
