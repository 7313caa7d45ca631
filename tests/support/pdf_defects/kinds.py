"""What a defect is, and how a module declares one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pikepdf

FORMATS = ("a4", "trifold", "a5-booklet", "large-print")
SUBJECTS = (
    "tree",
    "content",
    "order",
    "words",
    "links",
    "figures",
    "tables",
    "lists",
    "fonts",
    "metadata",
    "parent tree",
    "geometry",
)


@dataclass(frozen=True, slots=True)
class Defect:
    """One harm that can be done to a good leaflet."""

    name: str
    format: str
    subject: str
    damage: Callable[[pikepdf.Pdf], None]


def defect(
    name: str, format_: str, subject: str
) -> Callable[[Callable[[pikepdf.Pdf], None]], Defect]:
    """Make a Defect of the function that does the damage."""
    assert format_ in FORMATS, format_
    assert subject in SUBJECTS, subject

    def declare(damage: Callable[[pikepdf.Pdf], None]) -> Defect:
        return Defect(name, format_, subject, damage)

    return declare


def declared(module: Mapping[str, object]) -> tuple[Defect, ...]:
    """All defects of one module, in the order of their declaration."""
    return tuple(value for value in module.values() if isinstance(value, Defect))
