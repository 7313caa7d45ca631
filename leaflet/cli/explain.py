"""Runs `leaflet explain`: explains checks and codes of findings, and writes docs/checks/."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from leaflet.checks.check import Check, all_checks
from leaflet.cli import text_report
from leaflet.cli.finding_codes import CODES
from leaflet.core.diagnostics import UsageError, did_you_mean
from leaflet.output.writing import remove_file, write_output

_STAGES = {
    "content": "in the files of an author, by `leaflet check` and before each build",
    "composed": "in a planned edition, by `leaflet check` and before each build",
    "rendered": "in the pages that came out, by `leaflet build`",
}
#: What stands in each page, so that no other file of the folder is deleted.
_OURS = b"\n**What it finds.** "
_EFFECTS = {
    "broken": "What it finds is broken: no page can be made of it, so the edition is not written.",
    "unfit": "What it finds is unfit for patients: the edition is written as a draft whose band"
    " says how many things are to mend, and is neither approved nor released.",
    "advice": "What it finds is advice: it stops nothing, except with `--strict`.",
    "note": "A note: it stops nothing and is shown by `leaflet check --verbose`.",
}


def run_explain(name: str | None, folder: Path | None) -> int:
    """Explain a check or a code on stdout, or list all of them; returns the exit code."""
    if folder is not None:
        write_pages(folder)
    elif name is None:
        rows = [(check.id, check.summary) for check in all_checks()]
        rows += [(code, description.finds) for code, description in CODES.items()]
        click.echo(text_report.table(rows, text_report.terminal_width()))
    else:
        click.echo(_wrapped(_page_of(name), text_report.terminal_width()), nl=False)
    return text_report.Exit.DONE


def _wrapped(text: str, width: int | None) -> str:
    """A text wrapped to the width of a terminal; unchanged without one."""
    import textwrap

    lines = text.splitlines()
    return "".join(f"{textwrap.fill(line, width) if width else line}\n" for line in lines)


def _page_of(name: str) -> str:
    known = {check.id: check for check in all_checks()}
    if name in known:
        return page(known[name])
    if name in CODES:
        code = CODES[name]
        return f"# {name}\n\n{code.group}: {code.finds}.\n\nWhat to do: {code.mend}.\n"
    raise UsageError(f'no check or code "{name}"', did_you_mean(name, (*known, *CODES)))


def page(check: Check) -> str:
    """The page of a check in Markdown."""
    binds = " It can neither be waived nor made to matter less." if check.binds else ""
    reason = f" Not unfit but broken, since {check.breaks}." if check.breaks else ""
    return (
        f"# {check.id}\n\n{check.summary}\n\n"
        f"It looks {_STAGES[check.stage]}. {_EFFECTS[_effect(check)]}{reason}{binds}\n\n"
        f"**What it finds.** {_sentence(check.finds)}\n\n"
        f"**What to do.** {_sentence(check.mend)}\n\n"
        f"**Why.** {_sentence(check.why)}\n"
    )


def _effect(check: Check) -> str:
    return (check.effect or check.severity).value


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."


def index(every: Sequence[Check]) -> str:
    """The checks in Markdown with links to their pages, and those that break an edition."""
    rows = [
        f"| [`{check.id}`]({check.id}.md) | {check.stage} | {_effect(check)} | {check.summary} |"
        for check in every
    ]
    head = ["| check | stage | effect | what it holds |", "|---|---|---|---|"]
    broken = [
        f"| [`{check.id}`]({check.id}.md) | {check.breaks} |" for check in every if check.breaks
    ]
    exceptions = [
        "## Findings on content that are broken",
        "",
        "An error on content is unfit, and a draft shows it. These are broken, so no page is made:",
        "",
        "| check | reason |",
        "|---|---|",
        *broken,
    ]
    return "\n".join(["# All checks", "", *head, *rows, "", *exceptions]) + "\n"


def pages() -> dict[str, str]:
    """The files of docs/checks/ by name."""
    every = all_checks()
    return {"README.md": index(every), **{f"{check.id}.md": page(check) for check in every}}


def write_pages(folder: Path) -> None:
    """Rewrite docs/checks/; pages of checks that no longer exist are deleted."""
    made = pages()
    for name, text in made.items():
        write_output(folder / name, text.encode(), "--write", within=folder)
    for path in folder.glob("*.md"):
        if path.name not in made and _OURS in path.read_bytes():
            remove_file(path, folder)
