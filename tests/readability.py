"""How hard an English text is: Flesch-Kincaid grade, SMOG grade and Flesch reading ease.

Syllables are groups of vowels, with the usual silent letters and a list of exceptions; version 1.
SMOG was made for 30 sentences and more; below that it is an indication.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

EXCEPTIONS = {
    **dict.fromkeys(["being", "fluid", "fluids", "layer", "layers", "quiet", "react"], 2),
    **dict.fromkeys(["create", "science", "someone", "something", "sometimes", "people"], 2),
    **dict.fromkeys(["acne", "every", "boxcar", "steroid", "keloid", "keloids", "makeup"], 2),
    **dict.fromkeys(["area", "areas", "idea", "ideas", "serious", "various", "everything"], 3),
    **dict.fromkeys(["breastfeeding", "medicine", "medicines", "evidence"], 3),
    **dict.fromkeys(["diabetes", "unedited", "microneedling"], 4),
    **dict.fromkeys(["hyaluronic", "mesotherapy"], 5),
}
#: An e that is not heard: at the end, before s, before d, before an ending.
_SILENT = (
    r"[^aeiouy]e$(?<![^aeiouy]le)",
    r"[^aeiouysxzcgh]es$(?<![^aeiouy]les)",
    r"[^aeiouytd]ed$(?<![^aeiouy]led)",
    r"[^aeiouyl]e(?:ly|ments?|ful|less|ness)$",
)
#: Vowels that stand together and are said apart.
_APART = r"(?<![ct])ia|(?<![tscxgl])io(?!u)"
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*|\d+(?:\.\d+)?")
_END = re.compile(r"(?<=[.?!])['\"’”)]*\s+(?=[\"'‘“(]?[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Scores:
    """What was counted. `polysyllables` are words of three syllables and more."""

    sentences: int
    words: int
    syllables: int
    polysyllables: int

    @property
    def fkgl(self) -> float:
        """The Flesch-Kincaid grade level, a year of school in the United States."""
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59

    @property
    def smog(self) -> float:
        """The SMOG grade: the year of school that understands it whole."""
        return 1.043 * math.sqrt(30 * self.polysyllables / self.sentences) + 3.1291

    @property
    def ease(self) -> float:
        """Flesch reading ease, 0 to 100; 70 and more is plain."""
        return 206.835 - 1.015 * self.words / self.sentences - 84.6 * self.syllables / self.words


def words(text: str) -> list[str]:
    """The words of a text; a hyphen parts two, a number is one."""
    return _WORD.findall(text)


def split_sentences(block: str) -> list[str]:
    """The sentences of a paragraph, an item or a cell: what ends it ends a sentence."""
    return [part for part in _END.split(block.strip()) if words(part)]


def syllables(word: str) -> int:
    """How many syllables a word has; each digit of a number counts for one."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    if word[:1].isdigit():
        return sum(character.isdigit() for character in word)
    if word in EXCEPTIONS:
        return EXCEPTIONS[word]
    groups = len(re.findall(r"[aeiouy]+", word))
    groups -= any(re.search(silent, word) is not None for silent in _SILENT)
    groups += re.search(_APART, word) is not None
    return max(groups, 1)


def score(blocks: Iterable[str]) -> Scores:
    """The scores of paragraphs, items and cells, each cut into its sentences."""
    found = [sentence for block in blocks for sentence in split_sentences(block)]
    counts = [syllables(word) for sentence in found for word in words(sentence)]
    return Scores(len(found), len(counts), sum(counts), sum(count >= 3 for count in counts))
