"""The cost of a build when nothing has changed, and when one phone number has."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from benchmarks.benchmark import Benchmark, NotYetError
from benchmarks.command import build, built, one_worker, outcomes
from benchmarks.measure import Cost, cpu, in_turn, spread
from benchmarks.results import Row, Section, Target
from benchmarks.synthetic import clinic_id, make_project

CLINICS, LEAFLETS = 100, 10
TARGET = Target(at_most=1.0, unit="s CPU")
CHANGED = 7


def measure(work: Path, runs: int) -> Section:
    """Prepare the editions with the pretended renderer, and measure builds with the real one."""
    project = make_project(work / "project", CLINICS, LEAFLETS)
    dist, cache, report = work / "dist", work / "cache", work / "report.json"
    build(project, dist, cache, *one_worker(), pretended=True)

    def again(*options: str) -> Cost:
        return build(project, dist, cache, *options, "--report", str(report))

    again("-c", clinic_id(1))  # without a cache the whole project would take half an hour
    if outcomes(report)["cached"] != LEAFLETS:
        raise NotYetError("an unchanged edition is built again: nothing is cached yet")
    (idle,) = in_turn(runs, again)
    unchanged = outcomes(report)
    change_phone(project, CHANGED)
    changed = again()
    rendered = built(report)
    wanted = [clinic_id(CHANGED)] * LEAFLETS
    exactly = [edition["clinic"] for edition in rendered] == wanted
    left = outcomes(report)
    rows = [
        Row(f"`leaflet build`, {CLINICS * LEAFLETS} editions, nothing changed", idle),
        Row("the same, against its target", (), spread(cpu(idle)), TARGET),
        Row("one clinic's phone changed", [changed]),
        Row(
            f"editions rendered then, all of `{clinic_id(CHANGED)}`",
            shown=f"{len(rendered)} of {sum(left.values())}",
            met=exactly and left["cached"] == (CLINICS - 1) * LEAFLETS,
        ),
    ]
    notes = [
        f"Outcomes when nothing changed: {_listed(unchanged)}; after the change: {_listed(left)}.",
        (
            "The editions were prepared with a renderer that only pretends, with files as large as"
            " real ones; the builds shown here use the real one."
        ),
    ]
    return Section(rows, notes)


def change_phone(project: Path, number: int) -> None:
    """Give a clinic another phone number."""
    path = project / "content/clinics" / clinic_id(number) / "clinic.yaml"
    text = path.read_text("utf-8")
    for before, after in ((f"960{number:03}", "960999"), (f"960 {number:03}", "960 999")):
        assert before in text
        text = text.replace(before, after)
    path.write_text(text, "utf-8")


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.items() if number)


BENCHMARK = Benchmark(
    name="no_op",
    title="1,000 A4 handouts (100 clinics × 10 leaflets) built again.",
    measure=measure,
    runs=5,
    minutes=4,
)
