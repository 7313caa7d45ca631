"""One contract for all executors: every task has its result, whatever becomes of the others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from leaflet.build.executors import Executor, _server
from leaflet.build.executors import processes as module
from leaflet.build.tasks import (
    Done,
    Failure,
    Render,
    Result,
    Task,
    WorkerOptions,
)
from leaflet.cache import toolchain
from leaflet.compose.composer import compose
from leaflet.core import extensions
from leaflet.core.diagnostics import MachineError, UsageError
from leaflet.model.leaflet import State
from leaflet.page.composition import Composition
from tests.support import renderers
from tests.support.example import example_edition, example_project
from tests.support.projects import ROOT, begin, listed, standing

pytestmark = pytest.mark.process

NAMES = extensions.names("executors")
RIVERSIDE = "riverside/en-GB/mesotherapy-acne-scars.a4.pdf"


@cache
def composition() -> Composition:
    return compose(example_edition("riverside"), State.DRAFT, example_project().templates)


def task(number: int, what: str = "even") -> Task:
    return Task(number, replace(composition(), description=what), {})


def tasks(count: int, odd: int | None = None, what: str = "odd") -> list[Task]:
    return [task(n, what if n == odd else "even") for n in range(count)]


_HERE = ("--host", "127.0.0.1", "--no-dashboard")


class Cluster:
    """A scheduler and two worker processes of Dask, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.address_file = folder / "scheduler.json"
        self.folder = folder
        self.processes = [self._start("scheduler", *_HERE, "--port", "0",
                                      "--scheduler-file", str(self.address_file))]  # fmt: skip
        deadline = time.monotonic() + 60
        while not self.address_file.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        self.processes += [self._worker() for _ in range(2)]
        import distributed

        with distributed.Client(scheduler_file=str(self.address_file)) as client:
            self.address = client.scheduler.address
            client.wait_for_workers(2, timeout=60)

    def _worker(self) -> subprocess.Popen[bytes]:
        return self._start("worker", "--scheduler-file", str(self.address_file), *_HERE,
                           "--nworkers", "1",
                           "--nthreads", "1",
                           "--local-directory", str(self.folder))  # fmt: skip

    def _start(self, *args: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + args[0], *args[1:]],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def pids(self) -> list[int]:
        import distributed

        with distributed.Client(self.address) as client:
            found: dict[str, int] = client.run(os.getpid)
        return sorted(found.values())

    def close(self) -> None:
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            process.wait(30)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    running = Cluster(tmp_path_factory.mktemp("cluster"))
    yield running
    running.close()


Run = Callable[..., dict[int, Result]]


@pytest.fixture
def run(request: pytest.FixtureRequest) -> Run:
    """Feeds an executor with tasks; the result of each."""

    def call(name: str, render: Render, given: list[Task], **limits: Any) -> dict[int, Result]:
        if name == "dask":
            limits["scheduler"] = request.getfixturevalue("cluster").address
        executor: Executor = extensions.load("executors", name)
        options = WorkerOptions(**{"workers": 2, **limits})
        found: list[tuple[Task, Result]] = []

        def source() -> Iterator[Task | None]:
            """As a build feeds: there may be more until the last result is there."""
            yield from given
            while len(found) < len(given):
                yield None

        for item in executor.run(render, source(), options):
            if item:
                found.append(item)  # noqa: PERF401  # the feed counts them meanwhile
        assert len(found) == len(given), "one result for each task"
        return {done.number: result for done, result in found}

    return call


def lost(results: dict[int, Result]) -> dict[int, str]:
    return {number: r.code for number, r in results.items() if isinstance(r, Failure)}


# --- the contract ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_task_is_rendered_as_it_would_be_here(name: str, run: Run) -> None:
    given = [task(number, f"text {number}") for number in range(7)]
    results = run(name, renderers.quick, given)
    for one in given:
        result = results[one.number]
        assert isinstance(result, Done)
        assert result.rendering == renderers.quick(one.composition, {})


@pytest.mark.parametrize("name", NAMES)
def test_nothing_to_do_is_done_at_once(name: str, run: Run) -> None:
    assert run(name, renderers.quick, []) == {}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("render", "code", "words"),
    [
        (renderers.raising, "bug", "ValueError: odd"),
        (renderers.refusing, "template", "asks for the moon"),
    ],
)
def test_what_raises_is_lost_alone(
    render: Render, code: str, words: str, name: str, run: Run
) -> None:
    results = run(name, render, tasks(5, odd=2))
    assert lost(results) == {2: code}
    failure = results[2]
    assert isinstance(failure, Failure)
    assert words in failure.message
    assert failure.hint


@pytest.mark.parametrize("name", NAMES)
def test_a_machine_that_cannot_render_says_so(name: str, run: Run) -> None:
    assert set(lost(run(name, renderers.lacking, tasks(2))).values()) == {"machine"}


