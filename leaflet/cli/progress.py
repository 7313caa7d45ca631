"""Shows the progress of a build on stderr: a live line, or plain lines in CI."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import click

from leaflet.cli import text_report
from leaflet.cli.quiet import is_quiet

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.progress import Progress

    from leaflet.build import Outcome

Show = Callable[["Outcome"], None]

#: The width of "^C", which a terminal echoes; without this space the line would wrap.
_SPACE_FOR_ECHO = 2
_BAR_WIDTH = 16
#: The greatest width of bar, numbers and echo; the rest of the terminal is for a name.
_SPACE_FOR_NUMBERS = 52
#: The fewest characters of a name that identify an edition.
_SPACE_FOR_NAME = 12
#: The seconds of the past from which the remaining time is estimated.
_PACE_SECONDS = 600


@contextmanager
def watching(total: int) -> Iterator[Show]:
    """A function that shows each of `total` outcomes on a terminal or in the log of a CI run.

    The live line is removed at the end, also when the build is interrupted. A quiet command shows
    nothing.
    """
    if is_quiet():
        yield lambda _: None
    elif text_report.is_live() and os.environ.get("TERM") != "dumb":
        from rich.console import Console

        with _live_line(total, Console(stderr=True)) as show:
            yield show
    elif text_report.is_live() or os.environ.get("CI"):
        yield _plain_lines(total)
    else:
        yield lambda _: None


def _plain_lines(total: int) -> Show:
    """Shows each edition that was built or failed as a line of a log."""
    done = 0

    def show(outcome: Outcome) -> None:
        nonlocal done
        done += 1
        if outcome.result not in ("cached", "withheld"):
            click.echo(f"[{done}/{total}] {_line(outcome)}", err=True)

    return show


@contextmanager
def _live_line(total: int, console: Console) -> Iterator[Show]:
    """Shows progress in one line that is redrawn; failures are printed above it."""
    with _make_bar(total, console) as bar:
        yield partial(_show, bar)


def _show(bar: Progress, outcome: Outcome) -> None:
    from rich.text import Text

    (task,) = bar.tasks
    if outcome.result == "cached" or outcome.stage in ("content", "withheld"):
        task.completed += 1  # took no time: `advance` would count it as speed
    else:
        bar.advance(task.id)
    failed = task.fields["failed"] + (outcome.result == "failed")
    room = bar.console.width - _SPACE_FOR_NUMBERS
    name = _ending(_printable(outcome.id.name), room)
    bar.update(task.id, failed=failed, told=f"{failed} failed" if failed else "", name=name)
    if outcome.result == "failed":
        text = Text(_line(outcome))
        text.highlight_words(["failed"], "bold red")
        bar.console.print(text, soft_wrap=True)


def _make_bar(total: int, console: Console) -> Progress:
    """A progress bar of `total` steps: number done, time left, number failed, the last edition.

    A thread redraws it ten times a second.
    """
    from rich.constrain import Constrain
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.table import Column

    class Line(Progress):
        def get_renderable(self) -> RenderableType:
            return Constrain(super().get_renderable(), console.width - _SPACE_FOR_ECHO)

    whole = Column(no_wrap=True)
    rest = Column(no_wrap=True, overflow="crop", ratio=1)
    columns: list[str | ProgressColumn] = [
        MofNCompleteColumn(table_column=whole),
        TimeRemainingColumn(table_column=whole),
        "left",
        "[red]{task.fields[told]}",
        TextColumn("{task.fields[name]}", "dim", markup=False, table_column=rest),
    ]
    if console.width >= _SPACE_FOR_NUMBERS + _SPACE_FOR_NAME:
        columns.insert(0, BarColumn(_BAR_WIDTH))
    # rich would redirect stdout to stderr, but stdout may be piped.
    bar = Line(
        *columns,
        console=console,
        transient=True,
        redirect_stdout=False,
        expand=True,
        speed_estimate_period=_PACE_SECONDS,
    )
    bar.add_task("", total=total, failed=0, told="", name="")
    return bar


def _line(outcome: Outcome) -> str:
    return _printable(text_report.outcome_line(outcome))


def _printable(text: str) -> str:
    """The text without control characters, which names of folders may contain."""
    return "".join(character if character.isprintable() else "?" for character in text)


def _ending(name: str, room: int) -> str:
    """The end of a name, which distinguishes it best; empty where there is no space for it."""
    if room < _SPACE_FOR_NAME:
        return ""
    return name if len(name) <= room else f"...{name[3 - room :]}"
