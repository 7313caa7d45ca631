"""Each block in print: what it is tagged as, wherever it stands, and that no word of it is lost."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from leaflet.content.project import Project
from leaflet.core.diagnostics import Effect
from leaflet.planning.matrix import Selection
from leaflet.planning.planner import make_plan
from tests.support.printed import TODAY, Printed, print_edition, runs
from tests.support.projects import EXAMPLE, LEAFLET
from tests.support.structure import Element, tree

pytestmark = pytest.mark.pdf

FRONT = """\
---
title: A leaflet of blocks
jurisdictions: [GB-ENG]
figures:
  pit:
    file: scar-icepick.svg
    alt: A narrow deep pit.
---

"""
BLOCKS = {
    "table": "Table: What to eat\n\n| Food | Fine |\n|:---|---|\n| Bread | White |\n",
    "timetable": """```timetable
- day: The day before
  group: Morning list
  rows:
    - {time: 8 am, do: Eat breakfast.}
- day: The day before
  group: Afternoon list
  rows:
    - {time: 1 pm, do: Eat lunch.}
```
""",
    "doses": "```doses\nrows:\n  - {who: Adults, how_much: 5 mg, how_often: once a day}\n```\n",
    "results": "```results\n- {result: Normal, means: All is well., then: Nothing more.}\n```\n",
    "warning": "```warning\nDo not drive.\n```\n",
    "important": "```important\nBring your letter.\n```\n",
    "for": "```for\nfor: under 12\n\nAsk your parents.\n```\n",
    "side-effects": """```side-effects
classes:
  - how_often: common
    effects: [Dry mouth, Itching]
    do: Drink water.
```
""",
    "exercise": """```exercise
name: Heel slides
picture: pit
start: Lie down.
steps: [Slide your heel.]
how_often: twice a day
stop_if: it hurts
```
""",
    "write-in": "```write-in\ntitle: Blood sugar\nfields: [{label: Morning, width: short}]\n```\n",
    "help": "```help\n- urgency: routine\n  go: pharmacist\n  signs: [You have a rash.]\n```\n",
    "footnote": "It may help[^1].\n\n[^1]: In two studies.\n",
}
#: What the tree of a block holds in order: tags, and the words below them.
SHOWN = {
    "table": [("Caption", "What to eat"), ("TH", "Food"), ("TH", "Bread"), ("TD", "White")],
    "timetable": [
        ("Caption", "The day before: Morning list"),
        ("TH", "8 am"),
        ("TD", "Eat breakfast."),
        ("Caption", "The day before: Afternoon list"),
        ("TH", "1 pm"),
        ("TD", "Eat lunch."),
    ],
    "doses": [("TH", "Who"), ("TH", "Adults"), ("TD", "5 mg"), ("TD", "once a day")],
    "results": [
        ("TH", "Result"),
        ("TH", "Normal"),
        ("TD", "All is well."),
        ("TD", "Nothing more."),
    ],
    "warning": [("H3", "Warning"), ("P", "Do not drive.")],
    "important": [("H3", "Important"), ("P", "Bring your letter.")],
    "for": [("H3", "Under 12"), ("P", "Ask your parents.")],
    "side-effects": [
        ("H3", "Common: up to 1 in 10 people"),
        ("Lbl", "•"),
        ("LBody", "Dry mouth"),
        ("LBody", "Itching"),
        ("P", "What to do: Drink water."),
    ],
    "exercise": [
        ("H3", "Heel slides"),
        ("Figure", "A narrow deep pit."),
        ("P", "Start: Lie down."),
        ("Lbl", "1."),
        ("LBody", "Slide your heel."),
        ("P", "How often: twice a day"),
        ("P", "Stop if: it hurts"),
    ],
    "write-in": [("H3", "Blood sugar"), ("P", "Morning")],
    "help": [("H3", "Ask a pharmacist"), ("Lbl", "▪"), ("LBody", "You have a rash.")],
    "footnote": [("P", "It may help¹."), ("Lbl", "1"), ("LBody", "In two studies.")],
}


@cache
def folder(tmp: Path) -> Path:
    root = tmp / "project"
    shutil.copytree(EXAMPLE, root)
    return root


def printed(tmp: Path, body: str, format_: str = "a4") -> Printed:
    root = folder(tmp)
    (root / LEAFLET).write_text(FRONT + body, "utf-8")
    project = Project(root)
    selection = Selection(clinics=("riverside",), formats=(format_,))
    return print_edition(project, make_plan(project, selection, today=TODAY).editions[0])


@pytest.fixture(scope="module")
def tmp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("blocks")


def said(element: Element) -> Iterator[tuple[str, str]]:
    """Every element with its tag and its words, or what a picture shows."""
    for one in element.walk():
        yield one.tag, " ".join((one.alt or one.text).replace("\u00a0", " ").split())


def follows(wanted: list[tuple[str, str]], given: list[tuple[str, str]]) -> bool:
    """Whether all that is wanted is there in this order."""
    rest = iter(given)
    return all(any(one == other for other in rest) for one in wanted)


@pytest.mark.parametrize("turned", [False, True], ids=["in order", "the other way round"])
def test_each_block_is_tagged_as_what_it_is(tmp: Path, turned: bool) -> None:
    names = sorted(BLOCKS, reverse=turned)
    body = "".join(f"## Part {n}\n\n{BLOCKS[name]}\n" for n, name in enumerate(names))
    made = printed(tmp, body)
    assert [f.message for f in made.findings if f.effect is Effect.BROKEN] == []
    given = list(said(tree(made.pdf)))
    assert [name for name in names if not follows(SHOWN[name], given)] == []
    assert not follows(list(reversed(SHOWN["results"])), given)


def test_all_blocks_may_stand_in_one_section(tmp: Path) -> None:
    made = printed(tmp, "## All of them\n\n" + "\n".join(BLOCKS.values()))
    given = list(said(tree(made.pdf)))
    names = [name for name in BLOCKS if name != "footnote"]  # its words stand at the end
    assert [name for name in names if not follows(SHOWN[name], given)] == []
    assert follows([SHOWN["help"][-1], SHOWN["footnote"][-1]], given)


def scopes(pdf: bytes) -> list[tuple[str, str]]:
    """The part of a table that each header stands in, and its scope."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        heads: list[Any] = [
            one
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/TH"
        ]
        return sorted({(str(one.P.P.S), str(one.A.get("/Scope", ""))) for one in heads})


