"""Signals that stop a command: when the exception comes, and when it does not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from leaflet.core import stop_signals
from leaflet.core.stop_signals import STOP_SIGNALS, Stopped, held_back


def kill(number: int) -> None:
    os.kill(os.getpid(), number)


@pytest.fixture(autouse=True)
def _installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The handlers of a command in this process, which has heard nothing."""
    monkeypatch.setattr(stop_signals, "_stops", stop_signals._Stops())
    before = {number: signal.getsignal(number) for number in STOP_SIGNALS}
    stop_signals.install()
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", STOP_SIGNALS)
def test_each_signal_raises_what_an_interrupt_raises(number: int) -> None:
    with pytest.raises(KeyboardInterrupt) as stopped:
        kill(number)
    assert isinstance(stopped.value, Stopped)
    assert stopped.value.number == stop_signals.heard() == number


@pytest.mark.parametrize("second", STOP_SIGNALS)
def test_a_second_signal_does_not_break_the_end(second: int) -> None:
    with pytest.raises(Stopped):
        kill(signal.SIGTERM)
    kill(second)
    assert stop_signals.heard() == signal.SIGTERM, "the exit code is that of the first"


def test_a_command_that_does_not_end_can_be_stopped_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Stopped):
        kill(signal.SIGTERM)
    monkeypatch.setattr(stop_signals, "GRACE_SECONDS", 0.0)
    with pytest.raises(Stopped):
        kill(signal.SIGTERM)


def test_steps_that_belong_together_are_finished_first() -> None:
    done = []

    def steps() -> None:
        with held_back():
            with held_back():
                kill(signal.SIGTERM)
                done.append("inner")
            done.append("outer")

    with pytest.raises(Stopped):
        steps()
    assert done == ["inner", "outer"]
    with held_back():
        done.append("later")  # it is raised once


def test_what_the_caller_ignores_stays_ignored() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    stop_signals.install()
    kill(signal.SIGHUP)
    assert not stop_signals.heard()


@pytest.mark.process
def test_an_import_installs_nothing() -> None:
    code = (
        "import signal; before = [signal.getsignal(n) for n in (2, 15)]\n"
        "import leaflet.cli.command_line, leaflet.build, leaflet.core.stop_signals\n"
        "import leaflet.build.executors.processes, leaflet.build.executors.serial\n"
        "assert before == [signal.getsignal(n) for n in (2, 15)]"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_signal_that_a_finalizer_swallowed_is_raised_again() -> None:
    stop_signals.raise_heard()

    class Finalized:
        def __del__(self) -> None:
            kill(signal.SIGTERM)

    Finalized()
    with held_back():
        stop_signals.raise_heard()
    with pytest.raises(Stopped) as stopped:
        stop_signals.raise_heard()
    assert stopped.value.number == signal.SIGTERM
