"""Finds the contact details that stand in a text: phone numbers, mail and web addresses, names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leaflet.core.folding import APOSTROPHES

#: A phone number as people write it, from its country, area or first 0 on; no date: "01.12.2026".
LONG_NUMBER = re.compile(
    r"(?<![\w.:/-])(?!\d{1,2}\.\d{1,2}\.(?:\d{4})?(?!\.?\d))"
    r"(?:[+(]?0|[+(][1-9]|[2-9]\d\d[ .-]\d{3}[ .-](?=\d{4}\b))"
    r"(?:[ \u00a0().-]{0,2}\d){4,}(?![\w:/])"
)
#: The parts of an address have bounds (RFC 1035, 5321), so that no text makes the search slow.
_DOMAIN = r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
_MAIL = re.compile(rf"(?<![\w.+'-])[\w.+'-]{{1,64}}@{_DOMAIN}")
_WEB = re.compile(
    rf"(?<![\w@./-])(?:https?://)?{_DOMAIN}(?![\w@])(?:/[^\s()<>\"“”]*)?", re.IGNORECASE
)
#: What most texts have none of: it is looked for first.
_DOTTED, _DIGIT = re.compile(r"\w\.\w"), re.compile(r"\d")
_WORD = re.compile(rf"[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*")
#: What may stand between two words of a name: "Skin & Laser", "Milford-Bridge", and behind a short
#: one "St. Oswin".
_INSIDE = re.compile(r"[ \u00a0]?(?:[&-][ \u00a0]?)?")
_BEHIND_SHORT = re.compile(r"\.?[ \u00a0]?(?:[&-][ \u00a0]?)?")
#: Two words that may have capitals, with short ones between them; most texts have none.
_CAPITAL = r"[^\W\d_a-z]"
_MAY_HAVE_A_NAME = re.compile(
    rf"\b{_CAPITAL}[\w{APOSTROPHES}]*(?:[ \u00a0.&-]+[a-z]{{1,3}}\b)*[ \u00a0.&-]+{_CAPITAL}"
)
#: Words of fewer letters may stand inside a name without a capital: "Clinic of the North".
_SMALL = 3
#: The fewest words with a capital and the most words of a name.
_LEAST_CAPITALS, _MOST_WORDS = 2, 12


def numbers_in(text: str) -> Iterator[tuple[int, str]]:
    """The phone numbers in a text, each with its offset: "+44 1632 960 140"."""
    if _DIGIT.search(text):
        yield from ((found.start(), found[0]) for found in LONG_NUMBER.finditer(text))


def mails_in(text: str) -> Iterator[tuple[int, str]]:
    """The mail addresses in a text, each with its offset."""
    if "@" in text:
        yield from ((found.start(), found[0]) for found in _MAIL.finditer(text))


def addresses_in(text: str) -> Iterator[tuple[int, str]]:
    """The web addresses in a text, each with its offset, with or without `https://`."""
    if _DOTTED.search(text):
        for found in _WEB.finditer(text):
            yield found.start(), found[0].rstrip(".,;:!?'’")


def names_in(text: str) -> Iterator[tuple[int, str]]:
    """The runs of two or more words with capitals in a text, each with its offset; short words may
    stand inside. A run may have a word before the name: "Ask Example Skin Clinic".
    """
    run: list[re.Match[str]] = []
    if not _MAY_HAVE_A_NAME.search(text):
        return
    for word in _WORD.finditer(text):
        inside = _BEHIND_SHORT if run and len(run[-1][0]) <= _SMALL else _INSIDE
        goes_on = run and inside.fullmatch(text, run[-1].end(), word.start())
        if not goes_on or len(run) == _MOST_WORDS:
            yield from _name(text, run)
            run = []
        if word[0][0].isupper() or (run and len(word[0]) <= _SMALL):
            run.append(word)
        else:
            yield from _name(text, run)
            run = []
    yield from _name(text, run)


def _name(text: str, run: list[re.Match[str]]) -> Iterator[tuple[int, str]]:
    while run and not run[-1][0][0].isupper():
        run.pop()
    if sum(word[0][0].isupper() for word in run) >= _LEAST_CAPITALS:
        yield run[0].start(), text[run[0].start() : run[-1].end()]
