"""What tests share: a project to spoil, a way to call the command, a renderer that takes 1 ms."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import itertools
import multiprocessing.process
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from leaflet.build import builder
from leaflet.build import request as build_request
from leaflet.build.tasks import (
    Render,
)
from leaflet.cli import command_line
from leaflet.compose import template_tasks, template_worker
from leaflet.core import digests, extensions, stop_signals
from leaflet.page.composition import Composition, Fitted
from leaflet.page.facts import MatrixCode, PageFacts, PageSide
from leaflet.page.rendering import Rendering
from tests.support import renderings
from tests.support.projects import EXAMPLE, ROOT, Edit, Ran, Run, try_properties_with

#: Which tests run: LEAFLET_TESTS names a lane, and a lane leaves out the tests of some marks.
LANES = {
    "quick": frozenset({"command", "pdf", "process", "slow"}),
    "default": frozenset({"slow"}),
    "all": frozenset[str](),
}
LANE = os.environ.get("LEAFLET_TESTS") or "default"
_LEFT_OUT = pytest.StashKey[int]()
#: How many inputs a property is tried with.
EXAMPLES = {"quick": 10, "default": 25, "all": 200}

#: What may not leak from the machine that runs the tests into the command.
_FOREIGN = ("NO_COLOR", "CI", "FORCE_COLOR", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY")
#: The day on which tests run: 2026-11-23, so that no leaflet or pack grows old under them.
_TODAY = "1795392000"
#: Each test has a store of its own.
_NUMBERS = itertools.count()


def pytest_configure() -> None:
    if LANE not in LANES:
        raise pytest.UsageError(f"LEAFLET_TESTS is {LANE!r}; it may be {', '.join(LANES)}")
    try_properties_with(EXAMPLES[LANE])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """All tests are shared by as many workers as there are processors; tests that are named run in
    this process.
    """
    return None if config.args_source is pytest.Config.ArgsSource.TESTPATHS else 0


def pytest_report_header() -> str:
    return f"lane: {LANE} (LEAFLET_TESTS is one of {', '.join(LANES)})"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what the lane leaves out."""
    for item in items:
        for fixture, mark in (("run", "command"), ("run_process", "process")):
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(mark)
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        is_left = LANES[LANE] & {mark.name for mark in item.iter_markers()}
        (left if is_left else kept).append(item)
    if left:
        items[:] = kept
        config.stash[_LEFT_OUT] = len(left)
        config.hook.pytest_deselected(items=left)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of pytest-xdist tells how many it left out."""
    output = getattr(session.config, "workeroutput", {})
    output["left_out"] = session.config.stash.get(_LEFT_OUT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    told = getattr(node, "workeroutput", {}).get("left_out", 0)
    node.config.stash[_LEFT_OUT] = max(told, node.config.stash.get(_LEFT_OUT, 0))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if left := config.stash.get(_LEFT_OUT, 0):
        marks = " or ".join(sorted(LANES[LANE]))
        told = f"{left} tests left out by the lane {LANE}, marked {marks}"
        terminalreporter.write_line(f"{told}; LEAFLET_TESTS=all runs every test", yellow=True)


@pytest.fixture(scope="session", autouse=True)
def _shared_renderings(tmp_path_factory: pytest.TempPathFactory) -> None:
    base = tmp_path_factory.getbasetemp()
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    renderings.share_in((base.parent if is_worker else base) / "renderings")


@pytest.fixture(autouse=True)
def _processes_are_marked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that starts a process says so with the mark `process`; WeasyPrint starts some when it
    is imported. In other tests a project's own templates are filled and rendered without workers.
    """
    if request.node.get_closest_marker("process"):
        return
    monkeypatch.setattr(template_worker, "fill_in_worker", template_tasks.fill_here)
    monkeypatch.setattr(build_request, "FOREIGN", "serial")
    if request.node.get_closest_marker("pdf"):
        return

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a process is started: mark the test `process`")

    monkeypatch.setattr(subprocess.Popen, "__init__", refuse)
    monkeypatch.setattr(multiprocessing.process.BaseProcess, "start", refuse)


