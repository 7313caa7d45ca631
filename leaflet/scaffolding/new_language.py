"""The locale of a new language: the English words, each as a placeholder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from leaflet.content.documents import read_yaml
from leaflet.content.project import SHIPPED
from leaflet.scaffolding.starter_files import TODO, quoted

_BASE = "content/locales/en-GB.yaml"
_SCHEMA = "# yaml-language-server: $schema=../../schemas/locale.json\n"


def locale_file(language: str) -> bytes:
    """The locale of a language, as YAML. Each text that is to be translated begins with TODO."""
    document, _ = read_yaml(_BASE, (SHIPPED / _BASE).read_text("utf-8"))
    base: Mapping[str, Any] = document.value
    return (_SCHEMA + "".join(_lines(language, base))).encode()


def _lines(language: str, base: Mapping[str, Any]) -> Iterator[str]:
    yield f"# Translate what stands after each {TODO}, and delete the {TODO}. Names in {{ }} stay.\n"
    yield f"language: {language}\n"
    yield f"name: {quoted(f'{TODO} name of the language')}\n"
    yield "direction: ltr\n"
    yield "# Quotation marks: outer, outer, inner, inner.\n"
    yield f"quotes: [{', '.join(map(quoted, base['quotes']))}]\n"
    yield "months:\n"
    yield from (f"  - {quoted(f'{TODO} {month}')}\n" for month in base["months"])
    yield f"date: {quoted(base['date'])}\n"
    yield '# "24": 8:30. "12": 8.30 am.\n'
    yield 'clock: "24"\n'
    yield "# Words that stay on the line of the number before them, and of those around them.\n"
    yield "stick_before: []\n"
    yield "stick_between: []\n"
    yield "words:\n"
    yield from (f"  {key}: {quoted(f'{TODO} {said}')}\n" for key, said in base["words"].items())
