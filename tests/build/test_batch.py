"""Many editions: parts of the whole, rules of the project, and wherever they are rendered."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from leaflet.core import extensions
from leaflet.page.composition import Composition
from leaflet.page.rendering import Rendering
from tests.support.printed import in_default_lane
from tests.support.projects import (
    CLINIC,
    EXAMPLE,
    ROOT,
    SETTINGS,
    Edit,
    Ran,
    Run,
    add_leaflet,
    became,
    call_with,
    listed,
    make_many,
    place,
    standing,
    whole,
)
from tests.support.renderers import Counting, faithful

SCARS = "mesotherapy-acne-scars"


@pytest.fixture
def many(project_folder: Path) -> Path:
    """Three leaflets, one in a second language, for two clinics in two formats."""
    return make_many(project_folder)


ALL = [
    f"riverside/de/{SCARS}.a4",
    f"riverside/de/{SCARS}.mono",
    *(
        f"{clinic}/en-GB/{leaflet}.{format_}"
        for clinic in ("riverside", "st-oswin")
        for leaflet in ("fillers", SCARS, "peeling")
        for format_ in ("a4", "mono")
    ),
]


def build(run: Run, folder: Path, *args: str, **more: Any) -> Ran:
    ran = run("build", "--executor", "serial", *args, cwd=folder, **more)
    assert ran.code == 0, ran.err
    return ran


def planned(run: Run, folder: Path, *args: str) -> list[str]:
    """The editions that a build would make."""
    ran = run("build", "--dry-run", *args, cwd=folder)
    assert ran.code == 0, ran.err
    return [line.split()[1] for line in ran.out.splitlines()]


def shard_of(folder: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))["shard"]
    return record


# --- shards --------------------------------------------------------------------------------------


@pytest.mark.parametrize("of", range(1, 6))
def test_shards_partition_the_plan(of: int, many: Path, run: Run) -> None:
    parts = [planned(run, many, "--shard", f"{number}/{of}") for number in range(1, of + 1)]
    assert sorted(name for part in parts for name in part) == ALL
    assert all(part == sorted(part) for part in parts)
    if of <= 3:
        assert all(parts), "fourteen editions spread over three shards"


@pytest.mark.process
def test_shards_are_the_same_in_another_process_with_other_hashes(many: Path, run: Run) -> None:
    here = planned(run, many, "--shard", "2/3")
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-m", "leaflet", "build", "--dry-run", "--shard", "2/3"],
            cwd=many,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert [line.split()[1] for line in done.stdout.splitlines()] == here


def test_an_edition_stays_in_its_shard_when_others_come_and_go(many: Path, run: Run) -> None:
    before = planned(run, many, "--shard", "1/2")
    add_leaflet(many, "moles")
    after = planned(run, many, "--shard", "1/2")
    assert [name for name in after if "moles" not in name] == before


def test_the_manifest_of_a_shard_says_what_it_planned(many: Path, run: Run) -> None:
    build(run, many, "--shard", "1/3")
    mine = planned(run, many, "--shard", "1/3")
    assert shard_of(many / "dist") == {"number": 1, "of": 3, "planned": mine}
    assert len(listed(many / "dist")) == len(mine)
    assert standing(many / "dist") == sorted(listed(many / "dist"))


def test_what_failed_in_a_shard_was_planned_all_the_same(many: Path, edit: Edit, run: Run) -> None:
    edit(many / CLINIC, "skin_tone: medium", "skin_tone: olive")
    ran = run("build", "--executor", "serial", "--shard", "1/1", cwd=many)
    assert ran.code == 1
    # A clinic's file that is broken says neither its languages nor its leaflets.
    assert set(ALL) <= set(shard_of(many / "dist")["planned"])
    assert all(path.startswith("st-oswin") for path in listed(many / "dist"))


def empty_shard(run: Run, folder: Path) -> tuple[int, int]:
    """A shard without editions."""
    of = 40
    for number in range(1, of + 1):
        if not planned(run, folder, "--shard", f"{number}/{of}"):
            return number, of
    raise AssertionError("two editions in forty shards leave some empty")


def test_an_empty_shard_has_a_manifest_that_says_so(project_folder: Path, run: Run) -> None:
    number, of = empty_shard(run, project_folder)
    ran = build(run, project_folder, "--shard", f"{number}/{of}")
    assert ran.err == "0 editions in dist\n"
    record = json.loads((project_folder / "dist/manifest.json").read_text("utf-8"))
    shard = {"number": number, "of": of, "planned": []}
    assert record == {"schema": "leaflet-manifest/1", "editions": [], "shard": shard}


@pytest.mark.parametrize("of", in_default_lane([1, 2, 5], [2]))
def test_merged_shards_equal_a_build_of_the_whole(of: int, many: Path, run: Run) -> None:
    build(run, many, "-o", "all")
    for number in range(1, of + 1):
        build(run, many, "--shard", f"{number}/{of}", "-o", f"part-{number}", "--fresh")
    parts = [f"part-{number}" for number in range(1, of + 1)]
    ran = run("merge", *parts, "-o", "merged", cwd=many)
    assert ran.code == 0, ran.err
    assert whole(many / "merged") == whole(many / "all")
    assert len(listed(many / "merged")) == len(ALL)


def test_a_shard_of_a_selection_is_a_part_of_the_selection(many: Path, run: Run) -> None:
    halves = [planned(run, many, "-f", "mono", "--shard", f"{n}/2") for n in (1, 2)]
    assert sorted(halves[0] + halves[1]) == [name for name in ALL if name.endswith(".mono")]


@pytest.mark.parametrize("shard", ["0/2", "3/2", "2", "1/0", "a/b", "1/2/3", "-1/2", "1.0/2", ""])
def test_a_shard_that_is_none_is_reported(shard: str, project_folder: Path, run: Run) -> None:
    ran = run("build", "--shard", shard, cwd=project_folder)
    assert (ran.code, "write the second of four as 2/4" in ran.err) == (2, True)
    assert not (project_folder / "dist").exists()


# --- rules ---------------------------------------------------------------------------------------


def rules(folder: Path, text: str) -> None:
    (folder / SETTINGS).write_text(f"formats: [a4, mono]\neditions:\n{text}", "utf-8")


OF_OSWIN = [name for name in ALL if name.startswith("st-oswin")]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("  - {}\n", ALL),
        ("  - clinics: [st-oswin]\n", OF_OSWIN),
        ("  - leaflets: [fillers]\n", [name for name in ALL if "fillers" in name]),
        ("  - languages: [de]\n", [name for name in ALL if "/de/" in name]),
        ("  - formats: [mono]\n", [name for name in ALL if name.endswith(".mono")]),
        ("  - formats: [poster-a4]\n", [name.replace(".a4", ".poster-a4") for name in ALL
                                        if name.endswith(".a4")]),
        ("  - {clinics: [riverside], leaflets: [peeling], formats: [a4]}\n",
         ["riverside/en-GB/peeling.a4"]),
        ("  - {clinics: [riverside], languages: [de]}\n  - clinics: [st-oswin]\n",
         [name for name in ALL if "/de/" in name or name in OF_OSWIN]),
        ("  - clinics: [st-oswin]\n  - {clinics: [st-oswin], leaflets: [fillers]}\n", OF_OSWIN),
        ("  - {clinics: [st-oswin], formats: [a4]}\n  - {leaflets: [fillers], formats: [mono]}\n",
         ["riverside/en-GB/fillers.mono",
          *(name for name in OF_OSWIN if name.endswith((".a4", "fillers.mono")))]),
    ],
)  # fmt: skip
def test_an_edition_must_meet_one_rule(text: str, meant: list[str], many: Path, run: Run) -> None:
    rules(many, text)
    assert planned(run, many) == meant


def test_no_rules_mean_everything(many: Path, run: Run) -> None:
    assert planned(run, many) == ALL


def test_rules_and_selection_both_narrow(many: Path, run: Run) -> None:
    rules(many, "  - clinics: [st-oswin]\n")
    assert planned(run, many, "-f", "a4", "fillers") == ["st-oswin/en-GB/fillers.a4"]
    ran = run("build", "-c", "riverside", cwd=many)
    assert (ran.code, "error: nothing to build: " in ran.err) == (2, True)


def test_a_clinics_own_formats_bound_those_of_a_rule(many: Path, edit: Edit, run: Run) -> None:
    edit(many / CLINIC, "languages:", "formats: [mono]\nlanguages:")
    rules(many, "  - {leaflets: [fillers], formats: [a4, mono]}\n")
    assert planned(run, many) == [
        "riverside/en-GB/fillers.mono",
        "st-oswin/en-GB/fillers.a4",
        "st-oswin/en-GB/fillers.mono",
    ]


def test_a_clinic_that_no_rule_names_is_noted(many: Path, run: Run) -> None:
    rules(many, "  - clinics: [st-oswin]\n")
    ran = build(run, many)
    assert ran.err.count("note: riverside: left out, no rule of the project names it\n") == 1
    assert "st-oswin: left out" not in ran.err


def test_what_a_new_rule_leaves_out_is_deleted(many: Path, run: Run) -> None:
    build(run, many)
    assert len(listed(many / "dist")) == len(ALL)
    rules(many, "  - {clinics: [st-oswin], formats: [mono]}\n")
    build(run, many)
    assert standing(many / "dist") == sorted(listed(many / "dist"))
    assert listed(many / "dist") == [f"st-oswin/en-GB/{name}.mono.pdf" for name in
                                     ("fillers", SCARS, "peeling")]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("  - clinics: [riversid]\n", 'unknown clinic "riversid"\n  did you mean "riverside"?'),
        ("  - leaflets: [filers]\n", 'unknown leaflet "filers"\n  did you mean "fillers"?'),
        ("  - formats: [mon]\n", 'unknown format "mon"\n  did you mean "mono"?'),
        ("  - languages: [en-US]\n", 'unknown language "en-US"\n  did you mean "en-GB"?'),
        ("  - {}\n  - clinics: [riversid]\n", 'did you mean "riverside"?'),
    ],
)
def test_an_unknown_name_in_a_rule_stops_the_build(
    text: str, says: str, many: Path, run: Run
) -> None:
    rules(many, text)
    ran = run("build", cwd=many)
    assert (ran.code, says in ran.err) == (2, True)
    assert not (many / "dist").exists()


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("  - clinics: []\n", "[]"),
        ("  - {leaflets: [fillers], formats: []}\n", "[]"),
        ("  - languages: []\n", "[]"),
        ("  - clinic: [riverside]\n", "clinic:"),
        ("  - riverside\n", "riverside"),
        ("  []\n", "[]"),
    ],
)
def test_a_rule_that_is_none_is_reported_with_its_place(
    text: str, at: str, many: Path, run: Run
) -> None:
    rules(many, text)
    ran = run("build", cwd=many)
    assert ran.code == 2
    assert place(many, SETTINGS, at) in ran.err
    assert not (many / "dist").exists()


# --- wherever ------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", ["0", "-1", "513", "x", "1.5", ""])
def test_a_number_of_workers_that_is_none_is_reported(
    jobs: str, project_folder: Path, run: Run
) -> None:
    ran = run("build", "-j", jobs, cwd=project_folder)
    assert (ran.code, "--jobs" in ran.err) == (2, True)
    assert not (project_folder / "dist").exists()


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--executor", "proceses"], 'did you mean "processes"?'),
        (["--executor", "threads"], 'unknown executor "threads"'),
        (["--executor", "dask"], "--executor dask and --scheduler go together"),
        (["--scheduler", "tcp://127.0.0.1:9"], "--executor dask and --scheduler go together"),
        (["--executor", "serial", "--scheduler", "tcp://127.0.0.1:9"], "go together"),
    ],
)
def test_an_executor_that_cannot_be_is_reported(
    args: list[str], says: str, project_folder: Path, run: Run
) -> None:
    ran = run("build", *args, cwd=project_folder)
    assert (ran.code, says in ran.err) == (2, True)
    assert not (project_folder / "dist").exists()


def stumbling(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
    if "Oswin" in composition.title:
        raise ValueError("odd")
    return faithful(composition, blobs)


def test_without_fail_fast_a_failure_stops_nothing(many: Path, run: Run) -> None:
    counting = Counting(stumbling)
    ran = run("build", "--executor", "serial", "--report", "r.json", cwd=many, render=counting)
    assert (ran.code, len(counting.seen)) == (3, len(ALL))
    assert list(became(many / "r.json").values()) == ["built"] * 8 + ["failed"] * 6


def test_the_first_failure_stops_a_build_that_is_to_fail_fast(many: Path, run: Run) -> None:
    build(run, many, "-c", "st-oswin", "fillers")
    counting = Counting(stumbling)
    args = ("--executor", "serial", "--fail-fast", "--fresh", "--report", "r.json")
    ran = run("build", *args, cwd=many, render=counting)
    assert ran.code == 3
    # Leaflet by leaflet and format by format: the other clinic's handout is the first.
    assert list(became(many / "r.json").values()) == ["built", "failed"]
    assert counting.seen == ["riverside", "st-oswin"]
    # What failed is gone; what was not looked at stands as it was.
    assert standing(many / "dist") == sorted(listed(many / "dist"))
    assert [path for path in listed(many / "dist") if "oswin" in path] == [
        "st-oswin/en-GB/fillers.mono.pdf"
    ]


def test_an_error_in_content_stops_a_build_that_is_to_fail_fast(
    many: Path, edit: Edit, run: Run
) -> None:
    edit(many / CLINIC, "skin_tone: medium", "skin_tone: olive")
    counting = Counting()
    args = ("build", "--executor", "serial", "--fail-fast", "--report", "r.json")
    ran = run(*args, cwd=many, render=counting)
    assert (ran.code, counting.seen) == (1, [])
    assert list(became(many / "r.json").values()) == ["failed"]


@pytest.mark.process
def test_the_report_has_the_order_of_the_plan_whatever_is_done_first(many: Path) -> None:
    """The first clinic's editions take longest."""
    ran = call_with("first_last", many, "--executor", "processes", "-j", "2", "--report", "r.json")
    assert ran.code == 0, ran.err
    assert list(became(many / "r.json")) == ALL
    assert set(became(many / "r.json").values()) == {"built"}


