"""What to write in place of a value of the wrong shape: a text for a list, fields for a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from leaflet.content.shape_examples import Schema, example_at, flow, item_names
from leaflet.core.located import FieldPath

#: "main:01632 960140", in which the colon has no space behind it.
_NO_SPACE = re.compile(r"([A-Za-z_]+):(\S.*)", re.DOTALL)
#: A day of another notation, the day of the month first: "24.12.2026".
_DAY = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})")
_LONGEST = 60


def shape_hint(schema: Schema, field_path: FieldPath, expected: str, given: Any) -> str:
    """What to write at a field path where something else than `expected` is given; empty where
    nothing can be said.
    """
    if expected == "text":
        return _text_hint(field_path, given)
    if expected == "a list":
        return _list_hint(schema, field_path, given)
    if expected.startswith("fields"):
        return _fields_hint(schema, field_path, given)
    if isinstance(given, str):
        return _scalar_hint(expected, given)
    return ""


def _text_hint(field_path: FieldPath, given: Any) -> str:
    """What YAML made of a text: of "Risks: swelling" a field, of "[optional]" a list."""
    if isinstance(given, Mapping) and len(given) == 1:
        ((name, text),) = given.items()
        if isinstance(text, str):
            return f'if it is a text, put it in quotes: "{f"{name}: {text}".strip()[:_LONGEST]}"'
    if isinstance(given, list) and len(given) == 1 and isinstance(given[0], str) and field_path:
        return f"write it as a text: {field_path[-1]}: {flow(given[0][:_LONGEST])}"
    return "if it is a text, put it in quotes" if given and not isinstance(given, str) else ""


def _list_hint(schema: Schema, field_path: FieldPath, given: Any) -> str:
    if isinstance(given, Mapping) and set(given) & set(item_names(schema, field_path)):
        return f'begin the entry with "- ", before "{next(iter(given))}"'
    shown = example_at(schema, field_path)
    if isinstance(given, str) and given and not item_names(schema, field_path) and field_path:
        shown = f"{field_path[-1]}: [{flow(given[:_LONGEST])}]"
    more = ', or begin each entry with "- " on a line of its own'
    return f"write {shown}{more}" if shown else 'begin each item with "- "'


def _fields_hint(schema: Schema, field_path: FieldPath, given: Any) -> str:
    if isinstance(given, str) and (found := _NO_SPACE.fullmatch(given)):
        return f'put a space behind the colon: "{found[1]}: {found[2][:_LONGEST]}"'
    if shown := example_at(schema, field_path):
        return f"write it as {shown}"
    return 'write each field as its name, ": " and its value'


def _scalar_hint(expected: str, given: str) -> str:
    """A number or date in another notation."""
    if expected.startswith("a date") and (found := _DAY.fullmatch(given.strip())):
        day, month, year = (int(part) for part in found.groups())
        if 12 < day <= 31 and 1 <= month <= 12:
            return f"write it as {year}-{month:02}-{day:02}"
        return "write year, month and day"
    if "number" in expected:
        digits = re.findall(r"\d+", given)
        return f"write {digits[0]} alone" if len(digits) == 1 else "write it in digits"
    if expected == "true or false":
        return "write one of the two"
    return ""
