"""From one version of a leaflet to the next: which sentences changed, as values, text and JSON."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflet.cli.diff import difference_lines, difference_record
from leaflet.content.documents import MAX_BYTES
from leaflet.content.git_versions import read_version
from leaflet.content.leaflet_file import parse_leaflet
from leaflet.content.project import SHIPPED
from leaflet.core.diagnostics import LeafletError, MachineError, UsageError
from leaflet.core.located import Loaded
from leaflet.model.leaflet import Leaflet
from leaflet.revisions.compare import alone, compare
from leaflet.revisions.difference import COARSE, Difference, Fate, Kind, SentenceDifference, total
from leaflet.revisions.sentence_records import Basis, SentenceRecord, sentence_records
from leaflet.revisions.sequence_diff import STEPS, Allowance, matches, word_runs
from tests.support.printed import block_texts, in_default_lane, plain, printed_texts, sentences
from tests.support.projects import EXAMPLE, LEAFLET, Ran, Run, patient
from tests.support.steps import lines_run

TEXT = (EXAMPLE / LEAFLET).read_text("utf-8")


def load(text: str, path: str = "new.md") -> Loaded[Leaflet]:
    loaded = parse_leaflet(path, text)
    assert loaded.value is not None, loaded.findings
    return loaded


def reworded(*changes: tuple[str, str]) -> str:
    """The example's leaflet with the first of each text replaced; each must be there."""
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def differ(*changes: tuple[str, str], allowance: Allowance | None = None) -> Difference:
    """What differs between the example's leaflet and one with changes."""
    old, new = load(TEXT, "old.md"), load(reworded(*changes))
    return compare("old.md", old, "new.md", new, allowance)


def line_of(text: str) -> int:
    """Where a text first stands in the example's leaflet."""
    return TEXT[: TEXT.index(text)].count("\n") + 1


def steps(difference: Difference) -> list[SentenceDifference]:
    """What is not the same."""
    return [s for part in difference.sections for s in part.steps if s.kind is not Kind.SAME]


def reported(difference: Difference) -> list[tuple[str, str | None, str | None]]:
    return [
        (
            step.kind.value,
            step.old.text if step.old else None,
            step.new.text if step.new else None,
        )
        for step in steps(difference)
    ]


# --- sentence records: what a patient reads ------------------------------------------------------


def all_listed(text: str, made: tuple[SentenceRecord, ...]) -> bool:
    listed = " ".join(plain(s.text) for s in made).replace(" ", "")
    return all(sentence.replace(" ", "") in listed for sentence in sentences(plain(text)))


def test_nothing_that_a_patient_reads_is_missing() -> None:
    leaflet = load(TEXT)
    assert leaflet.value
    made = sentence_records(leaflet)
    assert [t for t in printed_texts(leaflet.value) if not all_listed(t, made)] == []
    for section in leaflet.value.sections:
        short = [text for block in section.short for text in block_texts(block)]
        assert [text for text in short if not all_listed(text, made)] == []
    assert all(all_listed(figure.alt, made) for figure in leaflet.value.figures.values())


def test_what_is_missing_is_noticed() -> None:
    made = sentence_records(load(TEXT))
    assert not all_listed("A sentence that stands nowhere.", made)


@pytest.mark.parametrize(
    ("label", "text"),
    [("urgency", "emergency"), ("evidence", "weak"), ("frequency", "not known"),
     ("size", "not known"), ("call", "urgent-advice"), ("say", "KEE-loyd")],
)  # fmt: skip
def test_fields_without_sentences_are_sentence_records_too(label: str, text: str) -> None:
    assert (label, text) in {(s.label, s.text) for s in sentence_records(load(TEXT))}


