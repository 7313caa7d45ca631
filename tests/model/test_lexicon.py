"""Phrases: what they find, what they refuse, and that no text or phrase makes them slow."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from leaflet.content.documents import read_yaml
from leaflet.content.project import SHIPPED, Project
from leaflet.content.validation import adapter, validate
from leaflet.model.lexicon import Group, Lexicon, search
from leaflet.model.phrases import WORD, search_words
from tests.support.example import example_project
from tests.support.projects import Edit, Run
from tests.support.steps import growth


def found(phrase: str, text: str) -> list[str]:
    words = [match[0].lower() for match in WORD.finditer(text)]
    matches = search_words([phrase]).matches(words)
    return [" ".join(words[start:end]) for start, end, _ in matches]


@pytest.mark.parametrize(
    ("phrase", "text", "finds"),
    [
        ("safe", "It is safe, not unsafe.", ["safe"]),
        ("remov*", "Removing; removal, move", ["removing", "removal"]),
        ("remov* * scar*", "It removes scars.", ["removes scars"]),
        ("remov* * scar*", "It removes all your scars and removes most of the old scars.",
         ["removes all your scars"]),
        ("non invasive", "Non-invasive and non invasive", ["non invasive", "non invasive"]),
        ("non-invasive", "non-invasive", ["non invasive"]),
        ("100%", "100% sure, 100 people", ["100%"]),
        ("get rid of", "Get rid of it", ["get rid of"]),
        ("get rid of", "get rid", []),
    ],
)  # fmt: skip
def test_what_a_phrase_finds(phrase: str, text: str, finds: list[str]) -> None:
    assert found(phrase, text) == finds


def test_the_longest_phrase_wins_and_none_stands_inside_another() -> None:
    searched = search([Group(find=("rare",), instead="a"), Group(find=("very rare",), instead="b")])
    assert list(searched.matches(["very", "rare", "rare"])) == [(0, 2, "b"), (2, 3, "a")]


@pytest.mark.parametrize(
    "phrase",
    ["(a+)+$", "[a-z]*", "a|b", "* scars", "scars *", "*", "sc*rs", "a  b", "x" * 81, ".", "a.*b"],
)
def test_what_is_no_phrase_is_refused_with_its_place(phrase: str) -> None:
    text = f'language: en\nclaims:\n  - find: ["{phrase}"]\n    instead: x\n'
    document, _ = read_yaml("content/lexicons/en.yaml", text)
    value, findings = validate(adapter(Lexicon), document)
    assert value is None
    assert [finding.span.line for finding in findings] == [3]
    assert "phrase" in findings[0].message


def test_a_lexicon_that_is_broken_stops_the_leaflets_of_its_language(
    project_folder: Path, edit: Edit, run: Run
) -> None:
    own = project_folder / "content/lexicons/en.yaml"
    own.parent.mkdir()
    shutil.copy(SHIPPED / "content/lexicons/en.yaml", own)
    edit(own, "find: [safe, ", 'find: ["(a+)+$", safe, ')
    ran = run("check", cwd=project_folder)
    assert ran.code == 1
    assert "content/lexicons/en.yaml:" in ran.out
    assert '"(a+)+$" is no phrase' in ran.out


@pytest.mark.parametrize("piece", ["safe ", "a", "remov "])
def test_the_work_of_a_search_grows_with_the_text_and_no_faster(piece: str) -> None:
    lexicon = example_project().lexicon("en-GB")
    assert lexicon
    searched = search(lexicon.claims)

    def find_in(count: int) -> None:
        list(searched.matches([match[0] for match in WORD.finditer(piece * count)]))

    assert growth(find_in, 2_000) < 2.2
    find_in(50_000)


def test_a_project_adds_words_to_a_language(project_folder: Path, run: Run) -> None:
    project = project_folder
    own = project / "content/lexicons/en-GB.yaml"
    own.parent.mkdir()
    own.write_text("language: en-GB\nclaims:\n  - find: [fluid]\n    instead: delete it\n", "utf-8")
    ran = run("check", cwd=project)
    assert '"fluid" is a promise; delete it [claims]' in ran.out
    assert Project(project).lexicon("en-GB") != Project(project).lexicon("en-US")
    assert Project(project).lexicon("fr") is None


def test_a_project_says_how_much_a_check_matters(
    project_folder: Path, edit: Edit, run: Run
) -> None:
    project = project_folder
    edit(project / "leaflet.yaml", "formats:", "checks: {clams: advice}\nformats:")
    ran = run("check", cwd=project)
    assert (ran.code, 'unknown check "clams"' in ran.err) == (2, True)
    assert 'did you mean "claims"?' in ran.err


def test_another_lexicon_makes_a_build_look_again(project_folder: Path, run: Run) -> None:
    project = project_folder
    run("build", cwd=project)
    assert "2 editions: 2 to keep" in run("build", "--dry-run", cwd=project).err
    own = project / "content/lexicons/en-GB.yaml"
    own.parent.mkdir()
    own.write_text("language: en-GB\nfillers:\n  - find: [we]\n    instead: x\n", "utf-8")
    assert "checks changed" in run("build", "--dry-run", cwd=project).out


def test_numbers_in_words_take_one_to_nine_from_the_words_for_digits() -> None:
    listed = tuple((word,) for word in "zero one two three four five six seven eight nine".split())
    lexicon = Lexicon(language="en", number_words=("twelve 12", "two 2"), digits=listed)
    assert lexicon.number_of["nine"] == 9
    assert lexicon.number_of["twelve"] == 12
    assert "zero" not in lexicon.number_of
    assert Lexicon(language="en", number_words=("two 2",)).number_of == {"two": 2}
