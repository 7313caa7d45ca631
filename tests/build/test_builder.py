"""Building with a pretended renderer: what is written, what is deleted, what the manifest says."""

from __future__ import annotations

import datetime
import json
import os
import random
import signal
import time
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from leaflet.build import BuildRequest, run
from leaflet.build.executors import Executor
from leaflet.build.outcome import Outcome, Result
from leaflet.build.request import PreparedBuild, prepare
from leaflet.build.tasks import (
    Render,
    TaskSource,
)
from leaflet.cli import progress
from leaflet.cli.build import run_build
from leaflet.content.project import Project
from leaflet.core import extensions
from leaflet.core.diagnostics import MachineError, UsageError
from leaflet.output import manifest
from leaflet.output.manifest_entries import ManifestEntry
from leaflet.page.composition import Composition
from leaflet.page.rendering import Rendering
from leaflet.planning.matrix import Selection
from tests.support.projects import (
    CLINIC,
    LEAFLET,
    LOCALE,
    PNG,
    PNG_CLINIC,
    SETTINGS,
    Edit,
    add_leaflet,
    add_locale,
    listed,
    problems,
    standing,
)

TODAY = datetime.date(2026, 11, 23)
SCARS = "en-GB/mesotherapy-acne-scars.a4.pdf"
RIVERSIDE, OSWIN = f"riverside/{SCARS}", f"st-oswin/{SCARS}"

Build = Callable[..., list[Outcome]]


@pytest.fixture
def make(project_folder: Path, fake_render: Render) -> Build:
    """Builds a selection of the project as it is now, into `dist`."""

    def make(
        selection: Selection | None = None,
        *,
        render: Render = fake_render,
        today: datetime.date = TODAY,
    ) -> list[Outcome]:
        chosen = selection or Selection()
        request = BuildRequest(chosen, today, project_folder / "dist", jobs=1)
        return list(run(Project(project_folder), request, render=render))

    return make


@pytest.fixture
def dist(project_folder: Path) -> Path:
    return project_folder / "dist"


def results(outcomes: list[Outcome]) -> dict[str, str]:
    return {outcome.id.clinic: outcome.result.value for outcome in outcomes}


def failing(fake: Render, clinic: str, problem: BaseException) -> Render:
    """A renderer that cannot render the leaflets of one clinic."""

    def render(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
        if clinic in composition.title:
            raise problem
        return fake(composition, blobs)

    return render


def test_every_edition_is_written_and_listed(make: Build, dist: Path) -> None:
    outcomes = make()
    assert results(outcomes) == {"riverside": "built", "st-oswin": "built"}
    assert standing(dist) == listed(dist) == [RIVERSIDE, OSWIN]
    for outcome in outcomes:
        assert outcome.entry
        assert manifest.stands(dist, outcome.entry)
        assert (outcome.entry.pages, outcome.entry.state) == (4, "draft")


@pytest.mark.parametrize(
    ("day", "state"), [("2026-11-23", "draft"), ("2027-11-23", "draft"), ("2027-11-24", "overdue")]
)
def test_the_day_decides_the_state(
    day: str, state: str, make: Build, project_folder: Path, edit: Edit
) -> None:
    edit(project_folder / LEAFLET, "\nreview_due: ", "\nreview_due: 2027-11-23  # ")
    outcomes = make(today=datetime.date.fromisoformat(day))
    assert {outcome.entry.state for outcome in outcomes if outcome.entry} == {state}


def test_a_withdrawn_leaflet_is_withdrawn_on_every_day(
    make: Build, project_folder: Path, edit: Edit
) -> None:
    edit(project_folder / LEAFLET, "\nreview_due: ", "\nwithdrawn: true\nreview_due: ")
    made = make(today=datetime.date(2030, 1, 1))
    assert {outcome.entry.state for outcome in made if outcome.entry} == {"withdrawn"}


# --- failures ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "problem", [ValueError("odd"), RecursionError("deep"), KeyError("x"), UsageError("a template")]
)
def test_an_edition_that_cannot_be_made_fails_alone(
    problem: Exception, make: Build, fake_render: Render, dist: Path
) -> None:
    outcomes = make(render=failing(fake_render, "Riverside", problem))
    assert results(outcomes) == {"riverside": "failed", "st-oswin": "built"}
    assert [finding.is_error for finding in problems(outcomes[0].findings)] == [True]
    assert standing(dist) == listed(dist) == [OSWIN]


