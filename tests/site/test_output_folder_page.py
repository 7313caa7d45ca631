"""`index.html` in an output folder: written after a build or merge, and only when it must be."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflet.cache.store import Store
from leaflet.model.settings import Printing
from leaflet.output import manifest
from leaflet.output.manifest_entries import Shard
from leaflet.site import thumbnails
from leaflet.site.index_writer import update_index
from tests.support.projects import CLINIC, PNG_CLINIC, Edit, Run
from tests.support.sites import entry_of, write_build

PAGE = "index.html"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    some = [entry_of("riverside", "peels", name) for name in ("a4", "trifold", "phone")]
    return write_build(tmp_path / "dist", some, print_forms=["trifold"])


def update(folder: Path, store: Store, printing: Printing | None = None) -> str:
    return update_index(folder, printing or Printing(), store)


def pictures(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "pictures").iterdir())


def test_every_page_has_a_picture_of_its_first_side(dist: Path, store: Store) -> None:
    assert update(dist, store) == ""
    html = (dist / PAGE).read_text("utf-8")
    assert len(pictures(dist)) == 2
    for name in pictures(dist):
        assert f'src="pictures/{name}"' in html
        assert (dist / "pictures" / name).read_bytes().startswith(b"\x89PNG")


def test_a_page_that_is_right_is_not_written_again(
    dist: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(dist, store)
    monkeypatch.setattr("leaflet.site.index_writer._page_of", lambda *_: pytest.fail("made"))
    assert update(dist, store) == ""


@pytest.mark.parametrize("what", ["manifest", "printing", "file for the printer"])
def test_a_page_is_written_again_when_what_it_shows_has_changed(
    dist: Path, store: Store, what: str
) -> None:
    update(dist, store)
    before = (dist / PAGE).read_bytes()
    printing = Printing()
    if what == "manifest":
        write_build(dist, [entry_of("riverside", "peels", "a4", state="draft")])
    elif what == "printing":
        printing = Printing(booklet="two-up")
    else:
        (dist / entry_of("riverside", "peels", "a4").file(".print.fronts.pdf")).write_bytes(b"x")
    update(dist, store, printing)
    assert (dist / PAGE).read_bytes() != before


def test_pictures_are_drawn_once_and_kept_in_the_store(
    dist: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(dist, store)
    drawn = {name: (dist / "pictures" / name).read_bytes() for name in pictures(dist)}
    for path in (dist / "pictures").iterdir():
        path.unlink()
    (dist / PAGE).unlink()
    monkeypatch.setattr(thumbnails, "_drawn", lambda _: pytest.fail("drawn again"))
    update(dist, store)
    assert {name: (dist / "pictures" / name).read_bytes() for name in pictures(dist)} == drawn


def test_a_page_that_cannot_be_drawn_has_a_sketch_instead(tmp_path: Path, store: Store) -> None:
    dist = write_build(tmp_path / "dist", [entry_of("riverside", "peels", "a4")])
    (dist / "riverside/en-GB/peels.a4.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    assert update(dist, store) == ""
    assert '<use href="#page-portrait"/>' in (dist / PAGE).read_text("utf-8")
    assert not (dist / "pictures").exists()


def test_pictures_of_editions_that_are_gone_are_deleted_and_nothing_else(
    dist: Path, store: Store
) -> None:
    update(dist, store)
    (dist / "pictures/team.png").write_bytes(b"our own")
    write_build(dist, [entry_of("riverside", "peels", "a4")])
    update(dist, store)
    assert len(pictures(dist)) == 2
    assert "team.png" in pictures(dist)


def test_a_page_of_somebody_else_stays(dist: Path, store: Store) -> None:
    (dist / PAGE).write_text("<!doctype html><title>Our clinic</title>", "utf-8")
    assert "is not of leaflet and stays" in update(dist, store)
    assert "Our clinic" in (dist / PAGE).read_text("utf-8")


def test_a_part_of_a_build_has_no_page(tmp_path: Path, store: Store) -> None:
    entry = entry_of("riverside", "peels", "a4")
    dist = write_build(tmp_path / "dist", [entry])
    manifest.write(dist, [entry], shard=Shard(1, 2, (entry.name,)))
    assert update(dist, store) == ""
    assert not (dist / PAGE).exists()


# --- after commands ------------------------------------------------------------------------------


def test_a_build_lists_what_it_made_by_the_names_that_people_know(
    run: Run, project_folder: Path
) -> None:
    assert run("build", cwd=project_folder).code == 0
    html = (project_folder / "dist" / PAGE).read_text("utf-8")
    for words in ("Mesotherapy", "Riverside Skin Clinic", "English (United Kingdom)", "A4 handout"):
        assert words in html
    assert 'href="riverside/en-GB/mesotherapy-acne-scars.a4.pdf"' in html
    assert "Draft. Not for patients" in html


def test_a_build_of_one_clinic_shows_what_is_out_of_date_at_the_others(
    run: Run, project_folder: Path, edit: Edit
) -> None:
    run("build", cwd=project_folder)
    edit(project_folder / PNG_CLINIC, "name: The St Oswin", "name: The Saint Oswin")
    assert run("build", "-c", "riverside", cwd=project_folder).code == 0
    html = (project_folder / "dist" / PAGE).read_text("utf-8")
    assert html.count("Out of date: it has an older name of the clinic") == 1


def test_a_new_name_of_a_clinic_is_on_the_page_after_a_build(
    run: Run, project_folder: Path, edit: Edit
) -> None:
    run("build", cwd=project_folder)
    edit(project_folder / CLINIC, "name: Riverside Skin Clinic", "name: Meadow Skin Clinic")
    run("build", cwd=project_folder)
    html = (project_folder / "dist" / PAGE).read_text("utf-8")
    assert "Meadow Skin Clinic" in html
    assert "Riverside Skin Clinic" not in html


def test_a_page_of_somebody_else_is_told_by_a_build(run: Run, project_folder: Path) -> None:
    (project_folder / "dist").mkdir()
    (project_folder / "dist" / PAGE).write_text("ours", "utf-8")
    ran = run("build", cwd=project_folder)
    assert (ran.code, f"note: dist/{PAGE} is not of leaflet and stays" in ran.err) == (0, True)


def test_shards_come_together_to_the_page_of_one_build(run: Run, project_folder: Path) -> None:
    run("build", "-o", "whole", cwd=project_folder)
    for number in (1, 2):
        run("build", "--shard", f"{number}/2", "-o", f"part{number}", cwd=project_folder)
    assert run("merge", "part1", "part2", "-o", "merged", cwd=project_folder).code == 0
    pages = {(project_folder / folder / PAGE).read_bytes() for folder in ("whole", "merged")}
    assert len(pages) == 1
