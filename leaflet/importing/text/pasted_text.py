"""Undoes what printing did to a plain text: running heads, page numbers, lines, broken words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from leaflet.importing.document import Remark, dropped, mended
from leaflet.importing.structure import headings
from leaflet.importing.text.text_repair import BOXES, BULLETS

_PAGE = re.compile(
    r"(?:[-–—|\s]*(?:page|p\.|seite|página|strona)?\s*\d{1,3}\s*(?:(?:of|/|von|de|z)\s*\d{1,3})?"
    r"[-–—|\s]*)",
    re.IGNORECASE,
)
_NAMED_PAGE = re.compile(
    r"\b(?:page|p\.|seite|página|strona)\s*\d{1,3}\b|\b\d{1,3} of \d{1,3}$", re.IGNORECASE
)
_STARTS = re.compile(
    rf"\s*(?:[{re.escape(BULLETS + BOXES)}]|[-–—*+o»] +\S|\(?\d{{1,3}}[.)] |\[[ xX]?\] |#{{1,6}} "
    r"|(?:[a-h]|i{1,3}|iv|v|vi)[.)] )"
)
_BROKEN = re.compile(r"([^\W\d_]{2,})[-\u2010\u00ad]$")
#: Space as between the columns of a table.
_GAP = re.compile(r"\S(?: {3,}| *\t\s*)\S")
#: First parts of words that keep their hyphen.
_KEEP = frozenset(
    "self well non pre post co long short over under high low part full half side follow check"
    " up down in out by ex anti multi day two three four five six one x follow-up".split()
)
_DIGITS = re.compile(r"\d+")
#: From this share of the width on a line is full.
_FULL = 0.8
#: From this share of the width on a line is full enough that a small letter goes on with it.
_HALF = 0.6
#: Lines longer than this are whole paragraphs.
_UNWRAPPED = 130


def pasted(text: str) -> tuple[list[str], list[Remark]]:
    """The paragraphs of a text with the line breaks of their author, and what was dropped."""
    remarks: list[Remark] = []
    lines = list(_without_furniture(text.split("\n"), remarks))
    width = _width(lines)
    paragraphs = [_joined(group, width, text, remarks) for group in _groups(lines, width)]
    return paragraphs, remarks


def _width(lines: list[str]) -> int:
    """The width at which the text was wrapped, in characters; 0 for one that was not."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    if not lengths or lengths[-1] > _UNWRAPPED:
        return 0
    return lengths[int(len(lengths) * 0.9)] if lengths[-1] >= 40 else 0


def _without_furniture(lines: list[str], remarks: list[Remark]) -> Iterator[str]:
    """The lines without page numbers and running heads. A form feed ends a page."""
    pages = _pages(lines)
    heads = _running(pages)
    for page in pages:
        inner = [n for n, line in enumerate(page) if line.strip()]
        edges = {*inner[:2], *inner[-2:]}
        for number, line in enumerate(page):
            key = _key(line)
            if key and key in heads and (number in edges or _NAMED_PAGE.search(line)):
                about = "a page number" if _PAGE.fullmatch(line.strip()) else "a running head"
                remarks.append(dropped(about, line.strip()))
            elif _is_page_number(page, number, lines) or (
                _NAMED_PAGE.fullmatch(line.strip().strip("-–—| "))
            ):
                remarks.append(dropped("a page number", line.strip()))
            else:
                yield line


def _pages(lines: list[str]) -> list[list[str]]:
    pages: list[list[str]] = [[]]
    for line in lines:
        first, *rest = line.split("\f")
        pages[-1].append(first)
        pages += ([part] for part in rest)
    if len(pages) > 1:
        return pages
    return _by_page_numbers(pages[0])


def _by_page_numbers(lines: list[str]) -> list[list[str]]:
    """Pages that end with lines such as "Page 2 of 8", where there are no form feeds."""
    pages: list[list[str]] = [[]]
    for line in lines:
        pages[-1].append(line)
        if _NAMED_PAGE.search(line.strip()) and len(line.split()) <= 12:
            pages.append([])
    return pages