def test_a_mistake_of_ours_says_where_and_asks_for_a_report(
    make: Build, fake_render: Render
) -> None:
    outcome = make(render=failing(fake_render, "Riverside", KeyError("x")))[0]
    (finding,) = problems(outcome.findings)
    assert finding.message.startswith("stopped in test_builder.py:")
    assert "KeyError: 'x'" in finding.message
    assert "report it" in finding.hint
    assert outcome.stage == "rendered"


def test_a_machine_that_cannot_render_stops_everything(make: Build, fake_render: Render) -> None:
    with pytest.raises(MachineError):
        make(render=failing(fake_render, "Riverside", MachineError("no Pango")))


def test_what_a_rendered_check_refuses_is_not_written(
    make: Build, fake_render: Render, dist: Path
) -> None:
    def render(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
        good = fake_render(composition, blobs)
        anchors = good.facts.anchors - {"end-risks"}
        return replace(good, facts=replace(good.facts, anchors=anchors))

    outcomes = make(render=render)
    assert [o.stage for o in outcomes] == ["rendered", "rendered"]
    assert all("risks" in finding.message for o in outcomes for finding in problems(o.findings))
    assert standing(dist) == []


def test_nothing_is_rendered_for_a_file_with_errors(
    make: Build, project_folder: Path, edit: Edit, fake_render: Render
) -> None:
    seen: list[str] = []

    def render(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
        seen.append(composition.title)
        return fake_render(composition, blobs)

    edit(project_folder / CLINIC, "skin_tone: medium", "skin_tone: olive")
    outcomes = make(render=render)
    assert [(o.result, o.stage) for o in outcomes] == [
        (Result.FAILED, "content"),
        (Result.BUILT, ""),
    ]
    assert len(seen) == 1


# --- the manifest --------------------------------------------------------------------------------


def test_a_partial_build_merges_into_the_manifest(make: Build, dist: Path) -> None:
    make(Selection(clinics=("riverside",)))
    assert listed(dist) == [RIVERSIDE]
    make(Selection(clinics=("st-oswin",)))
    assert standing(dist) == listed(dist) == [RIVERSIDE, OSWIN]


def test_the_manifest_depends_on_nothing_but_the_inputs(
    make: Build, project_folder: Path, dist: Path
) -> None:
    for leaflet in ("fillers", "peeling"):
        add_leaflet(project_folder, leaflet)
    make()
    whole = (dist / "manifest.json").read_bytes()
    (dist / "manifest.json").unlink()
    parts = [(c, name) for c in ("riverside", "st-oswin") for name in ("peeling", "fillers")]
    parts += [("riverside", "mesotherapy-acne-scars"), ("st-oswin", "mesotherapy-acne-scars")]
    random.Random(4).shuffle(parts)
    for clinic, leaflet in parts:
        make(Selection(clinics=(clinic,), leaflets=(leaflet,)))
    assert (dist / "manifest.json").read_bytes() == whole
    assert b"seconds" not in whole
    assert b"2026-11-23" not in whole


def say(folder: Path, old: str, new: str) -> None:
    """Changes the clinic's file."""
    path = folder / CLINIC
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


def drop_format(folder: Path) -> None:
    say(folder, "languages:", "formats: [leporello]\nlanguages:")


def drop_language(folder: Path) -> None:
    add_locale(folder, "de")
    say(folder, "[en-GB]", "[de]")


def drop_leaflet(folder: Path) -> None:
    add_leaflet(folder, "fillers")
    say(folder, "languages:", "leaflets: [fillers]\nlanguages:")


def close_clinic(folder: Path) -> None:
    for path in sorted((folder / CLINIC).parent.iterdir()):
        path.unlink()
    (folder / CLINIC).parent.rmdir()


def spoil_clinic(folder: Path) -> None:
    (folder / CLINIC).write_text("id: riverside", "utf-8")


@pytest.mark.parametrize(
    "change", [drop_format, drop_language, drop_leaflet, close_clinic, spoil_clinic]
)
def test_an_edition_that_is_no_longer_there_leaves_no_pdf(
    change: Callable[[Path], None],
    make: Build,
    project_folder: Path,
    dist: Path,
    two_formats: None,  # noqa: ARG001
) -> None:
    make()
    (dist / "riverside/notes.txt").write_text("somebody's own", "utf-8")
    change(project_folder)
    make()
    assert RIVERSIDE not in listed(dist)
    assert not (dist / RIVERSIDE).exists()
    assert (dist / OSWIN).exists()
    assert (dist / "riverside/notes.txt").exists()


def test_a_build_of_another_clinic_clears_up_as_well(
    make: Build, project_folder: Path, dist: Path
) -> None:
    make()
    close_clinic(project_folder)
    make(Selection(clinics=("st-oswin",)))
    assert standing(dist) == listed(dist) == [OSWIN]
    assert not (dist / "riverside").exists()


def test_a_leaflet_that_is_gone_leaves_no_folder(
    make: Build, project_folder: Path, dist: Path
) -> None:
    make()
    (project_folder / LEAFLET).unlink()
    make()
    assert [path.name for path in dist.rglob("*")] == ["manifest.json"]
    assert listed(dist) == []


def test_a_rendering_that_fails_now_leaves_no_old_pdf(
    make: Build, fake_render: Render, dist: Path
) -> None:
    make()
    make(render=failing(fake_render, "Riverside", ValueError("odd")))
    assert standing(dist) == listed(dist) == [OSWIN]


def test_a_pdf_that_somebody_deleted_is_no_mistake(
    make: Build, project_folder: Path, dist: Path
) -> None:
    make()
    (dist / RIVERSIDE).unlink()
    close_clinic(project_folder)
    make()
    assert standing(dist) == listed(dist) == [OSWIN]


def test_a_failing_build_makes_no_folder(
    make: Build, project_folder: Path, edit: Edit, dist: Path
) -> None:
    edit(project_folder / LEAFLET, "kind: treatment", "kind: treatmnt")
    assert {outcome.stage for outcome in make()} == {"content"}
    assert not dist.exists()


# --- the words -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new", "words", "bytes_"),
    [
        (LEAFLET, "{#what-is-it}\n", "{#what-is-it}\n\nNew words.\n", True, True),
        (LEAFLET, "\nversion: 0.1.0", "\nversion: 0.1.1", False, True),
        (LOCALE, "Patient information", "For patients", True, True),
        (CLINIC, "directions: The", "directions: A", False, True),
        (PNG_CLINIC, "directions: Use", "directions: Take", False, False),
        (SETTINGS, "# This", "# That", False, False),
    ],
)
def test_what_changes_when_a_file_changes(
    file: str, old: str, new: str, words: bool, bytes_: bool,
    make: Build, project_folder: Path, edit: Edit,
) -> None:  # fmt: skip
    def entry() -> ManifestEntry:
        found = make(Selection(clinics=("riverside",)))[0].entry
        assert found
        return found

    before = entry()
    edit(project_folder / file, old, new)
    after = entry()
    assert (before.words != after.words, before.sha256 != after.sha256) == (words, bytes_)


# --- whole or not at all -------------------------------------------------------------------------


def stop_before_replace(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: Path, target: Path) -> Path:  # noqa: ARG001
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)


