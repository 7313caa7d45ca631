"""What docs/content.md shows can be written so: every block, table, heading and kind is read."""

from __future__ import annotations

import re
import textwrap

import pytest
import yaml

from leaflet.content.leaflet_file import parse_leaflet
from leaflet.core.located import Loaded
from leaflet.model.blocks import KINDS, MARKDOWN
from leaflet.model.kind import Kind
from leaflet.model.leaflet import Leaflet
from tests.support.projects import ROOT

PAGE = (ROOT / "docs/content.md").read_text("utf-8")
_BLOCK = re.compile(r"(?:^ {4}.*\n|^\n(?= {4}))+", re.MULTILINE)
SHOWN = [textwrap.dedent(found[0]).strip("\n") + "\n" for found in _BLOCK.finditer(PAGE)]
FENCES = [one for one in SHOWN if one.startswith("```")]


def read(sections: str) -> Loaded[Leaflet]:
    """A leaflet with a title and these sections."""
    text = f"---\ntitle: X\n---\n\n{sections}"
    return parse_leaflet("content/leaflets/x/en-GB.md", text)


def names() -> list[str]:
    return [name for one in FENCES for name in re.findall(r"^[`~]{3}([a-z-]+)", one, re.MULTILINE)]


def test_every_fence_has_an_example() -> None:
    assert set(names()) == {*KINDS, *MARKDOWN, "short"}


@pytest.mark.parametrize("shown", FENCES, ids=lambda shown: shown.partition("\n")[0][3:])
def test_an_example_of_a_block_is_read(shown: str) -> None:
    loaded = parse_leaflet(
        "content/leaflets/x/en-GB.md", f"---\ntitle: X\n---\n\n## One\n\n{shown}"
    )
    assert loaded.findings == ()
    assert loaded.value


def test_the_table_has_a_caption_and_headings_of_rows() -> None:
    (shown,) = (one for one in SHOWN if one.startswith("Table:"))
    loaded = parse_leaflet(
        "content/leaflets/x/en-GB.md", f"---\ntitle: X\n---\n\n## One\n\n{shown}"
    )
    assert loaded.findings == ()
    assert loaded.value
    (block,) = loaded.value.sections[0].blocks
    assert (block.kind, block.content.caption) == ("table", "When to stop eating")
    assert block.content.row_heads


def test_the_shortest_leaflet_is_one() -> None:
    (shown,) = (one for one in SHOWN if one.startswith("---"))
    loaded = parse_leaflet("content/leaflets/x/en-GB.md", shown)
    assert (loaded.findings, bool(loaded.value)) == ((), True)


def test_the_heading_that_is_shown_has_all_attributes() -> None:
    (shown,) = (one for one in SHOWN if one.startswith("## Can it go wrong?"))
    loaded = parse_leaflet(
        "content/leaflets/x/en-GB.md", f"---\ntitle: X\n---\n\n{shown}\nWords.\n"
    )
    assert loaded.value, loaded.findings
    (section,) = loaded.value.sections
    assert (section.id, section.role, section.priority) == ("harms", "risks", 1)
    assert section.source == "nice-ng198"


@pytest.mark.parametrize("document", ["docs/content.md", "CONTRIBUTING.md"])
def test_a_kind_that_is_shown_is_valid(document: str) -> None:
    page = (ROOT / document).read_text("utf-8")
    found = re.findall(r"^ *```yaml\n(.*?)^ *```", page, re.MULTILINE | re.DOTALL)
    (shown,) = (one for one in map(textwrap.dedent, found) if "must:" in one)
    assert Kind.model_validate(yaml.safe_load(shown), strict=False).must
