"""Finds headings that no style marks: bold lines, capitals, numbers, questions, short lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from leaflet.importing import words as of_words
from leaflet.importing.document import BOX, Block, Heading, Item, Paragraph, Table

MOST_WORDS = 14
_MOST_LETTERS = 110
#: Letters so much larger than those of the text mark a heading; so much larger than those of
#: another heading, one of a higher level.
_LARGE = 1.1
#: From so many letters on, what follows a line is a text, even without a full stop.
_LEAST_BODY = 60
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,2})[.):]?\s+\S")
_COUNT = re.compile(r"^(?:\(?\d{1,2}(?:\.\d{1,2}){0,2}[.):]?|Q(?:uestion)? ?\d{0,2}[.):])\s+")
_ENDS = re.compile(r"[.,;:!]$")
_LETTERS = re.compile(r"[^\W\d_]")
#: Beginnings of short lines that are no headings: names of pictures, contacts, addresses.
_NO_HEADING = re.compile(
    r"(?:image|photo|picture|figure|fig|table|source|tel|phone|telephone|fax|e-?mail|call|www\.|http"
    r"|©|copyright|written by|author|date|version)\b|.*@|.*\d{5}",
    re.IGNORECASE,
)
#: Words over the two lists of what to do and what not to do.
_DO_OR_NOT = re.compile(
    r"(?:please )?(?:do|dos|do['’]s|do not|don['’]t|don['’]ts|never|always|avoid"
    r"|you should(?: not)?)\W*",
    re.IGNORECASE,
)
_INITIALS = frozenset("a an and as at by for from in into of on or the to vs with your".split())


def has_letters(text: str) -> bool:
    """Whether a text has any letter."""
    return bool(_LETTERS.search(text))


def is_capitals(text: str) -> bool:
    """Whether a text is in capitals, and has enough letters to say so."""
    found = _LETTERS.findall(text)
    return len(found) >= 4 and all(not letter.islower() for letter in found)


def is_question(text: str) -> bool:
    """Whether a text is one question, perhaps behind a number or "Q."."""
    return text.endswith("?") and not re.search(r"[.!?] ", _COUNT.sub("", text))


def is_numbered(text: str) -> bool:
    """Whether a line is a short one behind a number, as "2. Your tablets"."""
    found = _NUMBERED.match(text)
    return bool(found) and text[found.end() - 1].isupper() and text[-1:].isalnum()  # type: ignore[union-attr]


def _is_short(text: str) -> bool:
    return "\n" not in text and len(text) <= _MOST_LETTERS and len(text.split()) <= MOST_WORDS


def _is_title_case(text: str) -> bool:
    """Whether all but small words begin with capitals, as in "Understanding Acne Scars"."""
    parts = [word for word in text.split() if word.casefold() not in _INITIALS]
    return len(parts) > 1 and all(not word[:1].islower() for word in parts)


def heading_of(
    block: Paragraph, after: Block | None, *, has_styles: bool, usual_size: int = 0
) -> str:
    """How a paragraph shows that it is a heading: bold, large, capitals, number, question or line;
    empty where it is none. With `has_styles` the document marks headings by style, so a short line
    or a question alone is none. `usual_size` is the size of most words, 0 where it is not known.
    """
    text = of_words.plain(block.words).strip()
    if block.style == BOX:
        return ""
    is_none = _NO_HEADING.match(text) or _DO_OR_NOT.fullmatch(text) or not _LETTERS.search(text)
    if is_none or not _is_short(text) or after is None:
        return ""
    if of_words.is_bold(block.words) and not re.search(r"[.,;!]$", text):
        return "bold"
    if is_capitals(text) and not _ENDS.search(text):
        return "capitals"
    if usual_size and block.size >= usual_size * _LARGE and not _ENDS.search(text):
        return "large"
    return "" if has_styles else _plain_heading(block, text, after)


def _plain_heading(block: Paragraph, text: str, after: Block | None) -> str:
    if all(run.link or not run.text.strip() for run in block.words):
        return ""
    is_numbered = _NUMBERED.match(text) and isinstance(after, Heading)
    if is_question(text) and (is_numbered or isinstance(after, Paragraph | Item | Table)):
        return "question"
    if _ENDS.search(text) or text.endswith("?"):
        return ""
    if _NUMBERED.match(text) and text[-1:].isalnum():
        return "number"
    body = of_words.plain(after.words).strip() if isinstance(after, Paragraph) else ""
    is_text = (
        "\n" in body
        or len(body) > _LEAST_BODY
        or body[-1:] in ".!?:…"
        or _DO_OR_NOT.fullmatch(body)
    )
    is_body = isinstance(after, Item | Table) or bool(body and is_text)
    is_line = (len(text.split()) <= 8 or _is_title_case(text)) and text[:1].isupper()
    return "line" if is_line and is_body else ""


def level_of(text: str) -> int:
    """The level of a heading that was found: that of its number, as 2 of "1.2 Risks", else 1."""
    number = re.match(r"\d+(?:\.\d+)+", text)
    return 1 + number[0].count(".") if number else 1


def usual_size(blocks: Sequence[Block]) -> int:
    """The size in which most letters of an article are set; 0 where none is known."""
    counts: Counter[int] = Counter()
    for block in blocks:
        if isinstance(block, Paragraph):
            counts[block.size] += len(of_words.plain(block.words))
    return counts.most_common(1)[0][0] if counts else 0


def with_levels(found: Sequence[tuple[Paragraph, str]]) -> list[int]:
    """The levels of the headings that were found, in order. Where some are in capitals, others are
    below them; where some are larger, the smaller are below them.
    """
    has_capitals = sum(by == "capitals" for _, by in found) > 1
    grades = _grades([block.size for block, _ in found])
    keys = [(has_capitals and by != "capitals", grades[block.size]) for block, by in found]
    used = sorted(set(keys))
    return [
        level_of(of_words.plain(block.words).strip()) + used.index(key)
        for (block, _), key in zip(found, keys, strict=True)
    ]


def _grades(sizes: Sequence[int]) -> dict[int, int]:
    """A grade for each size from the largest, 0, on; sizes that differ by little have one grade."""
    made: dict[int, int] = {}
    grade, before = 0, 0
    for size in sorted(set(sizes), reverse=True):
        if before and before >= size * _LARGE:
            grade += 1
        made[size] = grade
        before = size
    return made
