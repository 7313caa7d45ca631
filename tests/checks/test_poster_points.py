"""A poster shows one to three key points: those that the author chose, or the first."""

from __future__ import annotations

import pytest

from leaflet.checks.poster_points import CHECK
from leaflet.compose.poster_points import poster_points
from leaflet.content.leaflet_file import parse_leaflet
from leaflet.core.diagnostics import Effect
from leaflet.text.leaflet_text import LeafletText

POINTS = ("One thing.", "Another.", "A third.", "A fourth.", "A fifth.")


def text_of(poster: str, points: int = 5) -> LeafletText:
    body = "".join(f"- {point}\n" for point in POINTS[:points])
    block = (
        f"## Key points {{#key-points}}\n\n```key-points\n{body}```\n"
        if points
        else "## One\n\nWords.\n"
    )
    chosen = f"poster: {poster}\n" if poster else ""
    source = f"---\ntitle: A title\n{chosen}---\n\n{block}"
    loaded = parse_leaflet("content/leaflets/a/en-GB.md", source)
    assert loaded.value is not None, loaded.findings
    return LeafletText(loaded, None)


@pytest.mark.parametrize(
    ("poster", "points", "shown"),
    [
        ("", 5, POINTS[:3]),
        ("", 1, POINTS[:1]),
        ("", 0, ()),
        ("[4]", 5, POINTS[3:4]),
        ("[5, 1]", 5, (POINTS[4], POINTS[0])),
        ("[A third., 1]", 5, (POINTS[2], POINTS[0])),
        ("[0, 6]", 5, ()),
    ],
)
def test_the_author_chooses_what_a_poster_shows(
    poster: str, points: int, shown: tuple[str, ...]
) -> None:
    assert poster_points(text_of(poster, points).leaflet) == shown


@pytest.mark.parametrize(
    ("poster", "effects"),
    [
        ("[1, 5]", []),
        ("[Another.]", []),
        ("[0]", [Effect.UNFIT]),
        ("[6, 1]", [Effect.UNFIT]),
        ("[Something else.]", [Effect.ADVICE]),
    ],
)
def test_what_is_no_key_point_is_told(poster: str, effects: list[Effect]) -> None:
    found = list(CHECK.findings(text_of(poster)))
    assert [finding.effect for finding in found] == effects


def test_more_than_three_messages_are_refused() -> None:
    loaded = parse_leaflet("a.md", "---\ntitle: A\nposter: [1, 2, 3, 4]\n---\n\n## A\n\nWords.\n")
    assert loaded.value is None
