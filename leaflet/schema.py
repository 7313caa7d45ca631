"""Untyped documents to models: every mismatch becomes a finding at its own line and column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from leaflet.diagnostics import Finding, Span, did_you_mean, error
from leaflet.sources import Document, Way

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

T = TypeVar("T")

#: What pydantic calls a shape, and what we call it.
_EXPECTED = {
    "string_type": "text",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "float_parsing": "a number",
    "float_type": "a number",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "date_type": "a date such as 2026-11-23",
    "date_parsing": "a date such as 2026-11-23",
    "date_from_datetime_parsing": "a date such as 2026-11-23",
    "date_from_datetime_inexact": "a date such as 2026-11-23",
}


def validate(adapter: TypeAdapter[T], document: Document) -> tuple[T | None, list[Finding]]:
    """The document as the adapter's type, or None with all that does not match."""
    from pydantic import ValidationError

    try:
        return adapter.validate_python(document.value), []
    except ValidationError as problems:
        known = _known_fields(adapter)
        found = [_finding(p, document, known) for p in problems.errors(include_url=False)]
        return None, sorted(set(found), key=lambda f: f.span)


def _finding(problem: ErrorDetails, document: Document, known: Mapping[Way, list[str]]) -> Finding:
    way: Way = tuple(problem["loc"])
    kind = problem["type"]
    name = str(way[-1]) if way else "document"
    if kind == "extra_forbidden":
        span = document.keys.get(way, document.place(way))
        options = _fields_at(way[:-1], known)
        return error("unknown-field", span, f'unknown field "{name}"', did_you_mean(name, options))
    if kind == "missing":
        span = document.keys.get(way[:-1], document.place(way[:-1]))
        return error("missing-field", span, f'missing field "{name}"', f'add "{name}:"')
    return _mismatch(problem, document.place(way), way)


def _mismatch(problem: ErrorDetails, span: Span, way: Way) -> Finding:
    kind, given, context = problem["type"], problem["input"], problem.get("ctx", {})
    field = next((str(step) for step in reversed(way) if isinstance(step, str)), "document")
    code, message, hint = "bad-value", f'"{field}": {problem["msg"].lower()}', ""
    if kind in _EXPECTED:
        code, message = "wrong-type", f'"{field}" must be {_EXPECTED[kind]}, not {_shown(given)}'
    elif kind == "string_too_short":
        code, message, hint = "empty-text", f'"{field}" is empty', "fill it in, or leave it out"
    elif kind in ("too_short", "too_long"):
        limit = "at least" if kind == "too_short" else "at most"
        count = context["min_length"] if kind == "too_short" else context["max_length"]
        message = f'"{field}" takes {limit} {count}, not {context["actual_length"]}'
    elif kind in ("literal_error", "enum"):
        options = [o.strip(" '") for o in str(context["expected"]).replace(" or ", ", ").split(",")]
        code, message = "unknown-value", f'"{field}" cannot be {_shown(given)}'
        hint = did_you_mean(str(given), options)
    elif kind == "value_error":
        problem_text, _, hint = str(context["error"]).partition("; ")
        message = f'"{field}": {problem_text}'
    return error(code, span, message, hint)


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    return f'"{text[:40]}…"' if len(text) > 41 else f'"{text}"'


def _fields_at(way: Way, known: Mapping[Way, list[str]]) -> list[str]:
    for shape, fields in known.items():
        if len(shape) == len(way) and all(s in ("*", w) for s, w in zip(shape, way, strict=True)):
            return fields
    return []


def _known_fields(adapter: TypeAdapter[Any]) -> dict[Way, list[str]]:
    """The field names that may stand at each way; "*" stands for any position or free key."""
    schema = adapter.json_schema()
    definitions = schema.get("$defs", {})
    fields: dict[Way, list[str]] = {}

    def visit(node: Mapping[str, Any], way: Way) -> None:
        node = definitions.get(node["$ref"].rsplit("/", 1)[-1], {}) if "$ref" in node else node
        for option in node.get("anyOf", ()):
            visit(option, way)
        if "properties" in node:
            fields.setdefault(way, []).extend(node["properties"])
            for name, child in node["properties"].items():
                visit(child, (*way, name))
        for children in ("items", "additionalProperties"):
            if isinstance(node.get(children), Mapping):
                visit(node[children], (*way, "*"))

    visit(schema, ())
    return fields