@pytest.mark.parametrize("name", NAMES)
def test_a_feed_may_have_nothing_for_a_while(name: str, request: pytest.FixtureRequest) -> None:
    """A build feeds the next page of an edition only once it has seen the one before."""
    seen: list[int] = []

    def source() -> Iterator[Task | None]:
        yield None
        yield task(0)
        while not seen:
            yield None
        yield task(1)

    address = request.getfixturevalue("cluster").address if name == "dask" else None
    executor: Executor = extensions.load("executors", name)
    running = executor.run(renderers.quick, source(), WorkerOptions(2, scheduler=address))
    seen.extend(item[0].number for item in running if item)
    assert seen == [0, 1]


@pytest.mark.parametrize("name", NAMES)
def test_whoever_closes_stops_what_runs(name: str, request: pytest.FixtureRequest) -> None:
    address = request.getfixturevalue("cluster").address if name == "dask" else None
    executor: Executor = extensions.load("executors", name)
    # What runs on a cluster runs on to its end: its workers are not ours alone.
    hanging = renderers.hanging if name == "processes" else renderers.quick
    options = WorkerOptions(2, scheduler=address)
    with closing(executor.run(hanging, iter(tasks(4, odd=1)), options)) as running:
        while next(running) is None:
            pass
    # Closed: what hangs would take ten minutes, and `faulthandler_timeout` would end the run.


# --- workers that are lost -----------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in NAMES if name != "serial"])
def test_a_worker_that_is_killed_twice_loses_its_edition_alone(name: str, run: Run) -> None:
    results = run(name, renderers.killed, tasks(6, odd=3))
    assert lost(results) == {3: "worker"}


@pytest.mark.parametrize("name", [name for name in NAMES if name != "serial"])
def test_an_edition_whose_worker_was_killed_once_is_rendered_by_another(
    name: str, run: Run, tmp_path: Path
) -> None:
    mark = tmp_path / "tried"
    results = run(name, renderers.once, tasks(5, odd=1, what=f"odd {mark}"))
    assert mark.exists()
    assert lost(results) == {}


def test_it_is_reported_by_what_a_worker_was_killed(run: Run) -> None:
    failure = run("processes", renderers.killed, tasks(1, odd=0))[0]
    assert isinstance(failure, Failure)
    assert "was killed by signal 9" in failure.message


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[] if name == "processes" else pytest.mark.slow)
        for name in NAMES
        if name != "serial"
    ],
)
def test_what_takes_too_long_is_stopped_and_reported(name: str, run: Run) -> None:
    results = run(name, renderers.hanging, tasks(5, odd=0), seconds=1.0)
    assert lost(results) == {0: "time"}
    failure = results[0]
    assert isinstance(failure, Failure)
    assert "took longer than" in failure.message


def test_what_claims_too_much_memory_is_reported(run: Run) -> None:
    results = run("processes", renderers.greedy, tasks(4, odd=1), megabytes=600)
    assert lost(results) == {1: "memory"}


def test_a_worker_that_has_grown_too_large_is_replaced(run: Run) -> None:
    results = run("processes", renderers.growing, tasks(8), workers=1)
    pids = [result.rendering.file for result in results.values() if isinstance(result, Done)]
    assert len(pids) == 8
    most = module.RETIRE_MB // 120 + 1
    assert max(pids.count(pid) for pid in pids) <= most
    assert len(set(pids)) >= 2


def test_no_worker_is_left_behind(run: Run) -> None:
    run("processes", renderers.quick, tasks(3))
    import multiprocessing

    assert multiprocessing.active_children() == []


# --- a cluster -----------------------------------------------------------------------------------


def test_a_worker_of_a_cluster_that_is_killed_by_hand_loses_nothing(
    run: Run, cluster: Cluster
) -> None:
    victim = cluster.pids()[0]
    given = [task(number, f"slow {number}") for number in range(12)]

    def source() -> Iterator[Task]:
        for one in given:
            if one.number == 6:
                os.kill(victim, signal.SIGKILL)
            yield one

    results = run("dask", renderers.quick, list(source()))
    assert lost(results) == {}
    assert victim not in cluster.pids()


@pytest.mark.parametrize(
    "number",
    [
        signal.SIGTERM,
        *(pytest.param(n, marks=pytest.mark.slow) for n in (signal.SIGINT, signal.SIGHUP)),
    ],
)
def test_a_signal_stops_a_build_on_a_cluster(
    number: signal.Signals, cluster: Cluster, project_folder: Path
) -> None:
    dist = project_folder / "dist"
    args = ("--executor", "dask", "--scheduler", cluster.address)
    process = begin("waiting", project_folder, "-f", "a4", *args)
    deadline = time.monotonic() + 60
    while not (dist / RIVERSIDE).exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(number)
    _, err = process.communicate(timeout=30)
    by = "" if number == signal.SIGINT else f" by {number.name}"
    assert (process.returncode, err.strip()) == (128 + number, f"interrupted{by}")
    assert standing(dist) == listed(dist) == [RIVERSIDE]
    assert len(cluster.pids()) == 2, "its workers are not ours"


