"""Findings and outcomes as text and JSON, and the exit codes."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leaflet.core import json_records
from leaflet.core.diagnostics import (
    Effect,
    Finding,
    LeafletError,
    MachineError,
    Severity,
    UsageError,
)

if TYPE_CHECKING:
    from leaflet.build import Outcome
    from leaflet.output.edition_inputs import StaleGroup
    from leaflet.planning.plan import Plan


class Exit(IntEnum):
    """Exit codes; where several apply, the highest of 1 to 4 is used."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    RENDERING = 3
    MACHINE = 4
    HUNG_UP = 129
    INTERRUPTED = 130
    TERMINATED = 143


#: What each exit code means, in Markdown: the table of docs/commands.md.
EXIT_MEANINGS = {
    Exit.DONE: "done; there may be advice and, of `build`, drafts with things to mend",
    Exit.FINDINGS: "a finding is broken: the editions that it touches were not written. Of "
    "`check` and `approve`, and of `build --fail-on unfit`: a finding is unfit. "
    "Of `verify`: a copy is not current",
    Exit.USAGE: "the call or the project file is wrong, a template is broken, or the output may "
    "not be written there: in `content`, `templates`, `.git`, the program or through a link",
    Exit.RENDERING: "an edition failed in rendering: a rendered check found an error, its worker "
    "was lost, took too long or ran out of memory, or the program has a bug; or it was withheld "
    "from a release",
    Exit.MACHINE: "the machine lacks something, run `leaflet doctor`; or standard output, the "
    "output folder or the cache cannot be written",
    Exit.HUNG_UP: "stopped by SIGHUP, as when a terminal is closed",
    Exit.INTERRUPTED: "interrupted by Ctrl-C (SIGINT)",
    Exit.TERMINATED: "stopped by SIGTERM, as a runner does with a job that takes too long",
}

#: The exit code for a failure at a stage. A broken template counts as a project error.
_STAGES = {"content": Exit.FINDINGS, "template": Exit.USAGE, "rendered": Exit.RENDERING,
           "withheld": Exit.RENDERING}  # fmt: skip


def exit_code(
    outcomes: Iterable[Outcome], findings: Iterable[Finding] = (), fails_on: str | None = None
) -> Exit:
    """The exit code of a run with these outcomes and findings; those of the effect `fails_on`, or
    a graver one, fail it.
    """
    codes = [Exit.DONE]
    order = list(Effect)
    failing = order[: order.index(Effect(fails_on or Effect.BROKEN)) + 1]
    if any(finding.effect in failing for finding in findings):
        codes.append(Exit.FINDINGS)
    codes += [_STAGES[outcome.stage] for outcome in outcomes if outcome.stage]
    return max(codes)


def error_code(problem: LeafletError) -> Exit:
    """The exit code of an error that stops a run."""
    return Exit.MACHINE if isinstance(problem, MachineError) else Exit.USAGE


def finding_lines(findings: Iterable[Finding], *, colour: bool) -> list[str]:
    """Findings as `path:line:column: effect: message; hint [code]`, each once."""
    lines = []
    for finding in dict.fromkeys(findings):
        label = _paint(finding) if colour else finding.label
        lines.append(f"{finding.span}: {label}: {finding.message_with_hint} [{finding.code}]")
    return [one_line(line) for line in lines]


def one_line(text: str) -> str:
    """A text on one line: the start of a second line could be misread as a log command."""
    return " ".join(text.splitlines())


#: The SGR parameters of ECMA-48.
_COLOURS = {
    Severity.ERROR: "31;1",
    Severity.WARNING: "33;1",
    Severity.WAIVED: "35",
    Severity.NOTE: "36",
}


def _paint(finding: Finding) -> str:
    return f"\x1b[{_COLOURS[finding.severity]}m{finding.label}\x1b[0m"


def outcome_line(outcome: Outcome) -> str:
    """An outcome in one line: the result, the edition, sides, seconds."""
    entry = outcome.entry
    sides = f"{counted(entry.pages, 'side')}, {entry.state}" if entry else outcome.stage
    if outcome.planned.withheld:
        return f"{outcome.result} {outcome.planned.name}  {'; '.join(outcome.planned.withheld)}"
    return f"{outcome.result:<6} {outcome.planned.name}  {sides}  {outcome.seconds:.1f} s"


def summary(outcomes: Sequence[Outcome], where: str) -> str:
    """The numbers of editions: in the folder, unchanged, failed and withheld."""
    count = Counter(str(outcome.result) for outcome in outcomes)
    standing = len(outcomes) - count["failed"] - count["withheld"]
    done = f"{counted(standing, 'edition')} in {where}"
    cached = f", {count['cached']} unchanged" if count["cached"] else ""
    others = (f", {count[kind]} {kind}" for kind in ("failed", "withheld") if count[kind])
    return done + cached + "".join(others)


