"""Pages are filled once for all clinics where they ask for nothing of a clinic."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leaflet.compose import composer, shared_texts
from leaflet.content.project import Project
from leaflet.page.composition import Composition
from leaflet.page.edition import Edition
from leaflet.planning.matrix import Selection
from leaflet.planning.planner import make_plan
from tests.support.printed import TODAY, compose_edition, shipped_project
from tests.support.projects import LEAFLET, Edit


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    shared_texts._FILLED.made.clear()
    yield
    shared_texts._FILLED.made.clear()


def editions(project: Project, *leaflets: str, **chosen: tuple[str, ...]) -> list[Edition]:
    planned = make_plan(project, Selection(leaflets, **chosen), today=TODAY).editions
    return [one.edition for one in planned if one.edition is not None]


def alone(project: Project, edition: Edition) -> Composition:
    """The composition with pages that are filled for its clinic."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(composer, "shared_texts", lambda *_: None)
        return compose_edition(project, edition)


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The formats whose pages are filled without a clinic, as they are filled."""
    made: list[str] = []
    fill = shared_texts._filled

    def listen(*given: object) -> tuple[str, ...] | None:
        made.append(given[1].format.id)  # type: ignore[attr-defined]
        return fill(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(shared_texts, "_filled", listen)
    return made


def test_shipped_pages_are_filled_once_for_all_clinics(monkeypatch: pytest.MonkeyPatch) -> None:
    project, made = shipped_project(), counted(monkeypatch)
    chosen = editions(project, "mesotherapy-acne-scars")
    for edition in chosen:
        assert compose_edition(project, edition) == alone(project, edition), edition.id
    formats = {edition.format.id for edition in chosen}
    assert sorted(made) == sorted(formats)
    assert len(chosen) == 2 * len(formats)


def test_a_text_that_names_a_detail_is_filled_for_each_clinic(
    project_folder: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(project_folder / LEAFLET, "not full papers.", "not full papers: [our mail](clinic:email).")
    project, made = Project(project_folder), counted(monkeypatch)
    chosen = editions(project)
    bodies = {compose_edition(project, edition).body for edition in chosen}
    assert len(bodies) == len(chosen) > 1
    for edition in chosen:
        email = (edition.clinic.email or "").partition("@")[0]
        assert email in compose_edition(project, edition).body
        assert compose_edition(project, edition) == alone(project, edition)
    assert len(made) == 1, "it is tried once"


def test_other_words_have_other_pages(project_folder: Path, edit: Edit) -> None:
    def body() -> str:
        project = Project(project_folder)
        return compose_edition(project, editions(project)[0]).body.replace("\u00a0", " ")

    before = body()
    edit(project_folder / LEAFLET, "not full papers.", "not whole papers.")
    assert "not whole papers" not in before
    assert "not whole papers" in body()
