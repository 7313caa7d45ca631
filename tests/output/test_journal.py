"""What the next build knows of an output folder in which a process died."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from leaflet.core.atomic import replace_atomically
from leaflet.core.diagnostics import UsageError
from leaflet.core.digests import digest
from leaflet.output import journal, manifest, writing
from leaflet.output.folder_lock import FolderLock
from leaflet.output.journal import Journal, recover
from leaflet.output.manifest_entries import ManifestEntry


def paper(format_: str, data: bytes) -> ManifestEntry:
    path = f"riverside/en-GB/scars.{format_}.pdf"
    names = ("scars", "en-GB", "riverside", format_, path, digest(data))
    return ManifestEntry(*names, pages=4, version="1.0.0", words="11" * 32, state="draft")


OLD, NEW = b"old", b"new"
A4, MONO = "riverside/en-GB/scars.a4.pdf", "riverside/en-GB/scars.mono.pdf"
PRINT = "riverside/en-GB/scars.a4.print.pdf"


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A folder with an old edition and the journal of a process that is about to make it anew."""
    folder = tmp_path / "dist"
    writing.write_output(folder / A4, OLD)
    Journal(folder).begin([MONO], [paper("a4", OLD)])
    return folder


def standing(folder: Path) -> list[str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(p.relative_to(folder).as_posix() for p in found if p.name != manifest.JOURNAL)


def note(dist: Path, format_: str, files: dict[str, bytes]) -> None:
    Journal(dist).note(paper(format_, files[""]), files)


def test_without_a_journal_nobody_died(tmp_path: Path) -> None:
    assert recover(tmp_path, [paper("a4", OLD)]) is None


def test_what_was_not_touched_stays_even_without_its_manifest(dist: Path) -> None:
    assert recover(dist, []) == {A4: paper("a4", OLD)}
    assert standing(dist) == [A4]


def test_an_edition_that_was_written_whole_is_listed(dist: Path) -> None:
    note(dist, "a4", {"": NEW, ".print.pdf": NEW})
    writing.write_output(dist / A4, NEW)
    writing.write_output(dist / PRINT, NEW)
    assert recover(dist, [paper("a4", OLD)]) == {A4: paper("a4", NEW)}
    assert standing(dist) == [A4, PRINT]


def test_an_edition_that_was_written_by_half_goes(dist: Path) -> None:
    note(dist, "a4", {"": NEW, ".print.pdf": NEW})
    writing.write_output(dist / PRINT, NEW)
    assert recover(dist, [paper("a4", OLD)]) == {}
    assert standing(dist) == []


def test_a_planned_file_that_nothing_lists_goes(dist: Path) -> None:
    writing.write_output(dist / MONO, NEW)
    assert recover(dist, []) == {A4: paper("a4", OLD)}
    assert standing(dist) == [A4]


def test_a_last_line_that_was_cut_off_does_not_count(dist: Path) -> None:
    note(dist, "a4", {"": NEW})
    data = (dist / manifest.JOURNAL).read_bytes()
    (dist / manifest.JOURNAL).write_bytes(data[:-5])
    assert recover(dist, []) == {A4: paper("a4", OLD)}


def test_what_a_process_was_writing_goes_and_files_of_others_stay(dist: Path) -> None:
    for name in (".leaflet-a1b2c3d4", "riverside/en-GB/.leaflet-zzzzzzzz", "notes.txt", "a/b.pdf"):
        writing.write_output(dist / name, b"x")
    recover(dist, [])
    assert standing(dist) == ["a/b.pdf", "notes.txt", A4]


def test_it_is_there_before_the_first_file_and_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = []
    real = replace_atomically

    def replace(path: Path, data: bytes, within: Path, *, durable: bool) -> None:
        noted.append((path.name, durable))
        real(path, data, within, durable=durable)

    monkeypatch.setattr(journal, "replace_atomically", replace)
    Journal(tmp_path).begin([A4], [])
    assert noted == [(manifest.JOURNAL, True)]


# --- hostile -------------------------------------------------------------------------------------

HEAD: dict[str, Any] = {"journal": 1, "planned": [A4], "editions": []}
ENTRY = paper("a4", OLD).record


def lines(*content: Any) -> str:
    return "".join(json.dumps(one) + "\n" for one in content)


FOREIGN = {
    "nothing": "",
    "no JSON": "hello\n",
    "deep": "[" * 100_000 + "\n",
    "a list": "[]\n",
    "another version": lines({**HEAD, "journal": 2}),
    "a way up": lines({**HEAD, "planned": ["../../leaflet.yaml"]}),
    "a way up that ends well": lines({**HEAD, "planned": ["../en-GB/scars.a4.pdf"]}),
    "an absolute path": lines({**HEAD, "planned": ["/riverside/en-GB/scars.a4.pdf"]}),
    "no edition": lines({**HEAD, "planned": ["notes.pdf"]}),
    "another kind of file": lines({**HEAD, "planned": ["riverside/en-GB/scars.a4.docx"]}),
    "a line end": lines({**HEAD, "planned": [A4 + "\n"]}),
    "a number": lines({**HEAD, "planned": [1]}),
    "a text of paths": lines({**HEAD, "planned": A4}),
    "an entry that leads out": lines({**HEAD, "editions": [ENTRY | {"path": "/etc/passwd"}]}),
    "a file that leads out": lines(HEAD, {"entry": ENTRY, "files": {"/../../x": "00"}}),
    "a line that is none": lines(HEAD, "x"),
}


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN.keys())
def test_what_we_did_not_write_is_no_journal_and_deletes_nothing(
    content: str, tmp_path: Path
) -> None:
    dist = tmp_path / "dist"
    for name in (A4, "notes.pdf"):
        writing.write_output(dist / name, OLD)
    (tmp_path / "leaflet.yaml").write_bytes(OLD)
    (dist / manifest.JOURNAL).write_text(content, "utf-8")
    before = standing(tmp_path)
    with pytest.raises(UsageError, match="is not a journal of leaflet"):
        recover(dist, [])
    assert standing(tmp_path) == before


