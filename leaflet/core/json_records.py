"""The JSON that the program writes for other programs: each record names its kind and version.

The version is a single number. It grows when a field goes away or means something else; a field
that is added does not change it, so readers ignore fields that they do not know.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from leaflet.core.diagnostics import UsageError

#: The version of each kind of record that is written.
VERSIONS: Final = {
    "cache": 1,
    "changes": 1,
    "difference": 1,
    "due": 1,
    "findings": 1,
    "list": 1,
    "manifest": 1,
    "register": 1,
    "report": 1,
    "verification": 1,
}
#: The field that names the schema of a record.
FIELD: Final = "schema"


def schema_id(kind: str) -> str:
    """The name of a kind of record with its version, as records give it: "leaflet-manifest/1"."""
    return f"leaflet-{kind}/{VERSIONS[kind]}"


def named(kind: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """A record of a kind that begins with the name of its schema."""
    return {FIELD: schema_id(kind), **record}


def to_json(kind: str, record: Mapping[str, Any]) -> str:
    """The text of a record of a kind, without a line end."""
    return json.dumps(named(kind, record), indent=1, ensure_ascii=False)


def is_of(kind: str, record: Mapping[str, Any], path: Path) -> bool:
    """Whether a record that was read from a file is of a kind. One that names no schema may be: it
    is as older versions of the program wrote them.

    Raises `UsageError` for a record of the kind in a newer version.
    """
    given = record.get(FIELD, schema_id(kind))
    found = re.fullmatch(rf"leaflet-{kind}/([1-9][0-9]{{0,5}})", str(given))
    if found and int(found[1]) > VERSIONS[kind]:
        message = f'"{path}" is written in "{given}"; this program reads up to "{schema_id(kind)}"'
        raise UsageError(message, "update leaflet to the version that wrote it, or a newer one")
    return found is not None
