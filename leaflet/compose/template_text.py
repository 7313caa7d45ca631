"""What templates may do with texts: the listed methods, and no text that grows without bound."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import count
from string import Formatter
from typing import Any

from leaflet.compose.template_values import Helper, RefusedError

#: The most bytes of HTML and CSS that the templates of an edition make, and characters of one text.
MOST_TEXT = 20_000_000
#: The most members of a list that a template makes by an operator, and numbers of a range.
MOST_ITEMS = 10_000
#: The widest that a text is padded or indented to.
MOST_WIDTH = 1_000
#: The most bits of a whole number that a template multiplies or raises to a power.
_MOST_BITS = 256

#: The methods of texts that are Python's own.
_PLAIN_METHODS = frozenset(
    "capitalize count endswith find isdigit lower lstrip partition removeprefix removesuffix rfind"
    " rpartition rsplit rstrip split splitlines startswith strip title upper".split()
)
#: The methods of texts that templates may call.
TEXT_METHODS = _PLAIN_METHODS | {"format", "join", "replace"}
#: What templates read of a date.
DAY_FIELDS = ("year", "month", "day")

_FORMAT_SPEC = re.compile(r"[<>=^]?[-+ ]?0?\d{0,2},?(\.\d{1,2})?[sdfgx%]?")
_PERCENT_SPEC = re.compile(r"%(?:%|(?:\(\w+\))?[-+ 0]{0,3}\d{0,3}(?:\.\d{0,2})?[sdifgx])")
_FORMAT_HINT = "write {name}, or {name:.1f}"


def too_long() -> RefusedError:
    """The error for a text above `MOST_TEXT`."""
    hint = "shorten it: the templates of an edition make 20 MB at most"
    return RefusedError("the text is longer than 20 MB", hint)


def bounded(text: Any) -> Any:
    """A value; raises `RefusedError` for a text above `MOST_TEXT`."""
    if isinstance(text, str) and len(text) > MOST_TEXT:
        raise too_long()
    return text


def concat(pieces: Iterable[str]) -> str:
    """The pieces as one text, counted while they are made."""
    kept, length = [], 0
    for piece in pieces:
        length += len(piece)
        if length > MOST_TEXT:
            raise too_long()
        kept.append(piece)
    return "".join(kept)


def printable(value: Any) -> Any:
    """A value that a template prints: a text, a number, a truth value or None.

    Raises `RefusedError` for any other, whose printed form would mean nothing to a reader.
    """
    if value is None or isinstance(value, str | int | float):
        return value
    from jinja2 import Undefined

    if isinstance(value, Undefined):
        return value  # it raises an error of its own
    what = type(value).__name__.lower()
    what = {"record": f"a record {value!r}", "helper": f"the {str(value)[1:-1]}"}.get(what, what)
    raise RefusedError(f"{what} cannot be printed", "print one of its fields or its result")


def text_method(text: str, name: str) -> Helper:
    """A method of a text, one of `TEXT_METHODS`."""
    own: Mapping[str, Callable[..., Any]] = {"format": _format, "join": _join, "replace": _replace}
    method = partial(own[name], text) if name in own else getattr(text, name)
    return Helper(name, method)


def _format(text: str, /, *args: Any, **values: Any) -> str:
    return formatted(text, args, values)


def _join(text: str, items: Iterable[Any]) -> str:
    return text.join(sized_items(items, text))


def sized_items(items: Iterable[Any], between: str) -> list[Any]:
    """Printable items that make no text above `MOST_TEXT` when they are joined."""
    kept, length = [], 0
    for item in items:
        length += len(str(printable(item))) + len(between)
        if length > MOST_TEXT:
            raise too_long()
        kept.append(item)
    return kept


def _replace(text: str, old: str, new: str, most: int = -1) -> str:
    return text.replace(old, sized_replacement(text, old, new), most)


def sized_replacement(text: str, old: str, new: str) -> str:
    """The new part of a text; raises `RefusedError` where the whole would get too long."""
    if len(text) + text.count(old) * len(new) > MOST_TEXT:
        raise too_long()
    return new


def formatted(text: str, args: Sequence[Any], values: Mapping[str, Any]) -> str:
    """A text with its places in braces filled, as by `str.format`, without access to fields.

    In HTML (`Markup`) the values are escaped. Raises `RefusedError` for a place that has no value,
    looks into a value, or is wider than 99 characters.
    """
    from markupsafe import Markup, escape

    is_html, numbers, pieces = isinstance(text, Markup), count(), []
    for literal, name, spec, conversion in Formatter().parse(str(text)):
        pieces.append(literal)
        if name is None:
            continue
        if conversion or not _FORMAT_SPEC.fullmatch(spec or ""):
            raise RefusedError(f'"{{{name}}}" is formatted in an unknown way', _FORMAT_HINT)
        value = printable(_given(name or str(next(numbers)), args, values))
        made = format(value, spec) if spec else value
        pieces.append(str(escape(made)) if is_html else str(made))
    whole = concat(pieces)
    return Markup(whole) if is_html else whole


def _given(name: str, args: Sequence[Any], values: Mapping[str, Any]) -> Any:
    if name.isdecimal() and len(name) < 4 and int(name) < len(args):
        return args[int(name)]
    if name in values:
        return values[name]
    raise RefusedError(f'the place "{{{name[:40]}}}" has no value', _FORMAT_HINT)


def percent(text: str, values: Any) -> str:
    """A text with its `%s` filled, as by the operator `%`, with no width above 999."""
    if "%" in _PERCENT_SPEC.sub("", text):
        raise RefusedError("a % that is none of the known ones", "write %s, %d, %.1f or %%")
    for value in values if isinstance(values, tuple | list) else ():
        printable(value)
    if not isinstance(values, tuple | list | Mapping):
        printable(values)
    made: str = text % values
    bounded(made)
    return made


def operate(operator: str, plain: Callable[[Any, Any], Any], left: Any, right: Any) -> Any:
    """The result of an operator on two values.

    Raises `RefusedError` when it would be a text, a list or a number without bound.
    """
    if operator == "%" and isinstance(left, str):
        return percent(left, right)
    size = _size(operator, left, right)
    if size > 1:
        raise RefusedError(f'the result of "{operator}" is too large', "use smaller numbers")
    return plain(left, right)


def _size(operator: str, left: Any, right: Any) -> float:
    """The size of a result as a multiple of what is allowed; 0 where nothing grows."""
    if operator in ("+", "*") and isinstance(left, int) and not isinstance(right, int | float):
        left, right = right, left
    if isinstance(left, str | tuple | list):
        most = MOST_TEXT if isinstance(left, str) else MOST_ITEMS
        if operator == "*" and isinstance(right, int):
            return len(left) * max(right, 0) / most if right.bit_length() < 64 else 2
        if operator == "+" and isinstance(right, str | tuple | list):
            return (len(left) + len(right)) / most
    if isinstance(left, int) and isinstance(right, int):
        if operator == "*":
            return (left.bit_length() + right.bit_length()) / _MOST_BITS
        if operator == "**":
            return left.bit_length() * abs(right) / _MOST_BITS
    return 0
