"""Changes single values of a YAML text; remarks, order and style of the rest stay as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from leaflet.content.documents import read_yaml
from leaflet.core.diagnostics import UsageError
from leaflet.scaffolding.starter_files import quoted

#: What a field may be set to.
Value = str | Sequence[str] | Mapping[str, "Value"]


def set_field(text: str, field_path: tuple[str, ...], value: Value) -> str:
    """The text with a field set; the same text where the field has that value.

    Raises `UsageError` where the text cannot be changed safely, as in a value over several lines.
    """
    import yaml

    before, _ = read_yaml("", text)
    if _at(before.value, field_path) == value:
        return text
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        changed = _set(text, node, field_path, value)
    except (yaml.YAMLError, _CannotChangeError):
        changed = ""
    after, findings = read_yaml("", changed)
    wanted = _with(before.value, field_path, value)
    if after.value != wanted or any(finding.is_broken for finding in findings):
        message = f'"{".".join(field_path)}" cannot be changed here'
        raise UsageError(message, "change it by hand")
    return changed


class _CannotChangeError(ValueError):
    """A text has no mapping where a field belongs."""


def _at(value: Any, field_path: Sequence[str]) -> Any:
    for name in field_path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _with(value: Any, field_path: Sequence[str], new: Value) -> Any:
    """A document with a field set."""
    name, *rest = field_path
    base = value if isinstance(value, dict) else {}
    return {**base, name: _with(base.get(name), rest, new) if rest else new}


def _set(text: str, node: Any, field_path: Sequence[str], value: Value) -> str:
    name, *rest = field_path
    if getattr(node, "id", "") != "mapping" or not node.value:
        raise _CannotChangeError
    for key, inner in node.value:
        if key.value != name:
            continue
        if rest and inner.id == "mapping" and inner.value:
            return _set(text, inner, rest, value)
        colon = text.index(":", key.end_mark.index)
        return f"{text[:colon]}: {_flow(_nested(rest, value))}{text[_end(text, inner) :]}"
    return _added(text, node, f"{name}: {_flow(_nested(rest, value))}")


def _added(text: str, node: Any, entry: str) -> str:
    """The text with a further entry in a mapping, after its last."""
    end = _end(text, node.value[-1][1])
    if node.flow_style:
        return f"{text[:end]}, {entry}{text[end:]}"
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    indent = " " * node.value[0][0].start_mark.column
    return f"{text[:line_end]}\n{indent}{entry}{text[line_end:]}"


def _end(text: str, node: Any) -> int:
    """Where a value ends: blocks are taken to end after their last word."""
    if node.id == "scalar" or node.flow_style:
        end: int = node.end_mark.index
    elif node.id == "mapping":
        end = _end(text, node.value[-1][1])
    else:
        end = _end(text, node.value[-1])
    return len(text[:end].rstrip()) if text[:end].endswith("\n") else end


def _nested(field_path: Sequence[str], value: Value) -> Value:
    for name in reversed(field_path):
        value = {name: value}
    return value


def _flow(value: Value) -> str:
    """A value on one line."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_flow(inner)}" for name, inner in value.items()) + "}"
    return "[" + ", ".join(map(_flow, value)) + "]"
