"""What the program writes for other programs names its schema, and is what the schema says."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from leaflet.core.json_records import VERSIONS, schema_id
from leaflet.scaffolding.schemas import RECORDS, schema_text
from tests.support.projects import CLINIC, LEAFLET, Edit, Ran, Run

NAME = "mesotherapy-acne-scars"


def wrong(kind: str, record: Any) -> list[str]:
    """What a record has that its schema does not describe."""
    schema = json.loads(schema_text(kind))
    jsonschema.Draft202012Validator.check_schema(schema)
    for part in (schema, *schema["$defs"].values()):
        part["additionalProperties"] = False
    found = jsonschema.Draft202012Validator(schema).iter_errors(record)
    return [f"{list(error.absolute_path)}: {error.message}" for error in found]


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def test_the_manifest_of_a_build_of_shards_and_of_a_merge(project_folder: Path, run: Run) -> None:
    for number in (1, 2):
        run("build", "--shard", f"{number}/2", "-o", f"shard{number}", cwd=project_folder)
    run("build", cwd=project_folder)
    merged = run("merge", "shard1", "shard2", cwd=project_folder)
    assert merged.out == (project_folder / "dist/manifest.json").read_text("utf-8")
    for folder in ("dist", "shard1", "shard2"):
        record = read(project_folder / folder / "manifest.json")
        assert next(iter(record.items())) == ("schema", "leaflet-manifest/1")
        assert wrong("manifest", record) == []
        assert ("shard" in record) == (folder != "dist")


def test_stale_editions_are_in_the_schemas_too(project_folder: Path, edit: Edit, run: Run) -> None:
    run("build", cwd=project_folder)
    edit(project_folder / CLINIC, "Riverside", "River Side")
    run("build", "-c", "st-oswin", "--report", "report.json", cwd=project_folder)
    manifest = read(project_folder / "dist/manifest.json")
    report = read(project_folder / "report.json")
    assert any("stale" in entry for entry in manifest["editions"])
    assert report["stale"]
    assert (wrong("manifest", manifest), wrong("report", report)) == ([], [])


def test_the_report_of_each_outcome(project_folder: Path, edit: Edit, run: Run) -> None:
    seen: set[str] = set()

    def reported(*options: str) -> Any:
        run("build", "--report", "report.json", *options, cwd=project_folder)
        report = read(project_folder / "report.json")
        assert wrong("report", report) == []
        seen.update(edition["outcome"] for edition in report["editions"])
        return report

    assert next(iter(reported().items())) == ("schema", "leaflet-report/1")
    reported()
    reported("--release")
    edit(project_folder / LEAFLET, "title:", "titel:")
    assert any(edition["findings"] for edition in reported()["editions"])
    assert seen == {"built", "cached", "withheld", "failed"}


@pytest.mark.parametrize("kind", RECORDS)
def test_the_command_prints_them(kind: str, tmp_path: Path, run: Run) -> None:
    ran = run("schema", kind, cwd=tmp_path)
    assert (ran.code, json.loads(ran.out)) == (0, json.loads(schema_text(kind)))
    assert json.loads(ran.out)["properties"]["schema"] == {"const": schema_id(kind)}


def test_what_is_no_manifest_is_found(project_folder: Path, run: Run) -> None:
    run("build", cwd=project_folder)
    record = read(project_folder / "dist/manifest.json")
    entry = record["editions"][0]
    for field, value in (("sha256", "0"), ("pages", -1), ("path", "../x.pdf"), ("new", 1)):
        assert wrong("manifest", {**record, "editions": [{**entry, field: value}]})
    assert wrong("manifest", {"editions": []})
    assert wrong("manifest", {**record, "schema": "leaflet-manifest/2"})


JSON_CALLS = [
    ("findings", "check --output-format json"),
    *(("list", f"list {what} --json") for what in ("clinics", "formats", "editions", "checks")),
    ("due", "due --json"),
    ("changes", "changes dist dist --output-format json"),
    ("difference", f"diff {LEAFLET} {LEAFLET} --output-format json"),
    ("verification", "verify --code 'SHAQ872 0.1.0' --json"),
    ("cache", "cache size --json"),
    ("manifest", "merge dist"),
]


def test_all_json_names_its_schema_first(project_folder: Path, run: Run) -> None:
    run("build", cwd=project_folder)
    run("register", cwd=project_folder)
    for kind, call in JSON_CALLS:
        ran = run(*shlex.split(call), cwd=project_folder)
        assert next(iter(json.loads(ran.out).items())) == ("schema", f"leaflet-{kind}/1"), call
    register = read(next(project_folder.glob("register/*/register.json")))
    assert next(iter(register.items())) == ("schema", "leaflet-register/1")


def test_each_version_is_written_by_something() -> None:
    assert set(VERSIONS) == {kind for kind, _ in JSON_CALLS} | {"register", "report"}


# --- what is read again --------------------------------------------------------------------------


def rewrite(path: Path, schema: str | None) -> None:
    record = read(path)
    record.pop("schema")
    path.write_text(json.dumps({**({"schema": schema} if schema else {}), **record}), "utf-8")


def calls(folder: Path, run: Run) -> dict[str, Ran]:
    """What reads a manifest or a register."""
    return {
        "changes": run("changes", "dist", "dist", cwd=folder),
        "merge": run("merge", "dist", cwd=folder),
        "register": run("register", cwd=folder),
        "verify": run("verify", "--code", "SHAQ872 0.1.0", cwd=folder),
        "build": run("build", cwd=folder),
    }


@pytest.fixture
def published(project_folder: Path, run: Run) -> Path:
    assert run("build", cwd=project_folder).code == 0
    assert run("register", cwd=project_folder).code == 0
    return project_folder


def test_records_of_older_versions_have_no_key_and_are_read(published: Path, run: Run) -> None:
    before = calls(published, run)
    rewrite(published / "dist/manifest.json", None)
    for path in published.glob("register/*/register.json"):
        rewrite(path, None)
    assert calls(published, run) == before


def test_a_newer_manifest_is_refused_and_left_as_it_is(published: Path, run: Run) -> None:
    path = published / "dist/manifest.json"
    rewrite(path, "leaflet-manifest/2")
    text = path.read_text("utf-8")
    for name, ran in calls(published, run).items():
        if name != "verify":
            assert ran.code == 2, name
            assert 'is written in "leaflet-manifest/2"; this program reads up to' in ran.err
            assert "update leaflet" in ran.err
    assert path.read_text("utf-8") == text


def test_a_newer_register_is_refused_and_left_as_it_is(published: Path, run: Run) -> None:
    path = published / "register/riverside/register.json"
    rewrite(path, "leaflet-register/12")
    text = path.read_text("utf-8")
    made = calls(published, run)
    for name in ("register", "verify"):
        assert (made[name].code, "leaflet-register/12" in made[name].err) == (2, True)
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize("schema", ["leaflet-report/1", "leaflet-manifest/0", "other", "", 7])
def test_a_record_of_another_kind_is_no_manifest(schema: Any, published: Path, run: Run) -> None:
    path = published / "dist/manifest.json"
    record = {**read(path), "schema": schema}
    path.write_text(json.dumps(record), "utf-8")
    ran = run("changes", "dist", "dist", cwd=published)
    assert (ran.code, "is not a manifest of leaflet" in ran.err) == (2, True)
