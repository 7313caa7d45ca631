"""JSON Schemas of the files that authors write, made of the types of `model`.

They are kept as files in `schemas/` beside this module, so that nobody waits for them to be made;
`docs/tables.py --write` makes them. The schemas of what the program writes for other programs lie
beside them. What YAML editors read as a number or as true is text to this
program (`content/documents.py`), so a text may be either, and a number may be in quotes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from leaflet.content.inherited_fields import EXTENDS

FOLDER = Path(__file__).parent / "schemas"
#: What a schema is of: the names that `leaflet schema` takes.
NAMES = ("leaflet", "clinic", "locale", "project", "kind")
#: What the program writes for other programs; these schemas are written by hand.
RECORDS = ("manifest", "report")
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: Fields that are filled in from the path of the file where it does not give them.
_FROM_PATH = {"leaflet": ("id", "language")}

_TEXT = ["string", "number", "boolean"]
_QUOTED = {
    "integer": "^-?[0-9]+$",
    "number": r"^-?[0-9]+(\.[0-9]+)?$",
    "boolean": "^(true|false)$",
}


def schema_text(name: str) -> str:
    """The JSON Schema of a file, as it is kept. `name` is one of `NAMES` or `RECORDS`."""
    return (FOLDER / f"{name}.json").read_text("utf-8")


def schema_files() -> dict[str, bytes]:
    """The schemas of what authors write, by the paths at which a project keeps them for editors."""
    return {f"schemas/{name}.json": schema_text(name).encode() for name in NAMES}


def make_schema(name: str) -> str:
    """The JSON Schema of a file as its type gives it."""
    made = _model(name).model_json_schema()
    left_out = _FROM_PATH.get(name, ())
    made["required"] = [field for field in made.get("required", ()) if field not in left_out]
    if name == "clinic":
        _let_extend(made)
    loose: dict[str, Any] = _loosened(made)
    return json.dumps({"$schema": _DIALECT, **loose}, indent=1, ensure_ascii=False) + "\n"


def _let_extend(made: dict[str, Any]) -> None:
    """Let a clinic leave out what it takes from a group or another clinic."""
    all_needed = made.pop("required")
    made["anyOf"] = [{"required": all_needed}, {"required": ["id", EXTENDS]}]
    slug = made["properties"]["id"]
    made["properties"][EXTENDS] = {**slug, "description": "The group or clinic it takes fields of."}


def _model(name: str) -> Any:
    from leaflet.model import clinic, kind, leaflet, locale, settings

    return {
        "leaflet": leaflet.FrontMatter,
        "clinic": clinic.Clinic,
        "locale": locale.Locale,
        "project": settings.Settings,
        "kind": kind.Kind,
    }[name]


def _loosened(node: Any) -> Any:
    """A schema for what a YAML editor reads: scalars in any form, and no field that is empty."""
    if isinstance(node, list):
        return [_loosened(inner) for inner in node]
    if not isinstance(node, Mapping):
        return node
    if "properties" in node:
        fields = {name: _loosened(inner) for name, inner in node["properties"].items()}
        others = {key: _loosened(inner) for key, inner in node.items() if key != "properties"}
        return {**others, "properties": fields}
    made = {key: _loosened(inner) for key, inner in node.items() if key not in ("title", "default")}
    return _scalar(_given(made))


def _given(made: dict[str, Any]) -> dict[str, Any]:
    """A schema without the choice of no value: an empty field is a mistake."""
    options = [one for one in made.get("anyOf", ()) if one.get("type") != "null"]
    if not options:
        return made
    others = {key: inner for key, inner in made.items() if key != "anyOf"}
    return {**others, **options[0]} if len(options) == 1 else {**others, "anyOf": options}


def _scalar(made: dict[str, Any]) -> dict[str, Any]:
    """A schema of one scalar, in any form in which it may be written."""
    kind = made.get("type")
    if "enum" in made:  # "24" may stand without quotes
        numbers = (int(one) for one in made["enum"] if isinstance(one, str) and one.isdigit())
        values = dict.fromkeys([*made["enum"], *numbers])
        return {**{key: inner for key, inner in made.items() if key != "type"}, "enum": [*values]}
    if isinstance(kind, str) and kind in _QUOTED:
        return {**made, "type": [kind, "string"], "pattern": _QUOTED[kind]}
    if kind == "string" and not {"pattern", "const", "format"} & set(made):
        return {**made, "type": _TEXT}
    return made
