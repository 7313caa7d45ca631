"""Output for a GitHub runner: annotations on lines of a pull request, and the summary of a job."""

# No `from __future__ import annotations`: the word is a function's here.

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from pathlib import Path
from typing import TYPE_CHECKING

from leaflet.cli import text_report
from leaflet.core.atomic import append
from leaflet.core.diagnostics import Finding, Severity, UsageError

if TYPE_CHECKING:
    from leaflet.build import Outcome

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.WAIVED: "notice",
    Severity.NOTE: "notice",
}

#: GitHub refuses a summary of more than 1 MiB. This many rows, with cells of this length, take less
#: than two thirds of that, even if each character needs six bytes.
_MOST_ROWS = 50
_MOST_TO_MEND = 25
_LONGEST_CELL = 300
#: The characters with a meaning in Markdown, its tables, HTML or GitHub's formulas.
_MEANING = re.compile(r"[&<>\"|`*_\[\]\\~$]")


def is_runner(environ: Mapping[str, str]) -> bool:
    """Whether the program runs in a job of GitHub Actions."""
    return environ.get("GITHUB_ACTIONS") == "true"


def folder_of(root: Path, environ: Mapping[str, str]) -> str:
    """The path of a project in the repository of a job, with a slash at the end; may be empty."""
    workspace = environ.get("GITHUB_WORKSPACE")
    if not workspace or not root.is_relative_to(Path(workspace).resolve()):
        return ""
    folder = root.relative_to(Path(workspace).resolve()).as_posix()
    return "" if folder == "." else f"{folder}/"


def annotations(findings: Iterable[Finding], *, folder: str = "") -> list[str]:
    """Findings as workflow commands that annotate their lines, each once; `folder` is put before
    their paths.

    The format is that of `packages/core/src/command.ts` in github.com/actions/toolkit.
    """
    return [_annotation(finding, folder) for finding in dict.fromkeys(findings)]


def _annotation(finding: Finding, folder: str) -> str:
    span = finding.span
    properties = {
        "file": folder + span.path,
        "line": span.line,
        "col": span.column if span.line else 0,
        "title": f"{finding.code} ({finding.effect})" if finding.effect else finding.code,
    }
    pairs = [f"{name}={_escaped(str(it), ':,')}" for name, it in properties.items() if it]
    command = _COMMANDS[finding.severity]
    return f"::{command} {','.join(pairs)}::{_escaped(finding.message_with_hint)}"


def _escaped(text: str, also: str = "") -> str:
    ending = "%\r\n" + also
    return "".join(f"%{ord(c):02X}" if c in ending else c for c in text)


def job_summary(
    outcomes: Iterable["Outcome"], findings: Iterable[Finding] | None = None, *, slowest: int = 10
) -> str:
    """A build in Markdown, limited in length: counts, what is to mend and where, failures with
    reasons, slowest editions.
    """
    outcomes = list(outcomes)
    counts = Counter(str(outcome.result) for outcome in outcomes)
    failed = [outcome for outcome in outcomes if outcome.result == "failed"]
    built = [outcome for outcome in outcomes if outcome.result == "built"]
    kinds = ["built", "cached", "failed", *(["withheld"] if counts["withheld"] else [])]
    blocks = ["## Leaflets", _table(kinds, [[str(counts[kind]) for kind in kinds]])]
    if findings is not None:
        blocks += _to_mend(list(dict.fromkeys(findings)))
    if failed:
        rows = [[_code(o.planned.name), _code(_first_error(o))] for o in failed[:_MOST_ROWS]]
        blocks += ["### Failed", _table(("edition", "first error"), rows)]
    if len(failed) > _MOST_ROWS:
        blocks.append(f"and {len(failed) - _MOST_ROWS} more failed")
    longest = nlargest(min(slowest, _MOST_ROWS), built, key=lambda outcome: outcome.seconds)
    if longest:
        rows = [[_code(o.planned.name), f"{o.seconds:.1f}"] for o in longest]
        blocks += ["### Slowest", _table(("edition", "seconds"), rows)]
    return "\n\n".join(blocks) + "\n"


def _to_mend(findings: Sequence[Finding]) -> Iterable[str]:
    """What is broken and what is unfit, in words for somebody who edits one file."""
    groups = (
        ("Not made until this is mended", [f for f in findings if f.is_broken]),
        ("To mend before it is fit for patients", [f for f in findings if f.is_unfit]),
    )
    for heading, some in groups:
        if some:
            rows = [
                [_code(_where(f)), _code(f.message), _code(f.hint)] for f in some[:_MOST_TO_MEND]
            ]
            yield f"### {heading}"
            yield _table(("where", "what", "what to do"), rows)
        if len(some) > _MOST_TO_MEND:
            yield f"and {len(some) - _MOST_TO_MEND} more; `leaflet check` shows all"
    if not any(some for _, some in groups):
        yield "Nothing is to mend."


def _where(finding: Finding) -> str:
    span = finding.span
    return f"{span.path}, line {span.line}" if span.line else span.path


def _first_error(outcome: "Outcome") -> str:
    errors = [finding for finding in outcome.findings if finding.is_broken]
    return next(iter(text_report.finding_lines(errors[:1], colour=False)), outcome.stage)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _code(text: str) -> str:
    """A text that a table shows unchanged.

    Characters are escaped as references: unlike backslashes, they work in all of Markdown and its
    tables. Inside `<code>` GitHub makes no links of `@name` and `#1`.
    """
    line = "".join(c for c in " ".join(text.split()) if c.isprintable())
    if len(line) > _LONGEST_CELL:
        line = line[: _LONGEST_CELL - 1] + "…"
    return f"<code>{_MEANING.sub(lambda found: f'&#{ord(found[0])};', line)}</code>"


def add_summary(text: str, path: Path | str) -> str:
    """Append to the summary of a job; returns the reason of a failure in one line, else ""."""
    try:
        append(Path(path), f"\n{text}".encode())  # the text before may not end with a newline
    except (OSError, ValueError, UsageError) as problem:
        reason = (getattr(problem, "strerror", None) or str(problem)).lower()
        return f'the summary "{path}" cannot be written: {reason}'
    return ""
