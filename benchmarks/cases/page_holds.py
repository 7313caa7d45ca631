"""What it costs to hold a page: parts that got lost, the state band, what can be seen."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

from benchmarks.benchmark import Benchmark
from benchmarks.measure import ROOT, Cost, cpu, in_turn, ratios, spread
from benchmarks.pages import Pages
from benchmarks.results import Row, Section, Target
from leaflet.page.composition import Composition
from leaflet.planning.matrix import Selection
from leaflet.render import joined_pages, kept_layouts
from leaflet.render.renderer import render

LEAFLET = "mesotherapy-acne-scars"
#: Of the CPU of a rendering: what comparing the page with its composition may take, and what
#: holding the file against the rules of PDF/UA-1 and against its layout may.
LOST = Target(at_most=5, unit="%")
VALIDATED = Target(at_most=10, unit="%")
OWN = ("patient/own.html.j2",)
#: How often pages are laid out from nothing.
FEW = 5
_LOST = (joined_pages, "lost")
_VALIDATE = (joined_pages.JoinedPages, "validate")


def measure(work: Path, runs: int) -> Section:
    """All renderings are warm and in this process, those that are compared in turn."""
    del work
    pages = Pages(ROOT)
    rows: list[Row] = []
    for name in ("a4", "phone"):
        (edition,) = pages.editions(Selection((LEAFLET,), ("riverside",), (name,)))
        composition, blobs = pages.composition(edition), pages.project.blobs

        def timed(composed: Composition) -> Callable[[], Cost]:
            return lambda: _timed(lambda: render(composed, blobs))  # noqa: B023

        plain, own = timed(composition), timed(replace(composition, own_templates=OWN))
        bare = timed(replace(composition, state_band=""))
        for step in (plain, own, bare):
            step()  # what is loaded, fitted and shared once
        without, with_band, looked_at = map(cpu, in_turn(runs, bare, plain, own))
        if name == "a4":
            compared = spread([_share(afresh(plain), _LOST) for _ in range(FEW)])
            rows.append(Row("a4: `lost`, part of a rendering", ratio=compared, target=LOST))
            gate = spread([_share(afresh(plain), _VALIDATE) for _ in range(FEW)])
            rows.append(Row("a4: `structure`, part of a rendering", ratio=gate, target=VALIDATED))
            again = spread([_share(plain, _VALIDATE) for _ in range(runs)])
            rows.append(Row("a4: `structure`, part of a file whose parts are known", ratio=again))
            rows.append(Row("a4: with the band by without", ratio=ratios(with_band, without)))
        rows.append(Row(f"{name}: `seen` by not looked at", ratio=ratios(looked_at, with_band)))
    notes = [
        "CPU of one process; the text is fitted already.",
        "A file of known parts is joined and not laid out, so what is held has no aim of its own.",
        "`seen` is for pages of own templates alone; no shipped page is looked at in a build.",
        "A phone page is written in milliseconds, without a layout; `seen` lays it out on paper.",
    ]
    return Section(rows, notes)


def _timed(call: Callable[[], object]) -> Cost:
    cpu_s, wall_s = time.process_time(), time.perf_counter()
    call()
    return Cost(time.process_time() - cpu_s, time.perf_counter() - wall_s, 0)


def afresh(rendering: Callable[[], Cost]) -> Callable[[], Cost]:
    """A rendering for which nothing is kept but how its text is fitted."""

    def run() -> Cost:
        kept_layouts.forget_all()
        return rendering()

    return run


def _share(rendering: Callable[[], Cost], *steps: tuple[Any, str]) -> float:
    """How many per cent of the CPU of a rendering some functions take."""
    spent: list[float] = []

    def timed(call: Callable[..., Any]) -> Callable[..., Any]:
        def run(*parts: Any) -> Any:
            start = time.process_time()
            found = call(*parts)
            spent.append(time.process_time() - start)
            return found

        return run

    with ExitStack() as patches:
        for owner, name in steps:
            patch = mock.patch.object(owner, name, timed(getattr(owner, name)))
            patches.enter_context(patch)
        whole = rendering()
    return 100 * sum(spent) / whole.cpu_s


BENCHMARK = Benchmark(
    name="page_holds",
    title="What comparing, banding and looking at a page cost.",
    measure=measure,
    runs=15,
    minutes=1,
)
