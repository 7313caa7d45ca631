"""A process that fills a project's own templates, within limits of time, memory and output.

One worker fills the templates of many editions, one after the other. A template that overruns a
limit is reported with its line; where the worker dies of it, a new one is started for the next
edition. What the worker sends back is JSON and held to its shape. On systems that cannot limit
memory (macOS, Windows) or processor time (Windows) the other limits hold.
"""

from __future__ import annotations

import atexit
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from leaflet.compose import slots
from leaflet.compose.template_environment import TEMPLATES
from leaflet.compose.template_tasks import FilledTemplates, TemplateTask
from leaflet.compose.template_text import MOST_TEXT
from leaflet.core.diagnostics import UsageError
from leaflet.formats.format import HEIGHT_CLASSES
from leaflet.model.clinic import Clinic
from leaflet.page.slot import Form

#: The seconds of processor time that the templates of an edition may take.
CPU_SECONDS = 10
#: The megabytes of memory of the worker.
MEGABYTES = 512
#: The seconds on the clock after which the worker is stopped, whatever it does.
WALL_SECONDS = 60

#: The most bytes of an answer: JSON writes a control character in six.
_MOST_BYTES = 6 * MOST_TEXT + 100_000
_LENGTH_BYTES = 8
#: The exit code of a worker that the system ended because its processor time was used up.
_OUT_OF_TIME = -getattr(signal, "SIGXCPU", 0)
_START = (
    "import sys; sys.path[:] = sys.argv[1:]; "
    "from leaflet.compose._template_process import serve; serve()"
)
#: The variables of the environment that a Python may need to start.
_KEPT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP")


def time_is_up(place: str) -> UsageError:
    """The error for templates that take too long."""
    message = f"{place}: the templates take more than {CPU_SECONDS} seconds of processor time"
    return UsageError(message, "take out what repeats so often")


def memory_is_full(place: str) -> UsageError:
    """The error for templates that take too much memory."""
    message = f"{place}: the templates take more than {MEGABYTES} MB of memory"
    return UsageError(message, "take out what grows so large")


class _DiedError(Exception):
    """The worker ended without an answer; `code` is its exit code, and `is_late` says that it was
    stopped after `WALL_SECONDS`.
    """

    def __init__(self, code: int, *, is_late: bool) -> None:
        super().__init__(code)
        self.code = code
        self.is_late = is_late

    @property
    def may_pass(self) -> bool:
        """Whether it may have been hit from outside, so that another try may succeed."""
        return not self.is_late and self.code != _OUT_OF_TIME


class _Worker:
    """The process and its two pipes."""

    def __init__(self) -> None:
        call = [sys.executable, "-I", "-B", "-c", _START, *sys.path]
        self.process = subprocess.Popen(  # this Python, with code of ours
            call,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _KEPT if name in os.environ},
        )
        self.owner = os.getpid()
        self.tasks = 0
        self.is_late = False

    def answer(self, task: TemplateTask) -> Mapping[str, Any]:
        """The answer to a task. Raises `_DiedError` when the process dies or is too slow."""
        assert self.process.stdin
        self.tasks += 1
        payload = pickle.dumps(task)
        with self._stopped_late():
            try:
                self.process.stdin.write(len(payload).to_bytes(_LENGTH_BYTES, "big") + payload)
                self.process.stdin.flush()
                return self._read()
            except (OSError, EOFError, ValueError, RecursionError):
                self.stop()
                raise _DiedError(self.process.returncode, is_late=self.is_late) from None

    def _read(self) -> Mapping[str, Any]:
        assert self.process.stdout
        size = int.from_bytes(self._bytes(_LENGTH_BYTES), "big")
        if size > _MOST_BYTES:
            raise ValueError("an answer that is too long")
        read = json.loads(self._bytes(size))
        if not isinstance(read, dict):
            raise ValueError("an answer of another shape")  # all are one kind here
        return read

    def _bytes(self, size: int) -> bytes:
        assert self.process.stdout
        read = self.process.stdout.read(size)
        if len(read) < size:
            raise EOFError
        return read

    @contextmanager
    def _stopped_late(self) -> Iterator[None]:
        timer = threading.Timer(WALL_SECONDS, self._stop_late)
        timer.daemon = True
        timer.start()
        try:
            yield
        except BaseException:
            self.stop()
            raise
        finally:
            timer.cancel()

    def _stop_late(self) -> None:
        self.is_late = True
        self.process.kill()

    def stop(self) -> None:
        """End the process and wait for it, so that it leaves no zombie."""
        with suppress(OSError):
            # a worker that is ending keeps the code with which it ends
            with suppress(subprocess.TimeoutExpired):
                assert self.process.stdin
                self.process.stdin.close()
                self.process.wait(0.5)
            self.process.kill()
        self.process.wait()
        assert self.process.stdout
        self.process.stdout.close()


