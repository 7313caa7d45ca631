"""Exit codes, lines and JSON of what happened."""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from leaflet.build.outcome import Outcome, Result
from leaflet.cli import text_report
from leaflet.cli.text_report import Exit
from leaflet.core.diagnostics import (
    Finding,
    LeafletError,
    MachineError,
    Span,
    UsageError,
    did_you_mean,
    error,
    warning,
)
from leaflet.core.edition_id import EditionId
from leaflet.output.edition_inputs import StaleGroup
from leaflet.output.manifest_entries import ManifestEntry
from leaflet.planning.plan import PlannedEdition

PLACE = Span("content/a.md", 3, 5)
MISTAKE = error("markdown", PLACE, "raw HTML", "write Markdown")
ADVICE = warning("lengths", PLACE, '"title" has 40 characters', "keep it to 32")


def outcome(result: Result, stage: str = "", findings: Sequence[Finding] = ()) -> Outcome:
    planned = PlannedEdition(EditionId("riverside", "en-GB", "scars", "a4"))
    entry = None
    if result is Result.BUILT:
        path = "riverside/en-GB/scars.a4.pdf"
        names = ("scars", "en-GB", "riverside", "a4", path, "00" * 32)
        entry = ManifestEntry(*names, pages=4, version="1.0.0", words="11" * 32, state="draft")
    return Outcome(planned, result, tuple(findings), 0.25, stage, entry)


BUILT = outcome(Result.BUILT)
CACHED = outcome(Result.CACHED)
CONTENT = outcome(Result.FAILED, "content", [MISTAKE])
TEMPLATE = outcome(Result.FAILED, "template", [MISTAKE])
RENDERED = outcome(Result.FAILED, "rendered", [MISTAKE])


@pytest.mark.parametrize(
    ("outcomes", "findings", "code"),
    [
        ([], [], Exit.DONE),
        ([BUILT, CACHED], [], Exit.DONE),
        ([BUILT], [ADVICE], Exit.DONE),
        ([], [MISTAKE], Exit.FINDINGS),
        ([BUILT], [ADVICE, MISTAKE], Exit.FINDINGS),
        ([CONTENT], [], Exit.FINDINGS),
        ([BUILT, CONTENT], [MISTAKE], Exit.FINDINGS),
        ([TEMPLATE], [MISTAKE], Exit.USAGE),
        ([RENDERED], [], Exit.RENDERING),
        ([BUILT, RENDERED], [MISTAKE], Exit.RENDERING),
        ([CONTENT, TEMPLATE], [], Exit.USAGE),
        ([RENDERED, TEMPLATE, CONTENT], [MISTAKE], Exit.RENDERING),
    ],
)
def test_the_exit_code_is_the_highest_that_holds(
    outcomes: list[Outcome], findings: list[Finding], code: Exit
) -> None:
    for order in itertools.permutations(outcomes):
        assert text_report.exit_code(order, findings) is code


def test_the_numbers_of_the_contract() -> None:
    assert {exit_.name: exit_.value for exit_ in Exit} == {
        "DONE": 0,
        "FINDINGS": 1,
        "USAGE": 2,
        "RENDERING": 3,
        "MACHINE": 4,
        "HUNG_UP": 129,
        "INTERRUPTED": 130,
        "TERMINATED": 143,
    }


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (UsageError("x"), Exit.USAGE),
        (MachineError("x"), Exit.MACHINE),
        (LeafletError("x"), Exit.USAGE),
    ],
)
def test_what_stops_a_run_has_its_code(problem: LeafletError, code: Exit) -> None:
    assert text_report.error_code(problem) is code


@pytest.mark.parametrize(
    ("problem", "lines"),
    [(UsageError("no", "do this"), "error: no\n  do this"), (UsageError("no"), "error: no")],
)
def test_what_stops_a_run_is_one_message_and_one_next_action(
    problem: LeafletError, lines: str
) -> None:
    assert text_report.error_lines(problem) == lines


def test_a_finding_is_one_line_that_an_editor_can_follow() -> None:
    lines = text_report.finding_lines([MISTAKE, ADVICE, MISTAKE], colour=False)
    assert lines == [
        "content/a.md:3:5: broken: raw HTML; write Markdown [markdown]",
        'content/a.md:3:5: advice: "title" has 40 characters; keep it to 32 [lengths]',
    ]


def test_a_finding_of_a_whole_file_has_no_line_and_needs_no_hint() -> None:
    finding = error("too-large", Span("a.md"), "the file is large")
    assert text_report.finding_lines([finding], colour=False) == [
        "a.md: broken: the file is large [too-large]"
    ]