def test_a_sentence_record_knows_its_place_and_what_stands_behind_it() -> None:
    made = {s.text: s for s in sentence_records(load(TEXT))}
    depth = made["You have many small injections in or just under the skin, up to about 4 mm deep."]
    assert depth.span.line == line_of("You have many small injections")
    (basis,) = depth.basis
    assert basis.target == "fact:c3"
    assert "Haute Autorité de Santé" in basis.says
    second = made["It is not an operation, but it does break the skin."]
    assert (second.passage, second.basis) == (depth.passage, ())


def test_sentence_records_follow_the_leaflet() -> None:
    made = sentence_records(load(TEXT))
    order = [s.text for s in made]
    assert order[0] == "Mesotherapy for acne scars"
    assert order.index("Words we use") < order.index("collagen") < order.index("Find out more")
    lines = [s.span.line for s in made if s.section == "risks"]
    assert lines == sorted(lines)
    assert [s.passage for s in made] == sorted(s.passage for s in made)


def test_a_drawing_that_no_section_shows_is_reported_all_the_same() -> None:
    made = sentence_records(load(reworded(("![](figure:skin-section)\n", ""))))
    shown = [s.section for s in made if s.item == "skin-section"]
    assert set(shown) == {"other figures"}
    assert "other figures" not in {s.section for s in sentence_records(load(TEXT))}


def test_words_without_letters_are_kept() -> None:
    """A sentence of nothing but signs belongs to the one before it."""
    text = reworded(("Use it to choose with us.", "Use it to choose with us! (*) ???"))
    made = [s.text for s in sentence_records(load(text)) if s.section == "about"]
    assert any("???" in text for text in made)


# --- what changed --------------------------------------------------------------------------------

WEAK = "Proof that it helps is weak."


def test_the_same_leaflet_has_no_difference() -> None:
    difference = differ()
    assert (steps(difference), total(difference)) == ([], "no word changed")
    assert difference.is_wording_same
    assert not difference.is_coarse


def test_a_new_version_number_is_no_change_of_words() -> None:
    difference = differ(("version: 0.1.0", "version: 0.2.0"), ("2027-11-23", "2027-12-01"))
    assert total(difference) == "no word changed"
    assert difference.old
    assert (difference.old.version, difference.new.version) == ("0.1.0", "0.2.0")


def test_a_changed_sentence_has_both_wordings() -> None:
    difference = differ((WEAK, "Proof that it helps the skin is very weak."))
    assert reported(difference) == [("changed", WEAK, "Proof that it helps the skin is very weak.")]
    (step,) = steps(difference)
    assert [(run.kind, run.text) for run in step.runs] == [
        ("same", "Proof that it helps"),
        ("new", " the skin"),
        ("same", " is"),
        ("new", " very"),
        ("same", " weak."),
    ]
    assert not difference.is_wording_same


def test_wrapped_lines_are_the_same_sentence() -> None:
    assert (
        steps(differ(("It is not an operation, but it", "It is not an operation,\nbut it"))) == []
    )


def test_new_and_gone_sentences() -> None:
    difference = differ(
        ("- have any allergy\n", "- have any allergy\n- use eye drops\n"),
        ("- Ask how to complain.\n", ""),
    )
    assert reported(difference) == [
        ("new", None, "use eye drops"),
        ("gone", "Ask how to complain.", None),
    ]
    assert total(difference) == "1 new, 1 gone"


def test_a_sentence_in_another_place_has_moved() -> None:
    moved = "Photos need separate consent."
    difference = differ((f" {moved}", ""), ("Marks may show", f"{moved} Marks may show"))
    assert reported(difference) == [("moved", moved, moved)]
    assert (steps(difference)[0].record.section, total(difference)) == ("aftercare", "1 moved")
    assert not difference.is_wording_same