class _Client:
    """Answers for workers."""

    def __init__(self, **answers: object) -> None:
        self.answers = answers

    def run(self, *_: object, **__: object) -> dict[str, object]:
        return self.answers


def test_a_worker_that_is_lost_while_it_is_asked_does_not_count() -> None:
    from leaflet.build.executors.dask import _compare

    here = toolchain.here()
    assert _compare(_Client(a=here, b=ConnectionError("closed"), c=here)) == 2
    with pytest.raises(MachineError, match="no workers"):
        _compare(_Client(a=ConnectionError("closed")))
    with pytest.raises(MachineError, match="a: not there"):
        _compare(_Client(a=ImportError("not there"), b=here))


def test_workers_of_another_environment_are_refused_with_the_difference(
    run: Run, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cluster
    true = toolchain.here()
    other = replace(true, libraries={**true.libraries, "Pango": "1.0.0"})
    monkeypatch.setattr(toolchain, "here", lambda: other)
    with pytest.raises(MachineError, match=r"Pango: 1\.0\.0 here"):
        run("dask", renderers.quick, tasks(1))


def test_a_scheduler_that_is_not_there_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leaflet.build.executors.dask._CONNECT_SECONDS", 0.5)
    executor: Executor = extensions.load("executors", "dask")
    with pytest.raises(UsageError, match="no scheduler answers"):
        list(
            executor.run(
                renderers.quick, iter(tasks(1)), WorkerOptions(scheduler="tcp://127.0.0.1:9")
            )
        )


@pytest.mark.process
def test_workers_are_forked_from_a_process_that_has_the_engine() -> None:
    code = f"import sys, {_server.PRELOADED}; print('weasyprint' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ran.stdout, ran.stderr) == ("True\n", "")


# --- what shares a layout stays with a worker ------------------------------------------------


class Bench:
    """A worker that never ends what it has begun, until it is asked to."""

    def __init__(self, *_: Any) -> None:
        self.task: Task | None = None
        self.layout_group: tuple[str, ...] = ()

    def begin(self, task: Task) -> None:
        self.task, self.layout_group = task, task.layout_group


@pytest.fixture
def floor(monkeypatch: pytest.MonkeyPatch) -> Iterator[module._Floor]:
    monkeypatch.setattr(module, "_Worker", Bench)
    floor = module._Floor(renderers.quick, WorkerOptions(workers=2))
    yield floor
    floor.workers.clear()
    floor.close()


def layout_groups(names: str) -> deque[Task]:
    return deque(replace(task(n), layout_group=(name,)) for n, name in enumerate(names))


def numbers(floor: module._Floor) -> list[int | None]:
    return [worker.task.number if worker.task else None for worker in floor.workers]


def test_two_workers_begin_with_two_kins(floor: module._Floor) -> None:
    waiting = layout_groups("aab")
    floor.begin(waiting)
    floor.begin(waiting)
    assert numbers(floor) == [0, 2]
    assert [task.number for task in waiting] == [1]


def test_a_worker_goes_on_with_its_kin(floor: module._Floor) -> None:
    waiting = layout_groups("abbca")
    floor.begin(waiting)
    floor.begin(waiting)
    floor.workers[0].task = None
    floor.begin(waiting)
    assert numbers(floor) == [4, 1], "not that of the other, though it comes first"
    floor.workers[0].task = None
    floor.begin(waiting)
    assert numbers(floor) == [3, 1], "one that nobody has begun"
    floor.workers[0].task = None
    floor.begin(waiting)
    assert numbers(floor) == [2, 1], "help with what is left"
    assert not waiting


class RefusedError(Bench):
    """A worker that cannot be started, once there are two."""

    started = 0

    def __init__(self, *_: Any) -> None:
        if RefusedError.started == 2:
            raise MachineError("no worker process can be started: too many open files")
        RefusedError.started += 1
        super().__init__()


def test_where_no_more_workers_can_be_started_those_that_run_do_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_Worker", RefusedError)
    monkeypatch.setattr(RefusedError, "started", 0)
    floor = module._Floor(renderers.quick, WorkerOptions(workers=4))
    waiting = layout_groups("abcd")
    while waiting and floor.has_room:
        floor.begin(waiting)
    assert numbers(floor) == [0, 1]
    assert [task.number for task in waiting] == [2, 3], "they wait for a worker"
    floor.workers[0].task = None
    assert floor.has_room
    floor.workers.clear()
    with pytest.raises(MachineError, match="too many open files"):
        floor.begin(waiting)
    floor.close()
