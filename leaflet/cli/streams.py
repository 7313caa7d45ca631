"""Standard input, output and error as the program was given them: closed, full or unread."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any


def guard() -> None:
    """Make writing to standard output and standard error safe for the rest of the process.

    A stream that is closed gets its number back, so that no file of the program takes its place.
    Standard output that its reader has closed is written no further; where it is full or closed,
    writing raises `MachineError`. What standard error does not take is dropped.
    """
    if sys.platform == "win32":
        return
    closed = [number for number in range(3) if not _is_open(number)]
    for number in closed:
        os.open(os.devnull, os.O_RDWR if number == 0 else os.O_RDONLY)
    if sys.stdout is sys.__stdout__:  # a caller in this process may have put others there
        sys.stdout = _text(_Output(1), sys.stdout)
    if sys.stderr is sys.__stderr__:
        sys.stderr = _text(_Messages(2), sys.stderr)


def is_output_lost() -> bool:
    """Whether something that was written to standard output has reached nobody."""
    sys.stdout.flush()
    raw = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    return isinstance(raw, _Stream) and raw.is_lost


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _text(raw: _Stream, before: Any) -> io.TextIOWrapper:
    """A stream of text, in the encoding of the one before it; other characters become escapes."""
    encoding = getattr(before, "encoding", None) or "utf-8"
    buffer: Any = io.BufferedWriter(raw)
    is_live = raw.isatty() or raw.fileno() == 2
    return io.TextIOWrapper(buffer, encoding, "backslashreplace", line_buffering=is_live)


class _Stream(io.RawIOBase):
    """A stream by its number."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.is_lost = False

    def fileno(self) -> int:
        """The number of the stream."""
        return self.number

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return os.isatty(self.number)

    def writable(self) -> bool:
        """It can be written."""
        return True

    def write(self, data: Any) -> int:
        """Write all bytes; once that has failed, everything is dropped."""
        view = memoryview(data).cast("B")
        done = 0
        while done < len(view) and not self.is_lost:
            try:
                done += os.write(self.number, view[done:])
            except BlockingIOError:
                _wait(self.number)
            except OSError as problem:
                self.is_lost = True
                self.fail(problem)
        return len(view)

    def fail(self, problem: OSError) -> None:
        """What becomes of the first failure."""


class _Messages(_Stream):
    pass


class _Output(_Stream):
    def fail(self, problem: OSError) -> None:
        if problem.errno == errno.EPIPE:
            return
        from leaflet.core.diagnostics import MachineError

        is_closed = problem.errno == errno.EBADF
        reason = "it is closed" if is_closed else (problem.strerror or str(problem)).lower()
        message = f"standard output cannot be written: {reason}"
        raise MachineError(message, "send it to a file or a program that takes it")


def _wait(number: int) -> None:
    import select

    select.select((), (number,), ())
