"""The worker side of `template_worker`: fills templates within limits, and answers in JSON."""

from __future__ import annotations

import json
import os
import pickle
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from leaflet.compose.template_environment import TEMPLATES, broken_template
from leaflet.compose.template_tasks import FilledTemplates, TemplateTask, fill_here
from leaflet.compose.template_worker import (
    CPU_SECONDS,
    MEGABYTES,
    memory_is_full,
    time_is_up,
)
from leaflet.core.diagnostics import LeafletError, UsageError

_LENGTH_BYTES = 8
#: The seconds of processor time after which the system kills a worker that cannot be interrupted.
_GRACE_SECONDS = 3


class _TimeIsUp(BaseException):
    """The processor time is used up; no handler of Jinja catches it."""


def serve() -> None:
    """Answer tasks from standard input until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the calling process handles interrupts
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _limit_files_and_memory()
    tasks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(sys.stdin.buffer, tasks), daemon=True).start()
    while True:
        answer = _answer(pickle.loads(tasks.get()))  # from the process that started this one
        payload = json.dumps(answer, ensure_ascii=False).encode()
        answers.write(len(payload).to_bytes(_LENGTH_BYTES, "big") + payload)
        answers.flush()


def _receive(source: BinaryIO, tasks: queue.SimpleQueue[bytes]) -> None:
    """Queue the tasks; when the calling process ends, so does this one, whatever it does."""
    while True:
        head = source.read(_LENGTH_BYTES)
        payload = source.read(int.from_bytes(head, "big"))
        if len(head) < _LENGTH_BYTES or not payload:
            os._exit(0)
        tasks.put(payload)


def _answer(task: TemplateTask) -> dict[str, Any]:
    """The filled templates, or the error."""
    fallback = f"{TEMPLATES}{task.own_page}"
    try:
        with _processor_time():
            return _as_record(fill_here(task))
    except LeafletError as problem:
        return {"error": [_unicode(problem.message), _unicode(problem.hint)]}
    except _TimeIsUp as problem:
        return _overrun(problem, "time", time_is_up, fallback)
    except MemoryError as problem:
        return _overrun(problem, "memory", memory_is_full, fallback)
    except Exception as problem:  # noqa: BLE001  # told to the caller, who names the template
        message = f"{fallback}: stopped by {type(problem).__name__}: {problem}"
        return {"error": [_unicode(message), "report it: this is a mistake of the program"]}


def _overrun(
    problem: BaseException, spent: str, told: Callable[[str], UsageError], fallback: str
) -> dict[str, Any]:
    """The answer of a worker that has used up what it may; it is not to be used again."""
    error = told(_place(problem) or fallback)
    return {"error": [error.message, error.hint], "spent": spent}


def _as_record(filled: FilledTemplates) -> dict[str, Any]:
    made = [
        [slot.html, slot.height_class, [[f.html, f.left_out, f.continued] for f in slot.shorter]]
        for slot in filled.slots
    ]
    return {"texts": list(filled.texts), "slots": made}


def _unicode(text: str) -> str:
    return text[:2000].encode(errors="replace").decode()


def _place(problem: BaseException) -> str:
    """The template and line at which a limit was reached; empty where that is unknown."""
    told = broken_template(problem)
    return told.message.partition(": ")[0] if isinstance(told, LeafletError) else ""


@contextmanager
def _processor_time() -> Iterator[None]:
    """Raise `_TimeIsUp` after `CPU_SECONDS`; a little later the system ends the process."""
    if sys.platform == "win32":
        yield
        return
    import resource

    def stop(*_: object) -> None:
        raise _TimeIsUp

    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(time.process_time()) + CPU_SECONDS + _GRACE_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _limit_files_and_memory() -> None:
    """No file can be written; on Linux, memory above the limit is refused."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        limit = MEGABYTES * 1024 * 1024
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        if hard == resource.RLIM_INFINITY or limit < hard:
            resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
