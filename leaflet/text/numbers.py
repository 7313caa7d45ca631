"""The numbers in a text as values: those of a mark can be held against those of its fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from leaflet.core.folding import fold
from leaflet.model.lexicon import Lexicon
from leaflet.model.phrases import WORD

_STOP = re.compile(r"[.;!?]\s+")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a text, its value, its unit ("week"), and whether the value is a
    share of all: 8 of "8 in 10" and 80 of "80%" have the value 4/5.
    """

    shown: str
    value: Fraction
    unit: str = ""
    is_share: bool = False

    def contradicts(self, other: Number) -> bool:
        """Whether two numbers cannot say the same of one thing: of one unit with other values, or
        of one value with other units.
        """
        is_measured = bool(self.unit and other.unit) and self.is_share == other.is_share
        return is_measured and (self.unit == other.unit) != (self.value == other.value)

    def agrees_with(self, other: Number) -> bool:
        """Whether two numbers say the same; a unit that one of them lacks does not count."""
        same_unit = not self.unit or not other.unit or self.unit == other.unit
        return (self.value, self.is_share) == (other.value, other.is_share) and same_unit


def numbers_in(text: str, lexicon: Lexicon) -> list[Number]:
    """The numbers of a text in order, in digits or in the lexicon's `number_words`."""
    return [number for part in _STOP.split(text) for number in _in_sentence(part, lexicon)]


def shares_among(numbers: Sequence[Number]) -> frozenset[Fraction]:
    """Every share that one of some numbers is of a larger one: 4/5 of 8 and 10. For languages
    without words for shares.
    """
    return frozenset(
        one.value / whole.value
        for one in numbers
        for whole in numbers
        if whole.value > one.value > 0
    )


def _in_sentence(text: str, lexicon: Lexicon) -> list[Number]:
    shown = [match[0] for match in WORD.finditer(text)]
    words = [fold(word) for word in shown]
    values = {at: value for at, word in enumerate(words) if (value := _value(word, lexicon))}
    if not values:
        return []
    shares = _shares(words, values, lexicon)
    units = {at: stem for at, _, stem in lexicon.search("units").matches(words)}
    return [
        Number(shown[at], shares.get(at, value), units.get(at + 1, ""), at in shares)
        for at, value in values.items()
        if shares.get(at, value) is not None
    ]


def _shares(
    words: Sequence[str], values: dict[int, Fraction], lexicon: Lexicon
) -> dict[int, Fraction]:
    """The shares by position; the number of all ("in 10") is removed from the values."""
    found = {at: values[at] / 100 for at in values if words[at].endswith("%")}
    for at, end, _ in lexicon.search("shares").matches(words):
        if at - 1 in values and (whole := values.get(end)):
            for part in _parts(values, at - 1):
                found[part] = values[part] / whole
            values.pop(end)
    return found


def _parts(values: dict[int, Fraction], last: int) -> Iterator[int]:
    """The numbers that are shares of the same whole: 8 and 9 of "8 or 9 in 10"."""
    yield last
    if last - 2 in values and last - 1 not in values:
        yield last - 2


def _value(word: str, lexicon: Lexicon) -> Fraction | None:
    if word[0].isdigit():
        return _value_of(word.rstrip("%"))
    value = lexicon.number_of.get(word)
    return None if value is None else Fraction(value)


@lru_cache(maxsize=4096)
def _value_of(digits: str) -> Fraction | None:
    """The value of a number in digits; None where it has two decimal points."""
    plain = digits.replace(",", "" if _THOUSANDS.fullmatch(digits) else ".")
    return Fraction(plain) if plain.count(".") <= 1 else None
