"""Validates documents against the models; each mismatch becomes a finding with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from leaflet.content.shape_hints import shape_hint
from leaflet.core.diagnostics import Finding, Span, did_you_mean, error, near_word
from leaflet.core.located import Document, FieldPath
from leaflet.model.fields import FieldError
from leaflet.model.translations import FORMS

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

T = TypeVar("T")

#: The most mismatches that are reported for one document; comparing names takes time.
MAX_PROBLEMS = 40

#: The most fields that are told as missing besides.
MOST_MISSING = 200

#: The expected shape in messages, by pydantic's error type.
_EXPECTED = {
    "string_type": "text",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "fields (name: value)",
    "mapping_type": "fields (name: value)",
    "model_type": "fields (name: value)",
    "model_attributes_type": "fields (name: value)",
    "int_parsing": "a whole number",
    "int_parsing_size": "a smaller number",
    "int_from_float": "a whole number",
    "finite_number": "a number",
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

#: The limit in messages and its key in pydantic's context, by pydantic's error type.
_LIMITS = {
    "too_short": ("at least", "min_length"),
    "too_long": ("at most", "max_length"),
    "greater_than": ("more than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than_equal": ("at most", "le"),
}


#: What to write in place of fields of earlier versions.
_FORMER = {
    "profile": "delete it, and give its value to kind, as kind: cosmetic-procedure",
    **dict.fromkeys(
        [
            f"kind_{name}"
            for name in ("treatment", "condition", "aftercare", "consent", "prevention")
        ],
        "delete it; the printed name is the label of content/kinds/<kind>.yaml",
    ),
}

#: Fields that people look for by another name: the field that there is, and what to write.
_LOOKED_FOR = {
    "closed": ("state", "write state: closed"),
    "times": ("open", "write open and close"),
    "date": ("on", "write on: 2026-12-24"),
    "until": ("to", "write from: 2026-12-24 and to: 2026-12-28"),
    "fax": ("phones", 'add it to phones, as fax: "01632 960 141"'),
    "website": ("web", "write web: https://example.org"),
    "url": ("web", "write web: https://example.org"),
    "opening_hours": ("hours", "write hours"),
}

_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def adapter(type_: type[T]) -> TypeAdapter[T]:
    """The validator of a type; made once, because making one takes longer than using it."""
    from pydantic import TypeAdapter

    if type_ not in _ADAPTERS:
        _ADAPTERS[type_] = TypeAdapter(type_)
    return _ADAPTERS[type_]


def validate(adapter: TypeAdapter[T], document: Document) -> tuple[T | None, list[Finding]]:
    """The document as a value of the adapter's type, or None with findings on the first
    `MAX_PROBLEMS` mismatches. The types see the whole document as pydantic's context, for values
    whose meaning depends on another field.
    """
    from pydantic import ValidationError

    try:
        return adapter.validate_python(document.value, context=document.value), []
    except ValidationError as problems:
        schema = adapter.json_schema()
        known = _known_names(schema)
        wrong = _telling(_first(problems.errors(include_url=False)), known)
        found = [_finding(p, document, schema, known) for p in wrong if p["type"] != "missing"]
        found += _missing(wrong, document)
        return None, sorted(dict.fromkeys(found), key=lambda f: f.span)


def _first(problems: list[ErrorDetails]) -> list[ErrorDetails]:
    """The first problems, and the missing fields of the same document: all words that a locale
    lacks are told at once.
    """
    more = (problem for problem in problems[MAX_PROBLEMS:] if problem["type"] == "missing")
    return [*problems[:MAX_PROBLEMS], *islice(more, MOST_MISSING)]


def _telling(
    problems: Sequence[ErrorDetails], known: Mapping[FieldPath, list[str]]
) -> list[ErrorDetails]:
    """The problems that are not consequences of others: not a field that is missing because its
    name is misspelt, or a list that is too short because an item is wrong.
    """
    field_paths = [_place_of(problem) for problem in problems]
    meant = {
        (*field_path[:-1], near_word(str(field_path[-1]), _names_at(field_path[:-1], known)))
        for field_path, problem in zip(field_paths, problems, strict=True)
        if problem["type"] == "extra_forbidden"
    }

    def follows(field_path: FieldPath, kind: str) -> bool:
        if kind == "missing":
            return field_path in meant
        return kind == "too_short" and any(
            o[: len(field_path)] == field_path and o != field_path for o in field_paths
        )

    return [
        p
        for field_path, p in zip(field_paths, problems, strict=True)
        if not follows(field_path, p["type"])
    ]


def _place_of(problem: ErrorDetails) -> FieldPath:
    """The field path of a problem, without the forms that a text by language may have."""
    return tuple(step for step in problem["loc"] if step not in FORMS)


def _missing(problems: Iterable[ErrorDetails], document: Document) -> Iterator[Finding]:
    """Findings on missing fields, one for each group."""
    groups: dict[FieldPath, list[str]] = {}
    for problem in problems:
        if problem["type"] == "missing":
            *field_path, name = _place_of(problem)
            groups.setdefault(tuple(field_path), []).append(str(name))
    for group, names in groups.items():
        span = document.keys.get(group, document.place(group))
        shown = ", ".join(f'"{name}"' for name in names)
        message = f"missing {'field' if len(names) == 1 else 'fields'} {shown}"
        yield error("missing-field", span, message, f'add "{names[0]}:"')


def _finding(
    problem: ErrorDetails,
    document: Document,
    schema: Mapping[str, Any],
    known: Mapping[FieldPath, list[str]],
) -> Finding:
    field_path = _place_of(problem)
    if problem["type"] == "extra_forbidden":
        name = str(field_path[-1])
        span = document.keys.get(field_path, document.place(field_path))
        options = _names_at(field_path[:-1], known)
        hint = _FORMER.get(name) or _meant(name, options) or did_you_mean(name, options)
        return error("unknown-field", span, f'unknown field "{name}"', hint)
    options = _names_at(field_path, known)
    if field_path and field_path[-1] == "[key]":
        field_path = field_path[:-1]
        span = document.keys.get(field_path, document.place(field_path))
        return _mismatch(problem, span, field_path, options)
    finding = _mismatch(problem, document.place(field_path), field_path, options)
    if problem["type"] in _EXPECTED:
        hint = shape_hint(schema, field_path, _EXPECTED[problem["type"]], problem["input"])
        return replace(finding, hint=hint or finding.hint)
    return finding


def _mismatch(
    problem: ErrorDetails, span: Span, field_path: FieldPath, options: Sequence[str]
) -> Finding:
    kind, given, context = problem["type"], problem["input"], problem.get("ctx", {})
    named = _named(field_path)
    code, message, hint = "bad-value", f"{named}: {problem['msg'].lower()}", ""
    if kind in _EXPECTED:
        code, message = "wrong-type", f"{named} must be {_EXPECTED[kind]}, not {_shown(given)}"
    elif kind == "string_too_short":
        code, message, hint = "empty-text", f"{named} is empty", "fill it in"
    elif kind in _LIMITS:
        limit, bound = _LIMITS[kind]
        message, hint = f"{named} is {_shown(given)}", f"write {limit} {context[bound]:g}"
        if "actual_length" in context:
            message = f"{named} has {context['actual_length']} items"
            hint = f"give {limit} {context[bound]}"
    elif kind == "literal_error":
        code, message = "unknown-value", f"{named} cannot be {_shown(given)}"
        if is_name := problem["loc"][-1] == "[key]":
            message = f"unknown name {_shown(given)}"
        hint = did_you_mean(str(given), _literals(problem) if is_name else options)
    elif isinstance(refused := context.get("error"), FieldError):
        is_named = refused.message.startswith(f"{named} ")
        message = refused.message if is_named else f"{named}: {refused.message}"
        hint = refused.hint
    return error(code, span, message, hint)


def _named(field_path: FieldPath) -> str:
    """What a message calls a value: its field, or an entry of one."""
    rest = "the item" if field_path else "the file"
    name = next((f'"{step}"' for step in reversed(field_path) if isinstance(step, str)), rest)
    is_entry = name != rest and isinstance(field_path[-1], int)
    return f"an entry of {name}" if is_entry else name


def _meant(name: str, options: Sequence[str]) -> str:
    """What to write in place of a field that people look for, where there is another for it."""
    field, hint = _LOOKED_FOR.get(name.lower(), ("", ""))
    return hint if field in options else ""


def _literals(problem: ErrorDetails) -> list[str]:
    """The values that pydantic expected: `'a', 'b' or 'c'`."""
    return re.findall(r"'([^']*)'", str(problem.get("ctx", {}).get("expected", "")))


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return "fields (name: value)"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    return f'"{text[:40]}…"' if len(text) > 41 else f'"{text}"'


def _names_at(field_path: FieldPath, known: Mapping[FieldPath, list[str]]) -> list[str]:
    for shape, names in known.items():
        if len(shape) == len(field_path) and all(
            s in ("*", w) for s, w in zip(shape, field_path, strict=True)
        ):
            return names
    return []


def _known_names(schema: Mapping[str, Any]) -> dict[FieldPath, list[str]]:
    """The names that are allowed at each field path: the fields of a group, or the values of a
    fixed list. "*" stands for any position or free key.
    """
    definitions = schema.get("$defs", {})
    names: dict[FieldPath, list[str]] = {}

    def visit(node: Mapping[str, Any], field_path: FieldPath) -> None:
        node = definitions.get(node["$ref"].rsplit("/", 1)[-1], {}) if "$ref" in node else node
        for option in node.get("anyOf", ()):
            visit(option, field_path)
        if "enum" in node:
            names.setdefault(field_path, []).extend(map(str, node["enum"]))
        if "properties" in node:
            names.setdefault(field_path, []).extend(node["properties"])
            for name, child in node["properties"].items():
                visit(child, (*field_path, name))
        children = [node.get("items"), node.get("additionalProperties")]
        for child in (*children, *node.get("patternProperties", {}).values()):
            if isinstance(child, Mapping):
                visit(child, (*field_path, "*"))

    visit(schema, ())
    return names