@pytest.mark.process
def test_several_processes_make_what_one_makes(many: Path, run: Run) -> None:
    build(run, many, "-o", "one", render=faithful)
    ran = call_with(
        "faithful", many, "--executor", "processes", "-j", "3", "-o", "three", "--fresh"
    )
    assert (ran.code, ran.out) == (0, "")
    assert whole(many / "three") == whole(many / "one")


@pytest.mark.process
def test_many_editions_are_given_to_processes_and_few_are_not(
    many: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    load = extensions.load

    def watched(kind: str, name: str) -> Any:
        if kind == "executors":
            asked.append(name)
            name = "serial"
        return load(kind, name)

    monkeypatch.setattr(extensions, "load", watched)
    for args in (("-j", "2"), ("-j", "2"), ("-j", "1", "--fresh"), ("-j", "2", "-c", "st-oswin")):
        assert run("build", *args, cwd=many).code == 0
    assert run("build", "-j", "2", "--fresh", "fillers", "-f", "a4", cwd=many).code == 0
    # The second and the fourth find everything in the folder.
    assert asked == ["processes", "serial", "serial"]


@pytest.mark.process
@pytest.mark.pdf
@pytest.mark.parametrize("jobs", in_default_lane(["1", "2", "3"], ["2"]))
def test_real_bytes_do_not_depend_on_where_they_are_made(
    jobs: str, project_folder: Path, serial: dict[str, bytes], run_process: Run
) -> None:
    (project_folder / SETTINGS).write_text("formats: [phone, poster-a4]\n", "utf-8")
    ran = run_process("build", "--executor", "processes", "-j", jobs, cwd=project_folder)
    assert ran.code == 0, ran.err
    assert whole(project_folder / "dist") == serial


@pytest.fixture(scope="module")
def serial(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one process makes, one edition after another."""
    folder = tmp_path_factory.mktemp("serial")
    shutil.copytree(EXAMPLE / "content", folder / "content")
    (folder / SETTINGS).write_text("formats: [phone, poster-a4]\n", "utf-8")
    cache = {"LEAFLET_CACHE": str(folder / "cache"), "SOURCE_DATE_EPOCH": "1795392000"}
    subprocess.run(
        [sys.executable, "-m", "leaflet", "build", "--executor", "serial"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **cache},
        capture_output=True,
        check=True,
    )
    assert len(listed(folder / "dist")) == 4
    return whole(folder / "dist")
