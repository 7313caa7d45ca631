"""What is shown while a build runs: on a terminal, in CI, and to nobody."""

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

from leaflet.build.outcome import Outcome, Result
from leaflet.cli import progress
from leaflet.core.edition_id import EditionId
from leaflet.output.manifest_entries import ManifestEntry
from leaflet.planning.plan import PlannedEdition

SHOW_CURSOR, HIDE_CURSOR = "\x1b[?25h", "\x1b[?25l"
UP_AND_ERASED = "\x1b[1A\x1b[2K"


def outcome(result: Result, stage: str = "", leaflet: str = "scars") -> Outcome:
    planned = PlannedEdition(EditionId("riverside", "en-GB", leaflet, "a4"))
    entry = None
    if result is not Result.FAILED:
        path = "riverside/en-GB/scars.a4.pdf"
        names = ("scars", "en-GB", "riverside", "a4", path, "00" * 32)
        entry = ManifestEntry(*names, pages=4, version="1.0.0", words="11" * 32, state="draft")
    return Outcome(planned, result, (), 1.25, stage, entry)


BUILT = outcome(Result.BUILT)
CACHED = outcome(Result.CACHED)
CONTENT = outcome(Result.FAILED, "content")
RENDERED = outcome(Result.FAILED, "rendered")