@pytest.mark.parametrize("linked", ["riverside", "riverside/en-GB"])
def test_a_link_that_leads_out_is_not_followed(linked: str, tmp_path: Path) -> None:
    dist, outside = tmp_path / "dist", tmp_path / "outside"
    there = outside / Path(A4).relative_to(linked)
    writing.write_output(there, OLD)
    writing.write_output(there.parent / ".leaflet-a1b2c3d4", OLD)
    (dist / linked).parent.mkdir(parents=True, exist_ok=True)
    (dist / linked).symlink_to(outside)
    (dist / manifest.JOURNAL).write_text(lines(HEAD), "utf-8")
    recover(dist, [])
    assert len(standing(outside)) == 2


def test_a_folder_named_as_an_edition_stays(tmp_path: Path) -> None:
    (tmp_path / A4).mkdir(parents=True)
    (tmp_path / manifest.JOURNAL).write_text(lines(HEAD), "utf-8")
    assert recover(tmp_path, []) == {}
    assert (tmp_path / A4).is_dir()


# --- who reads a folder that is not finished -----------------------------------------------------


def test_a_folder_that_is_not_finished_is_no_manifest_to_go_by(dist: Path) -> None:
    manifest.write(dist, [paper("a4", OLD)])
    with pytest.raises(UsageError, match="is not finished"):
        manifest.whole(dist)
    Journal(dist).end()
    assert manifest.whole(dist) == (paper("a4", OLD),)


def test_one_process_at_a_time_writes_a_folder(tmp_path: Path) -> None:
    with FolderLock(tmp_path) as held:
        if not held.is_held:
            pytest.skip("no locks on folders here")
        with pytest.raises(UsageError, match="another process is writing"):
            FolderLock(tmp_path)
    FolderLock(tmp_path).close()


NO_INPUTS = {
    "a list": [],
    "a long digest": {"clinic": "0" * 65},
    "no digest": {"clinic": "riverside"},
    "a number": {"clinic": 1},
    "a name with a line end": {"clinic\n": "0" * 12},
    "too many": {f"clinic.{'x' * n}": "0" * 12 for n in range(1, 42)},
}


@pytest.mark.parametrize("inputs", NO_INPUTS.values(), ids=NO_INPUTS.keys())
def test_inputs_that_we_did_not_write_are_no_manifest(inputs: Any, tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text(json.dumps({"editions": [ENTRY | {"inputs": inputs}]}), "utf-8")
    with pytest.raises(UsageError, match="not a manifest of leaflet"):
        manifest.read_listing(path)


@pytest.mark.parametrize("stale", ["x", ["PAY"], ["an older logo\n"], ["an older \x1b[2J"], [1]])
def test_a_reason_that_we_did_not_write_is_no_manifest(stale: Any, tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text(json.dumps({"editions": [ENTRY | {"stale": stale}]}), "utf-8")
    with pytest.raises(UsageError, match="not a manifest of leaflet"):
        manifest.read_listing(path)
