"""Adding one thing is adding one file: what each of those files must hold."""

from __future__ import annotations

from typing import Any

import pytest

from leaflet import checks, registry
from leaflet.checks import Check
from leaflet.diagnostics import Severity
from leaflet.formats import Format
from leaflet.project import SHIPPED
from tests.printed import ROOT

FORMATS = registry.names("formats")
CHECKS = registry.names("checks")


def test_there_are_some() -> None:
    assert "a4" in FORMATS
    assert {"overflow", "sides", "references", "last-side"} <= set(CHECKS)
    files = {path.stem.replace("_", "-") for path in (ROOT / "leaflet" / "checks").glob("[!_]*.py")}
    assert set(CHECKS) == files


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_named_like_its_file(name: str) -> None:
    format_: Any = registry.load("formats", name, "FORMAT")
    assert isinstance(format_, Format)
    assert format_.id == name
    assert format_.title
    templates = SHIPPED / "templates"
    assert (templates / format_.template).is_file()
    assert (templates / format_.template.replace(".html", ".css")).is_file()


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_keeps_to_the_norms_of_clear_print(name: str) -> None:
    format_: Any = registry.load("formats", name, "FORMAT")
    margins = format_.margins
    if not format_.panels:  # panels have paddings of their own
        assert min(margins.top, margins.right, margins.bottom, margins.left) >= 6
    assert format_.body_x_height_mm >= (1.85 if format_.folds_mm else 2.0)
    assert format_.small_x_height_mm >= 1.6
    assert format_.sides >= 1
    assert 0 <= format_.last_side_fill <= 1


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_is_named_like_its_file(name: str) -> None:
    check: Any = registry.load("checks", name, "CHECK")
    assert isinstance(check, Check)
    assert check.id == name
    assert check.stage in ("content", "composed", "rendered")
    assert isinstance(check.severity, Severity)
    assert check.summary.endswith(".")
    assert check.summary[0].isupper()
    assert "\n" not in check.summary


def test_no_two_checks_promise_the_same() -> None:
    every = checks.every()
    assert [check.id for check in every] == list(CHECKS)
    assert len({check.summary for check in every}) == len(every)


def test_an_unknown_name_is_no_extension() -> None:
    with pytest.raises(KeyError):
        registry.load("formats", "no-such-format", "FORMAT")
    with pytest.raises(KeyError):
        registry.load("checks", "../cli", "CHECK")
