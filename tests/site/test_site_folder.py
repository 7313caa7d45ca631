"""`leaflet site`: a folder that can be copied to any computer, and kept up to date."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from leaflet.core.digests import digest
from leaflet.output import manifest
from leaflet.output.manifest_entries import ManifestEntry, Shard
from leaflet.site.archives import packed
from tests.support.projects import Ran, Run
from tests.support.sites import entry_of, write_build

EDITIONS = [
    entry_of(clinic, leaflet, format_)
    for clinic in ("riverside", "st-oswin")
    for leaflet in ("peels", "sun")
    for format_ in ("a4", "trifold")
]

Site = Callable[..., Ran]


@pytest.fixture
def site(run: Run, tmp_path: Path) -> Site:
    """Calls `leaflet site` in a folder with the output folder of a build and no project."""
    write_build(tmp_path / "dist", EDITIONS, print_forms=["trifold"])

    def call(*args: str | Path) -> Ran:
        return run("site", *args, cwd=tmp_path)

    return call


def names(folder: Path) -> set[str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {p.relative_to(folder).as_posix() for p in found if p.parent.name != "pictures"}


def html(folder: Path) -> str:
    return (folder / "index.html").read_text("utf-8")


def without(entries: list[ManifestEntry], clinic: str) -> list[ManifestEntry]:
    return [entry for entry in entries if entry.clinic != clinic]


def test_the_site_has_all_files_and_a_page_that_leads_to_them(site: Site, tmp_path: Path) -> None:
    ran = site()
    assert ran.code == 0
    assert ran.err.splitlines() == ["8 editions of 2 clinics in site", "open site/index.html"]
    written = tmp_path / "site"
    files = {entry.path for entry in EDITIONS}
    files |= {entry.file(".print.pdf") for entry in EDITIONS if entry.format == "trifold"}
    assert names(written) == files | {"index.html", "manifest.json"}
    for path in files:
        assert (written / path).read_bytes() == (tmp_path / "dist" / path).read_bytes()
        assert f'href="{path}"' in html(written)
    assert len(list((written / "pictures").iterdir())) == 8


def test_the_same_build_gives_the_same_bytes(site: Site, tmp_path: Path) -> None:
    for folder in ("one", "other"):
        assert site("-o", folder, "--zip").code == 0
    one, other = tmp_path / "one", tmp_path / "other"
    assert names(one) == names(other)
    assert all((one / name).read_bytes() == (other / name).read_bytes() for name in names(one))


def test_the_archive_of_a_clinic_is_a_site_of_its_own(site: Site, tmp_path: Path) -> None:
    site("--zip")
    with zipfile.ZipFile(tmp_path / "site/riverside.zip") as archive:
        inside = set(archive.namelist())
        page = archive.read("index.html").decode()
        assert archive.read(EDITIONS[0].path) == (tmp_path / "dist" / EDITIONS[0].path).read_bytes()
    own = {entry for entry in EDITIONS if entry.clinic == "riverside"}
    assert {entry.path for entry in own} < inside
    assert EDITIONS[1].file(".print.pdf") in inside
    assert not [name for name in inside if "st-oswin" in name]
    assert "<h1>Leaflets of Riverside Skin Clinic</h1>" in page
    assert len([name for name in inside if name.startswith("pictures/")]) == 4
    assert 'href="riverside.zip" download' in html(tmp_path / "site")


def test_an_archive_has_the_bytes_that_its_files_have_and_no_time() -> None:
    files = {"b.html": b"b" * 1000, "a.pdf": b"a"}
    assert packed(files) == packed(dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(packed(files))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["a.pdf", "b.html"]
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_archives_go_when_they_are_not_asked_for(site: Site, tmp_path: Path) -> None:
    site("--zip")
    site()
    assert not [name for name in names(tmp_path / "site") if name.endswith(".zip")]
    assert ".zip" not in html(tmp_path / "site")


# --- what to reprint -----------------------------------------------------------------------------


def test_what_changed_since_the_last_site_is_a_list_that_stays(site: Site, tmp_path: Path) -> None:
    site()
    assert "What to reprint" not in html(tmp_path / "site")
    changed = replace(EDITIONS[0], version="1.1.0", words="22" * 32, sha256="")
    path = tmp_path / "dist" / changed.path
    write_build(tmp_path / "dist", [*without(EDITIONS, "st-oswin")[1:]], print_forms=["trifold"])
    path.write_bytes(path.read_bytes() + b"% new")
    changed = replace(changed, sha256=digest(path.read_bytes()))
    manifest.write(tmp_path / "dist", [changed, *without(EDITIONS, "st-oswin")[1:]])
    ran = site()
    assert "since before: 1 to reprint, 4 to recycle" in ran.err
    page = html(tmp_path / "site")
    assert "What to reprint and recycle: 1 to reprint, 4 to recycle" in page
    assert "<b>Reprint</b> Chemical peels, en-GB: A4 handout" in page
    assert "wording changed; version 1.0.0 to 1.1.0" in page
    assert "<b>Recycle</b> Chemical peels, en-GB: A4 handout; Tri-fold on A4" in page
    assert not [name for name in names(tmp_path / "site") if name.startswith("st-oswin")]
    site()
    assert html(tmp_path / "site") == page, "the list was lost"


def test_a_list_may_begin_with_any_manifest(site: Site, tmp_path: Path) -> None:
    write_build(tmp_path / "then", without(EDITIONS, "riverside"))
    assert site("--since", "then").code == 0
    assert "What to reprint and recycle: 4 new" in html(tmp_path / "site")


def test_what_may_not_be_handed_out_yet_is_not_to_be_put_out(site: Site, tmp_path: Path) -> None:
    write_build(
        tmp_path / "dist",
        [
            replace(EDITIONS[0], state="draft"),
            replace(EDITIONS[2], stale=("an older phone number",)),
            EDITIONS[4],
        ],
    )
    write_build(tmp_path / "then", [replace(entry, sha256="00" * 32) for entry in EDITIONS[:3]])
    site("--since", "then")
    lines = html(tmp_path / "site").split("<li>")
    (draft,) = (line for line in lines if "<b>Reprint</b> Chemical peels" in line)
    (stale,) = (line for line in lines if "has an older phone number)" in line)
    (new,) = (line for line in lines if "<b>New</b> Chemical peels" in line)
    assert "Wait: the new file is not for patients (draft)." in draft
    assert "Wait: the new file is not built yet." in stale
    assert "Wait" not in new


# --- refusals ------------------------------------------------------------------------------------


def spoil_file(folder: Path) -> None:
    (folder / "dist" / EDITIONS[3].path).write_bytes(b"another file")


def delete_file(folder: Path) -> None:
    (folder / "dist" / EDITIONS[3].path).unlink()


def make_shard(folder: Path) -> None:
    manifest.write(folder / "dist", EDITIONS, shard=Shard(1, 2, tuple(e.name for e in EDITIONS)))


def leave_unfinished(folder: Path) -> None:
    (folder / "dist" / manifest.JOURNAL).write_text("{}", "utf-8")


def delete_manifest(folder: Path) -> None:
    (folder / "dist/manifest.json").unlink()


def put_foreign_page(folder: Path) -> None:
    (folder / "site").mkdir()
    (folder / "site/index.html").write_text("<title>Our clinic</title>", "utf-8")


def put_foreign_manifest(folder: Path) -> None:
    (folder / "site").mkdir()
    (folder / "site/manifest.json").write_text('{"name": "web app"}', "utf-8")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (spoil_file, "is not the file that the manifest lists"),
        (delete_file, "cannot be read"),
        (make_shard, "shard 1 of 2 only"),
        (leave_unfinished, "is not finished"),
        (delete_manifest, "no manifest"),
        (put_foreign_page, "is not of leaflet"),
        (put_foreign_manifest, "is not a manifest of leaflet"),
    ],
)
def test_what_is_not_right_is_refused_with_a_hint(
    site: Site, tmp_path: Path, spoil: Callable[[Path], None], says: str
) -> None:
    spoil(tmp_path)
    ran = site()
    assert ran.code == 2
    message, hint = ran.err.splitlines()
    assert says in message
    assert hint.startswith("  ")
    assert not (tmp_path / "site/riverside").exists()


def test_the_folder_of_the_build_is_no_place_for_a_site(site: Site) -> None:
    ran = site("-o", "dist")
    assert (ran.code, "has its page already" in ran.err) == (2, True)


def test_a_file_that_a_link_leads_out_to_is_not_copied(site: Site, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    target = tmp_path / "dist/riverside/en-GB"
    for path in target.iterdir():
        path.rename(tmp_path / "outside" / path.name)
    target.rmdir()
    target.symlink_to(tmp_path / "outside")
    ran = site()
    assert (ran.code, "leads out of the folder" in ran.err) == (2, True)


def test_a_site_of_a_whole_project_in_one_go(run: Run, project_folder: Path) -> None:
    assert run("build", cwd=project_folder).code == 0
    assert run("site", "--zip", cwd=project_folder).code == 0
    assert (project_folder / "site/riverside.zip").is_file()


def test_content_is_no_place_for_a_site(run: Run, project_folder: Path) -> None:
    run("build", cwd=project_folder)
    ran = run("site", "-o", "content/site", cwd=project_folder)
    assert (ran.code, "written by hand" in ran.err) == (2, True)
