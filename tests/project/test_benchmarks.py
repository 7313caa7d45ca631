"""The tools that measure: what they make is sound and stays the same; no time is judged."""

from __future__ import annotations

import hashlib
import random
import sys
from pathlib import Path

import pytest

from benchmarks import measure, results
from benchmarks.__main__ import NAMES, load
from benchmarks.benchmark import needs
from benchmarks.measure import (
    CommandFailedError,
    Cost,
    Spread,
    in_turn,
    ratios,
    spread,
    total,
)
from benchmarks.pages import file_name, fonts_conf
from benchmarks.results import Row, Section, Target
from benchmarks.soak import Process, compare, workers
from benchmarks.synthetic import brand, clinic_id, make_project, phone, shuffled
from tests.support.projects import Run


def _digests(folder: Path) -> dict[str, str]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in found
    }


def _leaflet(number: int) -> str:
    return f"content/leaflets/leaflet-{number:03}/en-GB.md"


# --- the synthetic project ----------------------------------------------------------------------


def test_the_same_arguments_give_the_same_project(tmp_path: Path) -> None:
    one = _digests(make_project(tmp_path / "one", 2, 3))
    assert one == _digests(make_project(tmp_path / "two", 2, 3))
    other = _digests(make_project(tmp_path / "three", 2, 3, seed=1))
    assert {name for name in one if one[name] != other[name]} == {_leaflet(n) for n in (1, 2, 3)}


def test_a_larger_project_holds_the_smaller_one(tmp_path: Path) -> None:
    small = _digests(make_project(tmp_path / "small", 1, 1))
    large = _digests(make_project(tmp_path / "large", 3, 2))
    assert small.items() <= large.items()


def test_a_synthetic_project_has_nothing_to_mend(tmp_path: Path, run: Run) -> None:
    project = make_project(tmp_path / "project", 3, 3)
    ran = run("check", cwd=project)
    assert ran.code == 0, ran.out
    assert "9 editions: 0 broken, 0 unfit, " in ran.err  # mixed words do bring advice


def test_leaflets_differ_and_are_about_as_long(tmp_path: Path) -> None:
    project = make_project(tmp_path, 1, 3)
    texts = [(project / _leaflet(number)).read_text("utf-8") for number in (1, 2, 3)]
    assert len(set(texts)) == 3
    assert max(map(len, texts)) - min(map(len, texts)) <= 2
    bodies = [sorted(text.partition("## ")[2]) for text in texts]
    assert bodies[0] == bodies[1] == bodies[2]


def test_shuffling_keeps_the_ends_of_a_sentence_and_whole_marks() -> None:
    sentence = "About [4 mm](fact:c3) deep, it is no operation."
    made = shuffled(sentence, random.Random(3))
    assert made != sentence
    assert made.startswith("About ")
    assert made.endswith(" operation.")
    assert "[4 mm](fact:c3)" in made
    assert sorted(made) == sorted(sentence)
    assert shuffled("Photos fade.", random.Random(3)) == "Photos fade."
    assert shuffled("", random.Random(3)) == ""
    denial = "It does not remove scars at all."
    assert shuffled(denial, random.Random(3)) == denial


def test_clinics_have_a_colour_and_a_reserved_number_of_their_own() -> None:
    assert len({brand(number) for number in range(1, 501)}) == 500
    assert phone(1042) == {"number": "+441632960042", "display": "01632 960 042"}
    assert clinic_id(42) == "clinic-0042"


# --- measuring ----------------------------------------------------------------------------------


def test_ratios_are_taken_pair_by_pair() -> None:
    """A machine that slows down by half after the first pair changes neither ratio."""
    assert ratios([2.0, 4.0], [1.0, 2.0]) == Spread(2.0, 2.0, 2.0)
    assert ratios([1.0, 6.0, 3.0], [1.0, 2.0, 1.5]) == Spread(1.0, 2.0, 3.0)
    with pytest.raises(ValueError, match="shorter"):
        ratios([1.0, 2.0], [1.0])


def test_what_is_compared_runs_in_turn() -> None:
    order: list[str] = []

    def step(name: str) -> Cost:
        order.append(name)
        return Cost(len(order), 0.0, 0.0)

    one, two = in_turn(2, lambda: step("A"), lambda: step("B"))
    assert order == ["A", "B", "A", "B"]
    assert ([cost.cpu_s for cost in one], [cost.cpu_s for cost in two]) == ([1, 3], [2, 4])


def test_costs_add_up_and_scale() -> None:
    both = total([Cost(1.0, 2.0, 30.0), Cost(2.0, 3.0, 20.0)])
    assert both == Cost(3.0, 5.0, 30.0)
    assert both.scaled(10) == Cost(30.0, 50.0, 30.0)