@pytest.fixture(autouse=True)
def _clean_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for name in _FOREIGN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", _TODAY)
    cache = tmp_path_factory.getbasetemp() / "caches" / str(next(_NUMBERS))
    monkeypatch.setenv("LEAFLET_CACHE", str(cache))


@pytest.fixture
def project_folder(tmp_path: Path) -> Path:
    """A copy of the example with one format; the shipped templates are used."""
    folder = tmp_path / "project"
    shutil.copytree(EXAMPLE / "content", folder / "content")
    (folder / "leaflet.yaml").write_text("# This marks the project.\nformats: [a4]\n", "utf-8")
    return folder


@pytest.fixture
def edit() -> Edit:
    """Replaces the first occurrence of a text in a file; the text must be there."""

    def replace(path: Path, old: str, new: str) -> None:
        text = path.read_text("utf-8")
        assert old in text, f"{path.name} does not hold {old!r}"
        path.write_text(text.replace(old, new, 1), "utf-8")

    return replace


#: The address of a QR code, which its title names.
_CODE = re.compile(r'class="qr-code"><title>[^<]*?(https://[^<\s]*[^<\s.])')


def pretended_rendering(composition: Composition) -> Rendering:
    """A rendering that every check likes: well filled sides, every sentinel on a page."""
    page = composition.html
    sides = tuple(
        PageSide(260.0, 270.0, 0.0, ends_with_heading=False)
        for _ in range(min(4, composition.budget.sides))
    )
    codes = tuple(MatrixCode(1, address, 20.0, 21.0) for address in _CODE.findall(page))
    facts = PageFacts(
        sides=sides,
        slots=(),
        panels=(),
        fit=Fitted(composition.budget.start, layouts=1),
        boxes=(),
        breaks=(),
        anchors=frozenset(re.findall(r'id="([^"]+)"', page)),
        codes=codes,
        codes_composed=len(codes),
    )
    state = dict(composition.identity).get("state", "")
    pdf = f"%PDF-1.7\n% {digests.digest(page.encode())} {state}\n%%EOF\n".encode()
    return Rendering(pdf, facts, composition.fonts, warnings=(), refused=())


@pytest.fixture
def fake_render() -> Render:
    """Stands in for `leaflet.render.render`; the bytes follow from the page, as the real ones."""

    def render(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
        declared = {asset.sha256 for asset in composition.assets if "fonts" not in asset.uri}
        assert declared <= set(blobs), "the page declares an asset that nobody has"
        return pretended_rendering(composition)

    return render


@contextlib.contextmanager
def _own_signals() -> Iterator[None]:
    """The command handles signals until its process ends; this process goes on with its own."""
    handlers = {number: signal.getsignal(number) for number in stop_signals.STOP_SIGNALS}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fake_render: Render
) -> Run:
    """Calls `leaflet` in this process, with the pretended renderer unless another is given."""

    def call(*args: str | Path, cwd: Path, render: Render = fake_render) -> Ran:
        with monkeypatch.context() as patch:
            patch.chdir(cwd)
            patch.setattr(sys, "argv", ["leaflet", *map(str, args)])
            rendering = functools.partial(builder.run, render=render)
            patch.setattr("leaflet.cli.build.run", rendering)
            capsys.readouterr()
            with pytest.raises(SystemExit) as left, _own_signals():
                command_line.main()
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Ran(int(left.value.code or 0), out, err)

    return call


@pytest.fixture
def run_process() -> Run:
    """Calls `leaflet` as a process of its own, where environment, pipes and signals matter."""

    def call(*args: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "leaflet", *map(str, args)],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture
def two_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program with two formats: "a4", and "leporello", which is A4 by another name."""
    names, load = extensions.names, extensions.load
    pretended = dataclasses.replace(load("formats", "a4"), id="leporello")

    def all_names(folder: str) -> tuple[str, ...]:
        return ("a4", "leporello") if folder == "formats" else names(folder)

    def any_of(folder: str, name: str) -> object:
        return pretended if name == "leporello" else load(folder, name)

    monkeypatch.setattr(extensions, "names", all_names)
    monkeypatch.setattr(extensions, "load", any_of)
