"""Runs the steps of the set-up: one command each, whose progress is reported."""

from __future__ import annotations

import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress

from leaflet.bootstrap import machine

TELL_SECONDS = 4.0  # between two progress lines of a step
LAST_LINES = 8  # of the output of a failed step


class SetupError(Exception):
    """The machine lacks something; `hint` says what to do about it."""

    def __init__(self, message: str, hint: str) -> None:
        """Store message and hint."""
        super().__init__(message)
        self.hint = hint


def say(text: str) -> None:
    """Print a line to standard error."""
    sys.stderr.write(f"set-up: {text}\n")
    sys.stderr.flush()


def step(what: str, command: Sequence[str], hint: str) -> None:
    """Announce and run a command; raise `SetupError` with its last lines of output if it fails."""
    say(what)
    code, output = run_quietly(what, command)
    if code != 0:
        lines = [f"    {line}" for line in output.splitlines() if line.strip()][-LAST_LINES:]
        message = f"`{shlex.join(command)}` failed with exit code {code}"
        raise SetupError("\n".join([message, *lines]), hint)


def run_quietly(what: str, command: Sequence[str]) -> tuple[int, str]:
    """Run a command without input; return its exit code and its output.

    A progress line is printed every `TELL_SECONDS`.
    """
    start = time.monotonic()
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**machine.environment(), "DEBIAN_FRONTEND": "noninteractive"},
        encoding="utf-8",
        errors="replace",
    )
    while True:
        try:
            output, _ = process.communicate(timeout=TELL_SECONDS)
            return process.returncode, output
        except subprocess.TimeoutExpired:
            say(f"still {what}, {time.monotonic() - start:.0f} s")
        except KeyboardInterrupt:  # a package manager must be interrupted, not killed
            with suppress(OSError):
                process.send_signal(signal.SIGINT)
            process.communicate()
            raise
