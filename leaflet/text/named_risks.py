"""The risks that need somebody's help, and whether a text names them: the one rule for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from leaflet.core.folding import fold
from leaflet.model.blocks import Block, Risk
from leaflet.model.lexicon import Lexicon
from leaflet.model.phrases import WORD

#: Words of fewer letters name no risk unless in capitals; so many letters tell a word from another.
_SHORT, _STEM = 4, 4


def grave_risks(blocks: Iterable[Block]) -> Iterator[Risk]:
    """The risks in some blocks that need a call or an ambulance."""
    for block in blocks:
        if block.kind == "risks":
            yield from (risk for risk in block.content if risk.urgency != "expected")


def unnamed(risks: Iterable[Risk], printed: Iterable[str], lexicon: Lexicon) -> Iterator[Risk]:
    """The risks of whose names no word is printed, by its first letters: "infected" names an
    infection. Words of the lexicon's `risk_qualifiers`, such as "severe", name none.
    """
    stems = {_stem(word) for text in printed for word in WORD.findall(text)}
    qualifiers = frozenset(map(fold, lexicon.risk_qualifiers))
    for risk in risks:
        words = [w for w in WORD.findall(risk.name) if len(w) >= _SHORT or w.isupper()]
        wanted = [_stem(word) for word in words if fold(word) not in qualifiers]
        if wanted and stems.isdisjoint(wanted):
            yield risk


def _stem(word: str) -> str:
    return fold(word)[:_STEM]
