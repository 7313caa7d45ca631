"""What goes wrong in the middle of a build: full disks, lost rights, signals, lost workers."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from leaflet.core.atomic import replace_atomically
from leaflet.output import manifest
from tests.support.printed import in_default_lane
from tests.support.projects import (
    Run,
    became,
    begin,
    call_with,
    kept,
    listed,
    make_many,
    standing,
    whole,
)
from tests.support.renderers import Counting

SCARS = "en-GB/mesotherapy-acne-scars.a4.pdf"
RIVERSIDE, OSWIN = f"riverside/{SCARS}", f"st-oswin/{SCARS}"


@pytest.fixture
def rendered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """For which clinics something was rendered since it was last asked, in any process."""
    folder = tmp_path / "rendered"
    folder.mkdir()
    monkeypatch.setenv("RENDERED", str(folder))

    def since() -> list[str]:
        names = []
        for path in sorted(folder.iterdir()):
            if path.name != "murder":
                names.append(path.name.rsplit("-", 2)[0])
                path.unlink()
        return names

    return since


def rests(*folders: Path) -> list[Path]:
    """Files that were begun and are not done."""
    return [path for folder in folders for path in folder.rglob(".leaflet-*")]


def cache() -> Path:
    return Path(os.environ["LEAFLET_CACHE"])


def true_manifest(dist: Path) -> bool:
    """Whether everything that stands is listed and is what the manifest says."""
    entries = manifest.read(dist)
    return standing(dist) == listed(dist) and all(manifest.stands(dist, e) for e in entries)


# --- a full disk, a lost right -------------------------------------------------------------------

#: Before the command: no file may grow larger than half a megabyte.
SMALL_DISK = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))\n"


@pytest.mark.process
@pytest.mark.parametrize("executor", ["serial", "processes"])
def test_a_disk_that_is_full_in_mid_build_is_reported_and_the_next_build_goes_on(
    executor: str, project_folder: Path, rendered: Callable[[], list[str]]
) -> None:
    dist = project_folder / "dist"
    args = ("--executor", executor, "-j", "1")
    ran = call_with("large", project_folder, *args, before=SMALL_DISK)
    assert ran.code == 4
    assert f'error: "dist/{OSWIN}" cannot be written: file too large\n' in ran.err
    assert ran.err.count("error:") == 1
    assert standing(dist) == [RIVERSIDE]
    assert true_manifest(dist)
    assert rests(project_folder, cache()) == []
    assert rendered() == ["riverside", "st-oswin"]
    again = call_with("large", project_folder, *args)
    assert (again.code, rendered()) == (0, ["st-oswin"])
    assert standing(dist) == [RIVERSIDE, OSWIN]
    assert true_manifest(dist)


Trouble = Callable[[int, str], None]


@pytest.fixture
def trouble(monkeypatch: pytest.MonkeyPatch) -> Trouble:
    """From now on files whose path ends so cannot be written to the output folder."""

    def begins(code: int, ending: str) -> None:
        def refusing(path: Path, data: bytes, within: Path) -> None:
            if str(path).endswith(ending):
                raise OSError(code, os.strerror(code))
            replace_atomically(path, data, within)

        monkeypatch.setattr("leaflet.output.writing.replace_atomically", refusing)

    return begins


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_a_right_that_is_lost_in_mid_build_is_reported_and_nothing_is_rendered_twice(
    code: int, project_folder: Path, run: Run, trouble: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    dist = project_folder / "dist"
    trouble(code, OSWIN)
    counting = Counting()
    ran = run("build", "--report", "r.json", cwd=project_folder, render=counting)
    assert ran.code == 4
    assert f'error: "dist/{OSWIN}" cannot be written: {os.strerror(code).lower()}\n' in ran.err
    assert "name another place with -o" in ran.err
    assert counting.seen == ["riverside", "st-oswin"]
    assert list(became(project_folder / "r.json").values()) == ["built"]
    assert standing(dist) == [RIVERSIDE]
    assert true_manifest(dist)
    monkeypatch.setattr("leaflet.output.writing.replace_atomically", replace_atomically)
    counting = Counting()
    assert run("build", cwd=project_folder, render=counting).code == 0
    assert counting.seen == [], "both were rendered and kept"
    assert standing(dist) == [RIVERSIDE, OSWIN]
    assert true_manifest(dist)


def test_where_not_even_the_manifest_can_be_written_one_error_is_reported(
    project_folder: Path, run: Run, trouble: Trouble
) -> None:
    trouble(errno.ENOSPC, "")
    ran = run("build", cwd=project_folder)
    assert ran.code == 4
    assert ran.err.count("error:") == 1
    assert "no space left on device" in ran.err
    assert standing(project_folder / "dist") == []


def test_a_manifest_that_cannot_be_written_is_reported(
    project_folder: Path, run: Run, trouble: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    trouble(errno.ENOSPC, "manifest.json")
    ran = run("build", cwd=project_folder)
    assert (ran.code, '"dist/manifest.json" cannot be written' in ran.err) == (4, True)
    monkeypatch.setattr("leaflet.output.writing.replace_atomically", replace_atomically)
    counting = Counting()
    assert run("build", cwd=project_folder, render=counting).code == 0
    assert counting.seen == []
    assert true_manifest(project_folder / "dist")


def test_a_store_that_is_full_in_mid_build_costs_nothing_but_memory(
    project_folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("build", "-o", "before", cwd=project_folder)
    left = [7]

    def filling(path: Path, data: bytes, within: Path) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        replace_atomically(path, data, within)

    monkeypatch.setattr("leaflet.cache.store.replace_atomically", filling)
    ran = run("build", "--fresh", cwd=project_folder)
    assert (ran.code, ran.err.count("note: cache: ")) == (4, 1), ran.err
    assert left[0] < 0
    assert whole(project_folder / "dist") == whole(project_folder / "before")
    monkeypatch.setattr("leaflet.cache.store.replace_atomically", replace_atomically)
    again = run("build", cwd=project_folder)
    assert (again.code, again.err.count("note: cache: ")) == (0, 0)
    assert whole(project_folder / "dist") == whole(project_folder / "before")


def test_a_file_that_somebody_deletes_at_once_is_no_mistake_of_ours(
    project_folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def losing(path: Path, data: bytes, within: Path) -> None:
        replace_atomically(path, data, within)
        if str(path).endswith(OSWIN):
            path.unlink()

    monkeypatch.setattr("leaflet.output.writing.replace_atomically", losing)
    ran = run("build", cwd=project_folder)
    assert ran.code in (0, 2)
    monkeypatch.setattr("leaflet.output.writing.replace_atomically", replace_atomically)
    assert run("build", cwd=project_folder).code == 0
    assert true_manifest(project_folder / "dist")


# --- signals -------------------------------------------------------------------------------------


def alive(mark: str) -> list[int]:
    """The processes that were started with a folder of this test in their environment."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            is_ours = mark.encode() in (path / "environ").read_bytes()
            state = (path / "stat").read_text("utf-8").rpartition(")")[2].split()[0]
        except OSError:
            continue
        if is_ours and state != "Z" and int(path.name) != os.getpid():
            found.append(int(path.name))
    return found


