"""Cards of help and their columns: order, balance, and what is urgent alone."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflet.compose.card_columns import card_columns, routine_pair


def level(*lengths: int, call: str = "") -> SimpleNamespace:
    return SimpleNamespace(signs=tuple("x" * length for length in lengths), call=call)


def test_no_levels_have_no_columns_and_few_levels_one_each() -> None:
    one, other = level(20), level(300)
    assert card_columns([]) == ()
    assert card_columns([one, other]) == ((one,), (other,))


def test_two_short_cards_stand_below_each_other_beside_tall_ones() -> None:
    tall, urgent, gp, clinic = level(20, 20, 20, 20), level(20, 20, 20), level(9), level(9)
    assert card_columns([tall, urgent, gp, clinic]) == ((tall,), (urgent,), (gp, clinic))


def test_the_numbers_of_a_clinic_take_room() -> None:
    """A fourth card goes where the column stays shorter with the lines of the numbers."""
    first, second, third = level(20, 20), level(20), level(20)
    with_numbers = [first, second, third, level(20, call="clinic")]
    without = [first, second, third, level(20)]
    assert [len(column) for column in card_columns(without)] == [1, 1, 2]
    assert [len(column) for column in card_columns(with_numbers)] == [1, 2, 1]


@given(st.lists(st.integers(1, 400), min_size=1, max_size=7), st.integers(1, 4))
def test_all_cards_are_kept_in_their_order_in_full_columns(lengths: list[int], most: int) -> None:
    levels = [level(length) for length in lengths]
    columns = card_columns(levels, most)
    assert [one for column in columns for one in column] == levels
    assert len(columns) == min(most, len(levels))
    assert all(columns)


@pytest.mark.parametrize(
    ("urgencies", "length", "expected"),
    [
        (["emergency", "routine", "routine"], 40, 2),
        (["emergency", "same-day", "routine"], 40, 0),
        (["routine"], 40, 0),
        (["routine", "routine"], 131, 0),
        ([], 0, 0),
    ],
)
def test_only_two_short_routine_levels_at_the_end_are_a_pair(
    urgencies: list[str], length: int, expected: int
) -> None:
    levels = [SimpleNamespace(urgency=name, signs=("x" * length,)) for name in urgencies]
    assert routine_pair(levels) == tuple(levels[len(levels) - expected :] if expected else ())
