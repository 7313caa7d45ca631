"""The English phrases by which a text says what its lists are, and what they say.

A level of help, what to do and not to do, what to bring, and times.
"""

from __future__ import annotations

import re


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_ASK = _words(r"\b(?:call|dial|ring|phone|contact|go|see|speak|get in touch|come|visit)\b")
NOT = _words(r"\b(?:do not|don['’]t|never|no need|not need|need not|should not|avoid)\b")
_IF = _words(r"\bif\b|:\s*$")
URGENT = _words(
    r"\b(?:straight away|right away|immediately|at once|same day|urgent(?:ly)?|today|now"
    r"|as soon as possible)\b"
)
#: What a text names: whom to call or where to go, and how urgent that is by itself.
_PLACES = (
    (_words(r"\b(?:999|112)\b"), "call", "emergency", "emergency"),
    (
        _words(r"\bA ?& ?E\b|\baccident and emergency\b|\bemergency department\b"),
        "go", "emergency-department", "emergency",
    ),
    (_words(r"\b111\b"), "call", "urgent-advice", "same-day"),
    (_words(r"\b(?:GP|doctor|surgery)\b"), "go", "gp", ""),
    (_words(r"\b(?:pharmacist|chemist|pharmacy)\b"), "go", "pharmacist", ""),
    (
        _words(
            r"\b(?:call|ring|phone|contact|speak|get in touch)\b.*"
            r"\b(?:us|the (?:(?!emergency)[\w’'-]+ ){0,3}"
            r"(?:clinic|ward|unit|hospital|team|department))\b"
        ),
        "call", "clinic", "",
    ),
)  # fmt: skip
LIST_LEAD = _words(
    r"\b(?:bring|pack|tell us if|let us know if|tell (?:the|your) (?:nurse|doctor|team) if"
    r"|checklist|make sure (?:that )?you have)\b"
)
DO = _words(r"(?:please )?(?:do|dos|do['’]s|you should|always)\s*[:.…]*")
DONT = _words(r"(?:please )?(?:do not|don['’]t|don['’]ts|dont|never|you should not|avoid)\s*[:.…]*")
DO_ITEM = _words(r"(?:do|always)\s(?!not\b)")
DONT_ITEM = _words(r"(?:do not|don['’]t|never|avoid)\s")
_HALF = r"\s?(?:am|pm|a\.m\.|p\.m\.)"
_CLOCK = rf"(?:\d{{1,2}}[:.]\d{{2}}(?:{_HALF})?|\d{{1,2}}{_HALF}|midday|noon|midnight)"
TIME = _words(
    rf"((?:at|from|by|after|until|before|about|around)?\s*{_CLOCK}"
    rf"(?:\s?(?:to|until|–|-)\s?{_CLOCK})?)\s*(?:[:–—,-]|\s)\s*(?=\S)"
)
_BEFORE_SIGNS = _words(r"(?::|\bif|\bif you|\bif you have|\bif you are)\s*[:…]?\s*$")
_OPEN_END = _words(r"(?::|\b(?:if|if you|that|with you|have|following))\s*[:…]?\s*$")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
#: Words of so few words alone lead to a list, as "Please bring".
_SHORT_LEAD = 4


def ends_open(said: str) -> bool:
    """Whether words lead to a list: they end in a colon or in words such as "if"."""
    return bool(_OPEN_END.search(said)) or len(said.split()) <= _SHORT_LEAD


def level_of(said: str) -> tuple[str, dict[str, str]] | None:
    """The urgency that words before a list of signs speak of, and whom to call or where to go; None
    where they are unsure: where they name two numbers, or say "call us" and not how soon, since the
    page would then say "when we are open". Of several sentences the last
    leads to the list.
    """
    said = _SENTENCE_END.split(said.strip())[-1]
    is_asked = _ASK.search(said) and _IF.search(said) and not NOT.search(said)
    if not is_asked or not _BEFORE_SIGNS.search(said):
        return None
    targets: dict[str, str] = {}
    named: set[str] = set()
    for pattern, name, target, urgency in _PLACES:
        if not pattern.search(said) or (name in targets and target == "clinic"):
            continue
        if name in targets:
            return None
        targets[name] = target
        named |= {urgency} - {""}
    if not targets or len(named) > 1:
        return None
    urgency = next(iter(named), "same-day" if URGENT.search(said) else "routine")
    return None if urgency == "routine" and "call" in targets else (urgency, targets)


def speaks_of_help(said: str) -> bool:
    """Whether words before a list speak of whom to call or see, surely or not."""
    is_asked = _ASK.search(said) and not NOT.search(said) and _BEFORE_SIGNS.search(said)
    return bool(is_asked and any(pattern.search(said) for pattern, *_ in _PLACES))


def minute_of(time: str) -> int:
    """The minute of the day of a time, to see whether times are in order."""
    text = time.casefold()
    if "midnight" in text:
        return 24 * 60
    if "midday" in text or "noon" in text:
        return 12 * 60
    found = re.search(r"(\d{1,2})(?:[:.](\d{2}))?\s?([ap])?", text)
    if found is None:
        return 0
    hours = int(found[1]) % 24
    if found[3]:
        hours = hours % 12 + (12 if found[3] == "p" else 0)
    return hours * 60 + int(found[2] or 0)
