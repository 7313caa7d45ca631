"""What is told while a build runs: on a terminal, in CI, and to nobody."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping

import pytest
from rich.cells import cell_len
from rich.console import Console

from leaflet.build.builder import Outcome, Result
from leaflet.cli import progress
from leaflet.output.manifest import Entry
from leaflet.planning.plan import Wanted

SHOW_CURSOR, HIDE_CURSOR = "\x1b[?25h", "\x1b[?25l"
UP_AND_ERASED = "\x1b[1A\x1b[2K"


def outcome(result: Result, stage: str = "", leaflet: str = "scars") -> Outcome:
    wanted = Wanted(leaflet, "riverside", "en-GB", "a4", (), None)
    entry = None
    if result is not Result.FAILED:
        path = "riverside/en-GB/scars.a4.pdf"
        names = ("scars", "en-GB", "riverside", "a4", path, "00" * 32)
        entry = Entry(*names, pages=4, version="1.0.0", words="11" * 32, state="draft")
    return Outcome(wanted, result, (), 1.25, stage, entry)


BUILT = outcome(Result.BUILT)
CACHED = outcome(Result.CACHED)
CONTENT = outcome(Result.FAILED, "content")
RENDERED = outcome(Result.FAILED, "rendered")


class Watch:
    """A clock that goes only when told to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


class Line:
    """The live line of a build, and the time that it sees."""

    def __init__(self, total: int) -> None:
        self.watch = Watch()
        self.line = progress._Line(total, self.watch)

    def tell(self, *outcomes: Outcome, after: float = 0.0) -> None:
        for outcome_ in outcomes:
            self.watch.now += after
            self.line.count(outcome_)

    def drawn(self, width: int, encoding: str = "utf-8") -> str:
        stream = io.TextIOWrapper(io.BytesIO(), encoding, newline="")
        Console(file=stream, width=width, color_system=None).print(self.line)
        stream.flush()
        stream.seek(0)
        drawn = stream.read()
        assert drawn.count("\n") == 1, f"{drawn!r} is not one line"
        return drawn.removesuffix("\n")


def test_before_anything_is_built_there_is_no_rate() -> None:
    line = Line(200)
    assert line.drawn(40) == "  0/200"
    line.tell(CACHED, CONTENT, after=1)
    assert line.drawn(40) == "  2/200  riverside/en-GB/scars.a4"


@pytest.mark.parametrize(
    ("pace", "numbers"),
    [
        (0.1, " 10/200  10.0 a second  0:19 left"),
        (2.0, " 10/200  2.0 s each  6:20 left"),
        (40.0, " 10/200  40.0 s each  2:06:40 left"),
    ],
)
def test_a_rate_is_told_in_the_unit_that_reads_better(pace: float, numbers: str) -> None:
    line = Line(200)
    line.tell(*[BUILT] * 9, RENDERED, after=pace)
    assert line.line.numbers() == numbers


def test_what_was_cached_at_the_start_does_not_count_as_speed() -> None:
    line = Line(1000)
    line.tell(*[CACHED] * 990, after=0.01)
    line.tell(BUILT, BUILT, after=2)
    assert line.line.numbers() == " 992/1000  2.0 s each  0:16 left"


def test_broken_content_in_between_does_not_count_as_speed() -> None:
    line = Line(100)
    line.tell(BUILT, after=2)
    line.tell(*[CONTENT, CACHED] * 10)
    line.tell(BUILT, after=2)
    assert line.line.numbers() == " 22/100  2.0 s each  2:36 left"


def test_the_time_left_runs_while_an_edition_takes_long() -> None:
    line = Line(4)
    line.tell(BUILT, after=10)
    line.watch.now += 7
    assert line.line.numbers() == "1/4  10.0 s each  0:23 left"
    line.watch.now += 100
    assert line.line.numbers() == "1/4  10.0 s each  0:00 left"


def test_a_wide_terminal_has_a_bar_and_the_name() -> None:
    line = Line(200)
    line.tell(*[BUILT] * 50, after=1.5)
    assert line.drawn(82) == (
        "━━━━────────────   50/200  1.5 s each  3:45 left  riverside/en-GB/scars.a4"
    )


@pytest.mark.parametrize(("done", "filled"), [(0, 0), (100, 8), (199, 15), (200, 16)])
def test_the_bar_is_full_when_all_is_done(done: int, filled: int) -> None:
    line = Line(200)
    line.tell(*[CACHED] * done)
    assert line.drawn(82).startswith("━" * filled + "─" * (16 - filled) + "  ")


def test_of_a_long_name_the_end_is_shown() -> None:
    line = Line(200)
    line.tell(outcome(Result.BUILT, leaflet="mesotherapy-for-scars-" * 5), after=1.5)
    assert line.drawn(82) == (
        "────────────────    1/200  1.5 s each  4:58 left  …ars-mesotherapy-for-scars-.a4"
    )


@pytest.mark.parametrize("width", [10, 20, 40, 41, 59, 62, 80, 120, 200])
@pytest.mark.parametrize("leaflet", ["scars", "long" * 60, "瘢痕" * 60, "a\n::error::b\x1b[2J"])
def test_the_line_leaves_room_for_an_echo_at_any_width(width: int, leaflet: str) -> None:
    line = Line(99_999)
    line.tell(*[outcome(Result.BUILT, leaflet=leaflet)] * 12_345, after=4)
    drawn = line.drawn(width)
    assert cell_len(drawn) <= width - 2
    assert "\x1b" not in drawn
    assert drawn.endswith(".a4") or width < 80


def test_at_forty_columns_all_numbers_are_there() -> None:
    line = Line(9_999)
    line.tell(*[BUILT] * 10, after=20)
    assert line.drawn(40) == "  10/9999  20.0 s each  55:29:40 left"