def stop_after_replace(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        done = real(self, target)
        if str(target).endswith(".pdf"):
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(Path, "replace", interrupted)


def test_an_interrupted_write_leaves_nothing(
    make: Build, dist: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_before_replace(monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        make()
    assert not list(dist.rglob("*.pdf"))
    assert not list(dist.rglob(".leaflet-*"))


def test_an_interruption_right_after_a_write_is_in_the_manifest(
    make: Build, dist: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_after_replace(monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        make()
    assert standing(dist) == listed(dist) == [RIVERSIDE]


def test_an_interrupted_rendering_keeps_what_is_done(
    make: Build, fake_render: Render, dist: Path
) -> None:
    with pytest.raises(KeyboardInterrupt):
        make(render=failing(fake_render, "Oswin", KeyboardInterrupt()))
    assert standing(dist) == listed(dist) == [RIVERSIDE]


@pytest.mark.parametrize("then", ["goes on", "stumbles"])
def test_an_interruption_that_the_renderer_swallows_is_heard(
    then: str, make: Build, fake_render: Render, dist: Path
) -> None:
    make()

    def render(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
        try:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(5)
        except KeyboardInterrupt:
            pass
        if then == "stumbles":
            raise ValueError("without the picture")
        return fake_render(composition, blobs)

    handler = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        make(render=render)
    assert signal.getsignal(signal.SIGINT) is handler
    assert standing(dist) == listed(dist) == [RIVERSIDE, OSWIN], "what stood there still stands"


def test_a_caller_that_stops_early_leaves_a_true_manifest(
    project_folder: Path, fake_render: Render, dist: Path
) -> None:
    request = BuildRequest(Selection(), TODAY, dist)
    running = run(Project(project_folder), request, render=fake_render)
    next(running)
    running.close()
    assert standing(dist) == listed(dist) == [RIVERSIDE]


def test_an_interruption_between_two_editions_leaves_a_true_manifest(
    project_folder: Path, fake_render: Render, dist: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: Outcome) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(progress, "watching", lambda _: nullcontext(interrupted))
    monkeypatch.setattr("leaflet.cli.build.run", partial(run, render=fake_render))
    request = BuildRequest(Selection(), TODAY, dist)
    with pytest.raises(KeyboardInterrupt) as stopped:
        run_build(Project(project_folder), request)
    assert stopped.tb  # which keeps alive all that was running
    assert standing(dist) == listed(dist) == [RIVERSIDE]


def test_a_full_disk_is_reported_and_leaves_no_rest(
    make: Build, dist: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(MachineError, match="no space left on device"):
        make()
    assert not list(dist.rglob(".leaflet-*"))


def test_files_are_readable_by_others(make: Build, dist: Path) -> None:
    before = os.umask(0o077)
    try:
        make()
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o777 for path in dist.rglob("*.*") if path.is_file()} == {0o644}


def test_an_edition_reads_its_picture_only_once_it_is_sound(
    make: Build, project_folder: Path
) -> None:
    (project_folder / PNG).write_bytes(b"")
    assert results(make()) == {"riverside": "built", "st-oswin": "failed"}
    data = json.loads((project_folder / "dist/manifest.json").read_text("utf-8"))
    assert set(data) == {"schema", "editions"}
    assert list(data["editions"][0]) == (
        "leaflet language clinic format path sha256 pages version words state inputs"
        " title clinic_name language_name review_due".split()
    )


@pytest.mark.process
@pytest.mark.parametrize(("name", "executor"), [("", "serial"), ("page.css.j2", "processes")])
def test_pages_of_own_templates_are_rendered_within_the_limits_of_a_worker(
    name: str, executor: str, project_folder: Path, dist: Path
) -> None:
    if name:
        (project_folder / "templates").mkdir()
        (project_folder / "templates" / name).write_text("p { color: red }", "utf-8")
    prepared = prepare(Project(project_folder), BuildRequest(Selection(), TODAY, dist))
    assert prepared.executor(1).id == executor


@pytest.mark.parametrize("own", [False, True])
def test_too_much_work_is_told_at_the_own_template_that_made_it(
    own: bool, make: Build, project_folder: Path, fake_render: Render,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    serial: Executor = extensions.load("executors", "serial")
    monkeypatch.setattr(PreparedBuild, "executor", lambda *_: serial)
    if own:
        (project_folder / "templates").mkdir()
        (project_folder / "templates/page.css.j2").write_text("p { color: red }", "utf-8")
    outcomes = make(render=failing(fake_render, "Riverside", MemoryError()))
    (finding,) = [found for outcome in outcomes for found in outcome.findings if found.is_broken]
    assert finding.code == "memory"
    assert finding.span.path == ("templates/page.css.j2" if own else LEAFLET)
    assert ("fewer and simpler elements" in finding.hint) == own


@pytest.mark.process
@pytest.mark.parametrize(
    ("executor", "turns"),
    [("processes", ["a4", "mono", "a4", "mono"]), ("serial", ["a4", "a4", "mono", "mono"])],
)
def test_editions_of_a_kin_go_one_after_another_unless_workers_keep_to_it(
    executor: str, turns: list[str], project_folder: Path, dist: Path,
    monkeypatch: pytest.MonkeyPatch, fake_render: Render,
) -> None:  # fmt: skip
    fed: list[str] = []
    serial: Executor = extensions.load("executors", "serial")
    meant: Executor = extensions.load("executors", executor)

    def watch(source: TaskSource) -> TaskSource:
        for task in source:
            fed.extend([task.layout_group[-1]] if task else [])
            yield task

    watched = replace(
        meant, run=lambda render, source, options: serial.run(render, watch(source), options)
    )
    monkeypatch.setattr(PreparedBuild, "executor", lambda *_: watched)
    (project_folder / "leaflet.yaml").write_text("formats: [a4, mono]\n", "utf-8")
    request = BuildRequest(Selection(), TODAY, dist, jobs=2)
    list(run(Project(project_folder), request, render=fake_render))
    assert fed == turns
