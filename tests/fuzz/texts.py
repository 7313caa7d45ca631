"""Mutations of content files that a careless reader would print, cut, or hang on; same seed, same
mutations.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.support.projects import EXAMPLE

_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u180e\u034f\ufe0f\u3164\u2063\u200e\u200f\U000e0041"
_TURNS = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u202c"
_ODD = "\x00\x1b\x85\u2028\ue000\ufffe\u0301\u0332\uff21\u2126💉河"
_ALIKE = str.maketrans("aceopxyiAEO", "асеорхуіАЕО")
_CUTS = (" #4", " # flat 4", ": ", " : x", " - ", " & ", " *x", " !y", ' "', " '", "\n  #4 x", "\t")
_STARTS = ("#0f6e78 ", "- ", "[", "{", "*", "&", "!", "%", "@", "`", "|", ">", "? ", '"', "'")
_NOISE = (
    "\n| a | b |\n|---|---|\n| c | d |\n", " word[^n] ", "\n[^n]: words\n", "\n- [ ] do\n", "~~x~~",
    "\n!!! warning\n    words\n", "\n::: note\nwords\n:::\n", "[[x]]", "{{ x }}", "{% x %}",
    "$x^2$", "<b onclick=x>", "<!-- x -->", "[a][b]", "<https://x.org>",
    "\nwords\n---\n", "\n    code\n",
    "&shy;", "&#x202e;", "&copy;", "&amp;", "\\", "**", "](", "[" * 300, "`" * 7, "> " * 30,
    "\n```risks\n", "\n---\n", "\n# x\n", "==x==", "a" * 6000, "a-" * 2000, '"' * 2000,
)  # fmt: skip


def mutations(seed: int) -> Iterator[tuple[str, str]]:
    """Endless pairs of a path relative to the project `tests/fixtures/project` and its new text."""
    chance = random.Random(seed)
    files = sorted(
        path.relative_to(EXAMPLE).as_posix()
        for path in Path(EXAMPLE).rglob("*")
        if path.suffix in (".md", ".yaml")
    )
    while True:
        name = chance.choice(files)
        text = (EXAMPLE / name).read_text("utf-8")
        for _ in range(chance.choice((1, 1, 1, 2, 4))):
            text = chance.choice(_WAYS)(text, chance)
        yield name, text


def _put(text: str, chance: random.Random, what: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + what + text[at:]


def _unicode(text: str, chance: random.Random) -> str:
    return _put(
        text, chance, chance.choice(_UNSEEN + _TURNS + _ODD) * chance.choice((1, 1, 3, 500))
    )


def _look_alike(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at : at + 40].translate(_ALIKE) + text[at + 40 :]


def _in_line(text: str, chance: random.Random, change: Callable[[str], str]) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    lines[at] = change(lines[at])
    return "\n".join(lines)


def _yaml_cut(text: str, chance: random.Random) -> str:
    cut = chance.choice(_CUTS)
    return _in_line(text, chance, lambda line: _put(line, chance, cut))


def _yaml_start(text: str, chance: random.Random) -> str:
    start = chance.choice(_STARTS)
    return _in_line(text, chance, lambda line: line.replace(": ", f": {start}", 1))


def _unquoted(text: str, chance: random.Random) -> str:
    return _in_line(text, chance, lambda line: line.replace('"', ""))


def _noise(text: str, chance: random.Random) -> str:
    return _put(text, chance, chance.choice(_NOISE))


def _line_gone(text: str, chance: random.Random) -> str:
    return _in_line(text, chance, lambda _: "")


def _truncated(text: str, chance: random.Random) -> str:
    return text[: chance.randrange(len(text) + 1)]


_WAYS = (_unicode, _look_alike, _yaml_cut, _yaml_start, _unquoted, _noise, _line_gone, _truncated)
