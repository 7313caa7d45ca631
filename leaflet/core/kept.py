"""What a process keeps of what it made last."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Made = TypeVar("Made")


@dataclass(slots=True)
class Kept(Generic[Made]):
    """What was used last, by key."""

    most: int
    made: dict[Hashable, Made] = field(default_factory=dict)

    def of(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What is kept for a key, or is made now."""
        found = self.made.pop(key) if key in self.made else make()
        self.made[key] = found
        while len(self.made) > self.most:
            del self.made[next(iter(self.made))]
        return found
