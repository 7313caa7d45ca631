"""Readability scores: published formulas, each in the language that it was made for.

A formula counts words, sentences and syllables, but not sense, order or layout, so a score can
show that a text is too hard and never that it is clear. A text in a language without a formula has
no score, because the weights of another language would give a meaningless number.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from leaflet.core.folding import fold
from leaflet.text.syllables import COUNTED, syllables

#: The fewest syllables of a hard word. Polish words are longer: Pisarek counts from four.
_HARD = {"en": 3, "es": 3, "pl": 4}
#: The most syllables that a word of the glossary counts for: the leaflet explains it.
_TAUGHT = 2
#: The fewest syllables of a word that is named to an author.
_COSTLY = 3
#: The number of sentences for which SMOG was made.
_SMOG_SENTENCES = 30


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of a text; `hard` counts words of three syllables or more, in Polish of four."""

    words: int
    sentences: int
    syllables: int
    hard: int


@dataclass(frozen=True, slots=True)
class Score:
    """The score of a formula: its id, its name for people, and the value, unrounded.

    `low_is_easy` is True for grades (years of school) and False for scales of ease up to 100.
    `is_indicative` means that the value may be shown but must not decide anything.
    """

    id: str
    name: str
    value: float
    low_is_easy: bool
    is_indicative: bool


def count(
    sentences: Iterable[Sequence[str]], language: str, *, taught: Collection[str] = ()
) -> Counts:
    """The counts of a text, given as sentences of words.

    `language` is a BCP 47 tag. `taught` are words in lower case that the text explains; such a
    word, or its possessive, counts for two syllables at most. Sentences without words are not
    counted. In a language that is not in `COUNTED`, syllables and hard words are 0.
    """
    primary = _primary(language)
    kept = [sentence for sentence in sentences if sentence]
    words = [word for sentence in kept for word in sentence]
    costs: list[int] = []
    if primary in COUNTED:
        cost_of = {word: _cost(word, primary, taught) for word in set(words)}
        costs = [cost_of[word] for word in words]
    hard = sum(cost >= _HARD[primary] for cost in costs)
    return Counts(len(words), len(kept), sum(costs), hard)


def scores(counts: Counts, language: str) -> tuple[Score, ...]:
    """The scores of a language's formulas, the deciding one first.

    `language` is a BCP 47 tag, of which the primary subtag counts. The result is empty for a
    language without a formula, and for a text without words or sentences.
    """
    if not counts.words or not counts.sentences:
        return ()
    return tuple(formula(counts) for formula in _FORMULAS.get(_primary(language), ()))


def costliest(words: Sequence[str], language: str, most: int = 3) -> tuple[str, ...]:
    """The hardest words of a sentence, at most `most`: those with three syllables or more, the
    longest first.

    Each is listed once, as first written; words with equally many syllables keep the order of the
    text. The result is empty in a language that is not in `COUNTED`.
    """
    primary = _primary(language)
    if primary not in COUNTED:
        return ()
    once: dict[str, str] = {}
    for word in words:
        once.setdefault(word.lower(), word)
    costs = {word: syllables(word, primary) for word in once.values()}
    costly = [word for word, cost in costs.items() if cost >= _COSTLY]
    return tuple(sorted(costly, key=lambda word: -costs[word])[:most])


def _primary(language: str) -> str:
    return language.split("-", 1)[0].lower()


def _cost(word: str, primary: str, taught: Collection[str]) -> int:
    cost = syllables(word, primary)
    if not taught or cost <= _TAUGHT:
        return cost
    plain = fold(word)
    is_taught = plain in taught or plain.removesuffix("'s") in taught
    return _TAUGHT if is_taught else cost


# --- formulas ----------------------------------------------------------------------------------


def _fkgl(counts: Counts) -> Score:
    """Flesch-Kincaid grade level, a year of school in the United States.

    Kincaid, Fishburne, Rogers and Chissom 1975, Navy Research Branch Report 8-75.
    """
    length = counts.words / counts.sentences
    value = 0.39 * length + 11.8 * counts.syllables / counts.words - 15.59
    return Score("fkgl", "Flesch-Kincaid grade", value, low_is_easy=True, is_indicative=False)


def _smog(counts: Counts) -> Score:
    """SMOG grade: the school year needed for full comprehension; indicative in short texts.

    McLaughlin 1969, Journal of Reading 12:639.
    """
    value = 1.0430 * math.sqrt(30 * counts.hard / counts.sentences) + 3.1291
    is_short = counts.sentences < _SMOG_SENTENCES
    return Score("smog", "SMOG grade", value, low_is_easy=True, is_indicative=is_short)


def _fre(counts: Counts) -> Score:
    """Flesch reading ease: 70 or more is easy.

    Flesch 1948, Journal of Applied Psychology 32:221.
    """
    length = counts.words / counts.sentences
    value = 206.835 - 1.015 * length - 84.6 * counts.syllables / counts.words
    return Score("fre", "Flesch reading ease", value, low_is_easy=False, is_indicative=False)


def _inflesz(counts: Counts) -> Score:
    """Szigriszt-Pazos perspicuity, read on the INFLESZ scale: over 65 is fairly easy, over 80 very.

    Szigriszt Pazos 1993, Sistemas predictivos de legibilidad del mensaje escrito (Madrid);
    scale: Barrio-Cantalejo and others 2008, An Sist Sanit Navar 31:135.
    """
    length = counts.words / counts.sentences
    value = 206.835 - 62.3 * counts.syllables / counts.words - length
    return Score("inflesz", "INFLESZ", value, low_is_easy=False, is_indicative=False)


def _fog_pl(counts: Counts) -> Score:
    """Gunning fog with Polish hard words (four syllables or more); always indicative.

    Gunning 1952, The Technique of Clear Writing. It has not been validated as a gate in Polish.
    """
    length = counts.words / counts.sentences
    value = 0.4 * (length + 100 * counts.hard / counts.words)
    return Score("fog-pl", "Gunning fog (Polish)", value, low_is_easy=True, is_indicative=True)


_FORMULAS: dict[str, tuple[Callable[[Counts], Score], ...]] = {
    "en": (_fkgl, _smog, _fre),
    "es": (_inflesz,),
    "pl": (_fog_pl,),
}
