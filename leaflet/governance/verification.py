"""Verifies whether a copy is current: a file by its bytes, or a code typed from paper.

A file is looked up by its sha256. Only if it is not listed, its bytes are searched for our
metadata; no part of an unknown file is unpacked or run.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from leaflet.core.diagnostics import UsageError
from leaflet.core.digests import digest
from leaflet.governance.register import (
    Register,
    RegisteredFile,
    RegisteredLeaflet,
    RegisteredVersion,
)
from leaflet.model.leaflet import State
from leaflet.model.leaflet_code import NAMESPACE, typed_code


class VerificationStatus(StrEnum):
    """The result of verifying a copy."""

    CURRENT = "current"
    DRAFT = "draft"
    SUPERSEDED = "superseded"
    OVERDUE = "overdue"
    WITHDRAWN = "withdrawn"
    ALTERED = "altered"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """A verification status, the reason, and the copy that it is about, as far as it is known."""

    status: VerificationStatus
    why: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """The identity of a copy: code, version, and the beginning of its words hash, if given."""

    code: str
    version: str
    words: str = ""


_TYPED = re.compile(r"(\S+)[\s,]+(\d+\.\d+\.\d+)(?:\+([0-9a-f]{1,64}))?", re.IGNORECASE)
#: The metadata of a file of ours: XMP attributes, which another program may have rewritten as
#: elements, and meta elements of a phone page.
_OURS = re.compile(re.escape(NAMESPACE).encode())
_FIELD = rb"leaflet:%s(?:=[\"']|>|[\"'] content=[\"'])([\w.+-]{1,80})"


def typed_copy(text: str) -> Copy:
    """Parse what was typed from paper: `SHAQ872 1.0.0+14bd3a9c`; the plus and hash are optional.

    Raises `UsageError` for a text that cannot be printed on a leaflet.
    """
    match = _TYPED.fullmatch(text.strip())
    if not match:
        hint = 'write code and version as they are printed: "SHAQ872 1.0.0+14bd3a9c"'
        raise UsageError(f'"{text}" is no code with a version', hint)
    code = typed_code(match[1])
    if code is None:
        hint = "compare it with the paper; there is no I, L, O, 0 or 1 in it"
        raise UsageError(f'"{match[1]}" is no code of a leaflet', hint)
    return Copy(code, match[2], (match[3] or "").lower())


def named_copy(data: bytes) -> Copy | None:
    """The identity in the metadata of a file; None where it has no metadata of ours."""
    if not _OURS.search(data):
        return None
    found = {name: re.search(_FIELD % name.encode(), data) for name in ("code", "version", "words")}
    said = {name: match[1].decode() if match else "" for name, match in found.items()}
    return Copy(said["code"], said["version"], said["words"])


def verify_file(data: bytes, registers: Sequence[Register], today: datetime.date) -> Answer:
    """The verification status of a file."""
    listed = _listed(registers).get(digest(data))
    if listed:
        leaflet, version, file = listed
        answer = _standing(leaflet, version, today)
        if answer.status is VerificationStatus.CURRENT and not file.is_current:
            was = "" if file.state is version.state else f", printed when it was {file.state}"
            why = f"its words are current, but another file has taken its place{was}"
            return Answer(VerificationStatus.SUPERSEDED, why, answer.about)
        return answer
    named = named_copy(data)
    if named is None:
        return Answer(
            VerificationStatus.UNKNOWN, "no leaflet of ours, or another program has rewritten it"
        )
    if not any(register.find(named.code) for register in registers):
        return Answer(VerificationStatus.UNKNOWN, f'no register lists its code "{named.code}"')
    why = "the file is not one of those that were published; do not use it"
    return Answer(VerificationStatus.ALTERED, why, f"says it is {named.code} {named.version}")


def verify_copy(copy: Copy, registers: Sequence[Register], today: datetime.date) -> Answer:
    """The verification status of a code and version printed on paper."""
    found = [leaflet for register in registers if (leaflet := register.find(copy.code))]
    if not found:
        return Answer(VerificationStatus.UNKNOWN, f'no register lists the code "{copy.code}"')
    for leaflet in found:
        for version in reversed(leaflet.versions):
            if version.version == copy.version and version.words.startswith(copy.words):
                return _standing(leaflet, version, today)
    versions = {version.version for leaflet in found for version in leaflet.versions}
    about = f"{found[0].title}, {copy.code}"
    if copy.version in versions:
        why = f'version {copy.version} was never published with the words "{copy.words}"'
        return Answer(VerificationStatus.ALTERED, why, about)
    return Answer(VerificationStatus.UNKNOWN, f"no version {copy.version} was published", about)


def _listed(
    registers: Sequence[Register],
) -> Mapping[str, tuple[RegisteredLeaflet, RegisteredVersion, RegisteredFile]]:
    return {
        file.sha256: (leaflet, version, file)
        for register in registers
        for leaflet in register.leaflets
        for version in leaflet.versions
        for file in version.files
    }


def standing_of(
    leaflet: RegisteredLeaflet, version: RegisteredVersion, today: datetime.date
) -> VerificationStatus:
    """The verification status of a registered version."""
    return _standing(leaflet, version, today).status


def _standing(
    leaflet: RegisteredLeaflet, version: RegisteredVersion, today: datetime.date
) -> Answer:
    """The answer for a registered version of a leaflet."""
    about, current = f"{leaflet.title}, {leaflet.code} {version.name}", leaflet.current
    if current is None:
        return Answer(VerificationStatus.WITHDRAWN, "it is no longer handed out", about)
    if State.WITHDRAWN in (current.state, version.state):
        return Answer(VerificationStatus.WITHDRAWN, "do not use it", about)
    if version.state is State.DRAFT:
        return Answer(VerificationStatus.DRAFT, "nobody has approved it; not for patients", about)
    if not version.is_current:
        return Answer(
            VerificationStatus.SUPERSEDED, f"version {current.name} has taken its place", about
        )
    if version.review_due < today:
        return Answer(VerificationStatus.OVERDUE, f"its review was due {version.review_due}", about)
    return Answer(VerificationStatus.CURRENT, f"its review is due {version.review_due}", about)
