"""What stands side by side, and what has a panel of its own, by how long it is."""

from __future__ import annotations

import pytest

from leaflet.compose.section_rows import apart, arrangement, runs, stands_beside
from leaflet.model.blocks import Block
from leaflet.model.leaflet import Section
from tests.support.example import example_edition

LEAFLET = example_edition("riverside").leaflet
LONG = "word " * 300
SHORT = "word " * 30


def prose(text: str) -> Block:
    return Block(kind="prose", content=text)


PICTURE = Block(kind="figures", content=("cup",))


def section(role: str, *blocks: Block) -> Section:
    return Section(id=role, heading="Heading", priority=2, role=role, blocks=blocks)


@pytest.mark.parametrize(
    ("main", "side", "beside"),
    [
        ((prose(SHORT),), (prose(SHORT),), True),
        ((prose(LONG),), (prose(SHORT),), False),
        ((prose(SHORT),), (prose(LONG),), False),
        ((prose(SHORT),), (prose(SHORT), PICTURE), False),
    ],
)
def test_short_words_alone_stand_beside_the_key_points(
    main: tuple[Block, ...], side: tuple[Block, ...], beside: bool
) -> None:
    assert stands_beside(section("key-points", *main), section("about", *side)) == beside


def test_key_points_without_anything_beside_them_are_as_they_were() -> None:
    assert stands_beside(None, None)
    assert not stands_beside(section("key-points", prose(LONG)), None)


def test_long_words_stand_above_their_drawing() -> None:
    assert arrangement(section("what-is-it", prose(SHORT), PICTURE)) == "beside"
    assert arrangement(section("what-is-it", prose(LONG), PICTURE)) == "in-order"


def test_only_what_is_short_and_plain_has_a_panel_of_its_own() -> None:
    sections = {
        "key-points": (prose(SHORT),),
        "about": (prose(LONG),),
        "get-help": (prose(SHORT), PICTURE),
    }
    leaflet = LEAFLET.model_copy(
        update={"sections": tuple(section(role, *blocks) for role, blocks in sections.items())}
    )
    assert apart(leaflet, ("key-points", "about", "get-help", "questions")) == ("key-points",)


def test_blocks_other_than_exercises_stand_alone() -> None:
    assert runs([prose(SHORT), prose(SHORT)]) == [(prose(SHORT),), (prose(SHORT),)]