def _key(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.split())).casefold()


def _running(pages: list[list[str]]) -> frozenset[str]:
    """The lines at the edges of pages that several pages have, numbers apart."""
    if len(pages) < 2:
        return frozenset()
    counts: Counter[str] = Counter()
    for page in pages:
        inner = [_key(line) for line in page if line.strip()]
        counts.update({*inner[:2], *inner[-2:]})
    least = 2 if len(pages) < 5 else len(pages) // 2
    return frozenset(key for key, count in counts.items() if count >= least and len(key) < 100)


def _is_page_number(page: list[str], number: int, lines: list[str]) -> bool:
    """Whether a line holds a number alone, between empty lines, in a text with several pages."""
    text = page[number].strip()
    if not text or not _PAGE.fullmatch(text) or not any(c.isdigit() for c in text):
        return False
    alone = sum(bool(_PAGE.fullmatch(line.strip())) and line.strip() != "" for line in lines)
    near = [*page[max(number - 1, 0) : number], *page[number + 1 : number + 2]]
    return alone > 1 and all(not line.strip() for line in near)


def _groups(lines: list[str], width: int) -> Iterator[list[str]]:
    """The lines of each paragraph: those between empty lines; in a text that was not wrapped, long
    lines are paragraphs of their own.
    """
    group: list[str] = []
    for line in lines:
        ends = not line.strip()
        if not ends and not width and group and _is_long(line, group[-1]):
            yield group
            group = []
        if ends and group:
            yield group
            group = []
        elif not ends:
            group.append(line)
    if group:
        yield group


def _is_long(line: str, before: str) -> bool:
    if _STARTS.match(line) and _STARTS.match(before):
        return False
    return len(line) > _UNWRAPPED // 2 or len(before) > _UNWRAPPED // 2


def _joined(group: list[str], width: int, text: str, remarks: list[Remark]) -> str:
    """The lines of a paragraph with those joined that were wrapped."""
    made = [group[0].rstrip()]
    for line in group[1:]:
        before, inner = made[-1], line.strip()
        broken = _BROKEN.search(before)
        if broken and inner[:1].islower():
            made[-1] = _mended(before, broken, inner, text, remarks)
        elif _is_wrapped(before, line, width):
            made[-1] = f"{before} {inner}"
        else:
            made.append(line.rstrip())
    return "\n".join(made)


def _is_wrapped(before: str, line: str, width: int) -> bool:
    """Whether a line goes on with the one before, which was wrapped."""
    inner, last = line.strip(), before.rsplit("\n", maxsplit=1)[-1].rstrip()
    if _STARTS.match(line) or not inner or _GAP.search(line.strip()) or _GAP.search(last.strip()):
        return False
    if headings.is_question(last.strip()) and len(last.split()) <= headings.MOST_WORDS:
        return False
    if headings.is_capitals(last) and not headings.is_capitals(inner):
        return False
    if inner[:1].islower() and last[-1:] not in ".!?:" and width and len(last) >= width * _HALF:
        return True
    tail = last[-width:] if width else last
    fits = width and len(last) % max(width, 1) + len(inner.split()[0]) + 1 <= width * _FULL
    is_full = bool(width) and not fits and len(tail) >= width * _FULL
    return is_full and not (last[-1:] in ".!?:" and len(last) < width * 0.9)


def _mended(
    before: str, broken: re.Match[str], inner: str, text: str, remarks: list[Remark]
) -> str:
    """Two lines between which a word was broken; a hyphen that belongs to the word stays."""
    rest = inner.split(maxsplit=1)[0]
    whole = f"{broken[1]}-{rest}".strip(".,;:!?")
    is_soft = before.endswith("\u00ad")
    keeps = broken[1].casefold() in _KEEP or bool(
        re.search(rf"\b{re.escape(whole)}\b", text, re.IGNORECASE)
    )
    remarks.append(mended("a word broken at the end of a line", whole))
    return f"{before[:-1]}-{inner}" if keeps and not is_soft else before[:-1] + inner
