"""Random leaflets of all blocks: each format prints all that the file says, or names what it leaves
out. `python -m benchmarks.any_leaflet` tries thousands.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflet.compose.composer import compose
from leaflet.content.project import Project
from leaflet.content.templates import Templates
from leaflet.model.leaflet import State
from leaflet.planning.matrix import Selection
from leaflet.planning.planner import make_plan
from tests.fuzz.leaflet_trials import FORMATS, make_project, trials
from tests.fuzz.leaflets import LETTERS, leaflet_of
from tests.support.leaflet_pages import expected
from tests.support.printed import TODAY
from tests.support.source_words import lacking, read_source

#: Seeds and numbers of words: a handful in CI, some more in the lane `all`.
#: Leaflet 26 has danger signs first and boxes with them, which no panel of their own holds.
_COMPOSED = [(1, 80), (2, 150), (3, 250), (4, 400), (5, 700), (6, 1_200), (26, 200)]
_MORE = [(seed, None) for seed in range(100, 140)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_project(tmp_path.resolve() / "project")


@pytest.mark.parametrize(
    ("seed", "words"),
    [*_COMPOSED, *(pytest.param(*each, marks=pytest.mark.slow) for each in _MORE)],
)
def test_a_random_leaflet_loses_nothing_in_silence(
    folder: Path, seed: int, words: int | None
) -> None:
    tried = list(trials(folder, seed, words=words))
    assert len(tried) == len(FORMATS)
    assert [trial for trial in tried if trial.lost or trial.broken] == []


@pytest.mark.pdf
@pytest.mark.parametrize(
    "seed", [21, *(pytest.param(n, marks=pytest.mark.slow) for n in range(22, 30))]
)
def test_a_random_leaflet_is_on_the_pages_or_measured_as_too_long(folder: Path, seed: int) -> None:
    tried = list(trials(folder, seed, render=1.0 if seed > 21 else 0.4, words=200))
    assert any(trial.is_rendered for trial in tried)
    assert [trial for trial in tried if trial.lost or trial.broken] == []


@pytest.mark.parametrize(
    ("macro", "without"),
    [
        ('<span class="do">{{ line(item.do, narrow=narrow) }}</span>', ""),
        ('{% for row in block.content.rows %}\n<tr><th scope="row">{{ line(row.who) }}',
         '{% for row in block.content.rows[1:] %}\n<tr><th scope="row">{{ line(row.who) }}'),
        ("<caption>{{ line(table.caption) }}</caption>", ""),
        ('{{ box("warning", words.warning, block) }}', ""),
        ("{% for name in block.content %}", "{% for name in block.content[1:] %}"),
    ],
)  # fmt: skip
def test_a_macro_that_drops_a_part_of_its_block_is_noticed(
    folder: Path, macro: str, without: str
) -> None:
    path = folder / "content/leaflets/all/en-GB.md"
    path.parent.mkdir()
    path.write_text(_EACH_BLOCK, "utf-8")
    project = Project(folder)
    shared = "shared/blocks.html.j2"
    assert macro in project.templates[shared]
    spoilt = Templates(
        {**project.templates, shared: project.templates[shared].replace(macro, without)}
    )
    for planned in make_plan(project, Selection(formats=("a4",)), today=TODAY).editions:
        assert planned.edition is not None
        pictures = {name: asset.uri for name, asset in planned.edition.figures.items()}
        body = compose(planned.edition, State.DRAFT, project.templates).body
        assert lacking(expected(project, planned), body, pictures) == []
        body = compose(planned.edition, State.DRAFT, spoilt).body
        assert lacking(expected(project, planned), body, pictures)


_EACH_BLOCK = """---
title: All
figures:
  cup: {file: example-cup.svg, alt: A plain cup beside a dot.}
  map: {file: example-map.svg, alt: A plain road beside a dot.}
---

## One

```steps
- do: Sit on the blue chair.
```

```doses
rows:
  - {who: Grown examples, how_much: 200 ml, how_often: every 15 minutes}
  - {who: Small examples, how_much: 100 ml, how_often: every 30 minutes}
```

Table: A caption

| Food | White |
|---|---|
| Bread | yes |

```warning
Do not juggle.
```

![](figure:cup) ![](figure:map)
"""


def test_random_leaflets_are_the_same_for_the_same_seed() -> None:
    assert leaflet_of(7, 300) == leaflet_of(7, 300)
    assert leaflet_of(7, 300) != leaflet_of(8, 300)


def test_random_leaflets_are_of_all_sizes_and_languages() -> None:
    made = [leaflet_of(seed) for seed in range(40)]
    assert {language for language, _ in made} == set(LETTERS)
    sizes = [len(text.split()) for _, text in made]
    assert min(sizes) < 300
    assert max(sizes) > 6_000


def test_the_second_reading_knows_what_a_file_says() -> None:
    source = read_source(_EACH_BLOCK)
    (section,) = source.sections
    said = [item.text.strip() for item in section.blocks]
    assert said == [
        "Sit on the blue chair.",
        *("Grown examples", "200 ml", "every 15 minutes", "Small examples", "100 ml"),
        *("every 30 minutes", "A caption", "Food", "White", "Bread", "yes", "Do not juggle."),
        *("cup", "map"),
    ]
