"""What need not be made again is not, and everything else is."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leaflet.cache import file_index as file_index_module
from leaflet.cache.file_index import FileIndex
from leaflet.cache.store import Store
from leaflet.content.project import SHIPPED
from leaflet.core.digests import digest
from leaflet.page.composition import Composition
from leaflet.page.rendering import Rendering
from tests.support.projects import (
    CLINIC,
    EXAMPLE,
    LEAFLET,
    LOCALE,
    LOGO,
    PACK,
    PNG,
    PNG_CLINIC,
    ROOT,
    SETTINGS,
    Edit,
    Ran,
    Run,
    add_leaflet,
    add_locale,
    became,
    kept,
    listed,
    standing,
    whole,
)
from tests.support.renderers import Counting, faithful, printable, with_notes

SCARS = "en-GB/mesotherapy-acne-scars.a4"
RIVERSIDE, OSWIN = f"riverside/{SCARS}", f"st-oswin/{SCARS}"
FIGURE = "content/figures/scar-boxcar.svg"
NEITHER: dict[str, str] = {}


class Builder:
    """Builds a project again and again, and says what was rendered."""

    def __init__(self, folder: Path, run: Run) -> None:
        self.folder = folder
        self.run = run
        self.rendered: list[str] = []
        self.became: dict[str, str] = {}

    def __call__(self, *args: str, render: Callable[..., Rendering] = faithful) -> Ran:
        counting = Counting(render)
        report = self.folder / "report.json"
        call = ("build", "--executor", "serial", "--report", str(report), *args)
        ran = self.run(*call, cwd=self.folder, render=counting)
        self.rendered = sorted(counting.seen)
        self.became = became(report)
        return ran

    def built(self) -> list[str]:
        return [name for name, what in self.became.items() if what == "built"]

    def failed(self) -> list[str]:
        return [name for name, what in self.became.items() if what == "failed"]

    @property
    def dist(self) -> dict[str, bytes]:
        return whole(self.folder / "dist")


@pytest.fixture
def build(project_folder: Path, run: Run) -> Builder:
    return Builder(project_folder, run)


def unchanged(ran: Ran) -> str:
    """What a build says that finds both editions as this one left them."""
    return ran.err.replace("2 editions in dist\n", "2 editions in dist, 2 unchanged\n")


# --- nothing to do -------------------------------------------------------------------------------


def test_a_second_build_renders_nothing_and_says_cached(build: Builder) -> None:
    first = build()
    assert (build.rendered, build.built()) == (["riverside", "st-oswin"], [RIVERSIDE, OSWIN])
    before = build.dist
    second = build()
    assert build.rendered == []
    assert build.became == {RIVERSIDE: "cached", OSWIN: "cached"}
    assert build.dist == before
    assert (second.code, second.err) == (first.code, unchanged(first))


def test_nothing_is_composed_or_written_where_nothing_changed(
    build: Builder, monkeypatch: pytest.MonkeyPatch, project_folder: Path
) -> None:
    build()
    before = {p: p.stat().st_mtime_ns for p in (project_folder / "dist").rglob("*.pdf")}

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("composed")

    monkeypatch.setattr("leaflet.build.edition_job.compose", refuse)
    assert build().code == 0
    assert build.failed() == []
    assert {p: p.stat().st_mtime_ns for p in before} == before


HEAVY = (
    "weasyprint jinja2 markdown_it pikepdf PIL zxingcpp fontTools coloraide pypdfium2"
    " leaflet.site.index_page".split()
)

#: Calls the command with a renderer that takes no time, in a process of its own.
QUICK = """
import functools
from leaflet.build import run
from leaflet.cli import build as build_command
from leaflet.cli import main
from tests.support import renderers

build_command.run = functools.partial(run, render=renderers.quick)
main()
"""

#: Calls the command as it is, and says what it had to import.
TELLING = f"""
import sys
from leaflet.cli import main
try:
    main()
finally:
    print(*[name for name in {HEAVY} if name in sys.modules])