@pytest.mark.process
def test_a_detached_child_is_counted() -> None:
    """The command ends at once; what it leaves behind uses the CPU."""
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    leave = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {busy!r}])"
    assert measure.run([sys.executable, "-c", leave]).cpu_s >= 0.3


@pytest.mark.process
def test_a_command_that_fails_is_no_measurement() -> None:
    with pytest.raises(CommandFailedError, match="exit code 3\nwhy"):
        measure.run([sys.executable, "-c", "print('why'); raise SystemExit(3)"])


# --- results ------------------------------------------------------------------------------------


def test_a_target_judges_the_middle_ratio() -> None:
    at_most = Row("a", ratio=spread([1.2, 1.3, 9.0]), target=Target(at_most=1.3))
    at_least = Row("b", ratio=spread([1.0, 1.1, 9.0]), target=Target(at_least=1.2))
    assert at_most.cells[3:] == ("1.30 (1.20 – 9.00) ×", "≤ 1.3 ×", "met")
    assert at_least.cells[3:] == ("1.10 (1.00 – 9.00) ×", "≥ 1.2 ×", "**missed**")
    assert Row("c", [Cost(1.0, 2.0, 3.0)]).cells == ("c", "1.00", "2.00", "", "", "")


def test_only_the_section_that_ran_is_replaced() -> None:
    names = ("first", "second")
    made = {name: Section([Row(name)], ["old"]).markdown(name, "About it.") for name in names}
    text = results.replaced("", "# Benchmarks\n\n- cores: 2\n", made, names)
    new = Section([Row("changed")], ["new"]).markdown("first", "About it.")
    again = results.replaced(text, "# Benchmarks\n\n- cores: 4\n", {"first": new}, names)
    before, sections = results.split(again)
    assert "cores: 4" in before
    assert "cores: 2" not in again
    assert list(sections) == ["first", "second"]
    assert "changed" in sections["first"]
    assert "old" not in sections["first"]
    assert sections["second"] == results.split(text)[1]["second"]
    assert results.replaced(again, before, {}, names) == again


def test_sections_stand_in_the_order_of_the_benchmarks() -> None:
    names = ("first", "second", "third")
    text = results.replaced("", "# B\n", {"third": "## third\n"}, names)
    text = results.replaced(text, "# B\n", {"first": "## first\n"}, names)
    assert list(results.split(text)[1]) == ["first", "third"]


@pytest.mark.parametrize("name", NAMES)
def test_every_benchmark_is_there_by_its_name(name: str) -> None:
    benchmark = load(name)
    assert benchmark.name == name
    assert benchmark.title.endswith(".")


@pytest.mark.process
def test_an_option_that_is_not_there_is_named() -> None:
    from benchmarks.benchmark import NotYetError

    needs("--output")
    with pytest.raises(NotYetError, match="--never"):
        needs("--never")


# --- peers and soak -----------------------------------------------------------------------------


def test_an_asset_gets_a_file_name() -> None:
    assert file_name("asset:///icons/check.svg?ok") == "icons-check-ok.svg"
    assert file_name("asset:///fonts/SourceSans3[wght].ttf") == "fonts-SourceSans3-wght.ttf"


@pytest.mark.process
def test_only_workers_are_killed() -> None:
    """Workers are children of the fork server, with its command line, or of the build itself."""
    server = "python -c from multiprocessing.forkserver import main; main()"
    tracker = "python -c from multiprocessing.resource_tracker import main; main(4)"
    seen = [
        Process(10, 1, "python -m leaflet build"),
        Process(11, 10, tracker),
        Process(12, 10, server),
        Process(13, 12, server),
        Process(14, 12, server),
        Process(15, 10, "python -c from multiprocessing.spawn import spawn_main"),
        Process(16, 1, "python -m leaflet build"),
        Process(17, 16, server),
    ]
    assert sorted(workers(10, seen)) == [13, 14, 15]


def test_lost_and_changed_files_are_found(tmp_path: Path) -> None:
    for name, texts in {"a": {"x": "1", "y": "2"}, "b": {"x": "1", "z": "2"}}.items():
        (tmp_path / name).mkdir()
        for file, text in texts.items():
            (tmp_path / name / file).write_text(text, "utf-8")
    assert compare(tmp_path / "a", tmp_path / "a") == ([], [])
    assert compare(tmp_path / "a", tmp_path / "b") == (["y"], ["z"])


def test_bare_weasyprint_is_measured_without_system_fonts() -> None:
    assert "<dir" not in fonts_conf().read_text("utf-8")
