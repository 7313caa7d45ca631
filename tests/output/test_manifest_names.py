"""The names that a manifest lists for people: title, clinic, language, day of the review."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from leaflet.core.diagnostics import UsageError
from leaflet.output import manifest
from leaflet.output.manifest_entries import MOST_SHOWN, SHOWN
from tests.support.projects import CLINIC, Edit, Run
from tests.support.sites import entry_of, write_build


def listed(folder: Path) -> dict[str, Any]:
    content = json.loads((folder / "dist/manifest.json").read_text("utf-8"))
    found: dict[str, Any] = content["editions"][0]
    return found


def test_a_build_lists_the_names_of_leaflet_clinic_and_language(
    run: Run, project_folder: Path
) -> None:
    run("build", cwd=project_folder)
    assert {name: listed(project_folder)[name] for name in SHOWN} == {
        "title": "Mesotherapy for acne scars",
        "clinic_name": "Riverside Skin Clinic",
        "language_name": "English (United Kingdom)",
        "review_due": "2027-11-23",
    }


def test_names_come_from_the_cache_as_they_do_from_the_files(
    run: Run, project_folder: Path
) -> None:
    run("build", cwd=project_folder)
    first = (project_folder / "dist/manifest.json").read_bytes()
    run("build", "-o", "other", cwd=project_folder)
    assert (project_folder / "other/manifest.json").read_bytes() == first


def test_a_long_name_is_cut_and_its_manifest_can_be_read(
    run: Run, project_folder: Path, edit: Edit
) -> None:
    long = "Very " * 100 + "Long Clinic"
    edit(project_folder / CLINIC, "name: Riverside Skin Clinic", f"name: {long}")
    run("build", cwd=project_folder)
    entries = manifest.read(project_folder / "dist")
    names = {entry.clinic_name for entry in entries if entry.clinic == "riverside"}
    assert names == {long[:MOST_SHOWN]}


def test_a_manifest_without_names_is_read(tmp_path: Path) -> None:
    entry = entry_of("riverside", "peels", "a4", **dict.fromkeys(SHOWN, ""))
    write_build(tmp_path, [entry])
    assert not set(SHOWN) & set(entry.record)
    assert manifest.whole(tmp_path) == (entry,)


@pytest.mark.parametrize("value", [1, None, ["a"], "x" * (MOST_SHOWN + 1)])
@pytest.mark.parametrize("name", SHOWN)
def test_what_is_no_name_is_not_of_this_program(tmp_path: Path, name: str, value: object) -> None:
    record = entry_of("riverside", "peels", "a4").record | {name: value}
    (tmp_path / "manifest.json").write_text(json.dumps({"editions": [record]}), "utf-8")
    with pytest.raises(UsageError, match="not a manifest of leaflet"):
        manifest.whole(tmp_path)