def wait_until(holds: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return holds()


@pytest.fixture
def mark(
    rendered: Callable[[], list[str]],  # noqa: ARG001
) -> Iterator[str]:
    """What marks the processes of this test; those that are left when it ends are ended."""
    name = os.environ["RENDERED"]
    yield name
    for pid in alive(name):
        os.kill(pid, signal.SIGKILL)


linux = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks into /proc")


def begun(process: subprocess.Popen[str], dist: Path, mark: str) -> bool:
    """Waits until one edition is done and another is being rendered.

    The record in the cache is the last thing that is written of an edition before its outcome.
    """

    def is_under_way() -> bool:
        is_rendering = any(Path(mark).glob("st-oswin-*"))
        return (dist / RIVERSIDE).exists() and is_rendering and bool(kept("editions"))

    return wait_until(is_under_way, 60) and (process.poll() is None)


INTERRUPTED = {
    signal.SIGINT: "interrupted",
    signal.SIGTERM: "interrupted by SIGTERM",
    signal.SIGHUP: "interrupted by SIGHUP",
}
PROCESSES = ("--executor", "processes", "-j", "2", "--report", "r.json")


@pytest.mark.process
@linux
@pytest.mark.parametrize(
    ("number", "whom"),
    [
        pytest.param(signal.SIGINT, "the build", marks=pytest.mark.slow),
        (signal.SIGINT, "everybody"),
        (signal.SIGTERM, "the build"),
        pytest.param(signal.SIGTERM, "everybody", marks=pytest.mark.slow),
        (signal.SIGHUP, "everybody"),
    ],
)
def test_a_signal_stops_a_build_and_its_workers_at_once(
    number: signal.Signals,
    whom: str,
    project_folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
    mark: str,
    rendered: Callable[[], list[str]],
) -> None:
    """A terminal and `timeout` signal everybody; `kill` signals the one that was called."""
    dist = project_folder / "dist"
    temporary = tmp_path_factory.mktemp("t")  # the path of a socket has at most 107 bytes
    process = begin("noting_slowly", project_folder, *PROCESSES, env={"TMPDIR": str(temporary)})
    assert begun(process, dist, mark)
    assert len(alive(mark)) >= 3, "this one, those that work, and those that start them"
    if whom == "everybody":
        os.killpg(process.pid, number)
        os.killpg(process.pid, number)  # a second one breaks nothing
    else:
        process.send_signal(number)
    _, err = process.communicate(timeout=30)  # what is rendered would take a minute
    assert (process.returncode, err.strip()) == (128 + number, INTERRUPTED[number])
    assert standing(dist) == [RIVERSIDE]
    assert true_manifest(dist)
    assert list(became(project_folder / "r.json")) == [RIVERSIDE.removesuffix(".pdf")]
    assert rests(project_folder, cache()) == []
    assert wait_until(lambda: not alive(mark), 5), "a worker is left"
    assert list(temporary.glob("leaflet-*")) == [], "a folder of the workers is left"
    rendered()
    assert call_with("noting", project_folder).code == 0
    assert (rendered(), true_manifest(dist)) == (["st-oswin"], True)


@pytest.mark.process
@linux
def test_workers_of_a_build_that_is_killed_end_by_themselves(
    project_folder: Path, mark: str, rendered: Callable[[], list[str]]
) -> None:
    dist = project_folder / "dist"
    process = begin("noting_for_minutes", project_folder, *PROCESSES)
    assert begun(process, dist, mark)
    assert len(alive(mark)) >= 3, "this one, those that work, and those that start them"
    process.kill()
    process.wait(30)
    assert wait_until(lambda: not alive(mark), 20), "a worker is left"
    process.communicate(timeout=30)
    assert standing(dist) == [manifest.JOURNAL, RIVERSIDE]
    rendered()
    ran = call_with("noting", project_folder)
    assert (ran.code, rendered()) == (0, ["st-oswin"])
    assert standing(dist) == [RIVERSIDE, OSWIN]
    assert true_manifest(dist)


# --- with others ---------------------------------------------------------------------------------


@pytest.fixture
def many(project_folder: Path) -> Path:
    return make_many(project_folder)


@pytest.fixture
def alone(many: Path, tmp_path: Path) -> dict[str, bytes]:
    """What an undisturbed build of the project makes, with a store of its own."""
    args = ("--executor", "serial", "-o", str(tmp_path / "alone"))
    ran = call_with("faithful", many, *args, env={"LEAFLET_CACHE": str(tmp_path / "other")})
    assert ran.code == 0, ran.err
    made = whole(tmp_path / "alone")
    assert len(made) == 16
    return made


@pytest.mark.process
@linux
def test_a_worker_that_is_killed_in_mid_build_changes_no_byte(
    many: Path, mark: str, alone: dict[str, bytes], rendered: Callable[[], list[str]]
) -> None:
    ran = call_with("murdered", many, *PROCESSES)
    assert ran.code == 0
    assert "14 editions in dist" in ran.err.splitlines()
    assert (Path(mark) / "murder").exists()
    assert whole(many / "dist") == alone
    assert set(became(many / "r.json").values()) == {"built"}
    assert len(rendered()) == 14, "the one is rendered by another worker, nothing twice"


@pytest.mark.process
@linux
@pytest.mark.parametrize(
    "render", in_default_lane(["server_murdered", "server_murdered_alone"], ["server_murdered"])
)
def test_the_process_that_workers_are_forked_from_may_be_killed_in_mid_build(
    render: str, many: Path, mark: str, alone: dict[str, bytes]
) -> None:
    ran = call_with(render, many, *PROCESSES)
    assert ran.code == 0
    assert "14 editions in dist" in ran.err.splitlines()
    assert (Path(mark) / "murder").exists()
    assert whole(many / "dist") == alone
    assert set(became(many / "r.json").values()) == {"built"}
    assert wait_until(lambda: not alive(mark), 5), "a worker is left"


#: Before the command: the process that workers are forked from dies whenever it is started.
NO_SERVER = """
from leaflet.build.executors import _server
_server.PRELOADED = "tests.support.dying_preload"
"""


@pytest.mark.process
@linux
def test_where_no_process_to_fork_from_stays_alive_workers_are_started_afresh(
    project_folder: Path, rendered: Callable[[], list[str]]
) -> None:
    ran = call_with("noting", project_folder, *PROCESSES, before=NO_SERVER)
    assert (ran.code, ran.err.splitlines()[0]) == (0, "2 editions in dist")
    assert rendered() == ["riverside", "st-oswin"]


@pytest.mark.process
@linux
@pytest.mark.parametrize(
    ("files", "code", "told"),
    [
        (12, 4, "error: no worker process can be started: too many open files\n"),
        pytest.param(18, 0, "14 editions in dist\n", marks=pytest.mark.slow),
    ],
)
def test_workers_are_as_many_as_file_descriptors_allow(
    files: int, code: int, told: str, many: Path
) -> None:
    limit = f"import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, ({files}, {files}))\n"
    ran = call_with("faithful", many, "--executor", "processes", "-j", "8", before=limit)
    assert (ran.code, told in ran.err) == (code, True), ran.err
    assert len(standing(many / "dist")) == (14 if code == 0 else 0)


@pytest.mark.process
@linux
def test_a_long_folder_of_temporary_files_is_no_hindrance(
    many: Path, tmp_path: Path, alone: dict[str, bytes]
) -> None:
    """The path of a socket has at most 107 bytes."""
    temporary = tmp_path / ("long" * 30)
    temporary.mkdir()
    ran = call_with("faithful", many, *PROCESSES, env={"TMPDIR": str(temporary)})
    assert ran.code == 0
    assert "14 editions in dist" in ran.err.splitlines()
    assert whole(many / "dist") == alone
    assert list(temporary.iterdir()) == []


def test_whoever_reads_what_several_write_sees_one_of_them_whole(tmp_path: Path) -> None:
    path = tmp_path / "folder/file"
    texts = [bytes([number]) * 200_000 for number in range(4)]
    replace_atomically(path, texts[0])

    def write(text: bytes) -> None:
        for _ in range(25):
            replace_atomically(path, text)

    with ThreadPoolExecutor(len(texts)) as pool:
        writing = [pool.submit(write, text) for text in texts]
        while not all(one.done() for one in writing):
            assert path.read_bytes() in texts
    for one in writing:
        one.result()
    assert [file.name for file in path.parent.iterdir()] == ["file"]


@pytest.mark.process
def test_two_builds_at_once_on_one_store_make_what_each_makes_alone(
    many: Path, alone: dict[str, bytes]
) -> None:
    both = [
        begin("faithful", many, "--executor", "serial", "-o", output) for output in ("one", "other")
    ]
    outputs = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], outputs
    assert not any("cache: " in err for _, err in outputs)
    assert whole(many / "one") == whole(many / "other") == alone
    assert rests(cache()) == []