@pytest.mark.parametrize(
    ("old", "new", "label"),
    [
        ("frequency: not known", "frequency: {n: 3, of: 100, who: adults, period: 1 year}",
         "frequency"),
        ("class: call-us", "class: emergency", "urgency"),
        ("evidence: weak", "evidence: good", "evidence"),
        ("size: not known", "size: 8 of 12", "size"),
        ("call: urgent-advice", "call: clinic", "call"),
        ("say: KEE-loyd", "say: KEY-loid", "say"),
        ("alt: Slice through skin with a narrow,", "alt: Skin with a narrow,", "drawing"),
        ("title: Mesotherapy for acne scars", "title: Mesotherapy and scars", "title"),
        ("year: 2014", "year: 2015", "source"),
        ("funding: \"None: written", "funding: \"Nobody: written", "funding"),
        ("conflicts: \"None declared", "conflicts: \"One declared", "conflicts"),
    ],
)  # fmt: skip
def test_a_changed_field_is_reported_as_that_field(old: str, new: str, label: str) -> None:
    changed = [step for step in steps(differ((old, new))) if step.kind is Kind.CHANGED]
    assert [step.record.label for step in changed] == [label]


def test_a_field_is_never_taken_for_another() -> None:
    """`not known` stands in many fields; one of them becomes known."""
    changed = differ(("lasts: Not known. Can be fatal", "lasts: Days"))
    assert reported(changed) == [("changed", "Not known.", "Days"), ("gone", "Can be fatal", None)]


def test_fields_that_change_places_are_two_changes() -> None:
    swapped = differ(
        ("onset: Soon after", "onset: Often days"),
        ("lasts: Often days. Bruises can take longer", "lasts: Soon after"),
    )
    pairs = [step for step in steps(swapped) if step.old and step.new]
    assert {step.new.label for step in pairs if step.new} == {"onset", "lasts"}
    assert all(step.old.label == step.new.label for step in pairs if step.old and step.new)


def test_a_short_form_is_no_new_wording_of_the_section() -> None:
    difference = differ(
        ("Use it to choose with us. We read study summaries, not full papers.", "Ask us."),
        ("We read study summaries, not full papers.\n```", "Use it to choose with us now.\n```"),
    )
    assert ("gone", "Use it to choose with us.", None) in reported(difference)
    assert ("new", None, "Use it to choose with us now.") in reported(difference)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("about [4 mm](fact:c3) deep", "about [4 mm](fact:c4) deep"),
        ("about [4 mm](fact:c3) deep", "about 4 mm deep"),
        ("  c3:\n    says: Mesotherapy is many", "  c3:\n    says: Mesotherapy means many"),
        ("sources: [konda-2013, fda-fillers]", "sources: [konda-2013]"),
        ("file: skin-section.svg", "file: scar-raised.svg"),
    ],
)
def test_another_source_behind_the_same_words_is_reported(old: str, new: str) -> None:
    difference = differ((old, new))
    assert {step.kind for step in steps(difference)} == {Kind.BEHIND}
    assert difference.is_wording_same
    assert total(difference).startswith("no word changed; 1 with the same words")


def without_section(text: str, id_: str) -> str:
    return re.sub(rf"## [^\n]*{{#{id_}\b.*?(?=\n## )", "", text, flags=re.DOTALL)


def test_sections_that_are_new_or_gone() -> None:
    old, new = load(TEXT, "old.md"), load(without_section(TEXT, "summary"))
    gone = compare("old.md", old, "new.md", new)
    fates = [(part.id, part.fate) for part in gone.sections if part.fate is not Fate.SAME]
    assert fates == [("summary", Fate.GONE)]
    order = [part.id for part in gone.sections]
    assert order.index("consent") + 1 == order.index("summary") == order.index("glossary") - 1
    back = compare("new.md", new, "old.md", old)
    assert [part.id for part in back.sections if part.fate is Fate.NEW] == ["summary"]
    assert total(gone).endswith("1 section gone")


def test_a_section_that_moved() -> None:
    part = re.search(r"## [^\n]*{#choosing}.*?(?=\n## )", TEXT, re.DOTALL)
    assert part
    text = without_section(TEXT, "choosing").replace("## What are the risks", part[0] + "\n## What are the risks")  # fmt: skip  # noqa: E501
    difference = compare("old.md", load(TEXT), "new.md", load(text))
    assert [s.id for s in difference.sections if s.fate is Fate.MOVED] == ["choosing"]
    assert (steps(difference), total(difference)) == ([], "1 section moved")
    assert not difference.is_wording_same


