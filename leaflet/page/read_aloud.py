"""What a screen reader meets in a PDF: the rules that the file breaks, and what it announces."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that a PDF breaks, by its clause in ISO 14289-1 or ISO 19005-3, and what a reader
    would meet; the page from 1, or 0 for the whole file.
    """

    rule: str
    message: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ReadAloud:
    """What is announced of a PDF in the order in which it is read: its headings, the words for its
    pictures, and the words of its links, each once.
    """

    headings: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
