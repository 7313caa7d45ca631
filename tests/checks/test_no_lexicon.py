"""What a language lacks is reported: no check is silent because it has no words to look for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from leaflet.checks.check import Check, all_checks
from leaflet.checks.run import Rules, check_file
from leaflet.core.diagnostics import Finding, Severity
from leaflet.model.lexicon import Lexicon
from tests.cases import Case, Fine
from tests.checks.test_check_cases import CASES, edited, loaded, rules, text
from tests.support.projects import LEAFLET, Run, add_leaflet, add_locale

ENGLISH = rules().lexicons["en-GB"]
EMPTY = Lexicon(language="en")
CHECKS = [check for check in all_checks() if CASES.get(check.id)]


def without(*fields: str) -> Rules:
    """The rules of the shipped project with a lexicon that lacks fields."""
    kept = {name: getattr(ENGLISH, name) for name in Lexicon.model_fields if name not in fields}
    return replace(rules(), lexicons={"en-GB": Lexicon.model_construct(**kept)})


def found_by(check: str, case: Case, given: Rules) -> set[str]:
    """What a check says of the edit of a case."""
    found = check_file(loaded(case.file, edited(case)), given)
    return {finding.message for finding in found if finding.code == check}


def lost(check: str, given: Rules) -> list[str]:
    """The edits of a check that are found by the whole lexicon and no longer."""
    cases = [case for case in CASES[check] if type(case) is Case]
    return [
        case.new for case in cases if found_by(check, case, rules()) - found_by(check, case, given)
    ]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_names_the_words_that_it_needs(check: Check) -> None:
    if not check.lexicon and check.id != "no-lexicon":
        assert lost(check.id, replace(rules(), lexicons={})) == []
    for field in check.lexicon:
        assert lost(check.id, without(field)), f"{field} is not needed"


def found(given: Rules) -> list[Finding]:
    findings = check_file(loaded(LEAFLET, text(LEAFLET)), given)
    return [finding for finding in findings if finding.code == "no-lexicon"]


def test_a_whole_lexicon_is_not_spoken_of() -> None:
    assert found(rules()) == []


@pytest.mark.parametrize("lexicons", [{}, {"en-GB": EMPTY}])
def test_without_words_all_checks_that_need_some_are_named(lexicons: dict[str, Lexicon]) -> None:
    (finding,) = found(replace(rules(), lexicons=lexicons))
    assert finding.severity is Severity.WARNING
    needing = [check.id for check in all_checks() if check.lexicon]
    assert finding.message.endswith(f"could not look: {', '.join(needing)}")
    assert finding.hint == "add content/lexicons/en.yaml"


def test_a_lexicon_that_lacks_words_is_noted() -> None:
    (finding,) = found(without("fillers", "actions"))
    assert finding.severity is Severity.NOTE
    assert finding.message.endswith("could not look: actions, fillers, one-action")
    assert finding.hint == "add to content/lexicons/en.yaml: actions, fillers"


def test_without_words_for_shares_no_number_is_taken_for_another() -> None:
    shares = [case for case in CASES["fact-numbers"] if "in 10](" in case.old]
    fine = [case for case in shares if isinstance(case, Fine)]
    assert fine
    for case in fine:
        assert not found_by("fact-numbers", case, without("shares"))
    assert any("fact-numbers" in finding.message for finding in found(without("shares")))


def test_a_check_that_the_kind_does_without_is_not_missed() -> None:
    made = loaded(LEAFLET, text(LEAFLET))
    assert made.value is not None
    made = replace(made, value=made.value.model_copy(update={"kind": "aftercare"}))
    (finding,) = (
        f for f in check_file(made, replace(rules(), lexicons={})) if f.code == "no-lexicon"
    )
    assert "claims" in finding.message
    assert "balance" not in finding.message


def test_a_language_has_the_lexicon_of_its_first_part(project_folder: Path, run: Run) -> None:
    for language in ("en-US", "de"):
        add_leaflet(project_folder, language=language)
        add_locale(project_folder, language)
    ran = run("check", cwd=project_folder)
    lines = [line for line in ran.out.splitlines() if "[no-lexicon]" in line]
    assert len(lines) == 1
    assert lines[0].startswith("content/leaflets/mesotherapy-acne-scars/de.md:3:11: advice: ")
    own = "language: de\nclaims:\n  - find: [sicher]\n    instead: nenne Risiken\n"
    (project_folder / "content/lexicons").mkdir()
    (project_folder / "content/lexicons/de.yaml").write_text(own, "utf-8")
    assert "no-lexicon" not in run("check", cwd=project_folder).out, "a note now"
    assert "[no-lexicon]" in run("check", "-v", cwd=project_folder).out
