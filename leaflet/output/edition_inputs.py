"""The inputs of editions as a manifest lists them, and what is older in a stale edition. Pure.

`inputs` are short digests: of the leaflet, the clinic, the locale, the jurisdiction and the
templates, and of single fields of clinic and jurisdiction (`clinic.phones`), so that a message can
name what is older.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from leaflet.core.edition_id import EditionId

#: The most inputs of an edition that is read.
MOST_INPUTS = 40

#: What an edition has where a single field is older, by the name of the input.
FIELDS: Mapping[str, str] = {
    "clinic.name": "an older name of the clinic",
    "clinic.brand": "an older colour",
    "clinic.logo": "an older logo",
    "clinic.photo": "an older photo",
    "clinic.address": "an older address",
    "clinic.phones": "an older phone number",
    "clinic.departments": "older details of a department",
    "clinic.email": "an older e-mail address",
    "clinic.web": "an older web address",
    "clinic.qr": "an older address behind the QR code",
    "clinic.hours": "older opening hours",
    "clinic.exceptions": "older exceptions of the opening hours",
    "clinic.complaints": "an older way to complain",
    "clinic.practitioners": "older practitioners",
    "clinic.product": "an older product",
    "clinic.cooling_off_days": "an older time to think",
    "jurisdiction.emergency": "an older emergency number",
    "jurisdiction.urgent_advice": "an older number for urgent advice",
}

_KINDS = ("leaflet", "clinic", "locale", "jurisdiction", "templates")
_INPUT = re.compile(r"[a-z]{1,20}(\.[a-z_]{1,30})?")
_DIGEST = re.compile(r"[0-9a-f]{8,16}")
_SHOWN = re.compile(r"an older [A-Za-z0-9._/-]{1,200}")
_OTHERS = frozenset({*FIELDS.values(), "older templates"})

#: Inputs as sorted pairs of name and digest; empty where they are not known.
InputDigests = tuple[tuple[str, str], ...]


def parse(record: Any) -> InputDigests:
    """The inputs of an edition in a manifest. Raises `ValueError` for what we did not write."""
    if not isinstance(record, dict) or len(record) > MOST_INPUTS:
        raise ValueError("no inputs")
    for name, value in record.items():
        is_ours = isinstance(value, str) and _INPUT.fullmatch(name) and _DIGEST.fullmatch(value)
        if not is_ours:
            raise ValueError("no input")
    return tuple(sorted(record.items()))


def parse_stale(value: Any) -> tuple[str, ...]:
    """What is older in an edition in a manifest. Raises `ValueError` for what we did not write."""
    if not isinstance(value, list) or len(value) > MOST_INPUTS:
        raise ValueError("no list")
    if not all(isinstance(t, str) and (t in _OTHERS or _SHOWN.fullmatch(t)) for t in value):
        raise ValueError("not what an edition can have")
    return tuple(value)


def older(then: InputDigests, now: InputDigests, files: Mapping[str, str]) -> tuple[str, ...]:
    """What an edition made of older inputs has: "an older phone number", or the file where no
    field is known to differ; empty for equal and for unknown inputs. `files` are the shown paths of
    the files of the inputs.
    """
    if not then or not now:
        return ()
    before, after = dict(then), dict(now)
    found: list[str] = []
    for kind in _KINDS:
        if before.get(kind) != after.get(kind):
            named = [
                words
                for name, words in FIELDS.items()
                if name.startswith(f"{kind}.") and name in before and name in after
                if before[name] != after[name]
            ]
            whole = "older templates" if kind == "templates" else f"an older {files[kind]}"
            found += named or [whole if whole in _OTHERS or _SHOWN.fullmatch(whole) else
                               f"an older {kind}"]  # fmt: skip
    return tuple(found)


#: What an edition made of these inputs has that is older; empty for an edition without sources.
FindOlder = Callable[[EditionId, InputDigests], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class StaleGroup:
    """The names of the editions that are stale for one reason, such as "an older logo"."""

    reason: str
    editions: tuple[str, ...]


def grouped(stale: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[StaleGroup]:
    """Names of editions with what is older in each, by reason; most editions first."""
    together: dict[str, list[str]] = {}
    for name, reasons in stale:
        for reason in reasons:
            together.setdefault(reason, []).append(name)
    for reason, names in sorted(together.items(), key=lambda item: (-len(item[1]), item[0])):
        yield StaleGroup(reason, tuple(sorted(names)))
