"""The project under `tests/fixtures/project`: what unit tests read instead of what we ship."""

from __future__ import annotations

from functools import cache

from leaflet.content.project import Project
from leaflet.page.edition import Edition
from leaflet.planning.plan import PlannedEdition
from tests.support.printed import Printed, first_edition, print_edition
from tests.support.projects import EXAMPLE

CLINICS = ("riverside", "st-oswin")


@cache
def example_project() -> Project:
    return Project(EXAMPLE)


@cache
def example_planned(clinic: str) -> PlannedEdition:
    return first_edition(example_project(), clinic)


def example_edition(clinic: str) -> Edition:
    edition = example_planned(clinic).edition
    assert edition is not None, example_planned(clinic).findings
    return edition


@cache
def example(clinic: str) -> Printed:
    """The clinic's edition of the example, printed once for all tests."""
    return print_edition(example_project(), example_planned(clinic))
