"""Italics and underlining, which leaflets do not print: a few words of them become bold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from leaflet.importing import words as of_words
from leaflet.importing.document import Remark, Words, changed

#: The most words in a row that are taken for stress.
_MOST = 5


class Stress:
    """Sets stressed words in bold and whole paragraphs of italics plain, and counts both."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def words(self, words: Words) -> Words:
        """The words without italics."""
        slanted = [run for run in words if run.italic and run.text.strip()]
        if not slanted:
            return tuple(replace(run, italic=False) for run in words)
        count = sum(len(run.text.split()) for run in slanted)
        whole = len(of_words.plain(words).split())
        is_stress = count < whole and all(len(run.text.split()) <= _MOST for run in slanted)
        self._counts["bold" if is_stress else "plain"] += len(slanted)
        return tuple(
            replace(run, bold=run.bold or (run.italic and is_stress), italic=False) for run in words
        )

    def remarks(self) -> Iterator[Remark]:
        """How often words became bold or plain."""
        for look, count in sorted(self._counts.items()):
            yield changed(f"words in italics or underlined became {look}: {count}")
