"""Measures the cost of a command: CPU and memory of its process tree, and wall-clock seconds.

Each command runs under a small process (`python -m benchmarks.measure COMMAND…`) that adopts its
orphans, so that detached workers are counted too. Commands that are compared run in turn,
A B A B …, and ratios are taken pair by pair, because the speed of a machine varies over time.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

#: `prctl(PR_SET_CHILD_SUBREAPER)`, see prctl(2): orphans of the command become our children.
_SUBREAPER = 36
ROOT = Path(__file__).resolve().parent.parent


class CommandFailedError(Exception):
    """A measured command failed; the message is the end of its output."""


@dataclass(frozen=True, slots=True)
class Cost:
    """User and system CPU seconds of all processes of a command, wall-clock seconds, and the peak
    memory of the largest process in MiB.
    """

    cpu_s: float
    wall_s: float
    peak_mib: float

    def scaled(self, factor: float) -> Cost:
        """The cost of a multiple of the work; memory stays the same."""
        return Cost(self.cpu_s * factor, self.wall_s * factor, self.peak_mib)


@dataclass(frozen=True, slots=True)
class Spread:
    """The minimum, median and maximum of some numbers."""

    low: float
    middle: float
    high: float

    def show(self, digits: int = 2) -> str:
        """The cell of a table; one number where all are the same."""
        if self.low == self.high:
            return f"{self.middle:.{digits}f}"
        return f"{self.middle:.{digits}f} ({self.low:.{digits}f} – {self.high:.{digits}f})"


def spread(numbers: Sequence[float]) -> Spread:
    """The spread of one or more numbers."""
    return Spread(min(numbers), statistics.median(numbers), max(numbers))


def ratios(over: Sequence[float], under: Sequence[float]) -> Spread:
    """The ratio of each pair, not of the medians: the first by the first, and so on."""
    return spread([a / b for a, b in zip(over, under, strict=True)])


def _as_installed(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment variables with which Python caches byte code, as it does by default."""
    return {name: it for name, it in environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run(
    command: Sequence[object],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    codes: Sequence[int] = (0,),
) -> Cost:
    """The cost of a command.

    Raises `CommandFailedError` for an exit code that is not expected.
    """
    with tempfile.TemporaryDirectory() as folder:
        cost_file, said = Path(folder, "cost.json"), Path(folder, "said.txt")
        call = [sys.executable, "-m", "benchmarks.measure", cost_file, cwd or Path.cwd(), *command]
        with said.open("wb") as stream:
            done = subprocess.run(
                [str(part) for part in call],
                cwd=ROOT,
                env={**_as_installed(os.environ), **(env or {})},
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                check=False,
            )
        if done.returncode not in codes:
            tail = said.read_text("utf-8", "replace")[-2000:]
            raise CommandFailedError(f"exit code {done.returncode}\n{tail}")
        return Cost(**json.loads(cost_file.read_text("utf-8")))


def in_turn(runs: int, *steps: Callable[[], Cost]) -> list[list[Cost]]:
    """Run steps in turn, `runs` times; returns the costs of each step."""
    costs: list[list[Cost]] = [[] for _ in steps]
    for _ in range(runs):
        for kept, step in zip(costs, steps, strict=True):
            kept.append(step())
    return costs


def total(costs: Sequence[Cost]) -> Cost:
    """The total cost of commands that run one after another."""
    return Cost(sum(cpu(costs)), sum(wall(costs)), max(cost.peak_mib for cost in costs))


def cpu(costs: Sequence[Cost]) -> list[float]:
    """The CPU seconds of some costs."""
    return [cost.cpu_s for cost in costs]


def wall(costs: Sequence[Cost]) -> list[float]:
    """The wall-clock seconds of some costs."""
    return [cost.wall_s for cost in costs]


def supervise(command: Sequence[str], cwd: str) -> tuple[int, Cost]:
    """Run a command and wait for all processes that it started; returns exit code and cost."""
    ctypes.CDLL(None, use_errno=True).prctl(_SUBREAPER, 1, 0, 0, 0)
    start = time.perf_counter()
    child = subprocess.Popen(command, cwd=cwd)
    code, seconds = child.wait(), time.perf_counter() - start
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return code, Cost(used.ru_utime + used.ru_stime, seconds, used.ru_maxrss / 1024)


def _main() -> int:
    cost_file, cwd, *command = sys.argv[1:]
    code, cost = supervise(command, cwd)
    Path(cost_file).write_text(json.dumps(asdict(cost)), "utf-8")
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(_main())
