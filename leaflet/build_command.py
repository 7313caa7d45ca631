"""What `leaflet build` does with a project: plan, build, show, and return the exit code."""

from __future__ import annotations

import datetime
import hashlib
import os
import sys
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from leaflet import github, progress, registry, report
from leaflet.build import Means, Outcome, build
from leaflet.cache import Store, default_folder
from leaflet.diagnostics import Finding, LeafletError, Severity, UsageError, did_you_mean
from leaflet.executors import Crew
from leaflet.ledger import Ledger
from leaflet.manifest import Shard, write_whole
from leaflet.matrix import Selection
from leaflet.outline import Outlines
from leaflet.plan import Plan, Wanted, enlarged, released
from leaflet.planner import sketch_plan
from leaflet.printing import Wishes
from leaflet.project import Project
from leaflet.recall import Recall

#: What whoever prints fronts and backs apart must know; see `sheets.fronts_and_backs`.
TURN_THE_PILE = (
    "print the fronts, put the pile back as it lies, printed side down, neither turned nor sorted,"
    " then print the backs; try one sheet first"
)


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked of one build; see `docs/commands.md`."""

    selection: Selection
    today: datetime.date
    output: Path = Path("dist")
    wishes: Wishes = field(default_factory=Wishes)
    report: Path | None = None
    jobs: int | None = None
    executor: str | None = None
    scheduler: str | None = None
    shard: tuple[int, int] | None = None
    fresh: bool = False
    dry_run: bool = False
    fail_fast: bool = False
    release: bool = False


def run_build(project: Project, order: Order) -> int:
    """Build a selection, say so on stderr, write the report."""
    store = Store(default_folder(os.environ), fresh=order.fresh)
    ledger = Ledger(store, project.root, order.output)
    plan = sketch_plan(project, order.selection, Outlines(project, ledger), today=order.today)
    if order.wishes.type_size is not None:
        plan = enlarged(plan, order.wishes.type_size)
    if order.release:
        plan = released(plan)
    shard = None
    if order.shard:
        plan = _sharded(plan, *order.shard)
        shard = Shard(*order.shard, tuple(w.name for w in plan.editions if not w.withheld))
    means = replace(_means(project, order), shard=shard, ledger=ledger)
    if order.dry_run:
        return _show_plan(project, plan, Recall(project, ledger, order.output, order.wishes))
    return _run(project, plan, order, means)


def _means(project: Project, order: Order) -> Means:
    """Raises `UsageError` for an executor that is not there or lacks its scheduler."""
    known = registry.names("executors")
    if order.executor and order.executor not in known:
        hint = did_you_mean(order.executor, known)
        raise UsageError(f'unknown executor "{order.executor}"', hint)
    if (order.executor == "dask") != bool(order.scheduler):
        raise UsageError(
            "--executor dask and --scheduler go together",
            "add: --executor dask --scheduler tcp://HOST:8786",
        )
    limits = project.settings.limits
    crew = Crew(order.jobs or _processors(), limits.seconds, limits.megabytes, order.scheduler)
    return Means(order.wishes, order.executor, crew, order.fail_fast)


def _processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _sharded(plan: Plan, number: int, of: int) -> Plan:
    """The editions of a shard, by a digest of their names: the same on every machine."""

    def is_mine(wanted: Wanted) -> bool:
        first = hashlib.sha256(wanted.name.encode()).digest()[:8]
        return int.from_bytes(first, "big") % of == number - 1

    return replace(plan, editions=tuple(filter(is_mine, plan.editions)))


#: What may be done to an edition; "fail" is for content with errors, "withhold" for what is no
#: release.
_STEPS = ("build", "restore", "keep", "fail", "withhold")


def _show_plan(project: Project, plan: Plan, recall: Recall) -> int:
    """What a build would do with each edition, to stdout."""
    rows = []
    findings = list(plan.loose)
    for sketch in plan.editions:
        if sketch.withheld and not sketch.is_broken:
            rows.append(["withhold", sketch.name, "; ".join(sketch.withheld)])
            findings += sketch.findings
            continue
        made = recall.find(sketch)
        wanted = sketch if made else plan.complete(sketch)
        findings += made.findings if made else wanted.findings
        if wanted.is_broken:
            rows.append(["fail", wanted.name, "its content has errors"])
        elif made is None:
            rows.append(["build", wanted.name, recall.reason(wanted)])
        elif recall.stands(made):
            rows.append(["keep", wanted.name, "unchanged"])
        else:
            rows.append(["restore", wanted.name, recall.absence(wanted)])
    if rows:
        click.echo(report.table(rows, report.terminal_width()))
    _say(project, plan, findings, recall.ledger.store.notes)
    recall.ledger.save()
    counts = [(sum(row[0] == what for row in rows), what) for what in _STEPS]
    told = ", ".join(f"{count} to {what}" for count, what in counts if count) or "nothing to do"
    click.echo(f"{report.counted(len(rows), 'edition')}: {told}", err=True)
    code = report.exit_code((), findings)
    return max(code, report.Exit.RENDERING) if counts[-1][0] else code


def _run(project: Project, plan: Plan, order: Order, means: Means) -> int:
    outcomes: list[Outcome] = []
    stopped: LeafletError | None = None
    running = build(project, plan, order.output, means=means)
    try:
        with closing(running), progress.watching(len(plan.editions)) as show:
            for outcome in running:
                outcomes.append(outcome)
                show(outcome)
    except LeafletError as problem:
        stopped = problem
    finally:
        order_of = {wanted.name: number for number, wanted in enumerate(plan.editions)}
        outcomes.sort(key=lambda outcome: order_of[outcome.wanted.name])
        if order.report:
            write_whole(order.report, report.to_json(outcomes).encode(), "--report")
    findings = [*plan.loose, *(finding for outcome in outcomes for finding in outcome.findings)]
    _say(project, plan, findings, means.ledger.store.notes if means.ledger else ())
    if order.wishes.manual_duplex:
        click.echo(f"note: {TURN_THE_PILE}", err=True)
    for line in report.withheld_lines(outcomes):
        click.echo(line, err=True)
    _add_job_summary(outcomes)
    if outcomes or not stopped:
        click.echo(report.summary(outcomes, str(order.output)), err=True)
    code = report.exit_code(outcomes, findings)
    if stopped:
        click.echo(report.error_lines(stopped), err=True)
        code = max(code, report.error_code(stopped))
    _say_where_to_look(outcomes, order, code)
    return code


def _say_where_to_look(outcomes: list[Outcome], order: Order, code: int) -> None:
    """The last line of a build that went well names a file to open."""
    line = report.where_to_look(outcomes, order.output)
    if line and code == report.Exit.DONE:
        click.echo(line, err=True)


def _add_job_summary(outcomes: list[Outcome]) -> None:
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path or not github.is_runner(os.environ):
        return
    if note := github.add_summary(github.job_summary(outcomes), path):
        click.echo(f"note: {note}", err=True)


def _say(project: Project, plan: Plan, findings: Iterable[Finding], notes: Iterable[str]) -> None:
    """Problems and notes, on stderr; problems as annotations where a GitHub runner reads them."""
    problems = [finding for finding in findings if finding.severity is not Severity.NOTE]
    if github.is_runner(os.environ):
        lines = github.annotations(problems, folder=github.folder_of(project.root, os.environ))
    else:
        lines = report.finding_lines(problems, colour=report.use_colour())
    for line in (*lines, *(f"note: {note}" for note in (*plan.notes, *notes))):
        click.echo(line, err=True)
