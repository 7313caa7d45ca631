"""A project's own templates are filled in a process with limits; one edition is lost at most."""

from __future__ import annotations

import dataclasses
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from leaflet.compose import template_worker
from leaflet.compose.composer import compose
from leaflet.compose.template_tasks import FilledTemplates, TemplateTask, fill_here, fill_templates
from leaflet.content.templates import Templates
from leaflet.core.diagnostics import UsageError
from leaflet.model.leaflet import State
from leaflet.page.composition import Composition
from leaflet.staff_documents.review_copy import compose_review_copy
from tests.fuzz.template_attacks import OVERRUNS
from tests.staff_documents.test_review_copy import differ
from tests.support.example import CLINICS, example_edition, example_project
from tests.support.governed import approve_all, make_real
from tests.support.projects import ROOT, Run

pytestmark = pytest.mark.process

PAGE = "patient/a4.html.j2"
#: A comparison of nested lists: one step of Python, which only the system can stop.
ENDLESS_STEP = (
    "{% set ns = namespace(x=[1], y=[1]) %}{% for i in range(45) %}"
    "{% set ns.x = [ns.x, ns.x] %}{% set ns.y = [ns.y, ns.y] %}{% endfor %}{{ ns.x == ns.y }}"
)


@pytest.fixture(autouse=True)
def _no_worker_is_left() -> Iterator[None]:
    template_worker.close_worker()
    yield
    template_worker.close_worker()


def with_own(own: Mapping[str, str]) -> Templates:
    return Templates({**example_project().templates, **own}, tuple(own))


def filled(text: str, name: str = PAGE) -> Composition:
    return compose(example_edition(CLINICS[0]), State.DRAFT, with_own({name: text}))


def process() -> subprocess.Popen[bytes]:
    (worker,) = template_worker._workers  # nothing else knows it
    return worker.process


def refused(text: str) -> UsageError:
    with pytest.raises(UsageError) as stopped:
        filled(text)
    return stopped.value


def is_there(number: int) -> bool:
    """Whether a process of a number runs or is a zombie."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


# --- what comes back -----------------------------------------------------------------------------


@pytest.mark.parametrize("clinic", CLINICS)
def test_the_worker_gives_the_page_that_is_filled_here(clinic: str) -> None:
    edition = example_edition(clinic)
    here = compose(edition, State.DRAFT, example_project().templates)
    there = compose(edition, State.DRAFT, with_own({"not-used.html.j2": "x"}))
    assert dataclasses.replace(there, own_templates=()) == here


def test_shipped_templates_need_no_worker() -> None:
    compose(example_edition(CLINICS[0]), State.DRAFT, example_project().templates)
    assert template_worker._workers == []  # as above


def test_one_worker_fills_many_editions() -> None:
    assert filled("one").body == "one"
    first = process().pid
    assert filled("two").body == "two"
    refused("{{ nope }}")
    assert filled("three").body == "three"
    assert process().pid == first


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"texts": ["a"], "slots": []},
        {"texts": ["a", 5], "slots": []},
        {"texts": "ab", "slots": []},
        {"texts": ["a", "b"]},
        {"texts": ["a", "b"], "slots": [["x", "S"]]},
        {"texts": ["a", "b"], "slots": [["x", "XL"]] * 9},
        {"texts": ["a", "b"], "slots": [["x", "S", "more"]] * 9},
        {"error": "no pair"},
        {"error": ["a", 5]},
    ],
)
def test_an_answer_of_another_shape_is_no_page(
    answer: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(template_worker._Worker, "answer", lambda *_: answer)  # as above
    assert refused("x").message == f"templates/{PAGE}: the worker that fills it gave no pages"


# --- limits --------------------------------------------------------------------------------------


@pytest.fixture
def two_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that may take two seconds of processor time instead of ten."""
    start = template_worker._START.replace(  # as above
        "import serve;", "import serve; import leaflet.compose._template_process as p;"
    )
    start = start.replace("serve()", "p.CPU_SECONDS = 2; p._GRACE_SECONDS = 1; serve()")
    monkeypatch.setattr(template_worker, "_START", start)


def test_the_limits_are_those_that_are_promised() -> None:
    limits = (template_worker.CPU_SECONDS, template_worker.MEGABYTES, template_worker.WALL_SECONDS)
    assert limits == (10, 512, 60)
    for page in ("docs/templates.md", "docs/decisions/0022-templates-see-plain-values.md"):
        text = ROOT.joinpath(page).read_text("utf-8")
        assert "10 seconds of processor time" in text
        assert "512 MB" in text
        assert "20 MB" in text


@pytest.mark.skipif(sys.platform == "win32", reason="no timer of processor time")
@pytest.mark.usefixtures("two_seconds")
@pytest.mark.parametrize(
    "text", [OVERRUNS["time"], pytest.param(ENDLESS_STEP, marks=pytest.mark.slow)]
)
def test_a_template_that_takes_too_long_is_stopped(text: str) -> None:
    problem = refused(f"\n{text}")
    assert problem.message.startswith(f"templates/{PAGE}:")
    assert "seconds of processor time" in problem.message
    assert problem.hint
    assert filled("the next one").body == "the next one"


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux alone")
def test_a_template_that_takes_too_much_memory_is_stopped_at_its_line() -> None:
    problem = refused(f"\n\n{OVERRUNS['memory']}")
    assert problem.message == f"templates/{PAGE}:3: the templates take more than 512 MB of memory"
    assert filled("the next one").body == "the next one"


