"""Fills the starter files, which lie in `starter/` beside this module.

They are written in a small part of Jinja's language: `<<name|filter>>`, `<% if name %>`,
`<% else %>` and `<% for a, b in name %>`. To import Jinja takes a sixth of `leaflet new project`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "starter"
#: The word that the check `placeholders` looks for.
TODO = "TODO"
_MARK = re.compile(r"<<(.+?)>>|<%\s*(.+?)\s*%>\n?")
_JOIN = re.compile(r'join\("(.*)"\)')


def fill(name: str, /, *, language: str = "en", **values: Any) -> bytes:
    """A starter file with values. Text of its own that is not in English becomes a placeholder.

    Raises `KeyError` or `AttributeError` for a value that the file needs and nobody gives.
    """
    text = (_FOLDER / f"{name}.j2").read_text("utf-8")
    is_english = language.partition("-")[0] == "en"
    starter = _Starter(_MARK.split(text), "" if is_english else f"{TODO} ")
    made, _, _ = starter.block(0, {**values, "language": language}, shows=True)
    return made.encode("utf-8")


def quoted(text: str) -> str:
    """A text in double quotes: what JSON writes is YAML and Python, too."""
    return json.dumps(str(text), ensure_ascii=False)


class _Starter:
    """A file as pieces: a text, then an expression or a statement, and so on."""

    def __init__(self, pieces: list[str], prefix: str) -> None:
        self.pieces, self.prefix = pieces, prefix

    def block(self, at: int, values: Mapping[str, Any], *, shows: bool) -> tuple[str, int, str]:
        """The pieces from a place on up to the statement that ends the block: their text, the place
        behind, and that statement. Without `shows` the block is passed over.
        """
        made = ""
        while True:
            made += self.pieces[at] if shows else ""
            if at + 1 == len(self.pieces):
                return made, at, ""
            expression, statement = self.pieces[at + 1 : at + 3]
            at += 3
            if expression:
                made += self._said(expression, values) if shows else ""
                continue
            keyword, _, rest = statement.partition(" ")
            if keyword not in ("if", "for"):
                return made, at, statement
            inner, at = (self._if if keyword == "if" else self._for)(at, rest, values, shows)
            made += inner

    def _if(self, at: int, name: str, values: Mapping[str, Any], shows: bool) -> tuple[str, int]:  # noqa: FBT001
        is_true = shows and bool(_value(name, values))
        made, at, end = self.block(at, values, shows=is_true)
        if end == "else":
            other, at, _ = self.block(at, values, shows=shows and not is_true)
            made += other
        return made, at

    def _for(self, at: int, rest: str, values: Mapping[str, Any], shows: bool) -> tuple[str, int]:  # noqa: FBT001
        names, _, source = rest.partition(" in ")
        keys = [key.strip() for key in names.split(",")]
        made = ""
        for one in _value(source, values) if shows else ():
            given = zip(keys, one if len(keys) > 1 else (one,), strict=True)
            made += self.block(at, {**values, **dict(given)}, shows=True)[0]
        return made, self.block(at, values, shows=False)[1]

    def _said(self, expression: str, values: Mapping[str, Any]) -> str:
        name, *filters = expression.split("|")
        value = _value(name, values)
        for one in filters:
            if joins := _JOIN.fullmatch(one):
                value = joins[1].join(value)
            elif one == "t":
                value = f"{self.prefix}{value}"
            elif one == "q":
                value = quoted(value)
            else:
                raise KeyError(one)
        return str(value)


def _value(name: str, values: Mapping[str, Any]) -> Any:
    """The value of a name, as `phone.number`, or of a text in quotes."""
    if name.startswith('"'):
        return json.loads(name)
    first, *others = name.split(".")
    value = values[first]
    for one in others:
        value = value[one] if isinstance(value, Mapping) else getattr(value, one)
    return value
