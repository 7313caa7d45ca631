"""The code of a leaflet: the same for ever, and no slip of whoever types it goes unnoticed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflet.model.leaflet_code import ALPHABET, leaflet_code, short_words, typed_code
from tests.support.projects import patient

CODE = leaflet_code("mesotherapy-acne-scars", "en-GB")
NAMES = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)


def test_a_code_never_changes_since_it_is_on_paper() -> None:
    assert CODE == "SHAQ872"
    assert leaflet_code("microneedling", "en-GB") == "3XZQS2M"
    assert leaflet_code("mesotherapy-acne-scars", "pl") != CODE


def test_nothing_in_it_is_taken_for_something_else() -> None:
    assert len(ALPHABET) == 31
    assert not set("01ILO") & set(ALPHABET)


@patient
@given(NAMES)
def test_every_code_is_one(name: str) -> None:
    code = leaflet_code(name, "en-GB")
    assert re.fullmatch(f"[{ALPHABET}]{{7}}", code)
    assert typed_code(code) == code


@patient
@given(NAMES, st.integers(0, 6), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(name: str, at: int, other: str) -> None:
    code = leaflet_code(name, "en-GB")
    typed = code[:at] + other + code[at + 1 :]
    assert (typed_code(typed) is None) == (typed != code)


@patient
@given(NAMES, st.integers(0, 6), st.integers(0, 6))
def test_two_characters_that_changed_places_are_noticed(name: str, one: int, two: int) -> None:
    code = list(leaflet_code(name, "en-GB"))
    typed = list(code)
    typed[one], typed[two] = typed[two], typed[one]
    assert (typed_code("".join(typed)) is None) == (typed != code)


@pytest.mark.parametrize("typed", ["SHAQ872", "shaq872", "SHA-Q872", "shaq-872"])
def test_small_letters_and_hyphens_do_not_matter(typed: str) -> None:
    assert typed_code(typed) == "SHAQ872"


@pytest.mark.parametrize("typed", ["", "SHAQ87", "SHAQ8722", "SHAQ8O2", "SHAQ 872", "Ŝhaq872"])
def test_anything_else_is_no_code(typed: str) -> None:
    assert typed_code(typed) is None


def test_eight_characters_of_the_words_are_printed() -> None:
    assert short_words("14bd3a9cc1184f74") == "14bd3a9c"
    assert short_words("") == ""
