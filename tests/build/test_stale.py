"""What a build of a part says of the others, and what the next one makes after a death."""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from leaflet.output import manifest
from leaflet.output.folder_lock import FolderLock
from leaflet.page.composition import Composition
from leaflet.page.rendering import Rendering
from tests.conftest import pretended_rendering
from tests.support.projects import (
    CLINIC,
    LOCALE,
    PACK,
    SETTINGS,
    Edit,
    Run,
    listed,
    standing,
    whole,
)

NUMBER = '"+441632960140", display: "01632 960 140"'
OTHER = '"+441632960141", display: "01632 960 141"'
BUILD = ("build", "--executor", "serial")
SCARS = "en-GB/mesotherapy-acne-scars"


@pytest.fixture
def project(project_folder: Path, edit: Edit, run: Run) -> Path:
    """A project of two clinics and two formats that was built once."""
    edit(project_folder / SETTINGS, "formats: [a4]", "formats: [a4, mono]")
    assert run(*BUILD, cwd=project_folder).code == 0
    return project_folder


def stale_lines(err: str) -> list[str]:
    return [line for line in err.splitlines() if " in dist ha" in line]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (CLINIC, NUMBER, OTHER, ["1 edition in dist has an older phone number"]),
        (CLINIC, "#0f6e78", "#0f6e70", ["1 edition in dist has an older colour"]),
        (CLINIC, "bank holidays", "holidays",
         ["1 edition in dist has an older clinics/riverside/clinic.yaml"]),
        (CLINIC, "id: ", "# a remark\nid: ", []),
        (LOCALE, "Patient information", "For patients",
         ["2 editions in dist have an older locales/en-GB.yaml"]),
        (PACK, 'display: "999"', 'display: "999 or 112"',
         ["2 editions in dist have an older emergency number"]),
    ],
)  # fmt: skip
def test_a_build_of_one_format_says_what_is_older_in_the_others(
    file: str, old: str, new: str, told: list[str], project: Path, edit: Edit, run: Run
) -> None:
    shutil.copytree(project / "dist", project / "before")
    edit(project / file, old, new)
    ran = run(*BUILD, "-f", "a4", "--report", "r.json", cwd=project)
    made = "; leaflet build makes "
    assert [line.partition(made)[0] for line in stale_lines(ran.err)] == told
    assert len(json.loads((project / "r.json").read_text("utf-8"))["stale"]) == len(told)
    changes = run("changes", "before", "dist", cwd=project).out
    for line in told:
        reason = f"has {line.partition(' ha')[2].partition(' ')[2]}"
        assert any("mono" in row and reason in row for row in changes.splitlines()), changes
    ran = run(*BUILD, cwd=project)
    assert stale_lines(ran.err) == []
    shutil.rmtree(project / "before")
    left = whole(project / "dist")
    shutil.rmtree(project / "dist")
    run(*BUILD, cwd=project)
    assert whole(project / "dist") == left, "equal inputs, equal bytes"


def test_a_build_of_one_clinic_tells_of_the_others(project: Path, edit: Edit, run: Run) -> None:
    edit(project / CLINIC, NUMBER, OTHER)
    ran = run(*BUILD, "-c", "st-oswin", cwd=project)
    assert stale_lines(ran.err) == [
        "2 editions in dist have an older phone number; leaflet build makes them"
    ]


def test_a_manifest_of_an_older_version_is_read(project: Path, edit: Edit, run: Run) -> None:
    path = project / "dist/manifest.json"
    data = json.loads(path.read_text("utf-8"))
    for edition in data["editions"]:
        del edition["inputs"]
    path.write_text(json.dumps(data), "utf-8")
    edit(project / CLINIC, NUMBER, OTHER)
    ran = run(*BUILD, "-f", "a4", cwd=project)
    assert (ran.code, stale_lines(ran.err)) == (0, [])


# --- after a death -------------------------------------------------------------------------------


class Dying:
    """Dies as by a power failure while it renders the second edition."""

    def __init__(self) -> None:
        self.seen = 0

    def __call__(self, composition: Composition, _: Mapping[str, bytes]) -> Rendering:
        self.seen += 1
        if self.seen > 1:
            os._exit(9)
        return pretended_rendering(composition)


def died(run: Run, folder: Path) -> None:
    """Build in a process that dies with some editions written."""
    pid = os.fork()
    if not pid:
        try:
            run(*BUILD, cwd=folder, render=Dying())
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 9
    assert (folder / "dist" / manifest.JOURNAL).exists()


