"""Editions with one layout follow each other, and as many leaflets are in progress as workers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leaflet.build import task_order
from leaflet.build.task_order import TaskOrder
from leaflet.build.tasks import Task
from leaflet.core.edition_id import EditionId
from leaflet.page.slot import Slot
from leaflet.planning.plan import PlannedEdition
from tests.support.printed import small_page


def planned(leaflet: str, clinic: str) -> PlannedEdition:
    return PlannedEdition(EditionId(clinic, "en", leaflet, "a4"))


class Begun:
    """Begins editions; their slots have the class that their clinic's name ends with."""

    def __init__(self) -> None:
        self.ids: list[EditionId] = []
        self.is_full = False

    def __call__(self, edition: PlannedEdition) -> list[Task]:
        self.ids.append(edition.id)
        if edition.id.clinic.startswith("cached"):
            return []
        slots = (Slot("contact", "<p>Call us</p>", edition.id.clinic[-1]),)
        composition = replace(small_page('<slot name="contact"></slot>'), slots=slots)
        return [Task(len(self.ids), composition, {}, None, edition.id.layout_group)]

    def order(self, names: str, groups_at_once: int = 1) -> str:
        """The order in which the tasks of editions are given out: leaflet and clinic."""
        order = TaskOrder([planned(n[0], n[1:]) for n in names.split()], groups_at_once)
        given = []
        while not order.is_over:
            task = order.next(self, lambda: self.is_full)
            given.extend([self.ids[task.number - 1]] if task else [])
        return " ".join(id_.leaflet + id_.clinic for id_ in given)


def test_editions_with_one_layout_follow_each_other() -> None:
    assert Begun().order("a1S a2L a3S a4M a5L a6S") == "a1S a3S a6S a2L a5L a4M"


def test_leaflets_are_built_one_after_the_other() -> None:
    assert Begun().order("b1S a1S b2L a2L b3S a3S") == "a1S a3S a2L b1S b3S b2L"


@pytest.mark.parametrize(
    ("workers", "order"),
    [
        (1, "a1 a2 a3 b1 c1 c2 d1"),
        (2, "a1 b1 a2 c1 a3 c2 d1"),
        (9, "a1 b1 c1 d1 a2 c2 a3"),
    ],
)
def test_as_many_leaflets_go_in_turn_as_there_are_workers(workers: int, order: str) -> None:
    names = "a1S a2S a3S b1S c1S c2S d1S"
    assert Begun().order(names, workers).replace("S", "") == order


def test_the_first_task_waits_for_no_other_edition() -> None:
    begun = Begun()
    order = TaskOrder([planned("a", "1S"), planned("a", "2S")], 1)
    assert order.next(begun, lambda: False)
    assert len(begun.ids) == 1


def test_an_edition_that_is_over_at_once_has_no_task() -> None:
    assert Begun().order("a1S acached2S a3S bcached1S") == "a1S a3S"


def test_no_edition_is_begun_while_outcomes_wait() -> None:
    begun = Begun()
    order = TaskOrder([planned("a", "1S"), planned("a", "2L"), planned("a", "3S")], 1)
    assert order.next(begun, lambda: False)
    assert order.next(begun, lambda: True) is None
    assert len(begun.ids) == 1
    assert not order.is_over


def test_only_so_many_tasks_wait_for_others_with_their_layout(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(task_order, "_MOST_AHEAD", 2)
    assert Begun().order("a1S a2L a3L a4S") == "a1S a2L a3L a4S"
