"""The `leaflet` command: the group of all commands, and what becomes of interrupts and errors.

A command's module declares its arguments and options; its function imports what does the work, so
that `leaflet --help` imports click alone.
"""

from __future__ import annotations

import atexit
import gc
import signal
import sys
from pathlib import Path
from typing import NoReturn

import click

from leaflet import __version__
from leaflet.cli import approval_commands, build_commands, content_commands
from leaflet.cli.call import Call


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
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
    """
    context.obj = Call(folder)


for _command in (
    *build_commands.COMMANDS,
    *content_commands.COMMANDS,
    *approval_commands.COMMANDS,
):
    leaflet.add_command(_command)


def main() -> NoReturn:
    """Run the command and exit; an expected error is shown as one line, without a traceback."""
    from leaflet.core import stop_signals

    atexit.register(gc.freeze)  # skips a last garbage collection before the process ends
    try:
        stop_signals.install()
        code = _run()
    except (click.Abort, KeyboardInterrupt):
        code = _stopped()
    finally:
        stop_signals.ignore()
    sys.exit(code)


def _run() -> int:
    """Run the command; returns its exit code. Interrupts and mistakes of the program are raised."""
    from leaflet.core.diagnostics import LeafletError

    try:
        _escape_unprintable()
        leaflet(prog_name="leaflet", standalone_mode=False)
    except click.ClickException as problem:
        problem.show()
        return 2
    except click.Abort:
        raise
    except LeafletError as problem:
        from leaflet.cli.text_report import error_code, error_lines

        click.echo(error_lines(problem), err=True)
        return error_code(problem)
    except Exception as problem:
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


def _escape_unprintable() -> None:
    """Print characters that the terminal's encoding lacks as escapes instead of failing."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="backslashreplace")