"""


def call(code: str, folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *args],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.process
def test_where_nothing_changed_nothing_heavy_is_imported(project_folder: Path) -> None:
    first = call(QUICK, project_folder, "build")
    assert first.returncode == 0, first.stderr
    ran = call(TELLING, project_folder, "build")
    assert (ran.returncode, ran.stdout) == (0, "\n")
    assert ran.stderr.startswith("2 editions in dist, 2 unchanged\nopen dist/")


# --- the output folder ---------------------------------------------------------------------------


def test_a_deleted_file_is_put_back_without_rendering(build: Builder, project_folder: Path) -> None:
    build()
    before = build.dist
    (project_folder / f"dist/{RIVERSIDE}.pdf").unlink()
    build()
    assert (build.rendered, build.dist) == ([], before)
    assert build.became == {RIVERSIDE: "cached", OSWIN: "cached"}


def test_a_folder_that_is_gone_is_put_back_without_rendering(
    build: Builder, project_folder: Path
) -> None:
    build()
    before = build.dist
    shutil.rmtree(project_folder / "dist")
    build()
    assert (build.rendered, build.dist) == ([], before)


@pytest.mark.parametrize("new", [b"", b"something else", b"%"])
def test_an_altered_file_is_put_back_without_rendering(
    new: bytes, build: Builder, project_folder: Path
) -> None:
    build()
    before = build.dist
    path = project_folder / f"dist/{OSWIN}.pdf"
    path.write_bytes(path.read_bytes()[:-1] + new if new == b"%" else new)
    build()
    assert (build.rendered, build.dist) == ([], before)


def test_a_manifest_that_is_gone_is_written_again(build: Builder, project_folder: Path) -> None:
    build()
    before = build.dist
    (project_folder / "dist/manifest.json").unlink()
    build()
    assert (build.rendered, build.dist) == ([], before)


def test_another_folder_is_filled_without_rendering(build: Builder, project_folder: Path) -> None:
    build()
    build("-o", "elsewhere")
    assert build.rendered == []
    assert whole(project_folder / "elsewhere") == build.dist


def test_a_file_that_is_not_kept_any_more_is_rendered_again(
    build: Builder, project_folder: Path
) -> None:
    build()
    before = build.dist
    (project_folder / f"dist/{OSWIN}.pdf").unlink()
    for path in kept("files"):
        path.unlink()
    build()
    assert (build.rendered, build.dist) == (["st-oswin"], before)


# --- a changed file ------------------------------------------------------------------------------


def template(name: str, old: str, new: str) -> Callable[[Path], None]:
    """A project's own copy of a template, changed."""

    def change(folder: Path) -> None:
        text = (SHIPPED / "templates" / name).read_text("utf-8")
        assert old in text
        own = folder / "templates" / name
        own.parent.mkdir(parents=True)
        own.write_text(text.replace(old, new, 1), "utf-8")

    return change


