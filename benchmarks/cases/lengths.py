"""Leaflets of 1,200, 3,000 and 8,000 words on A4: the cost of a word, and the peak of memory."""

from __future__ import annotations

import random
import shutil
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks.benchmark import Benchmark
from benchmarks.command import build, one_worker
from benchmarks.measure import Cost, Spread, cpu, in_turn, ratios, spread
from benchmarks.results import Row, Section, Target
from leaflet.content.project import SHIPPED

CLINIC = "riverside"
SHORT, LONG = 1200, 8000
LENGTHS = (SHORT, 3000, LONG)
WORD = Target(at_most=1.4)
MEMORY = Target(at_most=400, unit="MiB")

_WORDS = tuple(
    "the skin doctor nurse may look at your arm after a day and ask how you feel about it before"
    " you go home with this sheet that says what to do when it hurts or swells more than usual"
    " because some people heal slowly and need help from the clinic where they had the test".split()
)
_SENTENCE = (8, 16)
_SECTION_WORDS = 160


def measure(work: Path, runs: int) -> Section:
    """Each build has its own empty cache and output folder."""
    projects = {words: make_project(work / f"of-{words}", words) for words in LENGTHS}
    number = count()

    def built(words: int) -> Cost:
        place = work / f"build-{next(number)}"
        return build(projects[words], place / "dist", place / "cache", *one_worker())

    costs = dict(zip(LENGTHS, in_turn(runs, *(partial(built, n) for n in LENGTHS)), strict=True))
    rows = [
        Row(f"a leaflet of {words:,} words: {1000 * _middle(costs[words]) / words:.2f} ms a word",
            costs[words])
        for words in LENGTHS
    ]  # fmt: skip
    word = _of_a_word(ratios(cpu(costs[LONG]), cpu(costs[SHORT])))
    rows.append(Row(f"a word of {LONG:,} by a word of {SHORT:,}, CPU", (), word, WORD))
    peak = spread([cost.peak_mib for cost in costs[LONG]])
    rows.append(Row(f"peak memory, {LONG:,} words", (), peak, MEMORY))
    note = (
        "`leaflet build -f a4 -j 1`, nothing cached; synthetic words in sections of prose, lists,"
        " tables, steps and boxes."
    )
    return Section(rows, [note])


def _middle(costs: list[Cost]) -> float:
    return spread(cpu(costs)).middle


def _of_a_word(ratio: Spread) -> Spread:
    share = SHORT / LONG
    return Spread(ratio.low * share, ratio.middle * share, ratio.high * share)


def make_project(folder: Path, words: int) -> Path:
    """Write a project with one clinic and one leaflet of about a number of words."""
    content = folder / "content"
    shutil.copytree(SHIPPED / "content/clinics" / CLINIC, content / "clinics" / CLINIC)
    leaflet = content / "leaflets" / "long" / "en-GB.md"
    leaflet.parent.mkdir(parents=True)
    leaflet.write_text(leaflet_text(words), "utf-8")
    (folder / "leaflet.yaml").write_text("formats: [a4]\n", "utf-8")
    return folder


def leaflet_text(words: int, seed: int = 2028) -> str:
    """A leaflet of at least a number of words; the same arguments give the same text."""
    chance = random.Random(f"{seed}/{words}")
    text = f"---\ntitle: A leaflet of {words} words\n---\n"
    made = 0
    while made < words:
        section = "\n\n".join(_section(chance))
        made += len(section.split())
        text += f"\n{section}\n"
    return text


def _section(chance: random.Random) -> list[str]:
    """A heading, then paragraphs and one block of each kind in turn."""
    blocks = [f"## {_some(chance, 4)}"]
    kinds = [_list, _table, _steps, _box]
    while sum(len(block.split()) for block in blocks) < _SECTION_WORDS:
        blocks += [" ".join(_sentence(chance) for _ in range(3)), chance.choice(kinds)(chance)]
    return blocks


def _some(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(words)).capitalize()


def _sentence(chance: random.Random) -> str:
    return _some(chance, chance.randint(*_SENTENCE)) + "."


def _list(chance: random.Random) -> str:
    return "\n".join(f"- {_sentence(chance)}" for _ in range(4))


def _table(chance: random.Random) -> str:
    rows = (f"| {_some(chance, 2)} | {_some(chance, 6)} |" for _ in range(6))
    return "\n".join(["| Day | What to do |", "|---|---|", *rows])


def _steps(chance: random.Random) -> str:
    return "\n".join(["```steps", *(f"- do: {_sentence(chance)}" for _ in range(6)), "```"])


def _box(chance: random.Random) -> str:
    return f"```important\n{_sentence(chance)} {_sentence(chance)}\n```"


BENCHMARK = Benchmark(
    name="lengths",
    title="Leaflets of 1,200 to 8,000 words on A4.",
    measure=measure,
    runs=3,
    minutes=3,
)
