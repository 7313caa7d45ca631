"""How far a build is, shown on stderr while it runs: a live line, or plain lines in CI."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from leaflet.cli import text_report

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

    from leaflet.build import Outcome

Tell = Callable[["Outcome"], None]

#: A terminal echoes Ctrl-C as "^C"; without room the line would wrap and be left behind.
_SPACE_FOR_ECHO = 2
#: A narrower terminal has the numbers alone, without a bar.
_SPACE_FOR_BAR = 60
#: Fewer characters of a name do not tell which edition it is.
_SPACE_FOR_NAME = 12


@contextmanager
def watching(total: int) -> Iterator[Tell]:
    """A function that tells each outcome of `total` to whoever watches, if somebody does.

    The terminal is clean afterwards, also when the build is interrupted.
    """
    if text_report.is_live() and os.environ.get("TERM") != "dumb":
        from rich.console import Console

        with _live_line(total, Console(stderr=True)) as tell:
            yield tell
    elif text_report.is_live() or os.environ.get("CI"):
        yield _plain_lines(total)
    else:
        yield lambda _: None


def _plain_lines(total: int) -> Tell:
    """Tells each edition that was built or failed in a line of a log."""
    done = 0

    def tell(outcome: Outcome) -> None:
        nonlocal done
        done += 1
        if outcome.result not in ("cached", "withheld"):
            click.echo(f"[{done}/{total}] {_line(outcome)}", err=True)

    return tell


@contextmanager
def _live_line(total: int, console: Console) -> Iterator[Tell]:
    """Tells in one line that is drawn anew; above it stands what failed."""
    from rich.live import Live
    from rich.text import Text

    line = _Line(total, console.get_time)
    # A thread draws ten times a second, so that telling costs nothing and the time left runs
    # while nothing is shown. Stdout is somebody else's: Live would send it to stderr.
    with Live(
        line, console=console, refresh_per_second=10, transient=True, redirect_stdout=False
    ) as live:

        def tell(outcome: Outcome) -> None:
            line.count(outcome)
            if outcome.result == "failed":
                text = Text(_line(outcome))
                text.highlight_words(["failed"], "bold red")
                live.console.print(text, soft_wrap=True)

        yield tell


class _Line:
    """Counts outcomes; as rich draws it, one line no wider than the terminal."""

    def __init__(self, total: int, clock: Callable[[], float]) -> None:
        self.total = total
        self.clock = clock
        self.done = 0
        self.made = 0  # neither cached nor stopped by its content, which take no time
        self.since = self.until = clock()
        self.name = ""

    def count(self, outcome: Outcome) -> None:
        """One more is done."""
        self.done += 1
        self.name = outcome.planned.name
        if outcome.result != "cached" and outcome.stage not in ("content", "withheld"):
            self.made += 1
            self.until = self.clock()
        elif not self.made:
            self.since = self.clock()

    def numbers(self) -> str:
        """How many are done, how fast they are made, how long it takes if no more is cached."""
        shown = f"{self.done:>{len(str(self.total))}}/{self.total}"
        pace = (self.until - self.since) / self.made if self.made else 0.0
        if not pace:
            return shown
        rate = f"{pace:.1f} s each" if pace >= 1 else f"{1 / pace:.1f} a second"
        left = pace * (self.total - self.done) - (self.clock() - self.until)
        return f"{shown}  {rate}  {_time(max(0.0, left))} left"

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        from rich.text import Text

        width = options.max_width - _SPACE_FOR_ECHO
        full, empty, cut = "#-~" if options.ascii_only else "━─…"
        line = Text(no_wrap=True)
        if width >= _SPACE_FOR_BAR:
            size = width // 5
            filled = size * self.done // max(1, self.total)
            line.append(full * filled, "bar.complete")
            line.append(empty * (size - filled) + "  ", "bar.back")
        line.append(self.numbers())
        space = width - line.cell_len - 2
        if self.name and space >= _SPACE_FOR_NAME:
            line.append("  " + _ending(_printable(self.name), space, cut), "dim")
        line.truncate(width)
        yield line


def _line(outcome: Outcome) -> str:
    return _printable(text_report.outcome_line(outcome))


def _printable(text: str) -> str:
    """A text that stays in its line: folders may be named anything, and the name is shown."""
    return "".join(character if character.isprintable() else "?" for character in text)


def _ending(name: str, space: int, cut: str) -> str:
    """The end of a name, where neighbours differ, in no more than `space` columns."""
    from rich.cells import cell_len

    if cell_len(name) <= space:
        return name
    while cell_len(name) >= space:
        name = name[1:]
    return cut + name


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
