"""The `leaflet` command: the group of all commands, and what becomes of interrupts and errors.

A command's module declares its arguments and options; its function imports what does the work, so
that `leaflet --help` imports click alone.
"""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from leaflet import __version__
from leaflet.cli import (
    approval_commands,
    build_commands,
    completion_commands,
    content_commands,
    import_commands,
    new_commands,
)
from leaflet.cli.call import Call
from leaflet.cli.help_pages import CommandGroup, add_docs

if TYPE_CHECKING:
    from leaflet.core.diagnostics import LeafletError


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="leaflet")
@click.option(
    "-C",
    "folder",
    metavar="DIR",
    default=".",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Look for the project in this folder or above it.",
)
@click.pass_context
def leaflet(context: click.Context, folder: Path) -> None:
    """Printable patient leaflets: one article, many clinics, branded and accessible PDFs.

    Exit codes: 0 done, 1 errors in content, 2 wrong call or project file, 3 an edition failed in
    rendering or was withheld from a release, 4 the machine lacks something (see leaflet doctor),
    130 interrupted, 143 and 129 stopped by SIGTERM and SIGHUP.

    Example: leaflet new project our-leaflets
    """
    context.obj = Call(folder)


for _command in (
    *build_commands.COMMANDS,
    *content_commands.COMMANDS,
    *approval_commands.COMMANDS,
    *new_commands.COMMANDS,
    *import_commands.COMMANDS,
    *completion_commands.COMMANDS,
):
    leaflet.add_command(_command)
add_docs(leaflet)

#: When Python looks for cycles: seldom, since most of what a command makes lives until its end.
_GC_THRESHOLD = (200_000, 20, 20)


def main() -> NoReturn:
    """Run the command and exit; an expected error is shown as one line, without a traceback."""
    from leaflet.cli import streams
    from leaflet.core import stop_signals

    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # what is checked is ours alone
    gc.set_threshold(*_GC_THRESHOLD)
    atexit.register(gc.freeze)  # skips a last garbage collection before the process ends
    try:
        stop_signals.install()
        streams.guard()
        code = _run()
        stop_signals.raise_heard()
    except (click.Abort, KeyboardInterrupt):
        code = _stopped()
    finally:
        stop_signals.ignore()
    sys.exit(code)


def _run() -> int:
    """Run the command; returns its exit code. Interrupts and mistakes of the program are raised."""
    from leaflet.core.diagnostics import LeafletError
    from leaflet.core.machine_trouble import machine_trouble

    try:
        leaflet(prog_name="leaflet", standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        return 2
    except click.Abort:
        raise
    except LeafletError as problem:
        return _end(problem)
    except Exception as problem:
        if trouble := machine_trouble(problem):
            return _end(trouble)
        problem.add_note("A mistake of the program: please report all of the above.")
        raise
    return 0


def _stopped() -> int:
    """Say that a signal stopped the command; returns the exit code, as a shell gives it."""
    from leaflet.core import stop_signals

    number = stop_signals.heard() or signal.SIGINT
    by = "" if number == signal.SIGINT else f" by {signal.Signals(number).name}"
    click.echo(f"interrupted{by}", err=True)
    return 128 + number


def _end(problem: LeafletError) -> int:
    """Show an error that stops a run; returns its exit code."""
    from leaflet.cli.text_report import error_code, error_lines

    click.echo(error_lines(problem), err=True)
    return error_code(problem)