def test_headers_of_columns_and_of_rows_have_their_scope(tmp: Path) -> None:
    body = f"## Tables\n\n{BLOCKS['table']}\n{BLOCKS['doses']}\n{BLOCKS['timetable']}"
    assert scopes(printed(tmp, body).pdf) == [("/TBody", "/Row"), ("/THead", "/Column")]


@pytest.mark.parametrize("format_", ["a5-booklet", "large-print", "a4-sheet", "mono"])
def test_no_block_is_lost_in_any_format(tmp: Path, format_: str) -> None:
    body = "".join(f"## Part {n}\n\n{block}\n" for n, block in enumerate(BLOCKS.values()))
    made = printed(tmp, body, format_)
    assert [f.message for f in made.findings if f.effect is Effect.BROKEN] == []
    words = tree(made.pdf).text.replace("\u00a0", " ")
    labels = ("Who", "Result")  # a list of rows names them by their first cells
    shown = [text for of_block in SHOWN.values() for tag, text in of_block if tag != "Figure"]
    bare = [re.sub(r"^(?:\d\.?|•|[\w ]+:) ", "", text) for text in shown if text not in labels]
    assert [text for text in bare if text not in words] == []


def test_a_list_of_rows_keeps_all_cells_of_a_table(tmp: Path) -> None:
    table = "| Visit | When | Where | Cost |\n|---|---|---|---|\n| First | May | Room 4 | None |\n"
    words = tree(printed(tmp, f"## Visits\n\n{table}", "large-print").pdf).text
    assert follows_in(words, "Visit: First", "When: May", "Where: Room", "Cost: None")


def follows_in(words: str, *wanted: str) -> bool:
    """Whether all that is wanted stands in words in this order."""
    bare = " ".join(words.replace("\u00a0", " ").split())
    at = [bare.find(text) for text in wanted]
    return -1 not in at and at == sorted(at)


def below_contact(pdf: bytes) -> tuple[int, float]:
    """How many words stand before the contact panel on its page, and the points from its heading to
    that of the imprint.
    """
    (panel,) = (run for run in runs(pdf) if run.text.startswith("Contact us"))
    (imprint,) = (run for run in runs(pdf) if run.text.startswith("About this"))
    before = [run for run in runs(pdf) if run.page == panel.page and run.text[:9] == "Important"]
    assert panel.page == imprint.page
    return len(before), imprint.box[1] - panel.box[1]


def test_a_contact_panel_that_begins_a_page_hides_nothing(tmp: Path) -> None:
    # With few boxes, and with as many as push the panel on to a page of which it is the first, the
    # space that is left is shared out alike.
    def below(count: int) -> tuple[int, float]:
        return below_contact(printed(tmp, f"## Words\n\n{BLOCKS['important'] * count}").pdf)

    middle = below(3)
    first = next(found for found in map(below, range(7, 15)) if found[0] < 3)
    assert (middle[0], first[0]) == (3, 0)
    assert first[1] == pytest.approx(middle[1], abs=2)
