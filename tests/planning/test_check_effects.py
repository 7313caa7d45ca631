"""A project may raise what a check stops, never lower it."""

from pathlib import Path

import pytest

from leaflet.content.project import SHIPPED, Project
from tests.support.projects import LEAFLET, SETTINGS, Edit, Run, place

#: A heading before which a sentence can stand.
BEFORE = "\n## Words we use"


def _checks(folder: Path, edit: Edit, written: str) -> str:
    """Write `checks:` in the project file; the place of its last word."""
    edit(folder / SETTINGS, "formats:", f"checks:\n  {written}\nformats:")
    return place(folder, SETTINGS, written.rpartition(" ")[2])


@pytest.mark.parametrize(
    ("written", "effect"),
    [
        ("claims: advice", "unfit"),
        ("claims: warning", "unfit"),
        ("references: unfit", "broken"),
        ("fit: advice", "broken"),
    ],
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_lowered_effect_is_refused_at_its_line(
    written: str, effect: str, command: str, project_folder: Path, edit: Edit, run: Run
) -> None:
    where = _checks(project_folder, edit, written)
    ran = run(command, cwd=project_folder)
    name, _, given = written.partition(": ")
    assert (ran.code, ran.out) == (2, "")
    assert f'{where}: "{name}" finds what is {effect}, so "{given}" would lower it' in ran.err
    assert f'waive "{name}" in the leaflet' in ran.err


def test_a_check_that_nobody_can_waive_is_not_told_to_be_waived(
    project_folder: Path, edit: Edit, run: Run
) -> None:
    _checks(project_folder, edit, "band: advice")
    ran = run("check", cwd=project_folder)
    assert (ran.code, "delete this line" in ran.err, "waive" in ran.err) == (2, True, False)


@pytest.mark.parametrize("given", ["note", "off", "waived", "broken", "none"])
def test_another_word_than_an_effect_is_refused_with_the_way_out(
    given: str, project_folder: Path, edit: Edit, run: Run
) -> None:
    where = _checks(project_folder, edit, f"claims: {given}")
    ran = run("check", cwd=project_folder)
    assert ran.code == 2
    assert f'{where}: "claims": "{given}" is no effect that a project may give' in ran.err
    assert "waive its check in the leaflet" in ran.err


def test_an_unknown_check_is_told_at_its_line(project_folder: Path, edit: Edit, run: Run) -> None:
    where = _checks(project_folder, edit, "clams: unfit")
    ran = run("check", cwd=project_folder)
    assert (ran.code, f'{where}: unknown check "clams"' in ran.err) == (2, True)
    assert 'did you mean "claims"?' in ran.err


@pytest.mark.parametrize("given", ["unfit", "error"])
def test_what_is_raised_to_unfit_fails_the_check_and_no_build(
    given: str, project_folder: Path, edit: Edit, run: Run
) -> None:
    folder = project_folder
    edit(folder / LEAFLET, BEFORE, f"\nHe said that we utilise it.\n{BEFORE}")
    ran = run("check", cwd=folder)
    assert (ran.code, ": advice: " in ran.out, "[hard-words]" in ran.out) == (0, True, True)
    _checks(folder, edit, f"hard-words: {given}")
    ran = run("check", cwd=folder)
    assert (ran.code, ": unfit: " in ran.out, "[hard-words]" in ran.out) == (1, True, True)
    assert run("build", "--dry-run", cwd=folder).code == 0


def test_only_a_waiver_excuses_what_is_unfit(project_folder: Path, edit: Edit, run: Run) -> None:
    folder = project_folder
    edit(folder / LEAFLET, BEFORE, f"\nIt is painless.\n{BEFORE}")
    assert run("check", cwd=folder).code == 1
    waiver = "waivers:\n  - {check: claims, reason: it is quoted from an advert, by: Ann,"
    edit(folder / LEAFLET, "\nwaivers: []", f"\n{waiver} date: 2026-11-01}}")
    ran = run("check", cwd=folder)
    assert ran.code == 0
    assert "waived: " in ran.out


KIND = "content/kinds"
FOOT_CARE = "label: {en: Foot care, de: Fußpflege}\nmust: [aftercare]\nwithout: [WITHOUT]\n"


@pytest.mark.parametrize(
    ("name", "without", "refused"),
    [
        ("foot-care", "balance, timeline", []),
        ("foot-care", "timeline, claims", ["claims"]),
        ("foot-care", "band, provenance", ["band", "provenance"]),
        ("treatment", "balance", ["balance"]),
        ("service", "provenance, balance", []),
        ("service", "claims", ["claims"]),
    ],
)
def test_an_own_kind_does_without_no_more_than_the_shipped_one(
    name: str, without: str, refused: list[str], project_folder: Path
) -> None:
    path = f"{KIND}/{name}.yaml"
    (project_folder / KIND).mkdir(parents=True, exist_ok=True)
    (project_folder / path).write_text(FOOT_CARE.replace("WITHOUT", without), "utf-8")
    loaded = Project(project_folder).kinds[name]
    assert loaded.value is not None
    assert list(loaded.value.without) == [n for n in without.split(", ") if n not in refused]
    found = [finding for finding in loaded.findings if finding.code != "kind-looser"]
    assert [finding.code for finding in found] == ["kind-without"] * len(refused)
    for word, finding in zip(refused, found, strict=True):
        assert f'"{word}"' in finding.message
        assert str(finding.span) == place(project_folder, path, word)


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("operation", "must: [what-is-it, benefits, ", "must: [what-is-it, ", 'must" does not ask'),
        (
            "operation",
            "    key-points, about, who",
            "    about, who",
            'should" does not ask for "key-points"',
        ),
        ("operation", "key-points, about, what-is-it,", "about, key-points, what-is-it,", ""),
        ("operation", "funding, conflicts, sources", "sources", '"funding", "conflicts"'),
        ("operation", "  emergency: []\n", "  emergency: [fever]\n", ""),
        (
            "operation",
            "  emergency: []\n",
            "  same-day: []\n",
            'signs" does not ask for "emergency"',
        ),
        ("operation", "signs:", "norms: {fkgl: [6, 9]}\nsigns:", 'bound 6, 9 of "fkgl" is looser'),
        ("operation", "signs:", "norms: {fre: [60, 50]}\nsigns:", 'bound 60, 50 of "fre"'),
        ("operation", "signs:", "norms: {alternatives: 1}\nsigns:", 'bound 1 of "alternatives"'),
        ("operation", "signs:", "norms: {fkgl: [5, 8], fre: [80, 60]}\nsigns:", ""),
        ("ours", "signs:", "norms: {heading_words: 12}\nsigns:", 'bound 12 of "heading_words"'),
        ("ours", "funding, conflicts, sources", "sources", ""),
    ],
)
def test_an_own_kind_that_asks_for_less_is_told_and_holds(
    name: str, old: str, new: str, told: str, project_folder: Path
) -> None:
    shipped = (SHIPPED / KIND / "operation.yaml").read_text("utf-8")
    text = shipped.replace(old, new, 1)
    assert text != shipped
    (project_folder / KIND).mkdir(parents=True, exist_ok=True)
    (project_folder / KIND / f"{name}.yaml").write_text(text, "utf-8")
    loaded = Project(project_folder).kinds[name]
    assert loaded.value is not None
    assert [finding.code for finding in loaded.findings] == ["kind-looser"] * bool(told)
    assert all(told in finding.message for finding in loaded.findings)


def test_a_promise_is_found_whatever_an_own_kind_does_without(
    project_folder: Path, edit: Edit, run: Run
) -> None:
    (project_folder / KIND).mkdir(parents=True, exist_ok=True)
    kind = FOOT_CARE.replace("WITHOUT", "claims")
    (project_folder / KIND / "foot-care.yaml").write_text(kind, "utf-8")
    edit(project_folder / LEAFLET, "kind: cosmetic-procedure", "kind: foot-care")
    edit(project_folder / LEAFLET, BEFORE, f"\nIt is guaranteed to work.\n{BEFORE}")
    ran = run("check", cwd=project_folder)
    assert "[claims]" in ran.out
    assert f"{KIND}/foot-care.yaml:3:" in ran.out
