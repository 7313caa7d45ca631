"""Files of the earlier form say what to write now, each at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.projects import LEAFLET, LOCALE, SETTINGS, Edit, Run, place

OLD = """---
id: old
language: en-GB
title: Old form
subtitle: A leaflet as it was written before
kind: treatment
profile: cosmetic-procedure
jurisdictions: [GB-ENG]
---

## Can it help? {#can-it-help}

It may help.

## What is it? {#what-is-it}

It is a treatment.
"""


def test_an_unknown_profile_names_the_kind(project_folder: Path, edit: Edit, run: Run) -> None:
    edit(project_folder / LEAFLET, "\nkind: ", "\nprofile: cosmetic-procedure\nkind: ")
    ran = run("check", cwd=project_folder)
    where = place(project_folder, LEAFLET, "profile: ")
    assert ran.code == 1
    assert f'{where}: broken: unknown field "profile"; delete it, and give its value to kind' in (
        ran.out
    )
    assert "as kind: cosmetic-procedure [unknown-field]" in ran.out
    assert "mesotherapy-acne-scars, en-GB: 1 fault in the file" in ran.out


def test_a_locale_with_kinds_names_their_label(project_folder: Path, edit: Edit, run: Run) -> None:
    edit(project_folder / LOCALE, "\n  audience: ", "\n  kind_treatment: Treatment\n  audience: ")
    ran = run("check", cwd=project_folder)
    where = place(project_folder, LOCALE, "kind_treatment: ")
    assert f'{where}: broken: unknown field "kind_treatment"; delete it' in ran.out
    assert "the label of content/kinds/<kind>.yaml" in ran.out


@pytest.fixture
def old_leaflet(project_folder: Path) -> Path:
    path = project_folder / "content/leaflets/old/en-GB.md"
    path.parent.mkdir()
    path.write_text(OLD.replace("profile: cosmetic-procedure\n", ""), "utf-8")
    return project_folder


def test_a_section_with_an_earlier_id_is_printed_and_its_role_is_asked_for(
    old_leaflet: Path, run: Run
) -> None:
    ran = run("check", "old", cwd=old_leaflet)
    assert ran.code == 1
    assert ": broken: " not in ran.out
    said = 'unfit: no section has the role "benefits", which the kind treatment must have'
    assert said in ran.out
    assert "or give a section this role [sections]" in ran.out
    assert 'no section has the role "what-is-it"' not in ran.out
    path = old_leaflet / "content/leaflets/old/en-GB.md"
    text = path.read_text("utf-8").replace("{#can-it-help}", "{#can-it-help role=benefits}")
    path.write_text(text, "utf-8")
    assert 'role "benefits"' not in run("check", "old", cwd=old_leaflet).out


@pytest.mark.parametrize("kind", ["prevention", "treatments"])
def test_a_kind_that_is_no_more_is_told_at_its_line(old_leaflet: Path, kind: str, run: Run) -> None:
    path = old_leaflet / "content/leaflets/old/en-GB.md"
    path.write_text(path.read_text("utf-8").replace("kind: treatment", f"kind: {kind}"), "utf-8")
    ran = run("check", "old", cwd=old_leaflet)
    assert f'content/leaflets/old/en-GB.md:6:7: broken: no kind "{kind}"' in ran.out
    assert "[unknown-kind]" in ran.out


def test_a_lowered_check_of_the_earlier_form_is_refused(
    project_folder: Path, edit: Edit, run: Run
) -> None:
    edit(project_folder / SETTINGS, "formats:", "checks: {orphan-numbers: note}\nformats:")
    ran = run("build", cwd=project_folder)
    assert ran.code == 2
    assert '"note" is no effect that a project may give' in ran.err
