"""The store: what was made once is found again, and whatever is amiss with it is a miss."""

from __future__ import annotations

import dataclasses
import errno
import json
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from leaflet.build.render_cache import RenderCache, rendering_key
from leaflet.cache import toolchain
from leaflet.cache.store import VERSION, Store, contents, default_folder, key_of, prune
from leaflet.cache.toolchain import Environment
from leaflet.compose.composer import compose
from leaflet.core.digests import digest
from leaflet.core.fonts import FONTS, Font
from leaflet.model.leaflet import State
from leaflet.page.composition import Composition
from leaflet.planning.plan import Inputs
from tests.support.example import example_edition, example_project
from tests.support.printed import in_default_lane
from tests.support.projects import Run, became, kept, listed, standing, whole
from tests.support.renderers import Counting, faithful

KINDS = ("editions", "files", "fits", "file-indexes", "summaries", "renderings")
DAY_NS = 86_400 * 1_000_000_000


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def again(store: Store) -> Store:
    """The same folder as another build sees it."""
    assert store.folder
    return Store(store.folder.parent)


# --- keeping and finding -------------------------------------------------------------------------


def test_what_is_kept_is_found_by_a_later_build(store: Store) -> None:
    record = {"words": "Ärztin “quoted”", "numbers": [1, 2.5, None], "deep": {"is": True}}
    store.put("letters", "ab12", record)
    later = again(store)
    assert later.get("letters", "ab12") == record
    assert later.notes == []


def test_a_record_is_found_under_its_kind_and_key_only(store: Store) -> None:
    store.put("letters", "ab12", "a")
    assert store.get("letters", "ab13") is None
    assert store.get("parcels", "ab12") is None
    assert store.notes == []


def test_a_later_record_takes_the_place_of_an_earlier_one(store: Store) -> None:
    store.put("letters", "ab12", "a")
    store.put("letters", "ab12", "b")
    assert again(store).get("letters", "ab12") == "b"


def test_a_file_is_named_by_what_it_holds(store: Store) -> None:
    data = bytes(range(256))
    assert store.put_file(data) == digest(data)
    later = again(store)
    assert later.get_file(digest(data)) == data
    assert later.get_file(digest(b"other")) is None
    assert later.notes == []


def test_a_store_without_a_folder_keeps_nothing_and_is_content() -> None:
    store = Store(None)
    store.put("letters", "ab12", "a")
    assert store.put_file(b"data") == digest(b"data")
    assert (store.get("letters", "ab12"), store.get_file(digest(b"data"))) == (None, None)
    assert (store.instant(), store.notes) == (0, [])


def test_a_fresh_store_forgets_what_was_and_keeps_what_comes(store: Store) -> None:
    store.put("letters", "ab12", "old")
    store.put_file(b"old")
    assert store.folder
    fresh = Store(store.folder.parent, fresh=True)
    assert (fresh.get("letters", "ab12"), fresh.get_file(digest(b"old"))) == (None, None)
    fresh.put("letters", "ab12", "new")
    fresh.put_file(b"new")
    assert (fresh.get("letters", "ab12"), fresh.get_file(digest(b"new"))) == ("new", b"new")
    assert again(store).get("letters", "ab12") == "new"


def test_the_instant_of_a_store_is_that_of_its_files(store: Store) -> None:
    before = store.instant()
    store.put("letters", "ab12", "a")
    assert store.folder
    (written,) = (path.stat().st_mtime_ns for path in store.folder.rglob("12"))
    assert 0 < before <= written <= store.instant()


# --- damage --------------------------------------------------------------------------------------

Damage = Callable[[Path], None]


def flip_the_last_byte(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))


