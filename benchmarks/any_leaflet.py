"""Composes random leaflets of all blocks and counts what is lost; no part of the tests in CI.

    python -m benchmarks.any_leaflet [--count N] [--seed N] [--words N] [--rendered X] [--jobs N]

Each leaflet has 80 to 8,000 words, sections in any order, and letters of English, Spanish or
Polish. It is composed in seven formats, a share of these is rendered too. Counted are:

- compositions that lack a word, a picture or a row of the file and no finding names as left out;
- findings that break an edition, other than that a page was measured and has no room;
- exceptions.

Each is told with its seed: `--seed N --count 1` tries that leaflet again.
"""

from __future__ import annotations

import multiprocessing
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from tests.fuzz.leaflet_trials import Trial, make_project, trials


@click.command()
@click.option("--count", default=1_000, show_default=True, help="How many leaflets.")
@click.option("--seed", default=1, show_default=True, help="The seed of the first.")
@click.option("--words", type=int, help="About how many words; 80 to 8,000 without it.")
@click.option("--rendered", default=0.02, show_default=True, help="The share that is rendered.")
@click.option("--jobs", default=1, show_default=True, help="How many processes.")
def main(count: int, seed: int, words: int | None, rendered: float, jobs: int) -> None:
    """Composes random leaflets and counts what is lost."""
    began, counted = time.monotonic(), Counter[str]()
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        one = partial(_tried, words=words, rendered=rendered)
        for told in pool.imap_unordered(one, range(seed, seed + count)):
            for kind, message in told:
                counted[kind] += 1
                if message:
                    click.echo(f"{kind}: {message}")
    counted["seconds"] = round(time.monotonic() - began)
    for kind, number in sorted(counted.items()):
        click.echo(f"{number:>8,} {kind}")
    raise SystemExit(any(counted[kind] for kind in ("lost", "broken", "exceptions")))


def _tried(seed: int, words: int | None, rendered: float) -> list[tuple[str, str]]:
    """What became of the leaflet with a seed: kinds to count, some with a message."""
    with tempfile.TemporaryDirectory() as folder:
        project = make_project(Path(folder).resolve() / "project")
        try:
            tried = list(trials(project, seed, render=rendered, words=words))
        except Exception:  # noqa: BLE001  # counted with its seed
            return [("exceptions", f"seed {seed}\n{traceback.format_exc()}")]
    return [told for trial in tried for told in _told(trial)]


def _told(trial: Trial) -> Iterator[tuple[str, str]]:
    yield "rendered" if trial.is_rendered else "composed", ""
    if trial.measured:
        yield "without room, measured", ""
    if trial.lost:
        yield "lost", f"{trial.name}: {', '.join(trial.lost[:5])}"
    if trial.broken:
        yield "broken", f"{trial.name}: {'; '.join(trial.broken[:3])}"


if __name__ == "__main__":
    main()
