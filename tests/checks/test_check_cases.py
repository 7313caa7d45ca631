"""Every check lets the example pass and finds what an edit of it breaks."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

import tests.cases
from leaflet.checks.check import all_checks
from leaflet.checks.run import Rules, check_file
from leaflet.content.documents import read_yaml
from leaflet.content.leaflet_file import parse_leaflet
from leaflet.content.validation import adapter, validate
from leaflet.core.diagnostics import Effect, Finding, Severity
from leaflet.core.located import Loaded
from leaflet.model.clinic import Clinic, Pack
from leaflet.model.locale import Locale
from leaflet.planning.file_summaries import FileSummaries
from tests.cases import Case, Fine
from tests.support.example import example_project
from tests.support.projects import EXAMPLE, problems

CASES: dict[str, list[Case]] = {
    check: cases
    for module in pkgutil.iter_modules(tests.cases.__path__)
    for check, cases in importlib.import_module(f"tests.cases.{module.name}").CASES.items()
}
FLAT = [(check, case) for check, cases in sorted(CASES.items()) for case in cases]

#: Found without an edit of the example, because it is a draft; notes, nothing else.
EXPECTED_NOTES = frozenset({"provenance", "reading-level", "sources", "unverified"})


@cache
def rules() -> Rules:
    return FileSummaries(example_project()).rules


@cache
def text(file: str) -> str:
    return (EXAMPLE / file).read_text("utf-8")


def value_of(made: Loaded[Any]) -> Any:
    """What a file that was read holds."""
    assert made.value is not None, made.findings
    return made.value


def loaded(file: str, content: str) -> Loaded[Any]:
    if file.endswith(".md"):
        return parse_leaflet(file, content)
    document, findings = read_yaml(file, content)
    models: dict[str, Any] = {"locales": Locale, "jurisdictions": Pack}
    model = models.get(file.split("/")[1], Clinic)
    value, mismatches = validate(adapter(model), document)
    return Loaded(file, value, document, (*findings, *mismatches))


def edited(case: Case) -> str:
    """The file with the edit of a case."""
    assert text(case.file).count(case.old) == 1, f"{case.old!r} must stand there once"
    return text(case.file).replace(case.old, case.new)


def found(check: str, case: Case) -> list[Finding]:
    """What a check finds in the edited file, by itself."""
    made = loaded(case.file, edited(case))
    value_of(made)
    return [finding for finding in check_file(made, rules()) if finding.code == check]


@pytest.mark.parametrize(("check", "case"), FLAT, ids=[f"{c}-{k.new[:24]!r}" for c, k in FLAT])
def test_a_check_finds_what_is_broken(check: str, case: Case) -> None:
    reported = found(check, case)
    if isinstance(case, Fine):
        assert problems(reported) == []
        return
    fitting = [finding for finding in reported if case.says in finding.message]
    assert fitting, [finding.message for finding in reported]
    lines = edited(case).split("\n")
    for finding in fitting[:1]:
        assert finding.span.path == case.file
        assert finding.span.line >= 1
        if case.at:
            assert case.at in lines[finding.span.line - 1]


def test_a_case_that_finds_nothing_is_reported() -> None:
    harmless = Case("Flat marks may fade.", "Flat marks can fade.", "promises")
    assert found("claims", harmless) == []


@pytest.mark.parametrize("check", [c.id for c in all_checks() if c.stage == "content"])
def test_every_content_check_has_a_failing_case(check: str) -> None:
    elsewhere = {
        "approvals",
        "own-words",
        "fictional",
        "references",
        "sections",
        "lengths",
        "clinic-values",
        "called-numbers",
        "emergency-numbers",
        "pack-sources",
    }
    assert check in elsewhere or any(type(case) is Case for case in CASES.get(check, []))


def test_no_case_is_of_a_check_that_does_not_exist() -> None:
    assert set(CASES) <= {check.id for check in all_checks()}


def test_the_example_passes_every_check() -> None:
    project = example_project()
    files: list[Loaded[Any]] = [*project.leaflets.values(), *project.clinics.values()]
    assert len(files) == 3
    for file in files:
        reported = check_file(file, rules())
        assert [f for f in reported if f.code not in EXPECTED_NOTES] == [], file.path
        assert {f.severity for f in reported} <= {Severity.NOTE}


def test_a_waiver_makes_a_finding_waived_and_keeps_it() -> None:
    case = CASES["no-treatment"][0]
    made = loaded(case.file, edited(case))
    waiver = {"check": "no-treatment", "reason": "why", "by": "Ann", "date": "2026-11-24"}
    leaflet = value_of(made).model_copy(update={"waivers": (type_of_waiver()(**waiver),)})
    reported = check_file(replace(made, value=leaflet), rules())
    waived = [finding for finding in reported if finding.code == "no-treatment"]
    assert [f.severity for f in waived] == [Severity.WAIVED]
    assert waived[0].waiver == "accepted by Ann on 2026-11-24: why"


def test_a_waiver_that_waives_nothing_is_reported() -> None:
    file = CASES["no-treatment"][0].file
    entry = "  - {check: %s, reason: it is right here, by: A, date: 2026-11-24}\n"
    checks_ = ("no-treatment", "sources", "fit")
    lines = "".join(entry % check for check in checks_)
    case = Case("waivers: []", f"waivers:\n{lines}", "", file=file)
    reported = check_file(loaded(file, edited(case)), rules())
    unused = [f for f in reported if f.code == "unused-waiver"]
    assert [f.message for f in unused] == [
        '"no-treatment" finds nothing here, so nothing is waived'
    ], "sources has notes here, fit is of another stage"
    assert unused[0].severity is Severity.WARNING


def type_of_waiver() -> Any:
    from leaflet.model.leaflet import Waiver

    return Waiver


@pytest.mark.parametrize(
    ("check", "least", "effect"),
    [
        ("no-treatment", Severity.WARNING, Effect.UNFIT),  # nothing is lowered
        ("actions", Severity.ERROR, Effect.UNFIT),
        ("actions", Severity.WARNING, Effect.ADVICE),
    ],
)
def test_a_project_raises_the_effect_of_a_check_and_lowers_none(
    check: str, least: Severity, effect: Effect
) -> None:
    case = CASES[check][0]
    made = loaded(case.file, edited(case))
    given = replace(rules(), severities={check: least})
    reported = [f for f in check_file(made, given) if f.code == check]
    assert [finding.effect for finding in reported] == [effect]


def test_a_kind_does_without_a_check() -> None:
    case = CASES["no-treatment"][0]
    made = loaded(case.file, edited(case))
    other = replace(made, value=value_of(made).model_copy(update={"kind": "aftercare"}))
    assert [f for f in check_file(other, rules()) if f.code == "no-treatment"] == []