def test_a_heading_stays_a_heading() -> None:
    difference = differ(("## What are acne scars?", "## Kinds of scar"))
    assert reported(difference) == [("changed", "What are acne scars?", "Kinds of scar")]


def test_each_sentence_record_of_both_versions_is_reported_once() -> None:
    old, new = load(TEXT), load(reworded((WEAK, "It is good."), ("- have any allergy\n", "")))
    difference = compare("a", old, "b", new)
    all_steps = [step for part in difference.sections for step in part.steps]
    assert [s.new for s in all_steps if s.new] == list(sentence_records(new))
    olds = [s.old for s in all_steps if s.old]
    assert sorted(olds, key=lambda s: s.passage) == list(sentence_records(old))


def test_a_version_alone_is_compared_with_nothing() -> None:
    made = alone("new.md", load(TEXT))
    assert (made.old, steps(made)) == (None, [])
    assert [s.new for part in made.sections for s in part.steps] == list(
        sentence_records(load(TEXT))
    )


# --- comparing within bounds ---------------------------------------------------------------------

WORDS = st.lists(st.sampled_from(["scar", "skin", "a", "is", "weak", ",", "."]), max_size=12)


@patient
@given(WORDS, WORDS)
def test_the_new_text_is_what_is_same_and_new(old: list[str], new: list[str]) -> None:
    runs = list(word_runs(" ".join(old), " ".join(new), Allowance()))
    assert "".join(r.text for r in runs if r.kind != "gone").split() == new
    left = "".join(r.text for r in runs if r.kind == "gone").split()
    assert all(left.count(word) <= old.count(word) for word in left)
    same = "".join(r.text for r in runs if r.kind == "same").split()
    assert len(left) + len(same) == len(old)


def test_words_that_are_gone_do_not_touch_the_next() -> None:
    runs = list(word_runs("Old The skin heals", "The skin heals", Allowance()))
    assert "".join(run.text for run in runs) == "Old The skin heals"


def test_a_short_word_alone_between_changes_is_no_anchor() -> None:
    runs = [(r.kind, r.text) for r in word_runs("red is bad now", "blue is good then", Allowance())]
    assert runs == [("gone", "red is bad now "), ("new", "blue is good then")]
    kept = [r.kind for r in word_runs("red scars bad", "blue scars good", Allowance())]
    assert kept == ["gone", "new", "same", "gone", "new"]


def test_an_allowance_is_spent() -> None:
    allowance = Allowance(10)
    assert (allowance.takes(8), allowance.takes(3), allowance.takes(2)) == (True, False, True)
    assert allowance.is_exceeded
    assert matches("xaay", "xbby", Allowance(0)) == [(0, 0), (3, 3)]
    assert matches("xaby", "xcay", Allowance()) == [(0, 0), (1, 2), (3, 3)]


def test_without_an_allowance_all_is_reported_all_the_same() -> None:
    difference = differ((WEAK, "It is good."), allowance=Allowance(0))
    assert difference.is_coarse
    assert ("gone", WEAK, None) in reported(difference)
    assert ("new", None, "It is good.") in reported(difference)
    assert COARSE in list(difference_lines(difference))


def test_a_whole_rewrite_is_far_from_the_bound() -> None:
    allowance = Allowance()
    text = re.sub(r"(?<=[a-z]) (?=[a-z]+ [a-z]+[ .])", " quite ", TEXT.split("## About")[1])
    new = load(TEXT.split("## About")[0] + "## About" + text)
    assert compare("a", load(TEXT), "b", new, allowance).count(Kind.CHANGED) > 100
    assert not allowance.is_exceeded
    assert STEPS - allowance.steps < STEPS / 20


