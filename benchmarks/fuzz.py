"""Builds mutated projects and counts what must never happen; no part of the tests in CI.

    python benchmarks/fuzz.py --count 2000 --seed 1

Each case is a copy of the fixture project with one mutated text, picture or template, built in a
process of its own with limits of time and memory. Counted are tracebacks, hangs, processes over
the limit of memory, files outside of the output folder and the cache, and editions lost: those of
the clinic that does not use the mutated file.
"""

from __future__ import annotations

import argparse
import itertools
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
PROJECT = ROOT / "tests" / "fixtures" / "project"
SECONDS, MEGABYTES = 60, 1500

#: The clinic whose files are mutated, and the one that must be built all the same.
SPOILT, OTHER = "riverside", "st-oswin"


@dataclass(frozen=True, slots=True)
class Case:
    """A file to write into a copy of the project, and the formats to build."""

    name: str
    path: str
    content: bytes
    formats: tuple[str, ...]

    @property
    def concerns_one_clinic(self) -> bool:
        """Whether only the editions of one clinic use the file."""
        return self.path.startswith(f"content/clinics/{SPOILT}/")


def cases(seed: int) -> Iterator[Case]:
    """The cases of a seed: texts, pictures and templates in turn, without end."""
    from tests.fuzz import pictures, templates, texts

    made = [
        (Case(f"text {n}", path, text.encode("utf-8", "surrogatepass"), ("phone",))
         for n, (path, text) in enumerate(texts.mutations(seed))),
        (Case(f"picture {n}", f"content/clinics/{SPOILT}/logo{suffix}", data, ("a4",))
         for n, (suffix, data) in enumerate(pictures.mutations(seed))),
        (Case(f"template {n}", f"templates/{name}", text.encode(), ("phone",))
         for n, (name, text) in enumerate(templates.mutations(seed))),
    ]  # fmt: skip
    for together in itertools.zip_longest(*made):
        yield from (case for case in together if case is not None)


def build(case: Case) -> Counter[str]:
    """Build one case in a forked process; what went wrong, and how it ended."""
    with tempfile.TemporaryDirectory() as folder:
        around = Path(folder)
        project = around / "project"
        shutil.copytree(PROJECT, project)
        _write(project, case)
        before = _files(around)
        status, usage, seconds, said = _run(project, around, case)
        found: Counter[str] = Counter()
        code = os.waitstatus_to_exitcode(status)
        found[f"exit {code}"] = 1
        found["tracebacks"] = int("Traceback" in said or "mistake of the program" in said)
        found["hangs"] = int(seconds >= SECONDS)
        found["over memory"] = int(usage.ru_maxrss / 1024 > MEGABYTES)
        outside = _files(around) - before - {around / "said"}
        mine = (project / "dist", around / "cache")
        found["files outside"] = sum(
            not any(path.is_relative_to(own) for own in mine) for path in outside
        )
        missing = not any((project / "dist" / OTHER).rglob("*.*"))
        found["editions lost"] = int(missing and case.concerns_one_clinic)
        if any(found[name] for name in COUNTED):
            click.echo(f"{case.name}: {case.path}: {dict(found)}\n{said[-1500:]}")
            kept = Path(tempfile.gettempdir()) / "fuzz" / case.name.replace(" ", "-")
            kept.parent.mkdir(exist_ok=True)
            kept.write_bytes(case.content)
        return found


COUNTED = ("tracebacks", "hangs", "over memory", "files outside", "editions lost")


def _write(project: Path, case: Case) -> None:
    path = project / case.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(case.content)
    if path.name.startswith("logo"):
        clinic = path.parent / "clinic.yaml"
        text = (
            clinic.read_text("utf-8").replace("logo.svg", path.name).replace("logo.png", path.name)
        )
        clinic.write_text(text, "utf-8")


def _files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def _run(project: Path, around: Path, case: Case) -> tuple[int, resource.struct_rusage, float, str]:
    said = around / "said"
    start = time.monotonic()
    child = os.fork()
    if not child:
        _become_build(project, around, case, said)
    while True:
        pid, status, usage = os.wait4(child, os.WNOHANG)
        if pid:
            break
        if time.monotonic() - start > SECONDS:
            os.killpg(child, signal.SIGKILL)
            _, status, usage = os.wait4(child, 0)
            break
        time.sleep(0.02)
    text = said.read_text("utf-8", "replace") if said.exists() else ""
    return status, usage, time.monotonic() - start, text


def _become_build(project: Path, around: Path, case: Case, said: Path) -> None:
    """Turn the forked process into a build of the project; never returns."""
    try:
        os.setpgid(0, 0)
        limit = 2 * MEGABYTES * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        os.environ["LEAFLET_CACHE"] = str(around / "cache")
        output = os.open(said, os.O_WRONLY | os.O_CREAT)
        for stream in (1, 2):
            os.dup2(output, stream)
        formats = [part for name in case.formats for part in ("-f", name)]
        command = ["leaflet", "-C", str(project), "build", *formats, "-j", "1"]
        os.execv(sys.executable, [sys.executable, "-m", *command, "-o", str(project / "dist")])
    finally:
        os._exit(99)


def main() -> None:
    """Build the cases of a seed and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ["PYTHONPATH"] = str(ROOT)
    total: Counter[str] = Counter()
    with ThreadPoolExecutor(given.jobs) as pool:
        for number, found in enumerate(
            pool.map(build, itertools.islice(cases(given.seed), given.count)), 1
        ):
            total += found
            if number % 100 == 0:
                click.echo(f"{number} cases: {_line(total)}")
    click.echo(f"{given.count} cases of seed {given.seed}: {_line(total)}")
    sys.exit(any(total[name] for name in COUNTED))


def _line(total: Counter[str]) -> str:
    ends = sorted(name for name in total if name.startswith("exit "))
    return ", ".join(f"{name} {total[name]}" for name in (*COUNTED, *ends))


if __name__ == "__main__":
    main()
