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


_NUMBER = re.compile(r"(?<![\w#&.{-])\d+(\.\d+)?(?=mm|rem|em|pt|px|%|[;\s,)])")
_RULE = re.compile(r"(?<=[{;])\s*[a-z-]+:[^;{}]+(?=[;}])")
#: Well-formed things that change a page, hide parts of it, or ask the renderer for much.
_DECLARATIONS = (
    "display:none", "position:absolute", "position:fixed;top:0", "float:right", "overflow:hidden",
    "color:transparent", "font-size:0", "font-size:900pt", "transform:scale(0)", "width:0",
    "column-count:99", "margin:-50mm", "break-before:page", "letter-spacing:9mm", "height:99999mm",
    "content:'x'", "counter-increment:page 9", "background:url(http://x/y.png)", "line-height:0",
    "display:grid", "display:table-cell", "page:other", "writing-mode:vertical-rl",
)  # fmt: skip
_MARKUP = (
    "<p>Call 998 now</p>", "<div>", "</div>", "<table><tr><td>", "<img src='x'>", "<br>" * 300,
    "<p style='display:none'>", "<a href='tel:999'>a</a>", "<ol><li>",
    "<style>p{color:#fff}</style>",
    "<div style='break-after:page'></div>" * 9, "<b>" * 400, "<meta charset=x>", "<svg></svg>",
    "<link rel=stylesheet href='file:///etc/passwd'>", "<object data=x>", "<script>x()</script>",
)  # fmt: skip


def mutations(seed: int) -> Iterator[tuple[str, str]]:
    """Names and texts of mutated templates, without end; a seed always gives the same."""
    dice = random.Random(seed)  # no secret
    texts = {
        name: text
        for name, text in sorted(Project(SHIPPED).templates.items())
        if name.endswith(".j2")
    }
    coarse = (_without, _twice, _swapped, _stray, _renamed, _attacked)
    fine = (_another_number, _another_rule, _more_markup)
    while True:
        name = dice.choice(list(texts))
        text = texts[name]
        for _ in range(dice.choice((1, 1, 2, 3))):
            text = dice.choice(coarse if dice.random() < 0.5 else fine)(dice, text)
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


def _another_number(dice: random.Random, text: str) -> str:
    """A length or number of a style becomes another."""
    found = list(_NUMBER.finditer(text))
    if not found:
        return _more_markup(dice, text)
    spot = dice.choice(found)
    new = dice.choice(("0", "-1", "1e9", f"{float(spot[0]) * 10 ** dice.uniform(-2, 2):.3g}"))
    return text[: spot.start()] + new + text[spot.end() :]


def _another_rule(dice: random.Random, text: str) -> str:
    """A declaration of a style is left out, or gets another beside it."""
    found = list(_RULE.finditer(text))
    if not found:
        return _more_markup(dice, text)
    spot = dice.choice(found)
    new = dice.choice(("", f"{spot[0]};{dice.choice(_DECLARATIONS)}"))
    return text[: spot.start()] + new + text[spot.end() :]


def _more_markup(dice: random.Random, text: str) -> str:
    """Well-formed or open elements between two lines."""
    lines = text.split("\n")
    lines.insert(dice.randrange(len(lines) + 1), dice.choice(_MARKUP))
    return "\n".join(lines)