def drafts_line(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """How many things are to mend before editions can be handed out, where there are any."""
    written = [outcome for outcome in outcomes if outcome.entry]
    to_mend = {f for outcome in written for f in outcome.findings if f.is_unfit}
    if to_mend:
        things = counted(len(to_mend), "thing")
        yield f"drafts: {things} to mend before these are fit for patients; see: leaflet check"


def where_to_look(outcomes: Iterable[Outcome], folder: Path) -> str:
    """A line that names a file to open: the first A4 handout, else the first file, else ""."""
    paths = [outcome.entry.path for outcome in outcomes if outcome.entry]
    path = next((path for path in paths if path.endswith(".a4.pdf")), next(iter(paths), ""))
    return path and f"open {folder / path}"


def withheld_lines(outcomes: Iterable[Outcome]) -> list[str]:
    """The withheld editions and reasons, one line for the formats of a leaflet at a clinic."""
    formats: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for outcome in outcomes:
        planned = outcome.planned
        if planned.withheld:
            name = f"{planned.id.clinic}/{planned.id.language}/{planned.id.leaflet}"
            formats.setdefault((name, planned.withheld), []).append(planned.id.format)
    return [
        f"withheld: {name} ({', '.join(some)}): {'; '.join(why)}"
        for (name, why), some in formats.items()
    ]


def effects(findings: Sequence[Finding]) -> str:
    """The number of findings of each effect; waived findings and notes only if there are any."""
    counts = Counter(finding.label for finding in findings)
    shown = [f"{counts[effect.value]} {effect}" for effect in Effect]
    if waived := counts[Severity.WAIVED]:
        shown.append(f"{waived} waived")
    if notes := counts[Severity.NOTE]:
        shown.append(counted(notes, "note"))
    return ", ".join(shown)


def counted(number: int, noun: str) -> str:
    """A number and its noun: "1 error", "2 errors"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def error_lines(problem: LeafletError) -> str:
    """An error that stops a run, with its hint."""
    return f"error: {problem.message}" + (f"\n  {problem.hint}" if problem.hint else "")


def stale_lines(groups: Iterable[StaleGroup], output: Path) -> Iterator[str]:
    """A line for each thing that is older in editions that a build did not make."""
    call = "leaflet build" if output == Path("dist") else f"leaflet build -o {output}"
    for group in groups:
        number = len(group.editions)
        has, them = ("has", "it") if number == 1 else ("have", "them")
        line = f"{counted(number, 'edition')} in {output} {has} {group.reason}; {call} makes {them}"
        yield one_line(line)


def to_json(outcomes: Sequence[Outcome], stale: Iterable[StaleGroup] = ()) -> str:
    """The report of a build: `editions: [{leaflet, clinic, language, format, outcome, …}]`, and
    `stale: [{reason, editions}]` for those that it did not make.
    """
    editions = [
        {
            "leaflet": outcome.id.leaflet,
            "clinic": outcome.id.clinic,
            "language": outcome.id.language,
            "format": outcome.id.format,
            "outcome": outcome.result.value,
            "seconds": round(outcome.seconds, 3),
            "findings": [finding_record(finding) for finding in outcome.findings],
            "withheld": list(outcome.planned.withheld),
        }
        for outcome in outcomes
    ]
    older = [{"reason": group.reason, "editions": list(group.editions)} for group in stale]
    return json_records.to_json("report", {"editions": editions, "stale": older}) + "\n"


def nothing(plan: Plan, what: str) -> UsageError:
    """The error of a command that has no edition to work on: why, and what to do."""
    reasons = [note for note in plan.notes if note.startswith("no ")]
    if reasons:
        reason, hint = "; ".join(reasons), "write them there, or name another project with -C"
    elif plan.notes or plan.loose:
        reason = "the project leaves everything out, as told above"
        hint = (
            "select something else, or see languages, formats, leaflets and editions in its files"
        )
    else:
        reason = "the project plans no edition of this selection"
        hint = "see what it plans: leaflet list editions"
    return UsageError(f"nothing to {what}: {reason}", hint)


def finding_record(finding: Finding) -> dict[str, Any]:
    """A finding as JSON."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "effect": finding.effect.value if finding.effect else None,
        **asdict(finding.span),
        "message": finding.message,
        "hint": finding.hint,
        "waiver": finding.waiver,
    }


def table(rows: Sequence[Sequence[str]], width: int | None = None) -> str:
    """Rows of text in columns; the last column is wrapped to a line of `width` characters."""
    import textwrap

    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    indent = sum(widths) + 2 * len(widths)
    space = max(20, width - indent) if width else 10_000
    lines = []
    for *cells, last in rows:
        first, *more = textwrap.wrap(last, space) or [""]
        lines.append("  ".join((*(c.ljust(w) for c, w in zip(cells, widths, strict=True)), first)))
        lines += [" " * indent + line for line in more]
    return "\n".join(line.rstrip() for line in lines)


def terminal_width() -> int | None:
    """The width of the terminal on stdout in characters; None without a terminal."""
    import shutil

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def is_live(stream: Any = None) -> bool:
    """Whether stderr is a terminal and not the log of a CI run."""
    import os

    return bool((stream or sys.stderr).isatty()) and not os.environ.get("CI")


def use_colour(stream: Any = None) -> bool:
    """Whether messages may be coloured (no-color.org)."""
    import os

    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return is_live(stream) and not plain
