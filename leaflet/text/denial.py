"""Tells whether a phrase of a sentence is denied, doubted or asked, so that it promises nothing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from itertools import chain

from leaflet.text.searched_text import SearchedText
from leaflet.text.sentences import Sentence

#: The number of words that a negation covers, up to the next comma.
_REACH = 6
#: The most words of a phrase that asks, and one between.
_ASKED_REACH = 12
#: Punctuation between two clauses.
PARTING = re.compile(r"[,;:–—]")
_QUOTED = "\"“”'‘’«»"


def is_denied(text: SearchedText, sentence: Sentence, start: int) -> bool:
    """Whether a negation comes before in the same clause: "does not remove scars". One that denies
    nothing, as "nothing removes scars like it", is none.
    """
    if is_trap(text, sentence):
        return False
    first = max(start - _REACH, 0)
    near = sentence.words[first:start]
    groups = (text.search(group).matches(near) for group in ("negations", "no_others"))
    for begin, stop, _ in chain.from_iterable(groups):
        at, end = first + begin, first + stop
        is_near = "only" not in sentence.words[end : end + 1]
        between = sentence.unit.text[sentence.offsets[at] : sentence.offsets[start]]
        if is_near and not PARTING.search(between):
            return True
    return False


def is_trap(text: SearchedText, sentence: Sentence) -> bool:
    """Whether a sentence has a negation that denies nothing: "no doubt", "nothing … like"."""
    is_comparison = text.has_after("no_others", "comparisons", sentence)
    return is_comparison or text.has("negation_traps", sentence)


def is_asked(text: SearchedText, sentence: Sentence, start: int) -> bool:
    """Whether words right before leave a phrase open: "nobody knows if it is safe"."""
    first = max(start - _ASKED_REACH, 0)
    before = sentence.words[first : start + 1]
    return any(first + end >= start - 1 for _, end, _ in text.search("asked").matches(before))


def is_doubted(text: SearchedText, sentence: Sentence, start: int, end: int) -> bool:
    """Whether words are a quotation that the sentence doubts."""
    if not text.has("doubts", sentence):
        return False
    whole, last = sentence.unit.text, end - 1
    before = whole[sentence.start : sentence.offsets[start]]
    after = whole[sentence.offsets[last] + len(sentence.words[last]) :]
    return any(q in before for q in _QUOTED) and any(q in after for q in _QUOTED)


def is_warned(text: SearchedText, sentence: Sentence) -> bool:
    """Whether a sentence warns of what somebody says: "beware", "avoid", "if someone claims"."""
    return text.has("warnings", sentence)


def is_question(text: SearchedText, sentence: Sentence) -> bool:
    """Whether a sentence asks, and does not promise by asking: "Why not get rid of your scars?"."""
    return sentence.text.rstrip("\"'”’)").endswith("?") and not is_trap(text, sentence)


def is_hedged(text: SearchedText, sentence: Sentence) -> bool:
    """Whether a sentence says that something may be, or reports what a study saw."""
    return text.has("hedges", sentence)


def hedged_at(text: SearchedText, sentence: Sentence) -> Callable[[int], bool]:
    """A function that tells whether a word of doubt governs the phrase at a word: one before it, or
    one after it in the same clause. "Scars fade, even if the proof is thin" is not hedged.
    """
    offsets = sentence.offsets
    hedges = [offsets[at] for at, _, _ in text.search("hedges").matches(sentence.words)]
    ends = [found.start() for found in PARTING.finditer(sentence.unit.text)] if hedges else []

    def is_hedged(start: int) -> bool:
        offset = offsets[start]
        if not hedges or hedges[0] <= offset:
            return bool(hedges)
        end = bisect_left(ends, offset)
        return end == len(ends) or hedges[0] < ends[end]

    return is_hedged
