"""The same handout in other programs, each warm."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

from benchmarks.benchmark import Benchmark
from benchmarks.documents import write_documents, write_fonts
from benchmarks.measure import ROOT, Cost, cpu, ratios
from benchmarks.pages import renderer_environment
from benchmarks.peers import virtualenv
from benchmarks.results import Row, Section
from benchmarks.synthetic import make_project

DOCUMENTS = 20
#: The warm-up has to include both shipped clinics.
FIRST = 2


@dataclass(frozen=True, slots=True)
class Peer:
    """A peer: the name of its driver, a description, and what its output lacks."""

    name: str
    title: str
    lacks: str = ""
    ours: bool = False


PEERS = (
    Peer("leaflet", "leaflet, one process", ours=True),
    Peer("weasyprint", "WeasyPrint on the final HTML, one process", ours=True),
    Peer("typst", "Typst, one compiler", "the page is written anew by hand, nothing is checked"),
    Peer(
        "plutoprint",
        "PlutoPrint on the final HTML",
        "no tags, no PDF/A; it knows no grid, so that the pages fall apart into six",
    ),
    Peer("chromium", "Chromium on the final HTML, one browser", "no PDF/A, no running feet"),
    Peer("rendercv", "RenderCV, its functions in one process", "a CV's layout, words alone"),
)


def measure(work: Path, runs: int) -> Section:
    """Run all peers in turn on the same documents, each in a new process."""
    project = make_project(work / "project", FIRST + DOCUMENTS, 1, own_words=True)
    write_documents(project, work / "documents")
    write_fonts(work / "fonts")
    costs: dict[str, list[Cost]] = {}
    silent: dict[str, str] = {}
    for turn in range(runs):
        for peer in PEERS:
            if peer.name in silent:
                continue
            result = convert(peer, work, f"{peer.name}-{turn}")
            if isinstance(result, str):
                silent[peer.name] = result
            else:
                costs.setdefault(peer.name, []).append(result)
    keep(work)
    rows = [_row(peer, costs) for peer in PEERS if peer.name in costs]
    missing = [
        f"{peer.title}: missing, {silent[peer.name]}" for peer in PEERS if peer.name in silent
    ]
    notes = [
        (
            f"CPU and wall for {DOCUMENTS} documents after {FIRST} that warm up; one leaflet, a"
            " clinic a document. The ratio is the CPU by that of leaflet, in the same turn."
        ),
        (
            "leaflet reads, checks, composes, judges and writes as well; the others get words that"
            " are checked and pages that are composed already."
        ),
        *(f"{peer.title}: {peer.lacks}." for peer in PEERS if peer.lacks and peer.name in costs),
        *missing,
    ]
    return Section(rows, notes)


def _row(peer: Peer, costs: Mapping[str, list[Cost]]) -> Row:
    mine, own = costs[peer.name], costs.get("leaflet", [])
    per_document = 1000 * sum(cpu(mine)) / len(mine) / DOCUMENTS
    ratio = ratios(cpu(mine), cpu(own)) if len(own) == len(mine) else None
    return Row(f"{peer.title}: {per_document:.0f} ms CPU a document", mine, ratio)


def convert(peer: Peer, work: Path, run: str) -> Cost | str:
    """The cost of a peer for all documents after the warm-up, or the reason of a failure."""
    interpreter = Path(sys.executable) if peer.ours else virtualenv.python()
    call = [interpreter, "-m", "benchmarks.peers.warm", peer.name, work / "documents"]
    environment = {**os.environ, "LEAFLET_CACHE": str(work / f"cache-{run}")}
    environment |= renderer_environment() if peer.ours else {}
    done = subprocess.run(
        [str(part) for part in (*call, work / "out" / peer.name, FIRST)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["it failed"])[-1][:200]
    result = json.loads(done.stdout.strip().splitlines()[-1])
    return Cost(result["cpu_s"], result["wall_s"], 0.0)


def keep(work: Path) -> None:
    """Copy what the peers made to the folder that `LEAFLET_PEERS_OUTPUT` names, to look at."""
    named = os.environ.get("LEAFLET_PEERS_OUTPUT")
    if named:
        copytree(work / "out", named, dirs_exist_ok=True)


BENCHMARK = Benchmark(
    name="peers",
    title="The same handout in other programs, 20 documents each, warm.",
    measure=measure,
    runs=3,
    minutes=12,
)