def flip_the_first_byte(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(bytes([data[0] ^ 1]) + data[1:])


def cut_it_short(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def empty_it(path: Path) -> None:
    path.write_bytes(b"")


def add_to_it(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" ")


def make_it_of_another_version(path: Path) -> None:
    path.write_bytes(b"leaflet-cache 3 " + path.read_bytes().removeprefix(b"leaflet-cache 2 "))


def put_other_words_there(path: Path) -> None:
    path.write_text("The dog ate it.\n[]", "utf-8")


def put_a_folder_there(path: Path) -> None:
    path.unlink()
    path.mkdir()


def say(path: Path, payload: str) -> None:
    """Write a record that is whole."""
    store = Store(Path(os.environ["LEAFLET_CACHE"]))
    kind, first, rest = path.parts[-3:]
    store.put(kind, first + rest, json.loads(payload))


DAMAGES: tuple[Damage, ...] = (
    flip_the_last_byte,
    flip_the_first_byte,
    cut_it_short,
    empty_it,
    add_to_it,
    make_it_of_another_version,
    put_other_words_there,
    put_a_folder_there,
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_record_is_a_miss_with_a_note(damage: Damage, store: Store) -> None:
    store.put("letters", "ab12", {"words": "Dear all"})
    assert store.folder
    damage(store.folder / "letters/ab/12")
    later = again(store)
    assert later.get("letters", "ab12") is None
    (note,) = later.notes
    assert note.startswith("cache: ")


@pytest.mark.parametrize("payload", [b"{oops", b"[" * 100_000, b"\xff", b""])
def test_a_record_that_is_no_json_is_a_miss_with_a_note(payload: bytes, store: Store) -> None:
    """Whole by its digest, whoever wrote it."""
    store.put("letters", "ab12", "a")
    assert store.folder
    path = store.folder / "letters/ab/12"
    head = path.read_bytes().partition(b"\n")[0]
    path.write_bytes(head.replace(digest(b'"a"').encode(), digest(payload).encode()))
    path.write_bytes(path.read_bytes() + b"\n" + payload)
    later = again(store)
    assert (later.get("letters", "ab12"), len(later.notes)) == (None, 1)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_a_miss_with_a_note(damage: Damage, store: Store) -> None:
    sha256 = store.put_file(b"%PDF-1.7 and so on")
    assert store.folder
    damage(store.folder / "files" / sha256[:2] / sha256[2:])
    later = again(store)
    assert later.get_file(sha256) is None
    (note,) = later.notes
    assert note.startswith("cache: ")


def test_the_record_of_another_key_is_a_miss_with_a_note(store: Store) -> None:
    store.put("letters", "ab12", "to Anne")
    store.put("letters", "ab13", "to Bob")
    assert store.folder
    shutil.copy(store.folder / "letters/ab/13", store.folder / "letters/ab/12")
    later = again(store)
    assert later.get("letters", "ab12") is None
    assert len(later.notes) == 1


def test_notes_of_one_kind_are_counted(store: Store) -> None:
    for key in ("ab12", "ab13", "ab14"):
        store.put("letters", key, "a")
    for path in store.folder.rglob("1?") if store.folder else ():
        empty_it(path)
    later = again(store)
    for key in ("ab12", "ab13", "ab14"):
        assert later.get("letters", key) is None
    (note,) = later.notes
    assert note.endswith("(3 times)")


def test_what_was_damaged_is_whole_again_once_it_is_made_anew(store: Store) -> None:
    sha256 = store.put_file(b"data")
    assert store.folder
    empty_it(store.folder / "files" / sha256[:2] / sha256[2:])
    later = again(store)
    assert later.get_file(sha256) is None
    later.put_file(b"data")
    assert again(store).get_file(sha256) == b"data"


def notes(err: str) -> list[str]:
    """What a build said of its store."""
    return [line for line in err.splitlines() if line.startswith("note: cache: ")]


def swap_all(paths: list[Path]) -> None:
    """Each of some entries gets what the next one holds."""
    held = [path.read_bytes() for path in paths]
    for path, data in zip(paths, [*held[1:], *held[:1]], strict=True):
        path.write_bytes(data)


def test_a_build_keeps_entries_of_every_kind(project_folder: Path, run: Run) -> None:
    assert run("build", cwd=project_folder).code == 0
    assert {path.parents[1].name for path in kept()} == set(KINDS)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_store_that_is_damaged_all_over_changes_no_file(
    damage: Damage, project_folder: Path, run: Run
) -> None:
    run("build", cwd=project_folder)
    before = whole(project_folder / "dist")
    for path in kept():
        damage(path)
    ran = run("build", cwd=project_folder)
    assert ran.code == 0
    assert whole(project_folder / "dist") == before
    assert notes(ran.err)


@pytest.mark.parametrize("payload", in_default_lane(["[]", "{}", '"x"', "7"], ["{}", "7"]))
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "files"])
def test_a_record_that_says_something_else_changes_no_file(
    kind: str, payload: str, project_folder: Path, run: Run
) -> None:
    """Whole, but of another shape: a later version may have written it."""
    run("build", cwd=project_folder)
    before = whole(project_folder / "dist")
    for path in kept(kind):
        say(path, payload)
    for path in (path for name in BEFORE.get(kind, ()) for path in kept(name)):
        path.unlink()
    assert run("build", cwd=project_folder).code == 0
    assert whole(project_folder / "dist") == before


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("summaries", '{"summary": 1, "pictures": {}}'),
        ("summaries", '{"summary": {}, "pictures": {}}'),
        ("summaries", '{"summary": {"findings": []}, "pictures": []}'),
        ("editions", '{"entry": 1, "findings": [], "files": {}}'),
        ("editions", '{"entry": {}, "findings": 1, "files": 1}'),
        ("file-indexes", '{"stamps": 1, "keys": {}, "at": 1}'),
        ("file-indexes", '{"stamps": {}, "keys": 1, "at": 1}'),
        ("file-indexes", '{"stamps": null, "keys": null, "at": null}'),
    ],
)
def test_a_record_that_is_half_of_another_shape_changes_no_file(
    kind: str, payload: str, project_folder: Path, run: Run
) -> None:
    test_a_record_that_says_something_else_changes_no_file(kind, payload, project_folder, run)


