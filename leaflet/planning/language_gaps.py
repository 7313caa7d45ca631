"""Texts of a jurisdiction that are not given in the language of a leaflet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from leaflet.core.diagnostics import Finding, error
from leaflet.model.translations import is_same_language, local_texts

if TYPE_CHECKING:
    from leaflet.core.located import Loaded
    from leaflet.model.clinic import Pack

#: The languages of each text of a pack: names of fields and their languages.
Spoken = tuple[tuple[str, tuple[str, ...]], ...]


def spoken_in(pack: Pack) -> Spoken:
    """The languages of each text; one text alone is in the language of `spelling`."""
    return tuple(
        (str(field_path[-1]), (pack.spelling,) if isinstance(said, str) else tuple(said))
        for field_path, said in local_texts(pack)
    )


def gaps(spoken: Spoken, language: str) -> list[str]:
    """The fields without a text in a language."""
    return [
        field for field, tags in spoken if not any(is_same_language(language, tag) for tag in tags)
    ]


def gap_findings(pack: Loaded[Pack], spoken: Spoken, language: str) -> Iterator[Finding]:
    """A finding for each text that is not given in the language of a leaflet; it is unfit."""
    assert pack.value
    shown = f'{{{pack.value.spelling}: "…", {language}: "…"}}'
    for field in gaps(spoken, language):
        message = f'"{field}" has no text in {language}, the language of a leaflet'
        hint = f"write one for each language: {shown}"
        place = pack.place((field,))
        yield replace(error("other-language", place, message, hint), in_drafts=True)
