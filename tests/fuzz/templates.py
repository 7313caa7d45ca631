"""Mutated templates for a fuzz run: shipped ones with random edits, and attacks put into them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from leaflet.content.project import SHIPPED, Project
from tests.fuzz.template_attacks import ATTACKS

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_NAME = re.compile(r"\b[a-z_]{3,}\b")
_STRAY = (
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    '"',
    "'",
    "|",
    "\0",
    "\ud7ff",
    "<",
    "</",
    "&",
    "(",
    ")",
)


def mutations(seed: int) -> Iterator[tuple[str, str]]:
    """Names and texts of mutated templates, without end; a seed always gives the same."""
    dice = random.Random(seed)  # no secret
    texts = {
        name: text
        for name, text in sorted(Project(SHIPPED).templates.items())
        if name.endswith(".j2")
    }
    edits = (_without, _twice, _swapped, _stray, _renamed, _attacked)
    while True:
        name = dice.choice(list(texts))
        text = texts[name]
        for _ in range(dice.randint(1, 3)):
            text = dice.choice(edits)(dice, text)
        yield name, text


def _place(dice: random.Random, text: str) -> tuple[int, int]:
    """The bounds of a tag, or of a few characters where there is none."""
    tags = list(_TAG.finditer(text))
    if tags and dice.random() < 0.8:
        return dice.choice(tags).span()
    start = dice.randint(0, len(text))
    return start, min(len(text), start + dice.randint(1, 40))


def _without(dice: random.Random, text: str) -> str:
    start, end = _place(dice, text)
    return text[:start] + text[end:]


def _twice(dice: random.Random, text: str) -> str:
    start, end = _place(dice, text)
    return text[:end] + text[start:end] * dice.choice((1, 2, 50)) + text[end:]


def _swapped(dice: random.Random, text: str) -> str:
    (start, end), (other, last) = sorted((_place(dice, text), _place(dice, text)))
    if end > other:
        return text
    return text[:start] + text[other:last] + text[end:other] + text[start:end] + text[last:]


def _stray(dice: random.Random, text: str) -> str:
    at = dice.randint(0, len(text))
    return text[:at] + dice.choice(_STRAY) + text[at:]


def _renamed(dice: random.Random, text: str) -> str:
    """A name in a tag becomes another name of the template."""
    start, end = _place(dice, text)
    names = _NAME.findall(text)
    if not names:
        return text
    return text[:start] + _NAME.sub(dice.choice(names), text[start:end], count=1) + text[end:]


def _attacked(dice: random.Random, text: str) -> str:
    _, at = _place(dice, text)
    return text[:at] + dice.choice(ATTACKS) + text[at:]