#: What stands before a kind, so that its entries are asked for only when this is gone.
BEFORE = {
    "renderings": ("editions",),
    "fits": ("editions", "renderings"),
}


@pytest.mark.parametrize("damage", [cut_it_short, put_a_folder_there])
@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_kind_is_noted_and_changes_no_file(
    kind: str, damage: Damage, project_folder: Path, run: Run
) -> None:
    run("build", cwd=project_folder)
    before = whole(project_folder / "dist")
    for path in kept(kind):
        damage(path)
    for path in (path for name in BEFORE.get(kind, ()) for path in kept(name)):
        path.unlink()
    shutil.rmtree(project_folder / "dist")
    ran = run("build", cwd=project_folder)
    assert ran.code == 0
    assert whole(project_folder / "dist") == before
    reported = notes(ran.err)
    if damage is put_a_folder_there:
        assert [" cannot be read: " in note for note in reported] == [True, False]
    else:
        (note,) = reported
        assert f"an entry of {kind} is damaged" in note
        shutil.rmtree(project_folder / "dist")
        mended = run("build", cwd=project_folder)
        assert notes(mended.err) == []
        assert whole(project_folder / "dist") == before


@pytest.mark.parametrize("kind", ["editions", "files", "summaries", "renderings"])
def test_entries_of_other_keys_change_no_file(kind: str, project_folder: Path, run: Run) -> None:
    run("build", cwd=project_folder)
    before = whole(project_folder / "dist")
    assert len(kept(kind)) > 1
    swap_all(kept(kind))
    for path in (path for name in BEFORE.get(kind, ()) for path in kept(name)):
        path.unlink()
    shutil.rmtree(project_folder / "dist")
    ran = run("build", cwd=project_folder)
    assert ran.code == 0
    assert whole(project_folder / "dist") == before
    assert notes(ran.err)


