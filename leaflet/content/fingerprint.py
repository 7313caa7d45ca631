"""The hashes that approvals are bound to: the words hash and the hash of a clinic's safety facts.

The words hash combines the hashes of the leaflet with its figures and glossary, of the locale's
words, of the jurisdiction's values, and of the printed name of the leaflet's kind. It does not
cover version, dates, people, approvals, unprinted notes on sources, or any details of the clinic.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import singledispatch
from typing import Any

from pydantic import BaseModel

from leaflet.core.digests import Asset, digest
from leaflet.model.approvals import Approvals, SafetyApprovals
from leaflet.model.clinic import Clinic, Pack, bound_fields
from leaflet.model.kind import Kind, name_in
from leaflet.model.leaflet import Leaflet
from leaflet.model.lexicon import Lexicon
from leaflet.model.locale import Locale

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
            "protect",
            "withdrawn",
            "jurisdictions",
        ],
        True,
    ),
    "sources": {"__all__": {"accessed", "verified"}},
    "facts": {"__all__": {"verified"}},
}

#: Words of a locale that no approval is bound to: those of state bands, of notes for the printer,
#: of status pages, of what links are announced as and of links to other files of the leaflet.
_NOT_ON_LEAFLETS = ("band_", "elsewhere", "link_", "print_", "status_")

#: The phones that approvals of the first form were bound to.
_FIRST_LINES = ("main", "urgent", "out_of_hours")


@singledispatch
def words_hash(value: object, figures: Mapping[str, Asset]) -> str:  # noqa: ARG001
    """The hash of what a patient reads in a leaflet, a locale or a jurisdiction, or of a clinic's
    safety facts: the sha256 of canonical JSON (sorted keys, no spaces,
    UTF-8). Empty for files that no approval is bound to.

    Raises `TypeError` for an unregistered type.
    """
    raise TypeError(f"no words hash is defined for {type(value).__name__}")


@words_hash.register
def _(leaflet: Leaflet, figures: Mapping[str, Asset]) -> str:
    words = _given(leaflet, exclude=dict(_NOT_WORDS))
    drawings = {name: asset.sha256 for name, asset in figures.items()}
    return _hash({"words": words, "figures": drawings})


@words_hash.register
def _(locale: Locale, _: Mapping[str, Asset]) -> str:
    given = locale.model_dump(mode="json")
    words = {k: v for k, v in given["words"].items() if not k.startswith(_NOT_ON_LEAFLETS)}
    return _hash({**given, "words": words})


@words_hash.register
def _(pack: Pack, _: Mapping[str, Asset]) -> str:
    return _hash(pack.model_dump(mode="json", exclude={"verify_by", "sources"}))


@words_hash.register
def _(clinic: Clinic, _: Mapping[str, Asset]) -> str:
    return _hash(safety_facts(clinic))


@words_hash.register(Kind)
@words_hash.register(Lexicon)
@words_hash.register(Approvals)
@words_hash.register(SafetyApprovals)
def _(_value: object, _: Mapping[str, Asset]) -> str:
    """Empty: no approval is bound to lexicons or other approvals; for a kind see `name_hash`."""
    return ""


#: The fields by which a manifest tells what is older in an edition, of each kind of file.
TOLD_FIELDS: Mapping[type, tuple[str, ...]] = {
    Clinic: (
        "name",
        "brand",
        "logo",
        "photo",
        "address",
        "phones",
        "departments",
        "email",
        "web",
        "qr",
        "hours",
        "exceptions",
        "complaints",
        "practitioners",
        "product",
        "cooling_off_days",
    ),
    Pack: ("emergency", "urgent_advice"),
}

#: The characters of the digests of all values of a file, and of a field.
_VALUES_DIGEST = 12
_FIELD_DIGEST = 8


def value_digests(value: object, uses: Mapping[str, Asset]) -> Iterator[tuple[str, str]]:
    """The digest of all values of a leaflet, clinic, locale, jurisdiction or kind with their
    pictures, under an empty name, and those of single fields by name. Remarks and spacing of the
    file do not count, nor when a jurisdiction is to be verified. Nothing for other files.
    """
    if not isinstance(value, Leaflet | Clinic | Locale | Pack | Kind):
        return
    exclude = {"verify_by", "sources"} if isinstance(value, Pack) else None
    given = _given(value, exclude=exclude)
    pictures = {name: asset.sha256 for name, asset in uses.items()}
    yield "", _hash([given, pictures])[:_VALUES_DIGEST]
    for name in TOLD_FIELDS.get(type(value), ()):
        if name in given:
            yield name, _hash([given[name], pictures.get(name)])[:_FIELD_DIGEST]


#: Fields that are no part of a hash where they say nothing, so that approvals from before there was
#: such a field stay valid; and those of phones and of hours.
_LATER = ("contact", "departments", "abridge", "exceptions", "topics", "protect", "photo")
_LATER_OF_PHONES = ("label", "extension", "option")
_LATER_OF_HOURS = ("times", "state", "by_appointment")


def _given(value: BaseModel, **which: Any) -> dict[str, Any]:
    """The fields of a value as JSON."""
    given = value.model_dump(mode="json", by_alias=True, **which)
    for phones in (given.get("phones", {}), *_phones_of(given.get("departments", {}))):
        for phone in phones.values():
            _leave_out(phone, _LATER_OF_PHONES)
    for department in given.get("departments", {}).values():
        _leave_out(department, ("exceptions",))
    for hours in given.get("hours", ()):
        _leave_out(hours, _LATER_OF_HOURS)
    _leave_out(given, _LATER)
    return given


def _phones_of(departments: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    return (department["phones"] for department in departments.values())


def _leave_out(fields: dict[str, Any], names: Iterable[str]) -> None:
    for name in names:
        if name in fields and not fields[name]:
            del fields[name]


def name_hash(label: Mapping[str, str], language: str) -> str:
    """The hash of the printed name of a kind in a language; empty where it has none there."""
    name = name_in(label, language)
    return _hash({language.partition("-")[0]: name}) if name else ""


def joined(leaflet: str, locale: str, jurisdiction: str, kind: str) -> str:
    """The words hash of an edition from those of its parts; `kind` is empty where a leaflet names
    none, or one without a name in its language.
    """
    parts = {"leaflet": leaflet, "locale": locale, "jurisdiction": jurisdiction}
    return _hash({**parts, "kind": kind} if kind else parts)


def safety_facts(clinic: Clinic) -> dict[str, Any]:
    """The fields of a clinic that its own approval is bound to, as the model marks them; of
    departments all but the exceptions of their hours, which come and go by the day.
    """
    facts = _given(clinic, include=set(bound_fields()))
    for department in facts.get("departments", {}).values():
        department.pop("exceptions", None)
    return facts


def safety_parts(clinic: Clinic) -> dict[str, str]:
    """The first 12 characters of the hash of each bound field: by them, a later reader knows which
    field has changed.
    """
    facts = safety_facts(clinic)
    return {name: _hash(facts[name])[:12] for name in bound_fields() if name in facts}


def first_facts_hash(clinic: Clinic) -> str:
    """The hash that approvals of the first form were bound to: three phones, product, and time to
    think. It approves nothing any more, and tells such an approval from one of other facts.
    """
    given = _given(clinic)
    lines = {name: line for name, line in given["phones"].items() if name in _FIRST_LINES}
    return _hash({"phones": lines, **{key: given[key] for key in ("product", "cooling_off_days")}})


def _hash(content: Any) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return digest(text.encode())
