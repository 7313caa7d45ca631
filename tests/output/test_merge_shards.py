"""Merging the manifests of shards: what belongs together is one build, everything else is
reported.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from leaflet.core.diagnostics import Finding, UsageError
from leaflet.core.digests import digest
from leaflet.output import manifest, writing
from leaflet.output.manifest_entries import Listing, ManifestEntry, Shard
from leaflet.output.merge_shards import ShardManifest, merge
from tests.support.projects import Ran, Run, standing

CLINICS = ("harbour", "riverside", "st-oswin")
FORMATS = ("a4", "trifold")


def paper(clinic: str, format_: str, words: str = "old") -> ManifestEntry:
    """An edition whose file holds the words."""
    path = f"{clinic}/en-GB/scars.{format_}.pdf"
    names = ("scars", "en-GB", clinic, format_, path, digest(f"{path} {words}".encode()))
    return ManifestEntry(*names, pages=4, version="1.0.0", words="11" * 32, state="draft")


EDITIONS = [paper(clinic, format_) for clinic in CLINICS for format_ in FORMATS]


def planned(entries: Sequence[ManifestEntry]) -> tuple[str, ...]:
    return tuple(sorted(entry.name for entry in entries))


def part(number: int, of: int, entries: Sequence[ManifestEntry] | None = None) -> ShardManifest:
    """A shard of all editions, or one with other entries than it planned."""
    mine = EDITIONS[number - 1 :: of]
    listed = mine if entries is None else entries
    shard = Shard(number, of, planned(mine))
    return ShardManifest(Path(f"shard-{number}/manifest.json"), Listing(tuple(listed), shard))


def whole(name: str, entries: Sequence[ManifestEntry]) -> ShardManifest:
    return ShardManifest(Path(f"{name}/manifest.json"), Listing(tuple(entries)))


def reported(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    """The kind of each finding, and where."""
    assert all(finding.is_error and finding.hint for finding in findings)
    return [(f.code.removeprefix("manifest-"), Path(f.span.path).parent.name) for f in findings]


# --- joining -------------------------------------------------------------------------------------


@pytest.mark.parametrize("of", [1, 2, 3, 6])
def test_the_shards_of_one_build_are_the_whole_build(of: int) -> None:
    merged = merge([part(number, of) for number in range(of, 0, -1)])
    assert merged.findings == ()
    assert list(merged.entries) == EDITIONS


def test_builds_of_single_clinics_are_joined_too() -> None:
    merged = merge([whole("b", EDITIONS[2:]), whole("a", EDITIONS[:2])])
    assert (list(merged.entries), merged.findings) == (EDITIONS, ())


def test_an_edition_that_failed_leaves_a_gap() -> None:
    failed = EDITIONS[2]
    (finding,) = merge([part(1, 2, EDITIONS[4::2] + EDITIONS[:1]), part(2, 2)]).findings
    assert reported([finding]) == [("gap", "shard-1")]
    assert f'"{failed.name}"' in finding.message
    assert "shard 1 of 2" in finding.hint


def test_a_shard_that_is_not_there_is_named() -> None:
    (finding,) = merge([part(1, 4), part(3, 4)]).findings
    assert reported([finding]) == [("gap", "shard-1")]
    assert finding.message == "no manifest of shard 2, 4 of 4"


def test_a_huge_number_of_shards_is_reported_in_one_line() -> None:
    shard = Shard(7, 10**12, planned(EDITIONS))
    (finding,) = merge(
        [ShardManifest(Path("a/manifest.json"), Listing(tuple(EDITIONS), shard))]
    ).findings
    assert finding.message.startswith("no manifest of shard 1, 2, 3, 4, 5, 6, 8, 9, ")
    assert len(finding.message) < 120


def test_a_shard_given_twice_is_one_duplicate() -> None:
    assert reported(merge([part(1, 2), part(2, 2), part(1, 2)]).findings) == [
        ("duplicate", "shard-1")
    ]


def test_a_whole_build_given_twice_is_one_duplicate() -> None:
    findings = merge([whole("a", EDITIONS), whole("a", EDITIONS)]).findings
    assert reported(findings) == [("duplicate", "a")]


def test_an_edition_that_two_builds_list_is_a_duplicate() -> None:
    (finding,) = merge([whole("a", EDITIONS[:3]), whole("b", EDITIONS[2:])]).findings
    assert reported([finding]) == [("duplicate", "b")]
    assert EDITIONS[2].path in finding.message


@pytest.mark.parametrize(
    "other",
    [paper("riverside", "a4", "new"), replace(EDITIONS[2], version="1.1.0")],
    ids=["other bytes", "another version"],
)
def test_two_files_of_one_name_are_a_conflict(other: ManifestEntry) -> None:
    (finding,) = merge([whole("a", EDITIONS), whole("b", [other])]).findings
    assert reported([finding]) == [("conflict", "b")]
    assert '"a/manifest.json"' in finding.message


def test_a_shard_given_twice_with_other_bytes_is_a_conflict_too() -> None:
    again = part(1, 2, [paper("harbour", "a4", "new"), *EDITIONS[2::2]])
    findings = merge([part(1, 2), part(2, 2), again]).findings
    assert reported(findings) == [("duplicate", "shard-1"), ("conflict", "shard-1")]


def test_shards_of_two_builds_are_a_conflict() -> None:
    findings = merge([part(1, 2), part(2, 3)]).findings
    assert ("conflict", "shard-2") in reported(findings)
    assert 'is shard 2 of 3, but "shard-1/manifest.json" is shard 1 of 2' in [
        finding.message for finding in findings
    ]


def test_a_whole_build_among_shards_is_a_conflict() -> None:
    findings = merge([whole("a", EDITIONS[:1]), part(2, 2), part(1, 2, EDITIONS[2::2])]).findings
    assert reported(findings)[0] == ("conflict", "a")


def test_what_a_shard_lists_and_did_not_plan_is_a_conflict() -> None:
    stray = paper("elsewhere", "a4")
    (finding,) = merge([part(1, 2, [*EDITIONS[::2], stray]), part(2, 2)]).findings
    assert reported([finding]) == [("conflict", "shard-1")]
    assert stray.name in finding.message


def test_all_that_is_wrong_is_collected() -> None:
    findings = merge([part(1, 3, []), part(2, 3, EDITIONS[:1])]).findings
    assert [kind for kind, _ in reported(findings)] == ["gap"] * 3 + ["gap"] * 2 + ["conflict"]


# --- the command ---------------------------------------------------------------------------------


def build_shards(folder: Path, of: int) -> list[Path]:
    """Output folders as the runners of a CI leave them; returns their manifests."""
    return [_output(folder / f"shard-{n}", part(n, of).listing) for n in range(1, of + 1)]


def _output(folder: Path, listing: Listing) -> Path:
    for entry in listing.entries:
        writing.write_output(folder / entry.path, f"{entry.path} old".encode())
        if entry.format == "trifold":
            writing.write_output(folder / entry.file(".print.pdf"), b"sheets")
    manifest.write(folder, listing.entries, shard=listing.shard)
    return folder / "manifest.json"


@pytest.fixture
def unsharded(tmp_path: Path) -> bytes:
    """The manifest of the same build, made by one runner."""
    return _output(tmp_path / "whole", Listing(tuple(EDITIONS))).read_bytes()


Merge = Callable[..., Ran]


@pytest.fixture
def merging(tmp_path: Path, run: Run) -> Merge:
    """Calls `leaflet merge` where there is no project."""
    return lambda *args: run("merge", *args, cwd=tmp_path)


def test_the_merged_manifest_is_that_of_an_unsharded_build(
    merging: Merge, tmp_path: Path, unsharded: bytes
) -> None:
    ran = merging(*build_shards(tmp_path, 3))
    assert (ran.code, ran.out.encode(), ran.err) == (0, unsharded, "")
    assert b"shard" not in unsharded


def test_folders_may_be_named_instead(merging: Merge, tmp_path: Path, unsharded: bytes) -> None:
    folders = [path.parent for path in build_shards(tmp_path, 2)]
    assert merging(*folders).out.encode() == unsharded


def test_all_files_come_together(merging: Merge, tmp_path: Path, unsharded: bytes) -> None:
    ran = merging(*build_shards(tmp_path, 3), "-o", "dist")
    assert (ran.code, ran.out, ran.err) == (0, "", "6 editions in dist\n")
    assert (tmp_path / "dist/manifest.json").read_bytes() == unsharded
    assert standing(tmp_path / "dist") == standing(tmp_path / "whole")
    assert "riverside/en-GB/scars.trifold.print.pdf" in standing(tmp_path / "dist")
    assert all(manifest.stands(tmp_path / "dist", entry) for entry in EDITIONS)


def test_a_shard_may_be_the_folder_that_the_others_come_to(
    merging: Merge, tmp_path: Path, unsharded: bytes
) -> None:
    shards = build_shards(tmp_path, 2)
    assert merging(*shards, "-o", shards[0].parent).code == 0
    assert shards[0].read_bytes() == unsharded
    assert standing(shards[0].parent) == standing(tmp_path / "whole")


def test_what_was_there_before_and_is_gone_is_deleted(merging: Merge, tmp_path: Path) -> None:
    old = [paper("closed", "trifold"), paper("riverside", "a4")]
    _output(tmp_path / "dist", Listing(tuple(old)))
    writing.write_output(tmp_path / "dist" / old[1].file(".print.pdf"), b"of last year")
    writing.write_output(tmp_path / "dist/notes.txt", b"somebody's")
    assert merging(*build_shards(tmp_path, 2), "-o", "dist").code == 0
    here = set(standing(tmp_path / "dist"))
    assert here - set(standing(tmp_path / "shard-1")) - set(standing(tmp_path / "shard-2")) == {
        "notes.txt"
    }


def test_nothing_is_written_when_anything_is_wrong(merging: Merge, tmp_path: Path) -> None:
    shards = build_shards(tmp_path, 3)
    ran = merging(*shards[:2], "-o", "dist")
    assert (ran.code, ran.out, (tmp_path / "dist").exists()) == (1, "", False)
    first, last = ran.err.splitlines()
    assert first == (
        f"{shards[0]}: broken: no manifest of shard 3 of 3; name the manifests of all 3"
        " [manifest-gap]"
    )
    assert last == "2 manifests: 1 broken, 0 unfit, 0 advice; nothing is written"
    assert merging(*shards[:2]).out == ""


def a_lost_file(path: Path) -> None:
    path.unlink()


def another_file(path: Path) -> None:
    path.write_bytes(b"another")


def a_way_out(path: Path) -> None:
    outside = path.parents[3] / "outside.pdf"
    shutil.move(path, outside)
    path.symlink_to(outside)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (a_lost_file, "manifest-gap"),
        (another_file, "manifest-conflict"),
        (a_way_out, "manifest-gap"),
    ],
)
def test_a_listed_file_must_be_there_as_it_is_listed(
    spoil: Callable[[Path], None], code: str, merging: Merge, tmp_path: Path
) -> None:
    shards = build_shards(tmp_path, 2)
    entry = part(2, 2).listing.entries[0]
    spoil(tmp_path / "shard-2" / entry.path)
    ran = merging(*shards, "-o", "dist")
    assert (ran.code, (tmp_path / "dist").exists()) == (1, False)
    assert f'{shards[1]}: broken: "{entry.path}"' in ran.err
    assert f"[{code}]" in ran.err
    assert merging(*shards).code == 0  # without files nothing is looked at but the manifests


def test_a_print_form_that_leads_elsewhere_is_not_copied(merging: Merge, tmp_path: Path) -> None:
    shards = build_shards(tmp_path, 2)
    (tmp_path / "secret").write_text("secret")
    beside = tmp_path / "shard-1" / EDITIONS[0].file(".print.pdf")
    beside.unlink(missing_ok=True)
    beside.symlink_to(tmp_path / "secret")
    ran = merging(*shards, "-o", "dist")
    assert (ran.code, (tmp_path / "dist").exists()) == (1, False)
    assert "leads out of the folder" in ran.err


def test_a_folder_written_by_hand_is_no_output(
    tmp_path: Path, project_folder: Path, run: Run
) -> None:
    ran = run("merge", *build_shards(tmp_path, 2), "-o", "content/x", cwd=project_folder)
    assert ran.code == 2
    assert 'inside "content"' in ran.err
    assert not (project_folder / "content/x").exists()


def test_a_foreign_manifest_is_not_overwritten(merging: Merge, tmp_path: Path) -> None:
    writing.write_output(tmp_path / "dist/manifest.json", b'{"name": "web app"}')
    ran = merging(*build_shards(tmp_path, 2), "-o", "dist")
    assert (ran.code, standing(tmp_path / "dist")) == (2, [])
    assert (tmp_path / "dist/manifest.json").read_bytes() == b'{"name": "web app"}'


def test_at_least_one_manifest_is_named(merging: Merge) -> None:
    assert merging().code == 2


# --- reading -------------------------------------------------------------------------------------

SHARD = {"number": 2, "of": 4, "planned": ["riverside/en-GB/scars.a4"]}
ENTRY = paper("riverside", "a4").record


def text(entry: Any = ENTRY, **shard: Any) -> str:
    """A manifest with something in it replaced."""
    return json.dumps({"editions": [entry], "shard": SHARD | shard})


def entry_with(**values: Any) -> str:
    return text(ENTRY | values)


FOREIGN = {
    "nothing": "",
    "no JSON": "hello",
    "no UTF-8": "\udcff",
    "deep": "[" * 100_000,
    "deep, and ours outside": f'{{"editions": [], "more": {"[" * 100_000}',
    "another program's": '{"name": "web app", "icons": []}',
    "a list": "[]",
    "a long number": f'{{"editions": {"9" * 5000}}}',
    "editions as a text": '{"editions": ""}',
    "editions as a table": '{"editions": {}}',
    "an edition as a text": '{"editions": ["riverside"]}',
    "a field too few": text({name: ENTRY[name] for name in ENTRY if name != "words"}),
    "a text of pages": entry_with(pages="4"),
    "true pages": entry_with(pages=True),
    "a number of a hash": entry_with(sha256=1),
    "a short hash": entry_with(sha256="00"),
    "no hash of words": entry_with(words="none"),
    "no state": entry_with(state=None),
    "a terminal's command in the version": entry_with(version="\x1b[2J"),
    "half a character in the state": entry_with(state="\ud800"),
    "a way up": entry_with(path="../../leaflet.yaml"),
    "a way up in a name": entry_with(clinic="..", path="../en-GB/scars.a4.pdf"),
    "an absolute path": entry_with(path="/etc/passwd"),
    "another edition's path": entry_with(path="riverside/en-GB/peeling.a4.pdf"),
    "an edition twice": json.dumps({"editions": [ENTRY, ENTRY]}),
    "no shard": json.dumps({"editions": [ENTRY], "shard": None}),
    "a shard as a text": json.dumps({"editions": [ENTRY], "shard": "2/4"}),
    "a shard without a plan": json.dumps({"editions": [], "shard": {"number": 1, "of": 2}}),
    "shard 0": text(number=0),
    "shard 5 of 4": text(number=5),
    "shard true": text(number=True),
    "shard one and a half": text(number=1.5),
    "a plan as a text": text(planned="riverside"),
    "a plan of numbers": text(planned=[1]),
    "a plan that leads out": text(planned=["../en-GB/scars.a4"]),
    "a plan out of order": text(planned=["b/en-GB/x.a4", "a/en-GB/x.a4"]),
    "a plan that says a thing twice": text(planned=["a/en-GB/x.a4", "a/en-GB/x.a4"]),
}


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN.keys())
def test_what_we_did_not_write_is_no_manifest(content: str, merging: Merge, tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    ran = merging(path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(
        f'error: "{path}" is not a manifest of leaflet\n  name a manifest.json'
    )


def test_a_manifest_of_ours_is_read(tmp_path: Path) -> None:
    path = tmp_path / "any-name.json"
    path.write_text(text(), "utf-8")
    shard = Shard(2, 4, ("riverside/en-GB/scars.a4",))
    assert manifest.read_listing(path) == Listing((paper("riverside", "a4"),), shard)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    listing = part(2, 3).listing
    manifest.write(tmp_path, reversed(listing.entries), shard=listing.shard)
    assert manifest.read_listing(tmp_path / "manifest.json") == listing
    assert manifest.read(tmp_path) == list(listing.entries)
    assert set(json.loads((tmp_path / "manifest.json").read_text("utf-8"))["shard"]) == set(SHARD)


def test_a_manifest_that_is_not_there_is_reported(merging: Merge, tmp_path: Path) -> None:
    for name in ("none.json", "none/manifest.json"):
        ran = merging(tmp_path / name)
        assert ran.code == 2
        assert f'error: no manifest "{tmp_path / name}"' in ran.err


def test_a_huge_file_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(text() + " " * 1000, "utf-8")
    assert manifest.read_listing(path)
    monkeypatch.setattr(manifest, "MOST_BYTES", 1000)
    with pytest.raises(UsageError, match="not a manifest of leaflet"):
        manifest.read_listing(path)


def test_a_large_project_is_read(tmp_path: Path) -> None:
    entries = [paper(f"clinic-{number}", "a4") for number in range(2000)]
    manifest.write(tmp_path, entries)
    assert len(manifest.read_listing(tmp_path / "manifest.json").entries) == 2000