def test_entries_of_other_kinds_change_no_file(project_folder: Path, run: Run) -> None:
    run("build", cwd=project_folder)
    before = whole(project_folder / "dist")
    swap_all(sorted(kept(), key=lambda path: path.name))
    ran = run("build", cwd=project_folder)
    assert ran.code == 0
    assert whole(project_folder / "dist") == before
    assert notes(ran.err)


def test_a_packed_font_is_kept_and_packed_again_once_it_is_damaged(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed: list[str] = []

    def packing(font: Font) -> bytes:
        packed.append(font.file)
        return b"packed"

    monkeypatch.setattr("leaflet.build.render_cache.pack", packing)
    for kind in ("fonts", "files"):
        for _ in range(2):
            assert RenderCache(again(store)).packed(FONTS[0]) == b"packed"
        assert store.folder
        for path in (store.folder / kind).rglob("*"):
            if path.is_file():
                cut_it_short(path)
        later = again(store)
        assert RenderCache(later).packed(FONTS[0]) == b"packed"
        assert len(later.notes) == 1
    assert len(packed) == 3


# --- entries of version 1 ------------------------------------------------------------------------

#: What version 1 called a kind.
KINDS_1 = {"file-indexes": "ledgers", "summaries": "outlines", "editions": "editions"}


def turn_into_version_1(damage: Damage | None) -> Path:
    """Replace the store's entries by those of version 1 under the same keys; its folder."""
    store = Path(os.environ["LEAFLET_CACHE"])
    for path in kept():
        kind, key = path.parents[1].name, path.parent.name + path.name
        if kind not in KINDS_1:
            continue
        payload = path.read_bytes().partition(b"\n")[2]
        checked = digest(f"{KINDS_1[kind]} {key}\n".encode() + payload)
        old = store / "v1" / KINDS_1[kind] / key[:2] / key[2:]
        old.parent.mkdir(parents=True, exist_ok=True)
        old.write_bytes(f"leaflet-cache 1 {checked}\n".encode() + payload)
        if damage:
            damage(old)
    (store / "v1/instant").touch()
    shutil.rmtree(store / VERSION)
    return store / "v1"


@pytest.mark.parametrize("damage", [None, cut_it_short, put_a_folder_there])
def test_a_store_of_version_1_counts_as_empty_and_is_pruned(
    damage: Damage | None, project_folder: Path, run: Run
) -> None:
    run("build", cwd=project_folder, render=faithful)
    before = whole(project_folder / "dist")
    old = turn_into_version_1(damage)
    assert {path.name for path in old.iterdir()} == {*KINDS_1.values(), "instant"}
    counting = Counting()
    ran = run("build", "--report", "r.json", cwd=project_folder, render=counting)
    assert (ran.code, notes(ran.err)) == (0, [])
    assert counting.seen == ["riverside", "st-oswin"], "nothing of version 1 was found"
    assert set(became(project_folder / "r.json").values()) == {"built"}
    assert whole(project_folder / "dist") == before
    assert run("cache", "prune", "--older-than", "0", cwd=project_folder).code == 0
    assert not old.exists()


# --- where nothing can be kept -------------------------------------------------------------------


def no_folder(folder: Path, patch: pytest.MonkeyPatch) -> None:
    store = folder / "a-file"
    store.write_text("", "utf-8")
    patch.setenv("LEAFLET_CACHE", str(store))


def no_folder_above(folder: Path, patch: pytest.MonkeyPatch) -> None:
    no_folder(folder, patch)
    patch.setenv("LEAFLET_CACHE", str(folder / "a-file/below"))


def read_only(_: Path, patch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    patch.setattr("leaflet.cache.store.replace_atomically", refuse)


@pytest.mark.parametrize("obstacle", [no_folder, no_folder_above, read_only])
def test_a_build_that_can_keep_nothing_builds_all_the_same_and_says_so_once(
    obstacle: Callable[[Path, pytest.MonkeyPatch], None],
    project_folder: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    run("build", "-o", "before", cwd=project_folder)
    obstacle(tmp_path, monkeypatch)
    ran = run("build", "--fresh", cwd=project_folder)
    assert ran.code == 4
    assert whole(project_folder / "dist") == whole(project_folder / "before")
    (note,) = notes(ran.err)
    assert "cannot be written to" in note
    assert "times" not in note, "how often is of no use to anybody"


def test_a_store_that_may_only_be_read_is_read(
    project_folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("build", cwd=project_folder)
    read_only(project_folder, monkeypatch)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(os, "utime", refuse)
    shutil.rmtree(project_folder / "dist")
    counting = Counting()
    ran = run("build", cwd=project_folder, render=counting)
    assert (ran.code, counting.seen, len(notes(ran.err))) == (4, [], 1)


# --- where it is ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"LEAFLET_CACHE": "/a", "XDG_CACHE_HOME": "/b", "HOME": "/c"}, "/a"),
        ({"XDG_CACHE_HOME": "/b", "HOME": "/c"}, "/b/leaflet"),
        ({"LEAFLET_CACHE": "", "XDG_CACHE_HOME": "/b", "HOME": "/c"}, "/b/leaflet"),
        ({"HOME": "/c"}, "/c/.cache/leaflet"),
        ({"XDG_CACHE_HOME": "", "HOME": "/c"}, "/c/.cache/leaflet"),
        # "If an implementation encounters a relative path … it should … ignore it."
        ({"XDG_CACHE_HOME": "b", "HOME": "/c"}, "/c/.cache/leaflet"),
    ],
)
def test_the_environment_says_where_the_store_is(environ: dict[str, str], folder: str) -> None:
    assert default_folder(environ) == Path(folder)


def test_a_user_without_a_home_has_a_store_or_none_but_no_traceback(
    monkeypatch: pytest.MonkeyPatch, project_folder: Path, run: Run
) -> None:
    """A container may run as a number that no file of users knows."""
    for name in ("LEAFLET_CACHE", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)

    def unknown(_: int) -> None:
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr("pwd.getpwuid", unknown)
    assert run("build", cwd=project_folder).code == 0


def test_a_store_that_is_named_relative_stays_where_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = default_folder({"LEAFLET_CACHE": "here"})
    monkeypatch.chdir("/")
    assert folder == tmp_path / "here"


# --- keys ----------------------------------------------------------------------------------------


@cache
def composition() -> Composition:
    return compose(example_edition("riverside"), State.DRAFT, example_project().templates)


def changed(value: Any) -> Any:
    """Another value of the same type, as near as can be."""
    if isinstance(value, str):
        return " " + value
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, tuple):
        return value[:-1] if value else ("something",)
    if isinstance(value, dict):
        return {**value, "something": "1.0"}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        first = fields(value)[0].name
        return replace(value, **{first: changed(getattr(value, first))})
    raise AssertionError(f"no other {type(value)}")


def varied(value: Any) -> list[tuple[str, Any]]:
    """The value with each of its fields changed, one at a time."""
    return [
        (field.name, replace(value, **{field.name: changed(getattr(value, field.name))}))
        for field in fields(value)
    ]


@pytest.mark.parametrize("field", [field.name for field in fields(Composition)])
def test_each_field_of_a_composition_has_a_part_in_its_key(field: str) -> None:
    other = dict(varied(composition()))[field]
    assert key_of(other) != key_of(composition())
    assert rendering_key(other) != rendering_key(composition())


def test_equal_compositions_have_one_key() -> None:
    assert rendering_key(replace(composition())) == rendering_key(composition())


@pytest.mark.parametrize("field", [field.name for field in fields(type(composition().budget))])
def test_each_limit_of_the_slot_sizes_has_a_part_in_the_key(field: str) -> None:
    budget = dict(varied(composition().budget))[field]
    assert key_of(replace(composition(), budget=budget)) != key_of(composition())


@pytest.mark.parametrize("field", [field.name for field in fields(Inputs)])
def test_each_input_has_a_part_in_the_plan_key(field: str) -> None:
    inputs = Inputs("e", "l", "c", "o", "j", "draft", "t", "p", "o", "g")
    assert key_of(dict(varied(inputs))[field]) != key_of(inputs)


def test_fields_do_not_run_into_each_other() -> None:
    one = replace(composition(), title="ab", description="c")
    other = replace(composition(), title="a", description="bc")
    assert key_of(one) != key_of(other)


@pytest.mark.parametrize("part", [field.name for field in fields(Environment)])
def test_each_part_of_the_environment_has_a_part_in_the_keys(
    part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = toolchain.here()
    before = rendering_key(composition())
    there = dict(varied(here))[part]
    monkeypatch.setattr(toolchain, "here", lambda: there)
    assert there.key != here.key
    # What composes shows in the composition.
    assert (rendering_key(composition()) == before) == (part == "composing")
    assert here.differences(there)


def test_every_package_and_library_is_part_of_the_environment() -> None:
    here = toolchain.here()
    for part in ("rendering", "composing", "libraries", "fonts"):
        for name, version in getattr(here, part).items():
            assert version != "none", f"{name} is not installed, or has another name"
            changes: dict[str, Any] = {part: {**getattr(here, part), name: "0"}}
            other = replace(here, **changes)
            assert other.key != here.key


@pytest.mark.parametrize("part", ["program", "libraries"])
def test_another_environment_renders_anew(
    part: str, project_folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("build", cwd=project_folder)
    there = dict(varied(toolchain.here()))[part]
    monkeypatch.setattr(toolchain, "here", lambda: there)
    counting = Counting()
    run("build", cwd=project_folder, render=counting)
    assert counting.seen == ["riverside", "st-oswin"]


# --- fresh ---------------------------------------------------------------------------------------


def test_a_fresh_build_renders_again_though_everything_is_kept(
    project_folder: Path, run: Run
) -> None:
    run("build", cwd=project_folder, render=faithful)
    before = whole(project_folder / "dist")
    counting = Counting()
    ran = run("build", "--fresh", "--report", "r.json", cwd=project_folder, render=counting)
    assert (ran.code, counting.seen) == (0, ["riverside", "st-oswin"])
    assert set(became(project_folder / "r.json").values()) == {"built"}
    assert whole(project_folder / "dist") == before


def test_a_fresh_build_mends_what_was_kept_wrong(project_folder: Path, run: Run) -> None:
    run("build", cwd=project_folder, render=faithful)
    before = whole(project_folder / "dist")
    for path in kept():
        empty_it(path)
    assert notes(run("build", "--fresh", cwd=project_folder, render=faithful).err) == []
    shutil.rmtree(project_folder / "dist")
    counting = Counting()
    ran = run("build", cwd=project_folder, render=counting)
    assert (counting.seen, notes(ran.err)) == ([], [])
    assert whole(project_folder / "dist") == before


# --- how much there is, and less of it -----------------------------------------------------------


def test_the_size_is_that_of_the_files(project_folder: Path, run: Run) -> None:
    run("build", cwd=project_folder)
    ran = run("cache", "size", "--json", cwd=project_folder)
    reported = json.loads(ran.out)
    assert (ran.code, reported["folder"]) == (0, os.environ["LEAFLET_CACHE"])
    counted = {kind["kind"]: (kind["files"], kind["bytes"]) for kind in reported["kinds"]}
    for kind in KINDS:
        sizes = [path.stat().st_size for path in kept(kind)]
        assert counted[kind] == (len(sizes), sum(sizes))


def test_the_size_of_nothing_is_reported(tmp_path: Path, run: Run) -> None:
    reported = json.loads(run("cache", "size", "--json", cwd=tmp_path).out)
    assert reported["kinds"] == []
    ran = run("cache", "size", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("0")
    assert ran.err.endswith(f"B in {os.environ['LEAFLET_CACHE']}\n")


def test_pruning_deletes_what_is_older_and_keeps_the_rest(store: Store) -> None:
    assert store.folder
    now = time.monotonic_ns() + 400 * DAY_NS
    for key, age in (("ab01", 40), ("ab02", 31), ("ab03", 29), ("cd04", 40)):
        store.put("letters", key, key)
        path = store.folder / "letters" / key[:2] / key[2:]
        os.utime(path, ns=(now, now - age * DAY_NS))
    gone = prune(store.folder.parent, now - 30 * DAY_NS)
    assert sorted(file.path.name for file in gone) == ["01", "02", "04"]
    assert [file.path.name for file in contents(store.folder.parent)] == ["03"]
    assert not (store.folder / "letters/cd").exists(), "an empty folder goes too"


def test_use_keeps_young(store: Store) -> None:
    store.put("letters", "ab12", "a")
    sha256 = store.put_file(b"data")
    assert store.folder
    for path in store.folder.rglob("*"):
        os.utime(path, ns=(0, 0))
    store.get("letters", "ab12")
    store.get_file(sha256)
    assert prune(store.folder.parent, 1) == []


def test_the_command_prunes_by_the_day(project_folder: Path, run: Run) -> None:
    run("build", cwd=project_folder)
    today = int(os.environ["SOURCE_DATE_EPOCH"]) // 86_400 * DAY_NS
    old, *_ = young = kept()
    for path in young:
        os.utime(path, ns=(today, today - 7 * DAY_NS))
    os.utime(old, ns=(today, today - 7 * DAY_NS - 1))
    ran = run("cache", "prune", "--older-than", "7", cwd=project_folder)
    assert (ran.code, ran.err.startswith("1 file deleted")) == (0, True)
    assert (old.exists(), kept()) == (False, young[1:])


def test_pruning_everything_leaves_what_is_not_ours(project_folder: Path, run: Run) -> None:
    run("build", cwd=project_folder)
    store = Path(os.environ["LEAFLET_CACHE"])
    (store / "notes.txt").write_text("somebody's own", "utf-8")
    (store / "v0/files/ab").mkdir(parents=True)
    (store / "v0/files/ab/old").write_text("of an older version", "utf-8")
    assert run("cache", "prune", "--older-than", "0", cwd=project_folder).code == 0
    assert standing(store) == ["notes.txt", f"{VERSION}/instant"]
    counting = Counting()
    run("build", cwd=project_folder, render=counting)
    assert counting.seen == ["riverside", "st-oswin"]
    assert standing(project_folder / "dist") == listed(project_folder / "dist")


@pytest.mark.parametrize("days", ["-1", "x", "1.5", "99999999"])
def test_days_that_are_none_prune_nothing(days: str, project_folder: Path, run: Run) -> None:
    run("build", cwd=project_folder)
    before = kept()
    assert run("cache", "prune", "--older-than", days, cwd=project_folder).code == 2
    assert kept() == before


def test_a_pruned_store_between_two_builds_is_no_mistake(project_folder: Path, run: Run) -> None:
    """Half of what was kept is gone, whichever half."""
    run("build", cwd=project_folder)
    before = whole(project_folder / "dist")
    for half in (0, 1):
        for path in kept()[half::2]:
            path.unlink()
        shutil.rmtree(project_folder / "dist")
        ran = run("build", cwd=project_folder)
        assert (ran.code, notes(ran.err)) == (0, [])
        assert whole(project_folder / "dist") == before
