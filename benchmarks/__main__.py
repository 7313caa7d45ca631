"""`python -m benchmarks [NAME…] [--runs N]`: measure, and write the results.

Without a name all benchmarks run. The section of a benchmark that did not run stays as it is.
"""

from __future__ import annotations

import tempfile
import time
from importlib import import_module
from pathlib import Path

import click

from benchmarks import machine, results
from benchmarks.benchmark import Benchmark, NotYetError
from benchmarks.measure import CommandFailedError
from benchmarks.peers.virtualenv import versions
from benchmarks.results import Section

NAMES = (
    "cold_single",
    "batch_200",
    "two_workers",
    "no_op",
    "peers",
    "dask",
    "scaling",
    "memory",
    "page_holds",
    "lengths",
)


def load(name: str) -> Benchmark:
    """Load a benchmark by name."""
    made = import_module(f"benchmarks.cases.{name}").BENCHMARK
    assert isinstance(made, Benchmark)
    return made


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]…", type=click.Choice(NAMES))
@click.option("--runs", type=click.IntRange(1), metavar="N",
              help="Run what is compared N times (each has a default).")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False),
              default=results.FILE, metavar="FILE.md", help="Where the results go.")  # fmt: skip
@click.option("--list", "listing", is_flag=True, help="Say what there is and how long it takes.")
def main(names: tuple[str, ...], runs: int | None, output: Path, *, listing: bool) -> None:
    """Measure the cost of `leaflet` and of other programs, and write the results."""
    for benchmark in map(load, names or NAMES):
        if listing:
            about = f"about {benchmark.minutes} min, {benchmark.runs} runs"
            click.echo(f"{benchmark.name:<12} {benchmark.title} ({about})")
            continue
        start = time.perf_counter()
        click.echo(f"{benchmark.name} …", err=True)
        section = measured(benchmark, runs or benchmark.runs)
        save(output, {benchmark.name: section.markdown(benchmark.name, benchmark.title)})
        click.echo(f"{benchmark.name}: {time.perf_counter() - start:.0f} s", err=True)


def measured(benchmark: Benchmark, runs: int) -> Section:
    """Run a benchmark; its section, or a note where what it measures is missing or fails."""
    with tempfile.TemporaryDirectory(prefix="leaflet-benchmark-") as folder:
        try:
            return benchmark.measure(Path(folder), runs)
        except NotYetError as lack:
            click.echo(f"{benchmark.name}: not measured: {lack}", err=True)
            return Section(notes=[f"Not measured: {lack}."])
        except CommandFailedError as problem:
            click.echo(f"{benchmark.name}: {problem}", err=True)
            first = str(problem).partition("\n")[0]
            return Section(notes=[f"Failed: a command that was measured ended with {first}."])


def save(file: Path, made: dict[str, str]) -> None:
    """Replace sections in the file of results."""
    text = file.read_text("utf-8") if file.exists() else ""
    before = machine.describe(versions())
    file.write_text(results.replaced(text, before, made, NAMES), "utf-8")


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