_workers: list[_Worker] = []
_lock = threading.Lock()


def fill_in_worker(task: TemplateTask) -> FilledTemplates:
    """The templates filled in a worker; the errors are those of `fill_templates`."""
    with _lock:
        answer, is_spent = _answer(task)
        if is_spent:
            close_worker()
    error: Any = answer.get("error")
    if _are_texts(error, 2):
        raise UsageError(*error)
    filled = _filled(task, answer)
    if filled is None:
        place = f"{TEMPLATES}{task.own_page}"
        raise UsageError(f"{place}: the worker that fills it gave no pages", "build it again")
    return filled


def _answer(task: TemplateTask) -> tuple[Mapping[str, Any], bool]:
    """The answer of a worker, and whether the worker is to be replaced.

    A worker that had other tasks before may lack the memory for this one, and one that was killed
    may have been hit from outside, so a new one tries again.
    """
    place = f"{TEMPLATES}{task.own_page}"
    for is_last in (False, True):
        worker = _worker()
        try:
            answer = worker.answer(task)
        except _DiedError as died:
            _workers.clear()
            problem = _told(died, place)
            if is_last or not died.may_pass:
                return {"error": (problem.message, problem.hint)}, False
            continue
        spent = answer.get("spent")
        if spent != "memory" or worker.tasks == 1 or is_last:
            return answer, spent is not None
        _close()
    raise AssertionError("the second worker is the last")


def _told(died: _DiedError, place: str) -> UsageError:
    """The error for a worker that died."""
    if died.code == _OUT_OF_TIME:
        return time_is_up(place)
    if died.is_late:
        message = f"{place}: the templates take more than {WALL_SECONDS:g} seconds"
        return UsageError(message, "build it again; if it stays so, make the templates simpler")
    how = f"was killed by signal {-died.code}" if died.code < 0 else f"ended with code {died.code}"
    message = f"{place}: the worker that fills the project's templates {how}"
    return UsageError(message, "build it again; if it stays so, make the templates simpler")


def _worker() -> _Worker:
    """The worker of this process; a process that was forked has none of its parent's."""
    if _workers and _workers[0].owner != os.getpid():
        _workers.clear()
    if not _workers:
        _workers.append(_Worker())
    return _workers[0]


def close_worker() -> None:
    """End the worker, if there is one."""
    _close()


def _close() -> None:
    while _workers:
        worker = _workers.pop()
        if worker.owner == os.getpid():
            worker.stop()


atexit.register(close_worker)


def _filled(task: TemplateTask, answer: Mapping[str, Any]) -> FilledTemplates | None:
    """The pages of an answer; None for one of another shape."""
    texts: Any = answer.get("texts")
    made: Any = answer.get("slots")
    if not _are_texts(texts, len(task.pages)) or not isinstance(made, list):
        return None
    sizes = task.edition.format.slot_sizes if task.edition else {}
    names = slots.names(task.edition) if task.edition else ()
    if len(made) != len(names):
        return None
    filled = []
    for name, slot in zip(names, made, strict=True):
        if not _is_slot(slot):
            return None
        shorter = tuple(Form(html, tuple(fields), more) for html, fields, more in slot[2])
        filled.append(slots.sized(name, slot[0], slot[1], shorter, sizes))
    return FilledTemplates(tuple(texts), tuple(filled))


def _is_slot(value: Any) -> bool:
    """Whether an answer has the shape of a slot: HTML, height class and shorter forms."""
    return (
        isinstance(value, list)
        and len(value) == 3
        and _are_texts(value[:2], 2)
        and value[1] in HEIGHT_CLASSES
        and isinstance(value[2], list)
        and all(map(_is_form, value[2]))
    )


def _is_form(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 3
        and isinstance(value[1], list)
        and _are_texts([value[0], *value[1], value[2]], len(value[1]) + 2)
        and set(value[1]) <= Clinic.model_fields.keys()
    )


def _are_texts(value: Any, count: int) -> bool:
    return (
        isinstance(value, list | tuple)
        and len(value) == count
        and all(isinstance(text, str) for text in value)
    )
