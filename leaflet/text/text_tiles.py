"""Finds the words of a text that come from none of some source texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(r"\w+")

#: A part of a source text counts as coming from it if it has at least this many words; a shorter
#: one could be put together to say anything.
PIECE = 4


class Tiles:
    """Source texts; a text comes from them if whole ones and long pieces of them cover it."""

    def __init__(self, sources: Iterable[str]) -> None:
        self._wholes: set[tuple[str, ...]] = set()
        self._pieces: set[tuple[str, ...]] = set()
        for source in sources:
            words = tuple(_words(source))
            self._wholes.add(words)
            self._pieces.update(words[at : at + PIECE] for at in range(len(words) - PIECE + 1))
        self._lengths = sorted({len(whole) for whole in self._wholes if whole}, reverse=True)

    def foreign(self, text: str) -> list[str]:
        """The words of a text, in order, that no source covers."""
        words, found, at = tuple(_words(text)), [], 0
        while at < len(words):
            covered = self._whole(words, at) or self._piece(words, at)
            if not covered:
                found.append(words[at])
            at += covered or 1
        return found

    def _whole(self, words: tuple[str, ...], at: int) -> int:
        """The number of words of the longest whole source that stands at a word; 0 for none."""
        left = len(words) - at
        return next(
            (n for n in self._lengths if n <= left and words[at : at + n] in self._wholes), 0
        )

    def _piece(self, words: tuple[str, ...], at: int) -> int:
        end = at
        while words[end : end + PIECE] in self._pieces:
            end += 1
        return end - at + PIECE - 1 if end > at else 0


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())