@pytest.mark.parametrize(
    "words",
    in_default_lane(
        ["{} b.", "{}. ", "b a {} a b ", "the skin heals {} and "], ["{}. ", "b a {} a b "]
    ),
)
def test_large_texts_stay_within_the_bound(words: str) -> None:
    """Repeated words and sentences are what comparing is slowest with."""

    line = (words.format("a") * 20 + words.format("x") * 20)[:4000].strip()
    most = (MAX_BYTES - len(TEXT.encode())) // (len(line) + 2) - 1

    def large(line: str, count: int) -> Loaded[Leaflet]:
        return load(reworded(("Use it to choose with us.", "\n\n".join([line] * count))))

    def work(count: int, steps: int) -> int:
        old, new = large(line, count), large(line.replace("x", "y"), count)
        return lines_run(lambda: compare("a", old, "b", new, Allowance(steps)))

    assert work(80, 10_000) < 2.3 * work(40, 10_000), "what is not looked at closely is linear"
    compare("a", large(line, most), "b", large(line.replace("x", "y"), most))


# --- as text and JSON ----------------------------------------------------------------------------


def test_a_difference_as_text() -> None:
    difference = differ(
        ("version: 0.1.0", "version: 0.2.0"),
        (WEAK, "Proof is weak."),
        ("about [4 mm](fact:c3) deep", "about [4 mm](fact:c10) deep"),
        ("- Ask how to complain.\n", ""),
    )
    dates = "published 2026-11-23, review due 2027-11-23"
    lines = list(difference_lines(difference))
    at = [f":{line_of(text)}" for text in (WEAK, "You have many small", "Ask how to complain")]
    assert lines[:9] == [
        f"old: old.md, version 0.1.0, {dates}",
        f"new: new.md, version 0.2.0, {dates}",
        "",
        "Key points [key-points]",
        f"  new.md{at[0]}",
        f"    - {WEAK}",
        "    + Proof is weak.",
        "",
        "What is mesotherapy? [what-is-it]",
    ]
    assert lines[9] == f"  new.md{at[1]}  the words are the same, the source behind them changed"
    assert [line[:14] for line in lines[11:13]] == ["    - fact:c3:", "    + fact:c10"]
    assert lines[14:] == [
        "Choosing who treats you [choosing]",
        f"  old.md{at[2]}",
        "    - Ask how to complain.",
        "",
        "1 sentence changed, 1 gone; 1 with the same words and another source behind them",
    ]


def test_another_source_behind_other_words_is_reported_too() -> None:
    lines = list(difference_lines(differ(("about [4 mm](fact:c3) deep", "[5 mm](fact:c10) deep"))))
    assert [line.strip()[:8] for line in lines if "fact:" in line] == ["- fact:c", "+ fact:c"]


def test_a_moved_sentence_says_from_where() -> None:
    moved = "Photos need separate consent."
    difference = differ((f" {moved}", ""), ("Marks may show", f"{moved} Marks may show"))
    old, new = line_of(moved), line_of("Marks may show")
    line = f"  new.md:{new}  moved here from old.md:{old}"
    assert [shown for shown in difference_lines(difference) if "moved here" in shown] == [line]


def test_a_difference_as_json() -> None:
    record = difference_record(differ((WEAK, "Proof is weak."), ("class: call-us", "class: emergency")))  # fmt: skip  # noqa: E501
    assert json.loads(json.dumps(record)) == record
    assert record["new"]["published"] == "2026-11-23"
    key_points = next(part for part in record["sections"] if part["id"] == "key-points")
    (sentence,) = key_points["statements"]
    assert (sentence["kind"], sentence["old"]["text"]) == ("changed", WEAK)
    assert sentence["words"][1] == {"kind": "gone", "text": " that it helps"}
    assert record["totals"] == {
        "same": len(sentence_records(load(TEXT))) - 2,
        "changed": 2,
        "behind": 0,
        "moved": 0,
        "new": 0,
        "gone": 0,
        "wording_changed": True,
        "coarse": False,
    }