Lose = Callable[[Path], None]


def lose_manifest(dist: Path) -> None:
    (dist / manifest.NAME).unlink(missing_ok=True)


@pytest.mark.process
@pytest.mark.parametrize("stood", [True, False])
@pytest.mark.parametrize("lose", [lambda _: None, lose_manifest])
def test_after_a_death_nothing_stale_stays(
    stood: bool, lose: Lose, project: Path, edit: Edit, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not stood:
        shutil.rmtree(project / "dist")
    edit(project / CLINIC, NUMBER, OTHER)
    died(run, project)
    lose(project / "dist")
    edit(project / SETTINGS, "formats: [a4, mono]", "formats: [mono]")
    monkeypatch.setenv("LEAFLET_CACHE", str(project / "another-cache"))
    ran = run(*BUILD, cwd=project)
    assert (ran.code, "left dist unfinished" in ran.err) == (0, True)
    left = whole(project / "dist")
    shutil.rmtree(project / "dist")
    run(*BUILD, cwd=project)
    assert whole(project / "dist") == left
    assert all(".mono." in path for path in listed(project / "dist"))


@pytest.mark.process
def test_a_build_of_a_part_after_a_death_lists_what_is_whole(
    project: Path, edit: Edit, run: Run
) -> None:
    edit(project / CLINIC, NUMBER, OTHER)
    died(run, project)
    ran = run(*BUILD, "-c", "st-oswin", cwd=project)
    assert ran.code == 0
    dist = project / "dist"
    assert standing(dist) == listed(dist)
    assert all(manifest.stands(dist, entry) for entry in manifest.whole(dist))
    assert len(stale_lines(ran.err)) == 1, "the one that was made is not stale"
    assert stale_lines(ran.err)[0].startswith("1 edition in dist has an older phone number")


def test_a_lost_manifest_leaves_no_dropped_format(project: Path, edit: Edit, run: Run) -> None:
    lose_manifest(project / "dist")
    (project / f"dist/riverside/{SCARS}.poster-a3.pdf").write_bytes(b"somebody else's")
    edit(project / SETTINGS, "formats: [a4, mono]", "formats: [mono]")
    run(*BUILD, cwd=project)
    others = {f"riverside/{SCARS}.poster-a3.pdf"}
    assert set(standing(project / "dist")) - set(listed(project / "dist")) == others


def test_a_folder_that_another_build_writes_is_left_alone(project: Path, run: Run) -> None:
    before = whole(project / "dist")
    with FolderLock(project / "dist"):
        ran = run(*BUILD, "-f", "a4", cwd=project)
    assert (ran.code, "another process is writing" in ran.err) == (2, True)
    assert whole(project / "dist") == before


def test_a_signal_while_an_edition_is_written_waits_for_its_files(
    project: Path, edit: Edit, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if str(target).endswith(".pdf"):
            os.kill(os.getpid(), signal.SIGTERM)
        return real(self, target)

    shutil.rmtree(project / "dist")
    edit(project / CLINIC, NUMBER, OTHER)
    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr("leaflet.core.stop_signals._stops.number", 0)
    ran = run(*BUILD, cwd=project)
    assert ran.code == 143
    dist = project / "dist"
    assert standing(dist) == listed(dist)
    assert len(listed(dist)) == 1
    monkeypatch.setattr("leaflet.core.stop_signals._stops.number", 0)


# --- nothing to do -------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize(
    ("lost", "reason"),
    [
        ("leaflets", "no leaflets in content/leaflets"),
        ("clinics", "no clinics in content/clinics"),
        ("", "the project leaves everything out"),
    ],
)
def test_nothing_to_do_is_a_wrong_call_that_says_why(
    command: str, lost: str, reason: str, project: Path, edit: Edit, run: Run
) -> None:
    called = BUILD if command == "build" else (command,)
    before = whole(project / "dist")
    if lost:
        shutil.rmtree(project / "content" / lost)
        ran = run(*called, cwd=project)
    else:
        edit(project / SETTINGS, "formats:", "editions: [{clinics: [st-oswin]}]\nformats:")
        ran = run(*called, "-c", "riverside", cwd=project)
    assert (ran.code, f"error: nothing to {command}: {reason}" in ran.err) == (2, True), ran.err
    assert whole(project / "dist") == before
