"""The command: its streams, its codes, its speed at the start, and how it stops."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.printed import in_default_lane
from tests.support.projects import (
    CLINIC,
    LEAFLET,
    PNG_CLINIC,
    ROOT,
    Edit,
    Run,
    listed,
    place,
    standing,
)

HEAVY = "weasyprint jinja2 pydantic markdown_it yaml coloraide PIL zxingcpp fontTools".split()
SCARS = "mesotherapy-acne-scars"

#: Calls the command with a renderer that writes a word to stdout and then waits for a minute.
WAITING = """
import functools, sys, time
from leaflet.build import run
from leaflet.cli import build as build_command
from leaflet.cli import main
from tests.conftest import pretended_rendering

def render(composition, blobs):
    if "Oswin" in composition.title:
        print("rendering", flush=True)
        time.sleep(60)
    return pretended_rendering(composition)

build_command.run = functools.partial(run, render=render)
main()
"""

#: Calls the command with a renderer that takes no time.
QUICK = WAITING.replace("time.sleep(60)", "pass").replace('print("rendering", flush=True)', "pass")


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", **more}


# --- start ---------------------------------------------------------------------------------------


def run_code(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Python that starts the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.process
@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["build", "--help"], ["check", "--help"], ["--version"], ["list", "-h"]],
)
def test_help_imports_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    code = (
        "import atexit, sys\n"
        f"found = lambda: [name for name in {HEAVY} if name in sys.modules]\n"
        "atexit.register(lambda: print(*found(), file=sys.stderr))\n"
        f"sys.argv = ['leaflet', *{arguments}]\n"
        "from leaflet.cli import main\n"
        "main()"
    )
    done = run_code(code, tmp_path)
    assert (done.returncode, done.stderr.strip()) == (0, "")
    assert "leaflet" in done.stdout


@pytest.mark.process
@pytest.mark.parametrize(
    ("command", "absent"),
    [
        ("list formats", "pydantic yaml leaflet.checks leaflet.planning"),
        ("list leaflets", "leaflet.checks leaflet.model.leaflet"),
        ("list editions", "leaflet.checks.claims leaflet.compose"),
        ("check", "leaflet.checks.claims leaflet.compose leaflet.build"),
    ],
)
def test_what_is_known_already_imports_little(
    command: str, absent: str, project_folder: Path, run: Run
) -> None:
    assert run("check", cwd=project_folder).code == 0
    code = (
        "import sys\n"
        f"sys.argv = ['leaflet', *{command.split()}]\n"
        "from leaflet.cli import main\n"
        "try:\n    main()\nfinally:\n"
        f"    print('there:', *[name for name in {absent.split()} if name in sys.modules])"
    )
    done = run_code(code, project_folder)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "there:"), done.stderr


@pytest.mark.process
def test_the_renderer_is_not_imported_to_check_or_list(project_folder: Path) -> None:
    for command in ("check", "list editions", "build fillers"):
        code = (
            "import sys\n"
            f"sys.argv = ['leaflet', *{command.split()}]\n"
            "from leaflet.cli import main\n"
            "try:\n    main()\nfinally:\n    assert 'weasyprint' not in sys.modules"
        )
        assert "AssertionError" not in run_code(code, project_folder).stderr


# --- streams -------------------------------------------------------------------------------------


def test_a_build_says_nothing_on_stdout(project_folder: Path, run: Run) -> None:
    ran = run("build", cwd=project_folder)
    assert (ran.code, ran.out) == (0, "")
    path = "dist/riverside/en-GB/mesotherapy-acne-scars.a4.pdf"
    assert ran.err.splitlines()[-2:] == ["2 editions in dist", f"open {path}"]
    assert (project_folder / path).is_file()


def test_a_pipe_sees_no_progress_and_no_colour(project_folder: Path, edit: Edit, run: Run) -> None:
    edit(project_folder / CLINIC, "skin_tone: medium", "skin_tone: olive")
    ran = run("build", cwd=project_folder)
    assert "\x1b" not in ran.err
    assert "[1/2]" not in ran.err


def watched(folder: Path, *arguments: str, **more: str) -> str:
    """What a terminal shows of a call with a quick renderer."""
    try:
        leader, follower = pty.openpty()
    except OSError as problem:  # a container without /dev/pts
        pytest.skip(f"no terminal to be had: {problem}")
    process = subprocess.Popen(
        [sys.executable, "-c", QUICK, *arguments],
        cwd=folder,
        env=environment(**more),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=follower,
    )
    os.close(follower)
    shown = b""
    while True:
        try:
            chunk = os.read(leader, 4096)
        except OSError:  # Linux: the other end is closed
            break
        if not chunk:
            break
        shown += chunk
    os.close(leader)
    process.wait(timeout=60)
    return shown.decode()


@pytest.mark.process
@pytest.mark.parametrize(
    ("more", "live", "colour"),
    [({}, True, True), ({"NO_COLOR": "1"}, True, False), ({"CI": "1"}, False, False)],
)
def test_a_terminal_sees_progress(
    more: dict[str, str], live: bool, colour: bool, project_folder: Path, edit: Edit
) -> None:
    edit(project_folder / CLINIC, "skin_tone: medium", "skin_tone: olive")
    shown = watched(project_folder, "build", **more)
    assert ("\x1b[?25l" in shown) == live, "a line that is written again and again hides the cursor"
    assert (f"[2/2] built  st-oswin/en-GB/{SCARS}.a4  4 sides" in shown) != live
    assert ("\x1b[31;1mbroken\x1b[0m" in shown) == colour
    assert "skin_tone" in shown


def test_words_that_a_terminal_cannot_show_stop_nothing(
    project_folder: Path, edit: Edit, run_process: Run
) -> None:
    edit(project_folder / CLINIC, "\nname: ", "\nname: 漢字  # ")
    ran = run_process("list", "clinics", cwd=project_folder, env={"PYTHONIOENCODING": "latin-1"})
    assert (ran.code, "\\u6f22" in ran.out) == (0, True)


# --- list ----------------------------------------------------------------------------------------

LISTS = {
    "leaflets": {"leaflet": SCARS, "language": "en-GB", "title": "Mesotherapy for acne scars"},
    "clinics": {"clinic": "riverside", "name": "Riverside Skin Clinic"},
    "formats": {"format": "a4", "title": "A4 handout, the complete leaflet"},
    "languages": {"language": "en-GB", "name": "English (United Kingdom)"},
    "editions": {
        "clinic": "riverside",
        "language": "en-GB",
        "leaflet": SCARS,
        "format": "a4",
        "path": f"riverside/en-GB/{SCARS}.a4.pdf",
    },
    "checks": {
        "check": "abridged",
        "stage": "composed",
        "severity": "note",
        "effect": "note",
        "summary": "Says which sections a format with less room shortens or leaves out.",
    },
}


@pytest.mark.parametrize(("what", "first"), LISTS.items())
def test_lists_are_columns_or_json(
    what: str, first: dict[str, str], project_folder: Path, run: Run
) -> None:
    as_json = run("list", what, "--json", cwd=project_folder)
    data = json.loads(as_json.out)
    assert (data["schema"], list(data)) == ("leaflet-list/1", ["schema", what])
    assert first == data[what][0]
    columns = run("list", what, cwd=project_folder)
    assert len(columns.out.splitlines()) == len(data[what])
    assert columns.out.splitlines()[0].split("  ")[0] == next(iter(first.values()))
    assert (as_json.code, columns.code, as_json.err, columns.err) == (0, 0, "", "")


@pytest.mark.parametrize("what", ["formats", "checks"])
def test_what_comes_with_the_program_is_listed_outside_a_project(
    what: str, tmp_path: Path, run: Run
) -> None:
    assert run("list", what, cwd=tmp_path).code == 0
    assert run("list", "editions", cwd=tmp_path).code == 2


def test_broken_files_are_listed_as_such(project_folder: Path, edit: Edit, run: Run) -> None:
    edit(project_folder / CLINIC, "skin_tone: medium", "skin_tone: olive")
    assert "riverside  (has errors)" in run("list", "clinics", cwd=project_folder).out


# --- check ---------------------------------------------------------------------------------------


def test_a_check_without_findings(project_folder: Path, run: Run) -> None:
    ran = run("check", cwd=project_folder)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines()[-1] == "2 editions: 0 broken, 0 unfit, 0 advice"
    assert not (project_folder / "dist").exists()


def test_a_check_says_how_many_notes_it_does_not_show(
    project_folder: Path, edit: Edit, run: Run
) -> None:
    before = run("check", "-v", cwd=project_folder).out.count(": note: ")
    edit(project_folder / LEAFLET, "does not remove", "does not re\u00admove")
    ran = run("check", cwd=project_folder)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines()[-2] == f"{before + 1} notes; --verbose shows them"
    shown = run("check", "-v", cwd=project_folder)
    assert shown.out.count(": note: ") == before + 1
    assert "[invisible-character]" in shown.out
    assert "--verbose" not in shown.err


@pytest.mark.parametrize(
    ("file", "old", "new", "at", "code", "summary"),
    [
        (
            CLINIC,
            "tone: medium",
            "tone: olive",
            "olive",
            1,
            "2 editions: 1 broken, 0 unfit, 0 advice",
        ),
        (
            LEAFLET,
            "\ntitle: ",
            f"\ntitle: {'a' * 50}  # ",
            "aaa",
            0,
            "2 editions: 0 broken, 0 unfit, 1 advice",
        ),
    ],
)
def test_a_check_with_findings(
    file: str,
    old: str,
    new: str,
    at: str,
    code: int,
    summary: str,
    project_folder: Path,
    edit: Edit,
    run: Run,
) -> None:
    edit(project_folder / file, old, new)
    ran = run("check", cwd=project_folder)
    assert ran.code == code
    assert ran.out.startswith(f"{place(project_folder, file, at)}: ")
    assert ran.err.splitlines()[-1] == summary


def test_a_check_of_another_clinic_does_not_see_the_broken_one(
    project_folder: Path, edit: Edit, run: Run
) -> None:
    edit(project_folder / CLINIC, "skin_tone: medium", "skin_tone: olive")
    assert run("check", "-c", "st-oswin", cwd=project_folder).code == 0
    assert run("check", "-c", "riverside", cwd=project_folder).code == 1


def test_findings_as_json(project_folder: Path, edit: Edit, run: Run) -> None:
    edit(project_folder / CLINIC, "skin_tone: medium", "skin_tone: olive")
    ran = run("check", "--output-format", "json", cwd=project_folder)
    (finding,) = json.loads(ran.out)["findings"]
    assert finding == {
        "code": "bad-value",
        "severity": "error",
        "effect": "broken",
        "path": CLINIC,
        "line": int(place(project_folder, CLINIC, "olive").split(":")[1]),
        "column": 12,
        "message": '"skin_tone": unknown tone "olive"',
        "hint": "use one of: light, medium, dark",
        "waiver": "",
    }


def test_a_check_reads_files_that_no_edition_uses(project_folder: Path, run: Run) -> None:
    (project_folder / "content/locales/fr.yaml").write_text("language: fr", "utf-8")
    assert run("check", cwd=project_folder).code == 1
    assert run("build", cwd=project_folder).code == 0


# --- build ---------------------------------------------------------------------------------------


def test_the_report_is_written_even_when_editions_fail(
    project_folder: Path, edit: Edit, run: Run
) -> None:
    edit(project_folder / CLINIC, "skin_tone: medium", "skin_tone: olive")
    assert run("build", "--report", "out/report.json", cwd=project_folder).code == 1
    data = json.loads((project_folder / "out/report.json").read_text("utf-8"))
    assert [
        (e["clinic"], e["outcome"], sum(f["severity"] != "note" for f in e["findings"]))
        for e in data["editions"]
    ] == [("riverside", "failed", 1), ("st-oswin", "built", 0)]


def test_warnings_are_reported_and_fail_nothing(project_folder: Path, edit: Edit, run: Run) -> None:
    edit(project_folder / LEAFLET, "\ntitle: ", f"\ntitle: {'a' * 50}  # ")
    ran = run("build", cwd=project_folder)
    assert (ran.code, ran.err.count("[lengths]")) == (0, 1)


def test_the_worst_of_several_failures_decides(project_folder: Path, edit: Edit, run: Run) -> None:
    edit(project_folder / CLINIC, "skin_tone: medium", "skin_tone: olive")

    def render(*_: object) -> None:
        raise ValueError("odd")

    ran = run("build", cwd=project_folder, render=render)
    assert (ran.code, "stopped in test_command_line.py" in ran.err, "olive" in ran.err) == (
        3,
        True,
        True,
    )


def test_a_folder_that_fails_after_a_rendering_did_keeps_the_higher_code(
    project_folder: Path, run: Run
) -> None:
    (project_folder / "dist").mkdir()
    (project_folder / "dist/st-oswin").write_text("", "utf-8")
    good = run("build", "-c", "st-oswin", cwd=project_folder)
    assert good.code == 2

    def render(composition: object, blobs: object) -> object:  # noqa: ARG001
        from leaflet.page.composition import Composition
        from tests.conftest import pretended_rendering

        assert isinstance(composition, Composition)
        if "Riverside" in composition.title:
            raise ValueError("odd")
        return pretended_rendering(composition)

    ran = run("build", cwd=project_folder, render=render)
    assert (ran.code, "cannot be written" in ran.err, "odd" in ran.err) == (3, True, True)


@pytest.mark.parametrize(
    ("arguments", "stamp", "state"),
    [
        (["--as-of", "2026-12-01"], None, "draft"),
        (["--as-of", "2030-01-01"], None, "overdue"),
        ([], "1764547200", "draft"),
        ([], "1893456000", "overdue"),
        (["--as-of", "2026-12-01"], "1893456000", "draft"),
        (["--as-of", "2030-01-01"], "1764547200", "overdue"),
    ],
)
def test_the_day_of_the_build_comes_from_the_call_or_the_environment(
    arguments: list[str], stamp: str | None, state: str,
    project_folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    if stamp:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", stamp)
    assert run("build", *arguments, cwd=project_folder).code == 0
    data = json.loads((project_folder / "dist/manifest.json").read_text("utf-8"))
    assert {entry["state"] for entry in data["editions"]} == {state}


@pytest.mark.parametrize("stamp", ["yesterday", "²", "-", "9" * 30, "1.5"])
def test_a_stamp_that_is_no_time_is_reported(
    stamp: str, project_folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", stamp)
    ran = run("build", cwd=project_folder)
    assert (ran.code, "set it to seconds since 1970" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["build", "--as-of", "tomorrow"], '"tomorrow" is no date; write it as 2026-11-23'),
        (["build", "--as-of", "2026-02-30"], "is no date"),
        (["build", "-c", "riversid"], 'did you mean "riverside"?'),
        (["build", "-f", "a44"], 'did you mean "a4"?'),
        (["build", "-l", "en-US"], 'did you mean "en-GB"?'),
        (["build", "mesotherapy-scars"], f'did you mean "{SCARS}"?'),
        (["check", "-c", "riversid"], 'did you mean "riverside"?'),
        (["bild"], 'did you mean "build"?'),
        (["build", "--clinc", "x"], "Did you mean '--clinic'?"),
        (["list", "clinic"], 'did you mean "clinics"?'),
        (["-C", "nowhere", "build"], "does not exist"),
        (["build", "--report", "."], "is a directory"),
        ([], "Usage: leaflet"),
    ],
)
def test_a_wrong_call_is_reported_and_builds_nothing(
    arguments: list[str], says: str, project_folder: Path, run: Run
) -> None:
    ran = run(*arguments, cwd=project_folder)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert not (project_folder / "dist").exists()


def test_a_project_is_found_from_a_folder_inside_or_by_name(
    project_folder: Path, tmp_path: Path, run: Run
) -> None:
    inside = project_folder / "content/clinics"
    assert run("check", cwd=inside).code == 0
    assert run("-C", project_folder, "check", cwd=tmp_path).code == 0


@pytest.mark.process
def test_a_mistake_of_ours_shows_its_traceback_and_asks_for_a_report(
    project_folder: Path,
) -> None:
    code = (
        "import sys, leaflet.planning.planner\n"
        "leaflet.planning.planner.checked_plan = None\n"
        "sys.argv = ['leaflet', 'check']\n"
        "from leaflet.cli import main\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=project_folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" in done.stderr
    assert "please report" in done.stderr.splitlines()[-1]


@pytest.mark.process
@pytest.mark.pdf
@pytest.mark.parametrize("workers", in_default_lane(["1", "2"], ["2"]))
def test_a_build_leaves_nothing_in_the_folder_for_temporary_files(
    workers: str, project_folder: Path, tmp_path: Path
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    call = [sys.executable, "-m", "leaflet", "build", "-f", "a4", "-f", "a4-sheet", "-j", workers]
    subprocess.run(
        call,
        cwd=project_folder,
        env=environment(TMPDIR=str(temporary)),
        capture_output=True,
        check=True,
    )
    assert list(temporary.iterdir()) == []


# --- interruption --------------------------------------------------------------------------------


@pytest.mark.process
@pytest.mark.parametrize(
    ("number", "told"),
    [
        (signal.SIGINT, "interrupted"),
        (signal.SIGTERM, "interrupted by SIGTERM"),
        (signal.SIGHUP, "interrupted by SIGHUP"),
    ],
)
def test_an_interrupted_build_stops_at_once_and_tells_the_truth(
    number: signal.Signals, told: str, project_folder: Path
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", WAITING, "build", "--report", "report.json"],
        cwd=project_folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "rendering\n"
    process.send_signal(number)
    _, err = process.communicate(timeout=30)  # what is rendered would take a minute
    assert (process.returncode, err.strip()) == (128 + number, told)
    dist = project_folder / "dist"
    assert standing(dist) == listed(dist) == [f"riverside/en-GB/{SCARS}.a4.pdf"]
    data = json.loads((project_folder / "report.json").read_text("utf-8"))
    assert [edition["clinic"] for edition in data["editions"]] == ["riverside"]
    assert (project_folder / PNG_CLINIC).exists()
