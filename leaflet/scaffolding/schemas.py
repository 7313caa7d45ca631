"""JSON Schemas of the files that authors write, made of the types of `model`."""

from __future__ import annotations


def schema_files() -> dict[str, bytes]:
    return {}