def test_a_terminal_without_our_characters_has_plain_ones() -> None:
    line = Line(2)
    line.tell(outcome(Result.BUILT, leaflet="long" * 60), after=1)
    drawn = line.drawn(82, "ascii")
    assert drawn.startswith("########--------  1/2  1.0 s each  0:01 left  ~")


def test_nothing_is_to_be_built() -> None:
    assert Line(0).drawn(40) == "0/0"
    assert Line(0).drawn(82) == "────────────────  0/0"


def test_ci_has_a_line_for_each_edition_that_took_work(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", "true")
    with progress.watching(200) as tell:
        for outcome_ in (CACHED, BUILT, CACHED, RENDERED):
            tell(outcome_)
        before_the_end = capsys.readouterr()
    assert before_the_end.out == ""
    assert before_the_end.err.splitlines() == [
        "[2/200] built  riverside/en-GB/scars.a4  4 sides, draft  1.2 s",
        "[4/200] failed riverside/en-GB/scars.a4  rendered  1.2 s",
    ]
    assert capsys.readouterr() == ("", "")


def test_the_name_of_a_folder_commands_no_runner(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", "true")
    with progress.watching(1) as tell:
        tell(outcome(Result.BUILT, leaflet="x\n::error::y\r\x1b[2J"))
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("[1/1] built  riverside/en-GB/x?::error::y??[2J.a4")


def test_nobody_watches_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.watching(2) as tell:
        tell(BUILT)
        tell(RENDERED)
    assert capsys.readouterr() == ("", "")


def live(body: str, environment: Mapping[str, str] | None = None) -> tuple[str, str]:
    """What a terminal gets of a build in a process of its own, and what stdout gets."""
    code = (
        "import sys, time\n"
        "from leaflet.cli.progress import watching\n"
        "from tests.cli.test_progress import BUILT, CACHED, RENDERED\n"
        f"{body}"
    )
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    foreign = ("COLUMNS", "LINES", "CI", "NO_COLOR", "FORCE_COLOR")
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    added = {"TERM": "xterm-256color", "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**kept, **added, **(environment or {})},
    ) as process:
        os.close(theirs)
        seen = b""
        while select.select([ours], [], [], 60)[0]:
            try:
                seen += os.read(ours, 65536)
            except OSError:  # Linux says so when the other end is closed
                break
        assert process.stdout
        written = process.stdout.read().decode()
    os.close(ours)
    return seen.decode().replace("\r\n", "\n"), written


def bare(seen: str) -> str:
    return re.sub(r"\x1b\[[?0-9;]*[A-Za-z]", "", seen)


@pytest.mark.process
def test_a_terminal_sees_the_line_and_what_failed_and_is_clean_at_the_end() -> None:
    seen, _ = live(
        "with watching(9) as tell:\n"
        "    tell(BUILT); time.sleep(0.3); tell(RENDERED); time.sleep(0.3)\n"
        "print('done', file=sys.stderr)\n"
    )
    assert "━─" in bare(seen)
    assert "1/9" in bare(seen)
    assert "\nfailed riverside/en-GB/scars.a4  rendered  1.2 s\n" in "\n" + bare(
        seen.replace("\r\x1b[2K", "\n")
    )
    assert "built " not in bare(seen)
    assert_clean(seen, "done\n")


@pytest.mark.process
@pytest.mark.parametrize("problem", ["RuntimeError", "KeyboardInterrupt"])
def test_whatever_stops_a_build_leaves_the_terminal_clean(problem: str) -> None:
    seen, _ = live(
        "try:\n"
        "    with watching(9) as tell:\n"
        f"        tell(BUILT); time.sleep(0.2); raise {problem}\n"
        f"except {problem}:\n"
        "    print('stopped', file=sys.stderr)\n"
    )
    assert "1/9" in bare(seen)
    assert_clean(seen, "stopped\n")


def assert_clean(seen: str, last: str) -> None:
    assert seen.rindex(SHOW_CURSOR) > seen.rindex(HIDE_CURSOR)
    before = seen.removesuffix(last)
    assert before != seen, f"{last!r} is not the last line"
    assert before.endswith(UP_AND_ERASED), "the live line is left behind"


@pytest.mark.process
def test_thousands_of_cached_editions_are_not_drawn_one_by_one() -> None:
    seen, _ = live(
        "with watching(5000) as tell:\n"
        "    for _ in range(5000):\n"
        "        tell(CACHED); time.sleep(0.0001)\n"
    )
    assert 1 <= seen.count("/5000") < 60


@pytest.mark.process
def test_what_goes_to_stdout_meanwhile_stays_there() -> None:
    seen, written = live("with watching(1) as tell:\n    print('a result')\n    tell(BUILT)\n")
    assert written == "a result\n"
    assert "a result" not in seen


@pytest.mark.process
def test_no_color_has_no_colours() -> None:
    body = "with watching(2) as tell:\n    tell(BUILT); tell(RENDERED)\n"
    assert re.search(r"\x1b\[[0-9;]*3[0-9]", live(body)[0])
    assert not re.search(r"\x1b\[[0-9;]*[34][0-9;]*m", live(body, {"NO_COLOR": "1"})[0])


@pytest.mark.process
@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"CI": "true"}])
def test_a_terminal_that_cannot_draw_gets_lines(environment: dict[str, str]) -> None:
    body = "with watching(3) as tell:\n    tell(CACHED); tell(BUILT)\n"
    seen, _ = live(body, environment)
    assert seen == "[2/3] built  riverside/en-GB/scars.a4  4 sides, draft  1.2 s\n"
