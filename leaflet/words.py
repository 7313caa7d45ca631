"""The words hash: what a patient reads, as one digest that approval can be bound to.

In: the parsed leaflet with its figures and glossary, the locale's words, the jurisdiction's
values. Out: version, dates, people, approvals, and everything of the clinic.
"""

from __future__ import annotations

import json

from leaflet.assets import digest
from leaflet.edition import Edition

_NOT_WORDS = frozenset(
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
    ]
)


def words_hash(edition: Edition) -> str:
    """The sha256 of canonical JSON (sorted keys, no spaces, UTF-8) of all words of an edition."""
    leaflet = edition.leaflet.model_dump(mode="json", by_alias=True, exclude=set(_NOT_WORDS))
    words = {
        "leaflet": leaflet,
        "figures": {name: asset.sha256 for name, asset in edition.figures.items()},
        "locale": edition.locale.model_dump(mode="json"),
        "jurisdiction": edition.pack.model_dump(mode="json", exclude={"verify_by", "sources"}),
    }
    text = json.dumps(words, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return digest(text.encode())
