"""Hashes that approvals are bound to: of all that a patient reads, and of a clinic's safety facts.

The words hash is made of three: that of the leaflet with its figures and glossary, of the locale's
words, and of the jurisdiction's values. Out of it stay version, dates, people, approvals, what is
noted about sources and not printed, and everything of the clinic.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from leaflet.core.digests import Asset, digest

if TYPE_CHECKING:
    from leaflet.model.clinic import Clinic
    from leaflet.model.leaflet import Leaflet
    from leaflet.model.locale import Locale
    from leaflet.page.edition import Edition

_NOT_WORDS: Mapping[str, Any] = {
    **dict.fromkeys(
        [
            "version",
            "published",
            "review_due",
            "evidence_searched",
            "authors",
            "reviewers",
            "patient_involvement",
            "changes",
            "translation_of",
            "waivers",
            "withdrawn",
            "jurisdictions",
        ],
        True,
    ),
    "sources": {"__all__": {"accessed", "verified"}},
    "facts": {"__all__": {"verified"}},
}

#: Words of a locale that stand on no leaflet that is approved: on state bands, on notes for whoever
#: prints, on pages behind QR codes.
_NOT_ON_LEAFLETS = ("band_", "print_", "status_")

#: The numbers that somebody in trouble calls.
_LINES = ("main", "urgent", "out_of_hours")


def words_of(value: Any, figures: Mapping[str, Asset]) -> str:
    """The hash of what a patient reads of a leaflet, a locale or a jurisdiction, and of what
    keeps them safe of a clinic: the sha256 of canonical JSON (sorted keys, no spaces, UTF-8).
    Empty for anything else.
    """
    make = _MAKERS.get(type(value).__name__)
    return _hash(make(value, figures)) if make else ""


def joined(leaflet: str, locale: str, jurisdiction: str) -> str:
    """The words hash of an edition from those of its parts."""
    return _hash({"leaflet": leaflet, "locale": locale, "jurisdiction": jurisdiction})


def words_hash(edition: Edition) -> str:
    """The words hash of an edition."""
    parts: tuple[Any, ...] = (edition.leaflet, edition.locale, edition.pack)
    return joined(*(words_of(part, edition.figures) for part in parts))


def _leaflet(leaflet: Leaflet, figures: Mapping[str, Asset]) -> Any:
    words = leaflet.model_dump(mode="json", by_alias=True, exclude=dict(_NOT_WORDS))
    drawings = {name: asset.sha256 for name, asset in figures.items()}
    return {"words": words, "figures": drawings}


def _locale(locale: Locale, _: Mapping[str, Asset]) -> Any:
    given = locale.model_dump(mode="json")
    words = {k: v for k, v in given["words"].items() if not k.startswith(_NOT_ON_LEAFLETS)}
    return {**given, "words": words}


def safety_facts(clinic: Clinic) -> dict[str, Any]:
    """What a patient's safety hangs on of a clinic: its lines, product and time to think."""
    given = clinic.model_dump(mode="json", by_alias=True)
    lines = {name: line for name, line in given["phones"].items() if name in _LINES}
    return {"phones": lines, **{key: given[key] for key in ("product", "cooling_off_days")}}


#: By the names of types, so that a build without changes need not import them.
_MAKERS: Mapping[str, Any] = {
    "Leaflet": _leaflet,
    "Locale": _locale,
    "Pack": lambda pack, _: pack.model_dump(mode="json", exclude={"verify_by", "sources"}),
    "Clinic": lambda clinic, _: safety_facts(clinic),
}


def _hash(content: Any) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return digest(text.encode())
