"""Tasks and their results: what is sent to a worker, what it does, and what comes back."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from leaflet.core.diagnostics import LeafletError, MachineError
from leaflet.core.machine_trouble import machine_trouble
from leaflet.page.composition import Composition, Fitted
from leaflet.page.rendering import Rendering
from leaflet.render.renderer import know_fit

#: Renders a composition; takes the bytes of its assets by sha256.
Render = Callable[[Composition, Mapping[str, bytes]], Rendering]


@dataclass(frozen=True, slots=True)
class Task:
    """A composition to render, with everything that a worker on another machine needs.

    `number` is unique within a build; `fitted` is the fit, where it is known. Tasks of the same
    `layout_group` share a layout, so they are fastest in one worker.
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
    """The reason why a task has no rendering.

    `code` becomes the code of the finding: "template" and "machine" are reported by the renderer,
    "bug" is a mistake of the program, "memory" and "time" name the limit that was reached, and
    "worker" means that the worker died. The task fails for good after this many `tries`.
    """

    code: str
    message: str
    hint: str = ""
    seconds: float = 0.0
    tries: int = 2

    @property
    def may_pass(self) -> bool:
        """Whether another try in a fresh worker may succeed."""
        return self.code not in ("template", "machine")


Result = Done | Failure

#: The default of `next` for a source of tasks that has ended.
NO_MORE = object()

#: The tasks of a build. None means that the next task depends on a result that is still missing.
TaskSource = Iterator[Task | None]

#: The results of an executor. None means that nothing is running and the source has no task yet.
Results = Generator[tuple[Task, Result] | None]


@dataclass(frozen=True, slots=True)
class WorkerOptions:
    """The number of workers, the seconds and megabytes that one rendering may take, and the
    address of the scheduler of a cluster.
    """

    workers: int = 1
    seconds: float = 120.0
    megabytes: int = 2000
    scheduler: str | None = None


def work(render: Render, task: Task) -> Result:
    """Render a task in this process. Every exception becomes a `Failure`."""
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
        if trouble := machine_trouble(problem):
            return Failure("machine", trouble.message, trouble.hint)
        return broken(problem, time.monotonic() - start)
    return Done(rendering, time.monotonic() - start)


def broken(problem: Exception, seconds: float = 0.0) -> Failure:
    """A mistake of the program, with the file and line that raised it."""
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
    """A worker that ended before its task was done; `by_hand` if it was killed from outside.

    A person or the kernel's out-of-memory killer may hit any worker, whatever it renders, so such
    a task gets more tries.
    """
    hint = "build it again; if it stays so, its pictures or texts may be too much"
    return Failure("worker", f"the worker that rendered it {how}", hint, tries=4 if by_hand else 2)