def test_more_than_the_most_output_is_refused() -> None:
    loop = "{% for i in range(2500) %}" + "0123456789" * 1000 + "{% endfor %}"
    assert "20 MB" in refused(loop).message
    half = loop.replace("2500", "1100")
    assert len(filled(half).body) == 11_000_000
    with pytest.raises(UsageError, match="20 MB"):
        compose(
            example_edition(CLINICS[0]),
            State.DRAFT,
            with_own({PAGE: half, "patient/a4.css.j2": half}),
        )


def test_a_worker_that_hangs_is_stopped_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template_worker, "WALL_SECONDS", 1.5)
    assert filled("x").body == "x"
    os.kill(process().pid, signal.SIGSTOP)
    problem = refused("y")
    assert f"templates/{PAGE}: " in problem.message
    assert "more than 1.5 seconds" in problem.message


# --- death ---------------------------------------------------------------------------------------


def test_a_worker_that_died_is_replaced_and_nothing_is_lost() -> None:
    assert filled("one").body == "one"
    gone = process()
    gone.kill()
    assert filled("two").body == "two"
    assert process().pid != gone.pid
    assert not is_there(gone.pid)


def test_a_worker_that_always_dies_fails_its_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template_worker, "_START", "raise SystemExit(7)")
    problem = refused("x")
    assert problem.message.endswith(
        "the worker that fills the project's templates ended with code 7"
    )
    assert template_worker._workers == []  # as above


def test_closing_leaves_no_process() -> None:
    filled("x")
    number = process().pid
    template_worker.close_worker()
    assert not is_there(number)
    template_worker.close_worker()


_CALLER = """
import sys, time
from leaflet.compose import template_worker
from leaflet.compose.template_tasks import TemplateTask, fill_templates
from leaflet.content.templates import Templates

def fill(text):
    fill_templates(TemplateTask(Templates({"a.html.j2": text}, ("a.html.j2",)), ("a.html.j2",), {}))

fill("x")
print(template_worker._workers[0].process.pid, flush=True)
if sys.argv[1]:
    fill(sys.argv[1])
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("text", ["", OVERRUNS["time"]], ids=["idle", "busy"])
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_the_worker_ends_with_its_caller(text: str, how: signal.Signals) -> None:
    caller = subprocess.Popen(
        [sys.executable, "-c", _CALLER, text],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
    )
    assert caller.stdout
    number = int(caller.stdout.readline())
    time.sleep(0.3)
    caller.send_signal(how)
    caller.wait(20)
    caller.stdout.close()
    end = time.monotonic() + 5
    while is_there(number) and not is_zombie(number) and time.monotonic() < end:
        time.sleep(0.02)
    assert not is_there(number) or is_zombie(number)


def is_zombie(number: int) -> bool:
    """Whether only the process that adopted it has to take notice of its end."""
    try:
        return Path(f"/proc/{number}/stat").read_text("utf-8").split(") ")[1][0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_a_task_tells_its_own_page() -> None:
    pages = ("patient/a4.html.j2", "patient/a4.css.j2")
    task = TemplateTask(with_own({"a4.css.j2": "x", "zebra.j2": "y"}), pages, {})
    assert task.own_page == "a4.css.j2"
    assert dataclasses.replace(task, pages=("patient/a5.html.j2",)).own_page == "a4.css.j2"
    page = dataclasses.replace(task, pages=("a4.css.j2",))
    assert fill_templates(page) == fill_here(page) == FilledTemplates(("x",))


def test_the_worker_reads_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "token")
    filled("x")
    environ = Path(f"/proc/{process().pid}/environ")
    if environ.exists():
        assert b"SECRET" not in environ.read_bytes()


# --- all who fill templates ----------------------------------------------------------------------


def test_a_staff_document_of_own_templates_is_filled_in_the_worker() -> None:
    text = example_project().templates["staff/review-copy.html.j2"]
    own = with_own({"staff/review-copy.html.j2": f"{text}<p>Own</p>"})
    made = compose_review_copy(differ(), own)
    assert made.body.endswith("<p>Own</p>")
    assert made.own_templates == ("staff/review-copy.html.j2",)
    assert process().poll() is None


def test_status_pages_of_own_templates_are_filled_in_the_worker(
    project_folder: Path, run: Run
) -> None:
    make_real(project_folder)
    approve_all(run, project_folder)
    own = project_folder / "templates/status/status.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text("{{ leaflet.title.__class__ }}", "utf-8")
    assert (
        run(
            "build", "--executor", "serial", "--release", "-c", "riverside", cwd=project_folder
        ).code
        == 0
    )
    template_worker.close_worker()
    ran = run("register", "-o", "site", cwd=project_folder)
    assert "templates/status/status.html.j2:1: " in ran.err
    assert ran.code == 2
    assert process().poll() is None


@pytest.mark.usefixtures("two_seconds")
def test_an_overrun_is_a_finding_of_its_edition_alone(project_folder: Path, run: Run) -> None:
    (project_folder / "leaflet.yaml").write_text("formats: [a4, a4-sheet]\n", "utf-8")
    own = project_folder / "templates/patient/sheet.html.j2"
    own.parent.mkdir(parents=True)
    own.write_text(OVERRUNS["time"], "utf-8")
    ran = run("build", "--executor", "serial", "-c", "riverside", cwd=project_folder)
    assert ran.code == 2
    # Where the processor is busy, the system may end the worker before it tells the line.
    told = r"templates/patient/sheet\.html\.j2(:1:1)?: broken: the templates take more than"
    assert re.search(told, ran.err)
    assert "[template]" in ran.err
    files = {path.name for path in (project_folder / "dist/riverside").rglob("*.pdf")}
    assert any(".a4." in name for name in files)
    assert not any("sheet" in name for name in files)