def test_the_json_is_reported() -> None:
    page = (SHIPPED / "docs/content.md").read_text("utf-8")
    record = difference_record(differ((WEAK, "Proof is weak.")))
    part = next(part for part in record["sections"] if part["statements"])
    sentence = part["statements"][0]
    for heading, names in (
        ("Difference", record),
        ("Compared version", record["new"]),
        ("Section's difference", part),
        ("Sentence record's difference", sentence),
        ("Sentence record", sentence["new"]),
        ("Totals of a difference", record["totals"]),
    ):
        section = page.split(f"### {heading}\n")[1].split("\n#")[0]
        assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(names), heading
    assert list(Basis.__dataclass_fields__) == ["target", "says"]


# --- the command ---------------------------------------------------------------------------------

Tell = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two versions of a leaflet, where there is no project."""
    (tmp_path / "old.md").write_text(TEXT, "utf-8")
    (tmp_path / "new.md").write_text(reworded((WEAK, "Proof is weak.")), "utf-8")
    return tmp_path


@pytest.fixture
def tell(folder: Path, run: Run) -> Tell:
    return lambda *args: run(*args, cwd=folder)


def git(folder: Path, *args: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *args], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(folder: Path) -> Path:
    """A repository whose tag v1 has the old wording in `texts/en.md`; the file has the new one."""
    (folder / "texts").mkdir()
    (folder / "old.md").rename(folder / "texts/en.md")
    git(folder, "init", "-q")
    git(folder, "add", "texts")
    git(folder, "commit", "-qm", "first")
    git(folder, "tag", "v1")
    (folder / "new.md").rename(folder / "texts/en.md")
    return folder


def test_differences_are_no_errors(tell: Tell) -> None:
    ran = tell("diff", "old.md", "new.md")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[-1] == "1 sentence changed"
    assert tell("diff", "old.md", "old.md").out.splitlines()[-1] == "no word changed"


def test_json_is_asked_for(tell: Tell) -> None:
    ran = tell("diff", "old.md", "new.md", "--output-format", "json")
    assert json.loads(ran.out)["totals"]["changed"] == 1


@pytest.mark.process
def test_a_revision_is_read_from_git(repository: Path, run: Run) -> None:
    ran = run("diff", "v1:texts/en.md", "texts/en.md", cwd=repository)
    assert (ran.code, ran.err) == (0, "")
    assert f"    - {WEAK}" in ran.out.splitlines()
    assert run("diff", "v1:texts/en.md", "HEAD:texts/en.md", cwd=repository).out.endswith("no word changed\n")  # fmt: skip  # noqa: E501


@pytest.mark.process
def test_paths_start_from_the_folder_of_the_call(repository: Path, run: Run) -> None:
    inside = run("-C", "texts", "diff", "v1:en.md", "en.md", cwd=repository)
    assert inside.out.splitlines()[-1] == "1 sentence changed"
    assert run("diff", "v1:en.md", "en.md", cwd=repository / "texts").code == 0


@pytest.mark.process
def test_a_file_stands_before_a_revision_of_its_name(repository: Path, run: Run) -> None:
    (repository / "v1:texts").mkdir()
    (repository / "v1:texts/en.md").write_text(reworded((WEAK, "A file.")), "utf-8")
    assert "    - A file." in run("diff", "v1:texts/en.md", "texts/en.md", cwd=repository).out


BAD = [
    ("v2:texts/en.md", 'git knows no revision "v2"'),
    ("v1:texts/fr.md", 'no file "texts/fr.md" in revision "v1"'),
    ("v1:texts", 'no file "texts" in revision "v1"'),
    ("v1:../../outside", "git says"),
    ("--help:texts/en.md", 'git knows no revision "--help"'),
    ("--output=x:texts/en.md", "no revision"),
    ("v1:", "v1:: no such file"),
    (":texts/en.md", "no such file"),
    ("nothing.md", "nothing.md: no such file"),
    ("texts", "texts: not a plain file"),
    ("v1:texts/en.md\nv1", "line break"),
    ("a\0b", "is no path"),
]


@pytest.mark.process
@pytest.mark.parametrize(("name", "says"), BAD)
def test_what_is_no_leaflet_is_reported(name: str, says: str, repository: Path) -> None:
    with pytest.raises(UsageError) as raised:
        read_version(name, repository)
    assert says in raised.value.message
    assert re.match(r"[a-z]+ ", raised.value.hint)


@pytest.mark.process
def test_a_name_never_becomes_an_option_of_git(repository: Path, run: Run) -> None:
    ran = run("diff", "--", "--output=x:texts/en.md", "texts/en.md", cwd=repository)
    assert ran.code == 2
    assert sorted(path.name for path in repository.iterdir()) == [".git", "texts"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("# No leaflet\n", "new.md:1:1: no front matter"),
        (reworded(("kind: treatment", "kind: poem")), 'new.md:481:9: "kind" cannot be "poem"'),
        ("x" * (MAX_BYTES + 1), "new.md: the file is larger than 300 kB"),
        ("---\n\x07\n---\n", "new.md:2:1: invisible character"),
    ],
)
def test_the_first_error_of_a_leaflet_is_reported(
    text: str, says: str, tell: Tell, folder: Path
) -> None:
    (folder / "new.md").write_text(text, "utf-8")
    ran = tell("diff", "old.md", "new.md", "--pdf", "copy.pdf")
    assert (ran.code, ran.out, (folder / "copy.pdf").exists()) == (2, "", False)
    assert ran.err.startswith(f"error: {says}")
    assert ran.err.splitlines()[1].startswith("  ")


@pytest.mark.process
def test_a_revision_is_no_larger_than_a_file(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its size is asked for first, so that no bytes are taken in vain."""
    (repository / "texts/en.md").write_text("x" * (MAX_BYTES + 1), "utf-8")
    git(repository, "commit", "-qam", "large")
    with pytest.raises(UsageError, match=r"HEAD:texts/en\.md: the file is larger than 300 kB"):
        read_version("HEAD:texts/en.md", repository)
    calls: list[list[str]] = []
    asked = subprocess.run

    def listening(call: list[str], **more: Any) -> Any:
        calls.append(call)
        return asked(call, **more)

    monkeypatch.setattr(subprocess, "run", listening)
    with pytest.raises(UsageError):
        read_version("HEAD:texts/en.md", repository)
    assert [call[-1] for call in calls] == ["--batch-check"]


@pytest.mark.process
def test_outside_of_a_repository_a_revision_is_no_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    with pytest.raises(UsageError, match="not a git repository"):
        read_version("v1:old.md", folder)


def failing(problem: BaseException) -> Callable[..., None]:
    def run(*_: object, **__: object) -> None:
        raise problem

    return run


@pytest.mark.process
@pytest.mark.parametrize(
    ("problem", "says"),
    [
        (FileNotFoundError("git"), "git is not installed"),
        (subprocess.TimeoutExpired("git", 20), "git does not answer"),
        (PermissionError("git"), "git does not answer"),
    ],
)
def test_without_git_the_machine_lacks_something(
    problem: BaseException, says: str, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "run", failing(problem))
    ran = tell("diff", "v1:old.md", "new.md")
    assert (ran.code, ran.out) == (4, "")
    assert says in ran.err
    assert tell("diff", "old.md", "new.md").code == 0, "files need no git"
    assert issubclass(MachineError, LeafletError)


def test_one_version_has_nothing_to_be_compared_with(tell: Tell) -> None:
    ran = tell("diff", "old.md")
    assert (ran.code, ran.out) == (2, "")
    assert "--pdf" in ran.err