def test_colour_marks_the_severity_only() -> None:
    (line,) = text_report.finding_lines([MISTAKE], colour=True)
    assert line == (
        "content/a.md:3:5: \x1b[31;1mbroken\x1b[0m: raw HTML; write Markdown [markdown]"
    )


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        ([], "0 editions in dist"),
        ([BUILT], "1 edition in dist"),
        ([BUILT, CACHED, RENDERED], "2 editions in dist, 1 unchanged, 1 failed"),
    ],
)
def test_the_summary_counts(outcomes: list[Outcome], said: str) -> None:
    assert text_report.summary(outcomes, "dist") == said


def test_a_file_to_open_is_the_first_a4_handout_that_stands_else_the_first_file() -> None:
    def standing(name: str) -> Outcome:
        assert BUILT.entry
        return replace(BUILT, entry=replace(BUILT.entry, path=name))

    phone, first, second = map(standing, ("a/x.phone.html", "a/x.a4.pdf", "b/x.a4.pdf"))
    assert text_report.where_to_look([RENDERED, phone, first, second], Path("out")) == (
        "open out/a/x.a4.pdf"
    )
    assert text_report.where_to_look([phone], Path("out")) == "open out/a/x.phone.html"
    assert text_report.where_to_look([RENDERED], Path("out")) == ""


@pytest.mark.parametrize(
    ("which", "line"),
    [
        (BUILT, "built  riverside/en-GB/scars.a4  4 sides, draft  0.2 s"),
        (RENDERED, "failed riverside/en-GB/scars.a4  rendered  0.2 s"),
    ],
)
def test_progress_is_one_line(which: Outcome, line: str) -> None:
    assert text_report.outcome_line(which) == line


STALE = [
    StaleGroup("an older phone number", ("riverside/en-GB/scars.a4", "riverside/en-GB/scars.mono")),
    StaleGroup("an older logo", ("riverside/en-GB/scars.a4",)),
]


def test_what_is_stale_is_told_by_what_is_older_in_it() -> None:
    assert list(text_report.stale_lines(STALE, Path("dist"))) == [
        "2 editions in dist have an older phone number; leaflet build makes them",
        "1 edition in dist has an older logo; leaflet build makes it",
    ]
    (_, line) = text_report.stale_lines(STALE, Path("out"))
    assert line.endswith("leaflet build -o out makes it")
    assert json.loads(text_report.to_json([], STALE))["stale"][1] == {
        "reason": "an older logo",
        "editions": ["riverside/en-GB/scars.a4"],
    }


def test_the_report_has_every_edition_and_all_of_its_findings() -> None:
    data = json.loads(text_report.to_json([BUILT, CONTENT]))
    names = {"leaflet": "scars", "clinic": "riverside", "language": "en-GB", "format": "a4"}
    assert data == {
        "schema": "leaflet-report/1",
        "editions": [
            {
                **names,
                "outcome": "built",
                "seconds": 0.25,
                "findings": [],
                "withheld": [],
            },
            {
                **names,
                "outcome": "failed",
                "seconds": 0.25,
                "findings": [
                    {
                        "code": "markdown",
                        "severity": "error",
                        "effect": "broken",
                        "path": "content/a.md",
                        "line": 3,
                        "column": 5,
                        "message": "raw HTML",
                        "hint": "write Markdown",
                        "waiver": "",
                    }
                ],
                "withheld": [],
            },
        ],
        "stale": [],
    }


def test_a_table_has_columns() -> None:
    assert text_report.table([["a", "long"], ["longer", "b"]]) == "a       long\nlonger  b"


def test_the_last_column_wraps_where_a_terminal_ends() -> None:
    shown = text_report.table([["id", "one two three four five six seven"]], width=24)
    assert shown == "id  one two three four\n    five six seven"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "environment", "live", "colour"),
    [
        (Terminal(), {}, True, True),
        (Terminal(), {"NO_COLOR": "1"}, True, False),
        (Terminal(), {"TERM": "dumb"}, True, False),
        (Terminal(), {"CI": "true"}, False, False),
        (io.StringIO(), {}, False, False),
    ],
)
def test_progress_and_colour_are_for_somebody_who_watches(
    stream: io.StringIO,
    environment: dict[str, str],
    live: bool,
    colour: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert (text_report.is_live(stream), text_report.use_colour(stream)) == (live, colour)


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("riversid", ["st-oswin", "riverside"], 'did you mean "riverside"?'),
        ("x", ["b", "a"], "use one of: a, b"),
        ("x", [], ""),
        (
            "x",
            [f"n{i:02}" for i in range(20)],
            f"use one of: {', '.join(f'n{i:02}' for i in range(12))} …",
        ),
        ("riverside" * 10_000, ["riverside"], "use one of: riverside"),
    ],
)
def test_an_unknown_word_gets_the_nearest_or_all(word: str, known: list[str], hint: str) -> None:
    assert did_you_mean(word, known) == hint
