"""Signals that stop a command: SIGINT, SIGTERM and SIGHUP end it the same way, by an exception."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

#: The signals that stop a command, as far as the system has them.
STOP_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)

#: The seconds for which another signal is ignored, so that it cannot break the end of a command.
#: Later ones stop it again, in case something hangs or has swallowed the exception.
GRACE_SECONDS = 10.0


class Stopped(KeyboardInterrupt):
    """A signal asked the command to stop; handled wherever `KeyboardInterrupt` is."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class _Stops:
    """The signal that was heard first, and how many blocks hold it back."""

    def __init__(self) -> None:
        self.number = 0
        self.raised_at = 0.0
        self.blocks = 0
        self.is_held_back = False

    def hear(self, number: int, _: object) -> None:
        """The handler. Raises `Stopped`, now or at the end of the outermost block."""
        if self.number and time.monotonic() < self.raised_at + GRACE_SECONDS:
            return
        self.number = self.number or number
        self.raised_at = time.monotonic()
        if self.blocks:
            self.is_held_back = True
        else:
            raise Stopped(self.number)

    def leave(self) -> None:
        """End a block. Raises `Stopped` for a signal that was held back."""
        self.blocks -= 1
        if self.is_held_back and not self.blocks:
            self.is_held_back = False
            raise Stopped(self.number)


_stops = _Stops()


def install() -> None:
    """Have `Stopped` raised for each of the signals, but for those that the caller has ignored
    (as `nohup` does). Only the command itself calls this, never an import.
    """
    for number in STOP_SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stops.hear)


def ignore() -> None:
    """Ignore the signals from now on, because the command is done."""
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def heard() -> int:
    """The number of the signal that stopped the command first; 0 if there was none."""
    return _stops.number


def raise_heard() -> None:
    """Raise `Stopped` for a signal whose exception was lost: Python drops one that is raised inside
    of a finalizer or of a callback of a library, where the signal may have come.
    """
    if _stops.number and not _stops.blocks:
        raise Stopped(_stops.number)


@contextmanager
def held_back() -> Iterator[None]:
    """A block that is finished before a signal stops the command.

    For short steps that belong together, such as writing the files of one edition. Where the
    handlers are not installed it does nothing.
    """
    _stops.blocks += 1
    try:
        yield
    finally:
        _stops.leave()
