"""Executors: where compositions are rendered; one file, one `EXECUTOR` each.

An executor is fed tasks and gives back results in the order in which they are done. What makes
them runs in a worker (`work`); everything else of a build, in the process that was called.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from leaflet.core.diagnostics import LeafletError, MachineError
from leaflet.page.composition import Composition, Fitted
from leaflet.page.rendering import Rendering
from leaflet.render.renderer import know_fit

#: What a worker does with a composition and the bytes of its assets by sha256.
Render = Callable[[Composition, Mapping[str, bytes]], Rendering]


@dataclass(frozen=True, slots=True)
class Task:
    """A composition to render, with all that a worker elsewhere needs. Its `number` is its own in a
    build; `fitted` is the fit, where it is known. Tasks of a `layout_group` share what is laid out,
    so a worker that has done one does the next in less time.
    """

    number: int
    composition: Composition
    blobs: Mapping[str, bytes]
    fitted: Fitted | None = None
    layout_group: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """A rendering and the seconds that it took."""

    rendering: Rendering
    seconds: float


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no rendering. `code` is that of the finding: "template" and "machine" are
    reported by the renderer, "bug" is a mistake of the program, "memory", "time" and "worker" say
    what a worker ran out of, or that it died. After so many `tries` it stays lost.
    """

    code: str
    message: str
    hint: str = ""
    seconds: float = 0.0
    tries: int = 2

    @property
    def may_pass(self) -> bool:
        """Whether another try in a fresh worker may end otherwise."""
        return self.code not in ("template", "machine")


Result = Done | Failure

#: What `next` gives for a feed that has ended.
NO_MORE = object()

#: None instead of a task means that there is nothing to do until a result is taken; None
#: instead of a result, that there was nothing to do.
TaskSource = Iterator[Task | None]
Results = Generator[tuple[Task, Result] | None]


@dataclass(frozen=True, slots=True)
class WorkerOptions:
    """How many workers there are, the seconds and megabytes that one rendering may take, and
    the address of a scheduler elsewhere.
    """

    workers: int = 1
    seconds: float = 120.0
    megabytes: int = 2000
    scheduler: str | None = None


@dataclass(frozen=True, slots=True)
class Executor:
    """An executor: its name and what it is for, in one sentence.

    `run` renders all that it is fed. Closing the iterator stops whatever still runs.
    `keeps_layout_groups` tells whether each of its workers keeps to tasks of a layout group.
    `scheduler_form` shows how the address of its scheduler is written (`tcp://HOST:8786`); empty
    where it has none.
    """

    id: str
    summary: str
    run: Callable[[Render, TaskSource, WorkerOptions], Results]
    keeps_layout_groups: bool = False
    scheduler_form: str = ""

    @property
    def needs_scheduler(self) -> bool:
        """Whether it is called with the address of a scheduler."""
        return bool(self.scheduler_form)


def work(render: Render, task: Task) -> Result:
    """Render a task in this process; whatever goes wrong becomes a `Failure`."""
    start = time.monotonic()
    if task.fitted:
        know_fit(task.composition, task.fitted)
    try:
        rendering = render(task.composition, task.blobs)
    except MachineError as problem:
        return Failure("machine", problem.message, problem.hint)
    except LeafletError as problem:
        return Failure("template", problem.message, problem.hint, time.monotonic() - start)
    except MemoryError:
        seconds = time.monotonic() - start
        hint = "make its pictures and texts smaller, or raise limits.megabytes in leaflet.yaml"
        return Failure("memory", "ran out of memory", hint, seconds)
    except Exception as problem:  # noqa: BLE001  # one edition must not stop the others
        return broken(problem, time.monotonic() - start)
    return Done(rendering, time.monotonic() - start)


def broken(problem: Exception, seconds: float = 0.0) -> Failure:
    """A mistake of the program, with the place where it showed."""
    first_line = str(problem).partition("\n")[0][:200]
    frame = traceback.extract_tb(problem.__traceback__)[-1]
    where = f"{Path(frame.filename).name}:{frame.lineno}"
    message = f"stopped in {where} by {type(problem).__name__}: {first_line}".rstrip(": ")
    return Failure("bug", message, "report it: this is a mistake of the program", seconds)


def timed_out(seconds: float) -> Failure:
    """A rendering that was stopped because it took too long."""
    message = f"took longer than {seconds:g} seconds and was stopped"
    hint = "shorten the text, or raise limits.seconds in leaflet.yaml"
    return Failure("time", message, hint, seconds)


def died(how: str, *, by_hand: bool = False) -> Failure:
    """A worker that ended in the middle of its work, by itself or by somebody's hand.

    What kills by hand, a person or a machine short of memory, strikes whoever is at work, so the
    edition may be tried more often.
    """
    hint = "build it again; if it stays so, its pictures or texts may be too much"
    return Failure("worker", f"the worker that rendered it {how}", hint, tries=4 if by_hand else 2)
