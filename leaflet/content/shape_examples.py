"""Shows how a value is written: an example made of the JSON Schema of a type, for messages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from leaflet.core.located import FieldPath

Schema = Mapping[str, Any]

#: What stands for words that only the author knows.
_WORDS = "…"
_PLAIN = re.compile(r"[A-Za-z…][^:#\"'\[\]{},&*!|>%@`]*")
_BARE = re.compile(r"[0-9]+|\d{4}-\d\d-\d\d")
#: The most characters of an example; a longer one helps nobody.
_MOST = 130
_SCALARS = {"integer": "14", "number": "46", "boolean": "true"}
#: The most groups inside one another.
_DEEPEST = 4


def flow(value: Any) -> str:
    """A value as YAML on one line, its texts in quotes where they may need them."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {flow(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    text = str(value)
    return text if _PLAIN.fullmatch(text) or _BARE.fullmatch(text) else f'"{text}"'


def example_at(schema: Schema, field_path: FieldPath) -> str:
    """How the value at a field path is written: `logo: {file: logo.svg, alt: …}`, an item of a list
    with its hyphen. Empty where the schema does not lead there, and for one that is too long.
    """
    node = schema
    for step in field_path:
        node = _inside(schema, node, step)
    if not node or not field_path:
        return ""
    text = flow(_example(schema, node, 0))
    last = field_path[-1]
    shown = f"- {text}" if isinstance(last, int) else f"{last}: {text}"
    return shown if len(shown) <= _MOST else ""


def item_names(schema: Schema, field_path: FieldPath) -> Sequence[str]:
    """The names of the fields that an item of the list at a field path has."""
    item: Schema = schema
    for step in (*field_path, 0):
        item = _inside(schema, item, step)
    return tuple(name for form in _options(schema, item) for name in form.get("properties", ()))


def _options(schema: Schema, node: Schema) -> list[Schema]:
    """The forms of a node, references followed."""
    if "$ref" in node:
        node = schema.get("$defs", {}).get(node["$ref"].rsplit("/", 1)[-1], {})
    forms = node.get("anyOf", node.get("oneOf", ()))
    inner = [one for form in forms for one in _options(schema, form)] or [node]
    return [one for one in inner if one.get("type") != "null"]


def _inside(schema: Schema, node: Schema, step: str | int) -> Schema:
    """The node of a field or item; of the forms of a node, the first that has it. Else empty."""
    for option in _options(schema, node):
        if isinstance(step, int):
            found = option.get("items") or next(iter(option.get("prefixItems", ())), None)
        else:
            found = option.get("properties", {}).get(step) or _entry(option)
        if isinstance(found, Mapping):
            return found
    return {}


def _entry(node: Schema) -> Any:
    """The node of an entry under a name of the author's choice."""
    patterns = node.get("patternProperties", {}).values()
    return next(iter(patterns), node.get("additionalProperties"))


def _in_order(option: Schema, example: Any) -> Any:
    """An example with what is needed first, then in the order of the type."""
    if not isinstance(example, Mapping):
        return example
    needed = option.get("required", ())
    names = [*needed, *(name for name in option.get("properties", ()) if name not in needed)]
    return {name: example[name] for name in names if name in example} or example


def _example(schema: Schema, node: Schema, depth: int) -> Any:
    option = _options(schema, node)[0]
    given = [*node.get("examples", ()), *option.get("examples", ()), *option.get("enum", ())]
    kind = str(option.get("type"))
    if given:
        return _in_order(option, given[0])
    if depth < _DEEPEST and kind == "object":
        fields = option.get("properties", {})
        needed = [name for name in fields if name in option.get("required", ())]
        return {name: _example(schema, fields[name], depth + 1) for name in needed} or _WORDS
    if depth < _DEEPEST and kind == "array":
        return [_example(schema, option.get("items", {}), depth + 1)]
    return _SCALARS.get(kind, _WORDS)
