"""Looks at the pages of a file: which words cannot be read, which codes can.

Two promises hold for each page: every run of text of the layout stands in the file, and every
character in the file leaves ink that stands out, upright, on the page, and apart from other ink.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from leaflet.page.facts import MatrixCode, Unseen
from leaflet.render.seen.characters import (
    HYPHEN_AT_LINE_END,
    Box,
    Character,
    characters,
    overlapping,
)
from leaflet.render.seen.matrix_codes import matrix_codes
from leaflet.render.seen.page_images import MOST_PAGES, page_images
from leaflet.render.seen.visible_ink import Ink, ink_of

#: The smallest type in points; `type-size` holds what a leaflet's text needs.
SMALLEST_POINTS = 5.0
#: How much smaller type may come out than it was laid out; superscripts are laid out as such.
_ROUNDING_POINTS = 0.3
#: The most findings of a page; more would only repeat.
_MOST_PER_PAGE = 20
#: Hyphens and marks that readers of PDFs give back in other ways.
_LOOSE = frozenset("-\u00ad\u2010\u2011\ufffe\u200b\u200c\u200d\u2060\ufeff")


def look_at(
    pdf: bytes, laid_out: Sequence[Sequence[str]], smallest_points: float = 0.0
) -> tuple[tuple[Unseen, ...], tuple[MatrixCode, ...]]:
    """The words of a PDF that cannot be read, and its codes.

    `laid_out` are the runs of text of each page's layout, `smallest_points` is its smallest type
    size. Raises `MachineError` where the
    rasteriser or the reader of codes cannot be loaded.
    """
    unseen: list[Unseen] = []
    codes: list[MatrixCode] = []
    for number, images in enumerate(page_images(pdf), 1):
        read = characters(images.page, images.scale)
        reasons = dict(_faults(read, ink_of(images), smallest_points))
        found = [
            *(
                Unseen(number, text, "is not in the file")
                for text in _lost(laid_out[number - 1], read)
            ),
            *(Unseen(number, text, reason) for text, reason in _phrases(read, reasons)),
        ]
        unseen += found[:_MOST_PER_PAGE]
        codes += matrix_codes(images.page, number)
    if len(laid_out) > MOST_PAGES:
        unseen.append(Unseen(MOST_PAGES + 1, "", f"{len(laid_out)} pages are too many to look at"))
    return tuple(unseen), tuple(codes)


def _faults(
    read: Sequence[Character], ink: Ink, smallest_points: float
) -> Iterator[tuple[int, str]]:
    """The index of each character that cannot be read, and why; a later reason counts."""
    least = max(SMALLEST_POINTS, smallest_points - _ROUNDING_POINTS)
    for character in overlapping(read):
        yield character.index, "is printed over other text"
    for character in read:
        if not character.is_blank and (reason := _fault(character, ink, least)):
            yield character.index, reason
    for word in _words(read):
        if len(word) > 1 and ink.is_struck(_box_of(word)):
            yield word[0].index, "is struck through"


def _fault(character: Character, ink: Ink, least_points: float) -> str:
    if character.points < least_points:
        return f"is smaller than {least_points:.1f} points"
    return ink.fault(character) if character.is_upright else "is turned or mirrored"


def _phrases(read: Sequence[Character], reasons: dict[int, str]) -> Iterator[tuple[str, str]]:
    """Neighbouring words with a character that cannot be read, and why."""
    phrase: list[str] = []
    why = ""
    for word in _words(read):
        reason = next((reasons[c.index] for c in word if c.index in reasons), "")
        if phrase and reason != why:
            yield " ".join(phrase), why
            phrase = []
        if reason:
            phrase.append("".join(c.text for c in word).replace(HYPHEN_AT_LINE_END, "-"))
        why = reason
    if phrase:
        yield " ".join(phrase), why


def _words(read: Sequence[Character]) -> Iterator[list[Character]]:
    word: list[Character] = []
    for character in read:
        if word and (character.is_blank or character.index != word[-1].index + 1):
            yield word
            word = []
        if not character.is_blank:
            word.append(character)
        if character.text == HYPHEN_AT_LINE_END:
            yield word
            word = []
    if word:
        yield word


def _box_of(word: Sequence[Character]) -> Box:
    """The box around a word, in pixels."""
    lefts, tops, rights, bottoms = zip(*(letter.box for letter in word), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _lost(runs: Iterable[str], read: Sequence[Character]) -> Iterator[str]:
    """The runs of text that the layout has and the file does not."""
    lines = "".join(c.text for c in read).split(HYPHEN_AT_LINE_END)
    rest = whole = "\n".join(map(_squeezed, lines))  # no run goes on in the next line
    all_wanted = [(run, _squeezed(run)) for run in sorted(runs, key=len, reverse=True)]
    for run, wanted in all_wanted:
        # A longer run may have been found where two others meet; then all are there often enough.
        if wanted not in rest and whole.count(wanted) < sum(wanted in w for _, w in all_wanted):
            yield " ".join(run.split())
        rest = rest.replace(wanted, "\n", 1)


def _squeezed(text: str) -> str:
    """A text without spaces and hyphens, in its compatibility form."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(c for c in plain if not c.isspace() and c not in _LOOSE)
