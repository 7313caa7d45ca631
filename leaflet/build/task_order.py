"""The order in which editions become tasks: those with one layout follow each other.

Clinics share the layout of a leaflet where their slots have the same heights, so a group of
editions has a few layouts. A process keeps the latest of them: in this order each is made once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby, islice

from leaflet.build.tasks import Task
from leaflet.planning.plan import PlannedEdition

#: The most tasks of a group that wait for others with their layout; each takes about 100 kB.
_MOST_AHEAD = 400

#: Begins an edition; returns the tasks that it needs, none where it is over at once.
Begin = Callable[[PlannedEdition], Iterable[Task]]


class TaskOrder:
    """Begins editions, and gives out their tasks ordered by their layouts.

    Where each worker keeps its own layouts, there are as many `groups_at_once` in progress as
    workers. Editions are begun only as far as needed to find the next task with the same layout.
    """

    def __init__(self, editions: Sequence[PlannedEdition], groups_at_once: int) -> None:
        by_group = sorted(editions, key=_layout_group)
        groups = (_Group(each) for _, each in groupby(by_group, _layout_group))
        self._current = deque(islice(groups, groups_at_once))
        self._groups = groups

    @property
    def is_over(self) -> bool:
        """Whether all tasks are given out."""
        return not self._current

    def next(self, begin: Begin, is_full: Callable[[], bool]) -> Task | None:
        """The next task of the group whose turn it is; None where it has no further one, or where
        results must be taken first because it `is_full`.
        """
        group = self._current.popleft()
        task = group.next(begin, is_full)
        if task is None and not group.is_over:
            self._current.appendleft(group)
        else:
            self._current.extend(islice(self._groups, 1) if group.is_over else [group])
        return task


class _Group:
    """The editions of a leaflet in a format: those not begun yet, and the tasks that wait, by their
    layout.
    """

    def __init__(self, editions: Iterable[PlannedEdition]) -> None:
        self.editions = deque(editions)
        self.waiting: dict[str, deque[Task]] = {}
        self.layout = ""

    @property
    def is_over(self) -> bool:
        return not (self.editions or self.waiting)

    def next(self, begin: Begin, is_full: Callable[[], bool]) -> Task | None:
        """The next task: with the layout of the one before as long as there is any."""
        while self.editions and not (self._has_next or is_full()):
            for task in begin(self.editions.popleft()):
                key = task.composition.shared_layout_key
                self.waiting.setdefault(key, deque()).append(task)
                self.layout = self.layout or key
        if not self.waiting or (is_full() and not self._has_next):
            return None
        if self.layout not in self.waiting:
            self.layout = next(iter(self.waiting))
        tasks = self.waiting[self.layout]
        task = tasks.popleft()
        if not tasks:
            del self.waiting[self.layout]
        return task

    @property
    def _has_next(self) -> bool:
        """Whether a task waits that may be given out without beginning further editions."""
        return self.layout in self.waiting or sum(map(len, self.waiting.values())) >= _MOST_AHEAD


def _layout_group(planned: PlannedEdition) -> tuple[str, ...]:
    return planned.id.layout_group
