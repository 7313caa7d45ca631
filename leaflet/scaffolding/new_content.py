"""The files of a new leaflet, kind or format."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from leaflet.core.diagnostics import UsageError, did_you_mean
from leaflet.model.kind import Kind
from leaflet.scaffolding.starter_files import TODO, fill

#: What is to be written into the fields of a leaflet that a kind asks for, as far as they are text.
_FIELDS = {
    "subtitle": "what the reader finds here",
    "audience": "who the leaflet is for",
    "decision": "what the reader has to decide",
    "main_message": "what they must know if they read nothing else, in 30 words at most",
    "funding": "who paid for the leaflet",
    "conflicts": "what interests its authors have",
}


def title_of(name: str) -> str:
    """A title made of an id: "foot-care" becomes "Foot care"."""
    return name.replace("-", " ").capitalize()


def leaflet_file(
    name: str,
    kind: tuple[str, Kind] | None,
    language: str,
    countries: Sequence[str],
    today: datetime.date,
) -> bytes:
    """A leaflet with the fields and sections that its kind asks for, each as a placeholder."""
    return fill(
        "draft.md",
        language=language,
        title=title_of(name),
        kind=kind[0] if kind else None,
        fields=list(_fields(kind[1])) if kind else [],
        countries=list(countries),
        sections=[(title_of(role), role) for role in _roles(kind[1] if kind else None)],
        today=today,
    )


def _fields(kind: Kind) -> Iterator[tuple[str, str]]:
    yield from ((name, f"{TODO}: {_FIELDS[name]}") for name in kind.fields if name in _FIELDS)


def _roles(kind: Kind | None) -> Sequence[str]:
    if kind is None:
        return ("about",)
    return kind.order or (*kind.must, *kind.should)


def kind_file(name: str, languages: Sequence[str]) -> bytes:
    """A kind that asks for a few sections, named in some languages."""
    spoken = sorted({language.partition("-")[0] for language in languages} | {"en"})
    return fill("kind.yaml", languages=spoken, label=title_of(name))


def format_file(name: str, base: str, known: Sequence[str]) -> bytes:
    """The module of a format that begins as a copy of another. Raises `UsageError`."""
    if base not in known:
        raise UsageError(f'there is no format "{base}"', did_you_mean(base, known))
    module = base.replace("-", "_")
    return fill("format.py", id=name, title=title_of(name), base=base, base_module=module)
