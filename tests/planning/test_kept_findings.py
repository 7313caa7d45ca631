"""Findings that are kept are those that a check without a cache gives."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from leaflet.planning import loading
from tests.support.projects import (
    CLINIC,
    LEAFLET,
    LOCALE,
    PACK,
    SETTINGS,
    Edit,
    Run,
    kept,
)

Change = Callable[[Path, Edit], None]


def replaced(file: str, old: str, new: str) -> Change:
    return lambda folder, edit: edit(folder / file, old, new)


#: Each change, and what the findings then name.
CHANGES: dict[str, tuple[Change, str]] = {
    "a promise in the leaflet": (replaced(LEAFLET, "# ", "# Safe and painless: "), "claims"),
    "a clinic without its number": (replaced(CLINIC, "phones:", "phone:"), "phone"),
    "another language": (replaced(CLINIC, "[en-GB]", "[en-GB, de]"), ""),
    "an old pack": (replaced(PACK, "verify_by: 20", "verify_by: 19"), "stale-pack"),
    "a locale that cannot be read": (replaced(LOCALE, "words:", "words"), "locale"),
    "a raised effect": (
        replaced(SETTINGS, "formats: [a4]", "formats: [a4]\nchecks: {abridged: unfit}"),
        "",
    ),
    "another format": (replaced(SETTINGS, "[a4]", "[a4, trifold]"), "abridged"),
}


def findings(folder: Path, run: Run, *options: str) -> tuple[int, str, str]:
    ran = run("check", "--verbose", "--output-format", "json", *options, cwd=folder)
    return ran.code, ran.out, ran.err


@pytest.mark.parametrize("name", CHANGES)
def test_kept_findings_are_those_of_a_fresh_check(
    name: str, project_folder: Path, edit: Edit, run: Run
) -> None:
    change, named = CHANGES[name]
    before = findings(project_folder, run)
    change(project_folder, edit)
    first = findings(project_folder, run)  # some of it is kept
    assert first == findings(project_folder, run, "--fresh")
    assert named in first[1]
    assert first != before or not named


def test_a_detail_that_a_clinic_lost_or_got_back_is_noticed(
    project_folder: Path, edit: Edit, run: Run
) -> None:
    """Leaflet and clinic are sound files; what is wrong shows only where they meet."""
    edit(project_folder / LEAFLET, "not full papers.", "not full papers: [our mail](clinic:email).")
    sound = findings(project_folder, run)
    edit(project_folder / CLINIC, "email: hello@", "# email: hello@")
    lost = findings(project_folder, run)
    assert (sound[0], lost[0]) == (0, 1)
    assert "clinic-values" in lost[1]
    edit(project_folder / CLINIC, "# email: hello@", "email: hello@")
    assert findings(project_folder, run) == sound


def test_what_is_unchanged_is_not_loaded_again(
    project_folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = findings(project_folder, run)

    def refuse(*_: object) -> None:
        pytest.fail("an edition is loaded")

    monkeypatch.setattr(loading.EditionLoader, "load", refuse)
    assert findings(project_folder, run) == before
    assert json.loads(before[1])["findings"]


def test_a_damaged_record_is_made_anew_and_told(project_folder: Path, run: Run) -> None:
    before = findings(project_folder, run)
    for path in kept("edition-findings"):
        path.write_bytes(path.read_bytes()[:-1])
    again = findings(project_folder, run)
    assert again[:2] == before[:2]
    assert "note: cache: an entry of edition-findings is damaged" in again[2]


def test_a_cache_that_cannot_be_written_changes_no_finding(
    project_folder: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = findings(project_folder, run)
    (tmp_path / "file").write_text("no folder", "utf-8")
    monkeypatch.setenv("LEAFLET_CACHE", str(tmp_path / "file"))
    again = findings(project_folder, run)
    assert again[:2] == before[:2]
    assert "cannot be written to" in again[2]
