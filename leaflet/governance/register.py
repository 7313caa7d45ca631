"""The register of a clinic: which versions of its leaflets were published, and as which files.

It also lists earlier publications, so that an old copy can be distinguished from a false one. A
register is published next to the status pages and read again by the next publication, so it is
validated like any file from outside.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from pydantic import field_validator

from leaflet.core.diagnostics import UsageError
from leaflet.core.json_records import FIELD, is_of, to_json
from leaflet.model.fields import ContentModel, Digest, Language, Plain, Slug, Version
from leaflet.model.leaflet import State
from leaflet.model.leaflet_code import printed_version, typed_code

NAME = "register.json"

#: Larger than any register that we write: a listed file takes about 150 bytes.
MOST_BYTES = 50_000_000


class RegisteredFile(ContentModel):
    """A published file; it is no longer current once another file has replaced it."""

    format: Slug
    sha256: Digest
    state: State
    is_current: bool


class RegisteredVersion(ContentModel):
    """A version of a leaflet, with its words hash and the state in which it was last published."""

    version: Version
    words: Digest
    state: State
    published: datetime.date
    review_due: datetime.date
    files: tuple[RegisteredFile, ...]

    @property
    def is_current(self) -> bool:
        """Whether it is the version that is handed out now."""
        return any(file.is_current for file in self.files)

    @property
    def name(self) -> str:
        """The version as it is printed on paper."""
        return printed_version(self.version, self.words)


class RegisteredLeaflet(ContentModel):
    """A leaflet in a language, with its code and its versions, oldest first."""

    code: str
    leaflet: Slug
    language: Language
    title: Plain
    versions: tuple[RegisteredVersion, ...]

    @field_validator("code")
    @classmethod
    def _is_a_code(cls, code: str) -> str:
        if typed_code(code) != code:
            raise ValueError(f'"{code[:20]}" is no code')
        return code

    @property
    def current(self) -> RegisteredVersion | None:
        """The version that is handed out now; None where none is."""
        return next((v for v in reversed(self.versions) if v.is_current), None)


class Register(ContentModel):
    """What a clinic has published."""

    clinic: Slug
    leaflets: tuple[RegisteredLeaflet, ...] = ()

    def find(self, code: str) -> RegisteredLeaflet | None:
        """The leaflet of a code; None where there is none."""
        return next((leaflet for leaflet in self.leaflets if leaflet.code == code), None)

    def to_text(self) -> str:
        """The register as JSON, sorted by code."""
        record = self.model_dump(mode="json")
        record["leaflets"].sort(key=lambda leaflet: leaflet["code"])
        return to_json("register", record) + "\n"


def read_register(path: Path) -> Register:
    """Read a register from its file.

    Raises `UsageError` when it cannot be read, is not a register or is of a newer version.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise ValueError("too large")
        record = json.loads(data)
        if not is_of("register", record, path):
            raise ValueError("another kind of record")
        record.pop(FIELD, None)
        return Register.model_validate_json(json.dumps(record))
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise UsageError(f'"{path}" cannot be read: {reason}', "name a register") from problem
    except (AttributeError, RecursionError, ValueError) as problem:
        hint = f"name a {NAME} that leaflet register wrote"
        raise UsageError(f'"{path}" is no register of ours', hint) from problem


def updated(
    before: Register, published: Iterable[RegisteredLeaflet], kept: Collection[tuple[str, str]]
) -> Register:
    """The register after a publication.

    Leaflets that are no longer published stay listed but are not current, unless `kept` has their
    id and language because they are still handed out. A draft replaces drafts only.
    Raises `UsageError` where two leaflets have one code.
    """
    now = {leaflet.code: leaflet for leaflet in published}
    old = {leaflet.code: leaflet for leaflet in before.leaflets}
    for code, leaflet in now.items():
        known = old.get(code, leaflet)
        if (known.leaflet, known.language) != (leaflet.leaflet, leaflet.language):
            message = f'"{known.leaflet}" and "{leaflet.leaflet}" have one code, {code}'
            raise UsageError(message, "give one of them another id")
    gone = (_gone(leaflet, kept) for code, leaflet in old.items() if code not in now)
    merged = (_merged(old.get(code), leaflet) for code, leaflet in now.items())
    leaflets = sorted([*gone, *merged], key=lambda leaflet: leaflet.code)
    return Register(clinic=before.clinic, leaflets=tuple(leaflets))


def _gone(leaflet: RegisteredLeaflet, kept: Collection[tuple[str, str]]) -> RegisteredLeaflet:
    if (leaflet.leaflet, leaflet.language) in kept:
        return leaflet
    versions = tuple(map(_outdated, leaflet.versions))
    return leaflet.model_copy(update={"versions": versions})


def _merged(old: RegisteredLeaflet | None, new: RegisteredLeaflet) -> RegisteredLeaflet:
    """The versions of both. The new one comes last; it is current unless it is a draft while a
    version that is no draft is current.
    """
    known = {(v.version, v.words): v for v in (old.versions if old else ())}
    for version in new.versions:
        is_draft_beside = (
            version.state is State.DRAFT
            and old is not None
            and old.current is not None
            and old.current.state is not State.DRAFT
            and old.current.words != version.words
        )
        if is_draft_beside:
            version = _outdated(version)  # noqa: PLW2901
        else:
            known = {key: _outdated(other) for key, other in known.items()}
        before = known.pop((version.version, version.words), None)
        files = (*version.files, *(_lost(before, version) if before else ()))
        known[version.version, version.words] = version.model_copy(update={"files": files})
    return new.model_copy(update={"versions": tuple(known.values())})


def _outdated(version: RegisteredVersion) -> RegisteredVersion:
    files = tuple(file.model_copy(update={"is_current": False}) for file in version.files)
    return version.model_copy(update={"files": files})


def _lost(old: RegisteredVersion, new: RegisteredVersion) -> Iterator[RegisteredFile]:
    standing = {file.sha256 for file in new.files}
    return (file for file in old.files if file.sha256 not in standing)
