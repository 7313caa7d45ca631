"""Adding one thing is adding one file: what each of those files must hold."""

from __future__ import annotations

from typing import Any

import pytest

from leaflet.checks.check import Check, all_checks
from leaflet.content.project import SHIPPED
from leaflet.core import extensions
from leaflet.core.diagnostics import Severity
from leaflet.formats.format import Format
from tests.support.projects import ROOT

FORMATS = extensions.names("formats")
CHECKS = extensions.names("checks")


def test_there_are_some() -> None:
    assert "a4" in FORMATS
    assert {"overflow", "sides", "references", "breaks"} <= set(CHECKS)
    files = {path.stem.replace("_", "-") for path in (ROOT / "leaflet" / "checks").glob("[!_]*.py")}
    assert files - set(CHECKS) == {"check", "run", "subjects"}


@pytest.mark.parametrize("kind", extensions.KINDS)
def test_every_kind_has_extensions_in_its_folder(kind: str) -> None:
    assert extensions.names(kind)
    assert len(extensions.load_all(kind)) == len(extensions.names(kind))


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_named_like_its_file(name: str) -> None:
    format_: Any = extensions.load("formats", name)
    assert isinstance(format_, Format)
    assert format_.id == name
    assert format_.title
    templates = SHIPPED / "templates"
    assert (templates / format_.template).is_file()
    style = templates / format_.template.replace(".html", ".css")
    assert style.is_file() == (format_.medium != "text")


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_keeps_to_the_norms_of_clear_print(name: str) -> None:
    format_: Any = extensions.load("formats", name)
    margins = format_.margins
    if not format_.panels:  # panels have paddings of their own
        assert min(margins.top, margins.right, margins.bottom, margins.left) >= 6
    assert format_.body_x_height_mm >= (1.85 if format_.folds_mm else 2.0)
    assert format_.small_x_height_mm >= 1.6
    assert format_.sides >= 1
    assert 0 <= format_.last_side_fill <= 1


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_is_named_like_its_file(name: str) -> None:
    check: Any = extensions.load("checks", name)
    assert isinstance(check, Check)
    assert check.id == name
    assert check.stage in ("content", "composed", "rendered")
    assert isinstance(check.severity, Severity)
    assert check.summary.endswith(".")
    assert check.summary[0].isupper()
    assert "\n" not in check.summary


def test_no_two_checks_promise_the_same() -> None:
    every = all_checks()
    assert [check.id for check in every] == list(CHECKS)
    assert len({check.summary for check in every}) == len(every)


def test_an_unknown_name_is_no_extension() -> None:
    with pytest.raises(KeyError):
        extensions.load("formats", "no-such-format")
    with pytest.raises(KeyError):
        extensions.load("checks", "../cli")
