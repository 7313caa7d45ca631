"""Sets running text in capitals as bold words: capitals hide the shapes by which words are known.

A word that is a known abbreviation, or in capitals elsewhere in the article, stays in capitals.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from leaflet.importing import words as of_words
from leaflet.importing.document import (
    Block,
    Document,
    Item,
    Paragraph,
    Remark,
    Run,
    Table,
    Words,
    to_check,
)

#: So many words in a row are no abbreviations any more; the check `emphasis` counts alike.
_LEAST = 4
#: More words in a row stand out no more by being bold.
_MOST_BOLD = 25
_WORD = re.compile(r"[^\W\d_]+(?:['’&-][^\W\d_]+)*")
_BETWEEN = re.compile(r"[\s,;:()/'’\"“”&–—-]*")
_ENDS = re.compile(r"[.!?:]\s*[\"“(]?\s*$|^\s*$|\n\s*$")
_ABBREVIATIONS = frozenset(
    "I NHS GP GPS A&E UK EU USA MRI CT ECG EEG HIV DNA MRSA ICU IV ID TV BMI IUD IVF PDF NSAID BP"
    " HRT TB HPV COVID PSA CPR LED SMS QR".split()
)


@dataclass(slots=True)
class Capitals:
    """Sets words in capitals in small bold letters, and remembers them."""

    kept: frozenset[str]
    told: list[str] = field(default_factory=list)

    def blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """Blocks without capitals in running text; headings stay as they are."""
        return tuple(map(self._block, blocks))

    def remarks(self) -> list[Remark]:
        """What a person should look at: names are written with capitals."""
        told = "words in capitals became small letters in bold: are names among them?"
        return [to_check(told, words) for words in self.told]

    def _block(self, block: Block) -> Block:
        if isinstance(block, Paragraph | Item):
            return replace(block, words=self.words(block.words))
        if isinstance(block, Table):
            rows = tuple(tuple(map(self.words, row)) for row in block.rows)
            return replace(block, rows=rows, caption=self.words(block.caption))
        return block

    def words(self, words: Words) -> Words:
        """Words without a row of words in capitals."""
        text = of_words.plain(words)
        places = list(_places(text))
        if not places:
            return words
        made: list[Run] = []
        rest, at = words, 0
        for start, end in places:
            self.told.append(text[start:end])
            made += of_words.part(rest, 0, start - at)
            is_bold = len(text[start:end].split()) <= _MOST_BOLD
            small = self._small(text[start:end], text[max(start - 9, 0) : start])
            for run in of_words.part(rest, start - at, end - at):
                cut, small = small[: len(run.text)], small[len(run.text) :]
                made.append(replace(run, text=cut, bold=run.bold or is_bold))
            rest, at = of_words.part(rest, end - at), end
        return (*made, *rest)

    def _small(self, text: str, before: str) -> str:
        """Words in small letters, those that begin a sentence with a capital."""

        def letters(found: re.Match[str]) -> str:
            word = found[0]
            if word in self.kept:
                return word
            ahead = f"{before}{text[: found.start()]}"[-9:]
            small = word[:2] + word[2:].lower() if word.startswith("I’") else word.lower()
            return small[0].upper() + small[1:] if _ENDS.search(ahead) else small

        return _WORD.sub(letters, text)


def capitals_of(document: Document) -> Capitals:
    """What sets the capitals of a document; it knows the abbreviations in its text."""
    found: set[str] = set()
    for text in (
        of_words.plain(words) for block in document.blocks for words in of_words.texts(block)
    ):
        taken = deque(_places(text))
        is_mixed = any(letter.islower() for letter in text)
        for one in _WORD.finditer(text):
            while taken and taken[0][1] <= one.start():
                taken.popleft()
            is_apart = not taken or one.start() < taken[0][0]
            if is_apart and one[0].isupper() and is_mixed:
                found.add(one[0])
    return Capitals(_ABBREVIATIONS | found)


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Where words in capitals follow each other."""
    run: list[re.Match[str]] = []
    for found in _WORD.finditer(text):
        joins = run and _BETWEEN.fullmatch(text, run[-1].end(), found.start())
        if not (found[0].isupper() and (joins or not run)):
            yield from _whole(run)
            run = []
        if found[0].isupper():
            run.append(found)
    yield from _whole(run)


def _whole(run: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    if sum(len(one[0]) > 1 for one in run) >= _LEAST:
        yield run[0].start(), run[-1].end()