class Watch:
    """A clock that goes only when asked to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


class Line:
    """The live line of a build, the time that it sees and what it writes to its terminal."""

    def __init__(self, total: int, width: int = 80, encoding: str = "utf-8") -> None:
        self.watch = Watch()
        self.stream = io.TextIOWrapper(io.BytesIO(), encoding, "backslashreplace", newline="")
        self.console = Console(
            file=self.stream, width=width, color_system=None, get_time=self.watch
        )
        self.bar = progress._make_bar(total, self.console)

    def show(self, *outcomes: Outcome, after: float = 0.0) -> None:
        for outcome_ in outcomes:
            self.watch.now += after
            progress._show(self.bar, outcome_)

    def written(self) -> str:
        """What has been written since this was last asked."""
        self.stream.seek(0)
        written = self.stream.read()
        self.stream.seek(0)
        self.stream.truncate()
        return written

    def drawn(self) -> str:
        """The line as it is now, in the columns that it fills."""
        self.written()
        self.console.print(self.bar)
        drawn = self.written()
        assert drawn.count("\n") == 1, f"{drawn!r} is not one line"
        return drawn.removesuffix("\n")

    def words(self) -> list[str]:
        return self.drawn().split()


def test_before_anything_is_built_no_time_is_shown() -> None:
    line = Line(200, 40)
    assert line.words() == ["0/200", "-:--:--", "left"]
    line.show(CACHED, CONTENT, after=1)
    assert line.words() == ["2/200", "-:--:--", "left", "1", "failed"]


@pytest.mark.parametrize(("pace", "left"), [(0.1, "0:00:19"), (2.0, "0:06:20"), (40.0, "2:06:40")])
def test_the_time_left_follows_from_the_pace(pace: float, left: str) -> None:
    line = Line(200, 40)
    line.show(*[BUILT] * 9, RENDERED, after=pace)
    assert line.words() == ["10/200", left, "left", "1", "failed"]


def test_what_was_cached_at_the_start_does_not_count_as_speed() -> None:
    line = Line(1000, 40)
    line.show(*[CACHED] * 990, after=0.01)
    line.show(BUILT, BUILT, after=2)
    assert line.words() == ["992/1000", "0:00:16", "left"]


def test_broken_content_in_between_does_not_count_as_speed() -> None:
    line = Line(100, 40)
    line.show(BUILT, after=2)
    line.show(*[CONTENT, CACHED] * 10)
    line.show(BUILT, after=2)
    assert line.words() == ["22/100", "0:02:36", "left", "10", "failed"]


def test_what_failed_is_counted_and_shown_above_the_line() -> None:
    line = Line(9)
    line.show(RENDERED, BUILT, RENDERED)
    assert line.written() == "failed riverside/en-GB/scars.a4  rendered  1.2 s\n" * 2
    assert "2 failed" in line.drawn()


def test_a_terminal_has_a_bar_and_the_name() -> None:
    line = Line(200)
    line.show(*[BUILT] * 50, after=1.5)
    assert line.drawn() == (
        "━━━━              50/200 0:03:45 left  riverside/en-GB/scars.a4               "
    )


@pytest.mark.parametrize(("done", "filled"), [(0, 0), (100, 8), (199, 15), (200, 16)])
def test_the_bar_is_full_when_all_is_done(done: int, filled: int) -> None:
    line = Line(200)
    line.show(*[CACHED] * done)
    assert line.drawn()[:17].rstrip("╸ ") == "━" * filled


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (63, "left"),
        (64, "...n-care.a4"),
        (80, "...py-for-scars-skin-care.a4"),
        (120, "riverside/en-GB/mesotherapy-for-scars-skin-care.a4"),
    ],
)
def test_of_a_long_name_the_end_is_shown(width: int, shown: str) -> None:
    line = Line(200, width)
    line.show(outcome(Result.BUILT, leaflet="mesotherapy-for-scars-skin-care"))
    assert line.words()[-1] == shown


@pytest.mark.parametrize("width", [10, 20, 30, 40, 41, 59, 63, 64, 80, 120, 200])
@pytest.mark.parametrize(
    "leaflet", ["scars", "long" * 60, "瘢痕" * 60, "a\n::error::b\x1b[2J[red]"]
)
def test_the_line_leaves_room_for_an_echo_at_any_width(width: int, leaflet: str) -> None:
    line = Line(99_999, width)
    line.show(*[outcome(Result.BUILT, leaflet=leaflet)] * 123, after=4)
    drawn = line.drawn()
    assert cell_len(drawn) <= (width - 2 if width >= 30 else width)
    assert "\x1b" not in drawn
    if width >= 80 and leaflet.isascii():
        assert drawn.rstrip().endswith(f"{leaflet[-5:]}.a4")


def test_at_forty_columns_all_numbers_are_there() -> None:
    line = Line(9_999, 40)
    line.show(*[BUILT] * 9, RENDERED, after=20)
    assert line.words() == ["10/9999", "55:29:40", "left", "1", "failed"]


def test_a_terminal_without_our_characters_has_plain_ones() -> None:
    line = Line(2, encoding="ascii")
    line.show(outcome(Result.BUILT, leaflet="long" * 60))
    assert line.drawn().startswith("--------         1/2 -:--:-- left  ...nglong")


def test_nothing_is_to_be_built() -> None:
    assert Line(0, 40).words()[0] == "0/0"
    assert "0/0" in Line(0).words()


def test_ci_has_a_line_for_each_edition_that_took_work(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", "true")
    with progress.watching(200) as show:
        for outcome_ in (CACHED, BUILT, CACHED, RENDERED):
            show(outcome_)
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
    with progress.watching(1) as show:
        show(outcome(Result.BUILT, leaflet="x\n::error::y\r\x1b[2J"))
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("[1/1] built  riverside/en-GB/x?::error::y??[2J.a4")


def test_nobody_watches_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.watching(2) as show:
        show(BUILT)
        show(RENDERED)
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
        "with watching(9) as show:\n"
        "    show(BUILT); time.sleep(0.3); show(RENDERED); time.sleep(0.3)\n"
        "print('done', file=sys.stderr)\n"
    )
    assert "━" in bare(seen)
    assert "1/9" in bare(seen)
    assert "1 failed" in bare(seen)
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
        "    with watching(9) as show:\n"
        f"        show(BUILT); time.sleep(0.2); raise {problem}\n"
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
        "with watching(5000) as show:\n"
        "    for _ in range(5000):\n"
        "        show(CACHED); time.sleep(0.0001)\n"
    )
    assert 1 <= seen.count("/5000") < 60


@pytest.mark.process
def test_what_goes_to_stdout_meanwhile_stays_there() -> None:
    seen, written = live("with watching(1) as show:\n    print('a result')\n    show(BUILT)\n")
    assert written == "a result\n"
    assert "a result" not in seen


@pytest.mark.process
def test_no_color_has_no_colours() -> None:
    body = "with watching(2) as show:\n    show(BUILT); show(RENDERED)\n"
    assert re.search(r"\x1b\[[0-9;]*3[0-9]", live(body)[0])
    assert not re.search(r"\x1b\[[0-9;]*[34][0-9;]*m", live(body, {"NO_COLOR": "1"})[0])


@pytest.mark.process
@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"CI": "true"}])
def test_a_terminal_that_cannot_draw_gets_lines(environment: dict[str, str]) -> None:
    body = "with watching(3) as show:\n    show(CACHED); show(BUILT)\n"
    seen, _ = live(body, environment)
    assert seen == "[2/3] built  riverside/en-GB/scars.a4  4 sides, draft  1.2 s\n"
