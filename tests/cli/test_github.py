"""What a GitHub runner reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from leaflet.build.outcome import Outcome, Result
from leaflet.cli import github
from leaflet.core.diagnostics import Finding, Severity, Span, error, warning
from leaflet.core.edition_id import EditionId
from leaflet.planning.plan import PlannedEdition

PLACE = Span("content/a.md", 3, 5)
HOSTILE = '100%\r\n::error::no|`a` <script>alert(1)</script> &lt; [x](y) \\| *b* $c$ ![d] "e" %0A'
MISTAKE = error("markdown", PLACE, HOSTILE, "write | Markdown")


def unfit_error(code: str, span: Span, message: str, hint: str) -> Finding:
    return replace(error(code, span, message, hint), in_drafts=True)


def outcome(
    result: Result,
    leaflet: str = "scars",
    seconds: float = 0.25,
    findings: Sequence[Finding] = (),
    stage: str = "",
) -> Outcome:
    planned = PlannedEdition(EditionId("riverside", "en-GB", leaflet, "a4"))
    return Outcome(planned, result, tuple(findings), seconds, stage)


def failed(*findings: Finding, leaflet: str = "scars", stage: str = "content") -> Outcome:
    return outcome(Result.FAILED, leaflet, findings=findings, stage=stage)


def read_by_runner(line: str) -> tuple[str, dict[str, str], str]:
    """A command as `ActionCommand.cs` of github.com/actions/runner takes it apart."""

    def plain(text: str, codes: str) -> str:
        for code in codes.split():
            text = text.replace(f"%{code}", chr(int(code, 16)))
        return text.replace("%25", "%")

    found = re.fullmatch(r"::([a-z]+) ([^:]*)::([^\r\n]*)", line)
    assert found, f"{line!r} is no command in one line"
    pairs = (pair.partition("=") for pair in found[2].split(","))
    properties = {name: plain(value, "0D 0A 3A 2C") for name, _, value in pairs}
    return found[1], properties, plain(found[3], "0D 0A")


def cells(markdown: str) -> list[list[str]]:
    """The rows of all tables of a Markdown text, as a reader sees their text."""
    parser = MarkdownIt("commonmark").enable("table")
    rows: list[list[str]] = []
    for token in parser.parse(markdown):
        if token.type == "tr_open":
            rows.append([])
        if token.type == "inline" and token.level > 2 and rows:
            parts = token.children or []
            tags = [part.content for part in parts if part.type == "html_inline"]
            assert tags in ([], ["<code>", "</code>"]), "a text became HTML"
            kinds = {part.type for part in parts} - {"html_inline", "text", "text_special"}
            assert not kinds, f"a text became {kinds}"
            rows[-1].append("".join(part.content for part in parts if part.type != "html_inline"))
    return rows


def test_a_finding_stands_beside_its_line() -> None:
    finding = warning("lengths", PLACE, "the title is long", "shorten it")
    place = "file=content/a.md,line=3,col=5,title=lengths (advice)"
    assert github.annotations([finding]) == [f"::warning {place}::the title is long; shorten it"]


@pytest.mark.parametrize(
    ("severity", "command"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.NOTE, "notice")],
)
def test_a_severity_has_github_s_name(severity: Severity, command: str) -> None:
    (line,) = github.annotations([Finding("code", severity, PLACE, "message")])
    assert read_by_runner(line)[0] == command


@pytest.mark.parametrize(
    ("span", "properties"),
    [
        (Span("a.md"), {"file": "a.md"}),
        (Span("a.md", 0, 7), {"file": "a.md"}),
        (Span("a.md", 2), {"file": "a.md", "line": "2"}),
        (Span("a.md", 2, 7), {"file": "a.md", "line": "2", "col": "7"}),
    ],
)
def test_a_place_has_what_is_known_of_it(span: Span, properties: dict[str, str]) -> None:
    (line,) = github.annotations([error("large", span, "the file is large")])
    assert read_by_runner(line) == (
        "error",
        {**properties, "title": "large (broken)"},
        "the file is large",
    )


def test_each_finding_is_said_once_and_in_order() -> None:
    other = error("other", PLACE, "second")
    lines = github.annotations([MISTAKE, other, MISTAKE])
    assert [read_by_runner(line)[1]["title"] for line in lines] == [
        "markdown (broken)",
        "other (broken)",
    ]


def test_a_runner_reads_what_was_meant_whatever_a_text_holds() -> None:
    finding = error("a,b:c%\n::", Span("x,y:z%2C\r\n.md", 1, 1), HOSTILE, "::stop-commands::x")
    (line,) = github.annotations([finding])
    place = {"file": "x,y:z%2C\r\n.md", "line": "1", "col": "1", "title": "a,b:c%\n:: (broken)"}
    assert read_by_runner(line) == ("error", place, f"{HOSTILE}; ::stop-commands::x")


def test_the_summary_counts_and_names_the_slowest() -> None:
    outcomes = [
        outcome(Result.BUILT, "quick", 0.5),
        outcome(Result.BUILT, "slow", 12.34),
        outcome(Result.BUILT, "middling", 3),
        outcome(Result.CACHED, "cached", 99),
    ]
    assert github.job_summary(outcomes, slowest=2) == (
        "## Leaflets\n\n"
        "| built | cached | failed |\n| --- | --- | --- |\n| 3 | 1 | 0 |\n\n"
        "### Slowest\n\n"
        "| edition | seconds |\n| --- | --- |\n"
        "| <code>riverside/en-GB/slow.a4</code> | 12.3 |\n"
        "| <code>riverside/en-GB/middling.a4</code> | 3.0 |\n"
    )


def test_the_summary_of_nothing_is_counts_alone() -> None:
    assert cells(github.job_summary([])) == [["built", "cached", "failed"], ["0", "0", "0"]]


def test_a_failed_edition_has_its_first_error() -> None:
    advice = warning("lengths", PLACE, "long")
    first, second = error("one", PLACE, "first"), error("two", PLACE, "second")
    summary = github.job_summary([failed(advice, first, second)])
    assert "### Failed" in summary
    assert cells(summary)[2:] == [
        ["edition", "first error"],
        ["riverside/en-GB/scars.a4", "content/a.md:3:5: broken: first [one]"],
    ]


def test_a_failed_edition_without_an_error_has_its_stage() -> None:
    assert cells(github.job_summary([failed(stage="rendered")]))[3][1] == "rendered"


def test_a_table_shows_texts_as_they_are() -> None:
    failure = failed(MISTAKE, leaflet="a|b`c`\n<i>_d_")
    summary = github.job_summary([failure])
    assert "$" not in summary, "GitHub would set a formula"
    name, first_error = cells(summary)[3]
    assert name == "riverside/en-GB/a|b`c` <i>_d_.a4"
    message = " ".join(HOSTILE.split())
    assert first_error == f"content/a.md:3:5: broken: {message}; write | Markdown [markdown]"


def test_a_table_has_no_characters_that_cannot_be_seen() -> None:
    failure = failed(error("x", Span("a.md"), "a\u202eb\x1b[31mc\x00d\udce9e"))
    summary = github.job_summary([failure])
    assert cells(summary)[3][1] == "a.md: broken: ab[31mcde [x]"
    summary.encode()


def test_a_summary_stays_far_below_what_github_takes() -> None:
    finding = error("x", PLACE, "|" * 100_000)
    many = [failed(finding, leaflet="|" * 1_000) for _ in range(990)]
    many += [outcome(Result.BUILT, "|" * 1_000) for _ in range(990)]
    summary = github.job_summary(many, slowest=10_000)
    assert len(summary.encode()) < 2**20 / 2
    assert "\n\nand 940 more failed\n" in summary
    assert max(len(cell) for row in cells(summary) for cell in row) == 300


def test_all_of_few_failed_editions_are_named() -> None:
    summary = github.job_summary([failed() for _ in range(50)])
    assert summary.count("riverside/") == 50
    assert "more failed" not in summary


def test_the_summary_says_what_to_mend_and_where_with_what_is_worst_first() -> None:
    phone = Span("content/clinics/riverside/clinic.yaml", 12, 3)
    unfit = unfit_error("placeholders", Span("content/a.md"), "to be filled in", "fill it in")
    broken = error("markdown", phone, "this is no number", "write `01632 960 140`")
    advice = warning("lengths", PLACE, "long")
    summary = github.job_summary([failed(broken)], [unfit, broken, broken, advice])
    assert summary.index("Not made until this is mended") < summary.index("To mend before it is")
    assert cells(summary)[2:6] == [
        ["where", "what", "what to do"],
        [f"{phone.path}, line 12", "this is no number", "write `01632 960 140`"],
        ["where", "what", "what to do"],
        ["content/a.md", "to be filled in", "fill it in"],
    ]
    assert "Nothing is to mend" not in summary
    assert "Nothing is to mend." in github.job_summary([outcome(Result.BUILT)], [advice])


def test_a_summary_of_many_things_to_mend_counts_the_rest() -> None:
    places = [Span(f"{'|' * 500}{number}.md") for number in range(90)]
    many = [error("x", place, "|" * 1_000, "|" * 1_000) for place in places]
    unfit = [unfit_error("x", place, "|" * 1_000, "|" * 1_000) for place in places]
    some = [failed(finding, leaflet="|" * 1_000) for finding in many]
    some += [outcome(Result.BUILT, "|" * 1_000) for _ in range(90)]
    summary = github.job_summary(some, [*many, *unfit], slowest=10_000)
    assert len(summary.encode()) < 2**20
    assert summary.count("\n\nand 65 more; `leaflet check` shows all\n") == 2


def test_a_summary_is_put_below_what_other_steps_wrote(tmp_path: Path) -> None:
    path = tmp_path / "summary.md"
    path.write_text("of the linter", "utf-8")
    assert github.add_summary("## Leaflets ✓\n", path) == ""
    assert path.read_text("utf-8") == "of the linter\n## Leaflets ✓\n"


@pytest.mark.parametrize("name", ["", "missing/summary.md", "nul\0"])
def test_a_summary_that_cannot_be_written_is_one_line(tmp_path: Path, name: str) -> None:
    said = github.add_summary("text", f"{tmp_path}/{name}")
    assert said.startswith('the summary "')
    assert " cannot be written: " in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("environ", "runs"),
    [({"GITHUB_ACTIONS": "true"}, True), ({"GITHUB_ACTIONS": "false"}, False), ({}, False)],
)
def test_a_runner_says_that_it_is_one(environ: dict[str, str], runs: bool) -> None:
    assert github.is_runner(environ) is runs