def text(file: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        words = (folder / file).read_text("utf-8")
        assert old in words
        (folder / file).write_text(words.replace(old, new, 1), "utf-8")

    return change


def picture(folder: Path) -> None:
    """Another picture for the second clinic, of which only the bytes differ."""
    from PIL import Image

    with Image.open(folder / PNG) as image:
        image.load()
    image.putpixel((0, 0), (1, 2, 3, 255) if image.mode == "RGBA" else 3)
    image.save(folder / PNG)


def without_digests(dist: dict[str, bytes]) -> dict[str, bytes]:
    """The files of a folder without its page, which says how they are printed; a remark in a
    template changes the digest in the manifest alone.
    """
    files = {name: data for name, data in dist.items() if name != "index.html"}
    return {name: re.sub(rb'"templates": "\w+"', b"", data) for name, data in files.items()}


#: As a clinic's file has its number, and another.
PHONES = {
    "riverside": (
        '"+441632960140", display: "01632 960 140"',
        '"+441632960141", display: "01632 960 141"',
    ),
    "st-oswin": (
        '"+441134960262", display: "0113 496 0262"',
        '"+441134960263", display: "0113 496 0263"',
    ),
}

BOTH = ["riverside", "st-oswin"]


@pytest.mark.parametrize(
    ("change", "rendered"),
    [
        (text(LEAFLET, "{#what-is-it}\n", "{#what-is-it}\n\nNew words.\n"), BOTH),
        (text(LEAFLET, "\nversion: 0.1.0", "\nversion: 0.1.1"), BOTH),
        (text(CLINIC, *PHONES["riverside"]), ["riverside"]),
        pytest.param(text(PNG_CLINIC, *PHONES["st-oswin"]), ["st-oswin"], marks=pytest.mark.slow),
        pytest.param(text(CLINIC, "#0f6e78", "#0f6e70"), ["riverside"], marks=pytest.mark.slow),
        (text(LOGO, "<svg", "<!-- new --><svg"), ["riverside"]),
        (picture, ["st-oswin"]),
        pytest.param(text(FIGURE, "<svg", "<!-- new --><svg"), BOTH, marks=pytest.mark.slow),
        (text(LOCALE, "Patient information", "For patients"), BOTH),
        pytest.param(
            text(PACK, 'display: "999"', 'display: "999 or 112"'), BOTH, marks=pytest.mark.slow
        ),
        (
            template(
                "patient/a4.html.j2",
                "<h1>",
                "<h1>{{ typeset(leaflet.title) }}. ",
            ),
            BOTH,
        ),
        (template("patient/a4.css.j2", "{%", "p { color: black }\n{%"), BOTH),
        # The first template of a project's own: from now on its pages are looked at.
        (template("patient/a4.html.j2", "<main>", "{# a remark #}<main>"), BOTH),
        pytest.param(
            template("patient/poster.html.j2", "{%", "{# a remark #}{%"),
            BOTH,
            marks=pytest.mark.slow,
        ),
        (text(CLINIC, "id: ", "# a remark\nid: "), []),
        pytest.param(text(PACK, "code: ", "# a remark\ncode: "), [], marks=pytest.mark.slow),
        pytest.param(text(SETTINGS, "# This", "# That"), [], marks=pytest.mark.slow),
        (text(SETTINGS, "formats:", "limits: {seconds: 60}\nformats:"), []),
        pytest.param(
            text(SETTINGS, "formats:", "printing: {booklet: two-up}\nformats:"),
            [],
            marks=pytest.mark.slow,
        ),
    ],
)
def test_a_change_renders_exactly_the_editions_that_print_it(
    change: Callable[[Path], None], rendered: list[str], build: Builder, project_folder: Path
) -> None:
    build()
    before = without_digests(build.dist)
    change(project_folder)
    assert build().code == 0
    assert build.rendered == rendered
    assert sorted(name.split("/")[0] for name in build.built()) == rendered
    assert list(build.became) == [RIVERSIDE, OSWIN]
    assert (without_digests(build.dist) == before) == (not rendered)
    assert_as_from_nothing(build)
    build()
    assert build.rendered == []


def assert_as_from_nothing(build: Builder, *args: str) -> None:
    """What stands in the folder is what a build without any memory makes."""
    before = os.environ["LEAFLET_CACHE"]
    os.environ["LEAFLET_CACHE"] = f"{before}-none"
    try:
        shutil.rmtree(f"{before}-none", ignore_errors=True)
        shutil.rmtree(build.folder / "anew", ignore_errors=True)
        ran = build.run(
            *("build", "--executor", "serial", "-o", "anew", *args),
            cwd=build.folder, render=faithful,
        )  # fmt: skip
        assert ran.code in (0, 1)
    finally:
        os.environ["LEAFLET_CACHE"] = before
    assert build.dist == whole(build.folder / "anew")


def test_a_change_of_one_leaflet_leaves_the_other_alone(
    build: Builder, project_folder: Path, edit: Edit
) -> None:
    add_leaflet(project_folder, "fillers")
    build()
    edit(project_folder / "content/leaflets/fillers/en-GB.md", "\nversion: 0.1.0", "\nversion: 1.0")
    build()
    names = [name for name, what in build.became.items() if what != "cached"]
    assert names == ["riverside/en-GB/fillers.a4", "st-oswin/en-GB/fillers.a4"]


def test_a_change_of_one_language_leaves_the_other_alone(
    build: Builder, project_folder: Path, edit: Edit
) -> None:
    add_leaflet(project_folder, language="de")
    add_locale(project_folder, "de")
    edit(project_folder / CLINIC, "languages: [en-GB]", "languages: [en-GB, de]")
    build()
    assert len(build.built()) == 3
    edit(project_folder / "content/locales/de.yaml", "Patient information", "For patients")
    build()
    assert build.built() == ["riverside/de/mesotherapy-acne-scars.a4"]


def test_a_cover_note_is_rendered_and_the_leaflet_is_not(
    build: Builder, project_folder: Path, edit: Edit
) -> None:
    build(render=printable)
    edit(project_folder / SETTINGS, "formats:", "printing: {cover_note: true}\nformats:")
    before = build.dist
    assert build(render=printable).code == 0
    assert build.rendered == ["riverside", "st-oswin"], "one note for each"
    without_page = {name: data for name, data in before.items() if name != "index.html"}
    assert {name: build.dist[name] for name in without_page} == without_page
    assert f"{RIVERSIDE}.print.pdf" in build.dist
    assert f"{RIVERSIDE}.print.pdf".encode() in build.dist["index.html"]
    edit(project_folder / SETTINGS, "printing: {cover_note: true}\n", "")
    build(render=printable)
    assert (build.rendered, build.dist) == ([], before)


def two_sheets_of_notes(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
    """A cover note of two pages, made by a project's own style; other pages are as ever."""
    rendering = printable(composition, blobs)
    if composition.budget.sides <= 90:
        return rendering
    longer = printable(replace(composition, budget=replace(composition.budget, sides=2)), blobs)
    facts = replace(rendering.facts, own_templates=("print/cover-note.css.j2",))
    return replace(longer, facts=facts)


def test_a_cover_note_of_two_pages_is_told_at_the_style_that_made_it(
    build: Builder, project_folder: Path, edit: Edit
) -> None:
    edit(project_folder / SETTINGS, "formats:", "printing: {cover_note: true}\nformats:")
    ran = build(render=two_sheets_of_notes)
    assert build.failed() == [RIVERSIDE, OSWIN]
    assert build.dist == {}
    told = "templates/print/cover-note.css.j2: broken: a cover note is one page, not 2"
    assert told in ran.out + ran.err
    assert "mistake of the program" not in ran.out + ran.err


def test_what_goes_back_to_what_it_was_is_not_rendered(
    build: Builder, project_folder: Path, edit: Edit
) -> None:
    build()
    before = build.dist
    edit(project_folder / CLINIC, "footbridge", "railway")
    build()
    assert build.dist != before
    edit(project_folder / CLINIC, "railway", "footbridge")
    build()
    assert (build.rendered, build.dist) == ([], before)


# --- the day -------------------------------------------------------------------------------------


def test_the_day_that_changes_the_state_renders_and_no_other_does(build: Builder) -> None:
    build("--as-of", "2026-11-23")
    draft = build.dist
    build("--as-of", "2026-12-24")
    assert (build.rendered, build.dist) == ([], draft)
    build("--as-of", "2027-11-24")
    assert build.rendered == BOTH
    states = json.loads(build.dist["manifest.json"])["editions"]
    assert {entry["state"] for entry in states} == {"overdue"}
    build("--as-of", "2026-11-23")
    assert (build.rendered, build.dist) == ([], draft)


def test_the_day_on_which_a_pack_grows_old_warns_and_renders_nothing(build: Builder) -> None:
    build("--as-of", "2027-05-23")
    before = build.dist
    old = build("--as-of", "2027-05-24")
    assert (build.rendered, build.dist) == ([], before)
    assert "[stale-pack]" in old.err
    assert build("--as-of", "2027-05-24").err == old.err
    assert "[stale-pack]" not in build("--as-of", "2027-05-23").err


# --- findings ------------------------------------------------------------------------------------


def test_what_was_found_is_reported_again_word_for_word(
    build: Builder, project_folder: Path, edit: Edit
) -> None:
    edit(project_folder / LEAFLET, "\ntitle: ", f"\ntitle: {'a' * 50}  # ")
    first = build(render=with_notes)
    report = (project_folder / "report.json").read_text("utf-8")
    again = build(render=with_notes)
    assert build.rendered == []
    assert first.err.count("[lengths]") == 1
    assert "[sides]" in first.err
    assert (again.code, again.err) == (first.code, unchanged(first))
    before, after = (
        [edition["findings"] for edition in json.loads(found)["editions"]]
        for found in (report, (project_folder / "report.json").read_text("utf-8"))
    )
    assert before == after
    shutil.rmtree(project_folder / "dist")
    assert build(render=with_notes).err == unchanged(first)


def test_an_error_takes_the_file_away_and_its_end_brings_it_back_without_rendering(
    build: Builder, project_folder: Path, edit: Edit
) -> None:
    build()
    before = build.dist
    edit(project_folder / CLINIC, "skin_tone: medium", "skin_tone: olive")
    for _ in range(2):
        ran = build()
        assert (ran.code, ran.err.count("olive")) == (1, 1)
        assert build.became == {RIVERSIDE: "failed", OSWIN: "cached"}
        assert listed(project_folder / "dist") == [f"{OSWIN}.pdf"]
        assert standing(project_folder / "dist") == [f"{OSWIN}.pdf"]
    edit(project_folder / CLINIC, "skin_tone: olive", "skin_tone: medium")
    assert build().code == 0
    assert (build.rendered, build.dist) == ([], before)


@pytest.mark.parametrize(("file", "failed"), [(PNG, [OSWIN]), (FIGURE, [RIVERSIDE, OSWIN])])
def test_a_picture_that_is_spoilt_is_found_though_the_file_that_names_it_is_as_it_was(
    file: str, failed: list[str], build: Builder, project_folder: Path
) -> None:
    build()
    before, data = build.dist, (project_folder / file).read_bytes()
    (project_folder / file).write_bytes(b"<svg onload='x'/>")
    for _ in range(2):
        ran = build()
        assert (ran.code, build.failed(), build.rendered) == (1, failed, [])
        assert f" broken: {Path(file).name}" in ran.err
    (project_folder / file).write_bytes(data)
    assert build().code == 0
    assert (build.rendered, build.dist) == ([], before)


def test_an_error_between_two_files_is_found_each_time(
    build: Builder, project_folder: Path, edit: Edit
) -> None:
    """Both are well by themselves: the leaflet asks for an urgent line, one clinic has none."""
    edit(
        project_folder / LEAFLET,
        "{#what-is-it}\n",
        "{#what-is-it}\n\nCall [the urgent line](clinic:phones.urgent).\n",
    )
    for _ in range(2):
        ran = build()
        assert (ran.code, build.failed()) == (1, [RIVERSIDE])


def test_what_could_not_be_rendered_is_tried_again(build: Builder, project_folder: Path) -> None:
    def stumbling(composition: Composition, _: object) -> Rendering:
        if "Riverside" in composition.title:
            raise ValueError("odd")
        return faithful(composition, {})

    for _ in range(2):
        assert build(render=stumbling).code == 3
        assert build.rendered == ["riverside"] or build.rendered == BOTH
        assert listed(project_folder / "dist") == [f"{OSWIN}.pdf"]
    build()
    assert build.rendered == ["riverside"]
    assert listed(project_folder / "dist") == [f"{RIVERSIDE}.pdf", f"{OSWIN}.pdf"]


# --- files for the printer -----------------------------------------------------------------------


def test_piles_go_when_they_are_not_asked_for_and_come_back_without_rendering(
    build: Builder,
) -> None:
    build(render=printable)
    plain = build.dist
    build("--manual-duplex", render=printable)
    assert build.rendered == [], "a pile is made of the leaflet that stands"
    piles = build.dist
    added = sorted(piles.keys() - plain.keys())
    assert added == [f"{name}.print.{s}.pdf" for name in (RIVERSIDE, OSWIN)
                     for s in ("backs", "fronts")]  # fmt: skip
    build(render=printable)
    assert (build.rendered, build.dist) == ([], plain)
    build("--manual-duplex", render=printable)
    assert (build.rendered, build.dist) == ([], piles)
    assert set(build.became.values()) == {"cached"}


def test_an_altered_pile_is_put_back_without_composing(
    build: Builder, project_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build("--manual-duplex", render=printable)
    before = build.dist
    (project_folder / f"dist/{RIVERSIDE}.print.fronts.pdf").write_bytes(b"")
    (project_folder / f"dist/{OSWIN}.print.backs.pdf").unlink()
    monkeypatch.setattr("leaflet.build.edition_job.compose", None)
    build("--manual-duplex", render=printable)
    assert (build.rendered, build.dist) == ([], before)


# --- within one step of the clock ----------------------------------------------------------------


def same_length(folder: Path) -> None:
    """A change that keeps size, inode and time: nothing but the words tells."""
    path = folder / CLINIC
    found, words = path.stat(), path.read_text("utf-8")
    path.write_text(words.replace("footbridge", "footbridgX", 1), "utf-8")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    after = path.stat()
    assert (after.st_ino, after.st_size, after.st_mtime_ns) == (
        found.st_ino, found.st_size, found.st_mtime_ns,
    )  # fmt: skip


def write_now(path: Path) -> None:
    path.write_bytes(path.read_bytes())


def test_a_change_of_the_same_length_at_once_is_seen(build: Builder, project_folder: Path) -> None:
    path = project_folder / CLINIC
    write_now(path)
    build()
    path.write_text(path.read_text("utf-8").replace("footbridge", "footbridgX"), "utf-8")
    build()
    assert build.rendered == ["riverside"]


def test_a_change_within_the_step_of_the_clock_is_seen(
    build: Builder, project_folder: Path
) -> None:
    write_now(project_folder / CLINIC)
    build()
    same_length(project_folder)
    build()
    assert build.rendered == ["riverside"]


def test_a_change_within_the_step_of_the_clock_is_seen_after_a_long_build(
    build: Builder, project_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is read when a build begins, the file index is written when it ends."""
    monkeypatch.setattr(file_index_module, "_STEP_NS", 100_000_000)

    def slow(composition: Composition, _: object) -> Rendering:
        time.sleep(0.3)
        return faithful(composition, {})

    write_now(project_folder / CLINIC)
    build(render=slow)
    same_length(project_folder)
    build()
    assert build.rendered == ["riverside"]


def test_a_file_that_nobody_looked_at_meanwhile_stays_in_doubt(tmp_path: Path) -> None:
    """A build of one language does not look at the locale of another, but dates the file index."""
    store = Store(tmp_path / "store")
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_bytes(b"one")
    other.write_bytes(b"a")

    def look(*paths: Path) -> list[str]:
        file_index = FileIndex(store, tmp_path, tmp_path / "dist")
        found = [file_index.digest(path) for path in paths]
        file_index.save()
        return found

    assert look(one, other) == [digest(b"one"), digest(b"a")]
    found = other.stat()
    other.write_bytes(b"b")
    os.utime(other, ns=(found.st_atime_ns, found.st_mtime_ns))
    step, file_index_module._STEP_NS = file_index_module._STEP_NS, 0
    try:
        time.sleep(0.05)
        one.write_bytes(b"two")
        assert look(one) == [digest(b"two")]
        assert look(other) == [digest(b"b")]
    finally:
        file_index_module._STEP_NS = step


def test_an_old_file_is_not_read_again(
    build: Builder, project_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in project_folder.rglob("*"):
        os.utime(path, ns=(0, 10**18))
    build()
    for path in (project_folder / "dist").rglob("*"):
        os.utime(path, ns=(0, 10**18))
    build()
    read: list[str] = []
    real = Path.read_bytes

    def watched(path: Path) -> bytes:
        read.append(path.name)
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", watched)
    build()
    assert [name for name in read if name.endswith((".pdf", ".md", ".j2"))] == []


# --- a dry run -----------------------------------------------------------------------------------


def dry(build: Builder, *args: str) -> tuple[int, dict[str, tuple[str, str]]]:
    """The exit code of a dry run, and what it says of each edition."""
    before = build.dist if (build.folder / "dist").exists() else None
    ran = build.run("build", "--dry-run", *args, cwd=build.folder)
    after = build.dist if (build.folder / "dist").exists() else None
    assert after == before, "a dry run writes nothing"
    rows = [line.split(maxsplit=2) for line in ran.out.splitlines()]
    return ran.code, {name: (what, why) for what, name, why in rows}


def test_a_dry_run_of_a_first_build_writes_nothing(build: Builder, project_folder: Path) -> None:
    assert dry(build) == (0, {RIVERSIDE: ("build", "new"), OSWIN: ("build", "new")})
    assert dry(build) == (0, {RIVERSIDE: ("build", "new"), OSWIN: ("build", "new")})
    assert not (project_folder / "dist").exists()


KEEP = ("keep", "unchanged")
GONE = ("restore", "its file is missing or was changed")


@pytest.mark.parametrize(
    ("change", "args", "riverside", "oswin"),
    [
        (text(SETTINGS, "# This", "# That"), (), KEEP, KEEP),
        (text(CLINIC, "footbridge", "railway"), (), ("build", "clinic changed"), KEEP),
        (text(LOGO, "<svg", "<!-- --><svg"), (), ("build", "clinic changed"), KEEP),
        (text(PNG_CLINIC, "lift", "stairs"), (), KEEP, ("build", "clinic changed")),
        (
            text(LEAFLET, "{#what-is-it}\n", "{#what-is-it}\n\nNew words.\n"),
            (),
            ("build", "leaflet changed"),
            ("build", "leaflet changed"),
        ),
        (
            template("patient/a4.html.j2", "<main>", "{# #}<main>"),
            (),
            ("build", "templates changed"),
            ("build", "templates changed"),
        ),
        (
            text(LOCALE, "Patient information", "For patients"),
            (),
            ("build", "locale changed"),
            ("build", "locale changed"),
        ),
        (
            text(PACK, 'display: "999"', 'display: "999 or 112"'),
            (),
            ("build", "jurisdiction changed"),
            ("build", "jurisdiction changed"),
        ),
        (
            text(SETTINGS, "formats:", "printing: {cover_note: true}\nformats:"),
            (),
            ("build", "printing changed"),
            ("build", "printing changed"),
        ),
        (
            text(SETTINGS, "# This", "# That"),
            ("--manual-duplex",),
            ("build", "options changed"),
            ("build", "options changed"),
        ),
        (
            text(SETTINGS, "# This", "# That"),
            ("--as-of", "2027-05-20"),
            KEEP,
            KEEP,
        ),
        (
            text(SETTINGS, "# This", "# That"),
            ("--fresh",),
            ("build", "everything is rebuilt"),
            ("build", "everything is rebuilt"),
        ),
        (lambda folder: (folder / f"dist/{OSWIN}.pdf").unlink(), (), KEEP, GONE),
        (lambda folder: (folder / f"dist/{RIVERSIDE}.pdf").write_bytes(b"x"), (), GONE, KEEP),
    ],
)
def test_a_dry_run_says_why(
    change: Callable[[Path], None],
    args: tuple[str, ...],
    riverside: tuple[str, str],
    oswin: tuple[str, str],
    build: Builder, project_folder: Path,
) -> None:  # fmt: skip
    build()
    change(project_folder)
    assert dry(build, *args) == (0, {RIVERSIDE: riverside, OSWIN: oswin})


def test_a_dry_run_says_which_state_is_next(build: Builder) -> None:
    build()
    code, answers = dry(build, "--as-of", "2028-01-01")
    # Its pack is out of date by then, too.
    why = "jurisdiction changed, state draft -> overdue, record changed"
    assert (code, answers) == (0, {RIVERSIDE: ("build", why), OSWIN: ("build", why)})


def test_a_dry_run_with_errors_says_so_and_exits_with_1(
    build: Builder, project_folder: Path, edit: Edit
) -> None:
    build()
    edit(project_folder / CLINIC, "skin_tone: medium", "skin_tone: olive")
    code, answers = dry(build)
    assert (code, answers) == (1, {RIVERSIDE: ("fail", "its content has errors"), OSWIN: KEEP})


def test_a_dry_run_finds_errors_between_two_files(
    build: Builder, project_folder: Path, edit: Edit
) -> None:
    edit(
        project_folder / LEAFLET,
        "{#what-is-it}\n",
        "{#what-is-it}\n\nCall [the urgent line](clinic:phones.urgent).\n",
    )
    code, answers = dry(build)
    assert (code, answers[RIVERSIDE][0]) == (1, "fail")


def test_a_dry_run_renders_nothing_and_a_build_then_does_what_it_said(build: Builder) -> None:
    def refuse(*_: object) -> Rendering:
        raise AssertionError("rendered")

    ran = build.run("build", "--dry-run", cwd=build.folder, render=refuse)
    assert (ran.code, ran.err) == (0, "2 editions: 2 to build\n")
    build()
    assert build.rendered == BOTH


# --- whatever happens ----------------------------------------------------------------------------


def _swap(file: str, *variants: str) -> list[Callable[[Path], None]]:
    """Changes that put one of several texts where another of them stands."""

    def to(new: str) -> Callable[[Path], None]:
        def change(folder: Path) -> None:
            words = (folder / file).read_text("utf-8")
            for old in variants:
                words = words.replace(old, "\0", 1)
            (folder / file).write_text(words.replace("\0", new, 1), "utf-8")

        return change

    return [to(variant) for variant in variants]


def _lose(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / "dist" / name).unlink(missing_ok=True)


def _spoil(name: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / "dist" / name
        if path.exists():
            path.write_bytes(path.read_bytes()[:-1] + b"!")

    return change


def _forget(kind: str) -> Callable[[Path], None]:
    def change(_: Path) -> None:
        for path in kept(kind):
            path.unlink()

    return change


def _own_template(words: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        shutil.rmtree(folder / "templates", ignore_errors=True)
        template("patient/a4.html.j2", "<main>", f"{words}<main>")(folder)

    return change


def _no_template(folder: Path) -> None:
    shutil.rmtree(folder / "templates", ignore_errors=True)


def _lose_folder(folder: Path) -> None:
    shutil.rmtree(folder / "dist", ignore_errors=True)


def _another_leaflet(folder: Path) -> None:
    add_leaflet(folder, "fillers")


def _no_other_leaflet(folder: Path) -> None:
    shutil.rmtree(folder / "content/leaflets/fillers", ignore_errors=True)


CHANGES: list[Callable[[Path], None]] = [
    *_swap(CLINIC, "footbridge", "footbridgX", "railway"),
    *_swap(CLINIC, "skin_tone: medium", "skin_tone: olive"),
    *_swap(CLINIC, "languages: [en-GB]\n", "languages: [en-GB]\nformats: [mono]\n"),
    *_swap(PNG_CLINIC, *PHONES["st-oswin"]),
    *_swap(LEAFLET, "\nversion: 0.1.0", "\nversion: 0.1.1"),
    *_swap(
        LEAFLET,
        "published: 2026-11-23\nreview_due: 2027-11-23",
        "published: 2026-10-01\nreview_due: 2026-11-01",
    ),
    *_swap(LOCALE, "Patient information", "For patients"),
    *_swap(PACK, "The clinic must check", "The clinic will check"),
    *_swap(SETTINGS, "formats: [a4]", "formats: [a4, mono]", "formats: [mono]"),
    *_swap(LOGO, "<svg", "<!-- --><svg"),
    _own_template("{# a remark #}"),
    _own_template("<p>{{ typeset(leaflet.title) }}</p>"),
    _no_template,
    _another_leaflet,
    _no_other_leaflet,
    _lose(f"{RIVERSIDE}.pdf"),
    _lose_folder,  # without its manifest alone, a build cannot know which old files are its own
    _spoil(f"{OSWIN}.pdf"),
    *map(_forget, ("editions", "renderings", "files", "file-indexes", "summaries")),
]
BUILDS = [(), ("-c", "riverside"), ("-f", "mono"), ("--as-of", "2027-12-01"), ("--fresh",)]

steps = st.lists(
    st.tuples(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=3), st.sampled_from(BUILDS)),
    min_size=1,
    max_size=4,
)


@pytest.mark.slow
@given(steps)
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_came_before_a_build_leaves_what_one_from_nothing_makes(
    tmp_path_factory: pytest.TempPathFactory, run: Run,
    taken: list[tuple[list[Callable[[Path], None]], tuple[str, ...]]],
) -> None:  # fmt: skip
    folder = tmp_path_factory.mktemp("steps")
    shutil.copytree(EXAMPLE / "content", folder / "content")
    (folder / SETTINGS).write_text("# This marks the project.\nformats: [a4]\n", "utf-8")
    build = Builder(folder, run)
    build()
    for changes, how in taken:
        for change in changes:
            change(folder)
        build(*how)
    build()
    assert_as_from_nothing(build)
    build()
    assert build.rendered == []
    assert build.failed() or set(build.became.values()) == {"cached"}
