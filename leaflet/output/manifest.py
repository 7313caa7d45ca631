"""`manifest.json`: the list of files in an output folder, which depends on the inputs only."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from leaflet.core.atomic import delete, delete_empty_folder, replace_atomically
from leaflet.core.diagnostics import LeafletError, MachineError, UsageError
from leaflet.core.digests import digest
from leaflet.core.edition_id import EditionId
from leaflet.core.write_rules import check_clash, check_place
from leaflet.formats.format import ENDINGS

NAME = "manifest.json"

#: The size limit of a manifest that is read, in bytes; a listed edition takes half a kilobyte.
MOST_BYTES = 100_000_000

#: The suffixes of an edition's files apart from its reading file.
SUFFIXES = (
    ".print.pdf",
    ".print.fronts.pdf",
    ".print.backs.pdf",
    ".proof.pdf",
    ".proof.fronts.pdf",
    ".proof.backs.pdf",
)

_WORD = r"[A-Za-z0-9-]+"
_EDITION = re.compile(rf"{_WORD}/{_WORD}/{_WORD}\.{_WORD}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, order=True)
class ManifestEntry:
    """One reading file: its edition, its path and its sha256."""

    leaflet: str
    language: str
    clinic: str
    format: str
    path: str
    sha256: str
    pages: int
    version: str
    words: str
    state: str

    @property
    def record(self) -> dict[str, Any]:
        """The entry as JSON in a manifest."""
        return {field: getattr(self, field) for field in self.__slots__}

    @property
    def id(self) -> EditionId:
        """The id of the edition."""
        return EditionId(self.clinic, self.language, self.leaflet, self.format)

    @property
    def name(self) -> str:
        """The path without its suffix, which the names of the printer's files begin with."""
        return self.id.name

    def file(self, suffix: str) -> str:
        """The path of one of its files; an empty suffix is that of the reading file."""
        return self.id.file(suffix) if suffix else self.path

    @property
    def is_ours(self) -> bool:
        """Whether this program can have written the entry, so that its files may be deleted."""
        texts = [value for name, value in self.record.items() if name != "pages"]
        if not all(isinstance(text, str) for text in texts) or type(self.pages) is not int:
            return False
        paths = tuple(map(self.id.file, ENDINGS.values()))
        return self.path in paths and bool(
            # Terminals and pages show the name, so it may have only the characters of our names.
            _EDITION.fullmatch(self.name)
            and _DIGEST.fullmatch(self.sha256)
            and _DIGEST.fullmatch(self.words)
            and re.fullmatch(r"[0-9.]{1,30}", self.version)
            and re.fullmatch(r"[a-z]{1,30}", self.state)
        )


@dataclass(frozen=True, slots=True)
class Shard:
    """The part of all editions that a manifest lists: the first of four is number 1 of 4; `planned`
    are the sorted names of its editions, including failed ones.
    """

    number: int
    of: int
    planned: tuple[str, ...]

    def __str__(self) -> str:
        return f"shard {self.number} of {self.of}"

    @property
    def is_ours(self) -> bool:
        """Whether this program can have written the shard."""
        if type(self.number) is not int or type(self.of) is not int:
            return False
        if not all(isinstance(name, str) and _EDITION.fullmatch(name) for name in self.planned):
            return False
        in_order = list(self.planned) == sorted(set(self.planned))
        return in_order and 1 <= self.number <= self.of


@dataclass(frozen=True, slots=True)
class Listing:
    """The content of a manifest: its entries, and its shard, None for a whole build."""

    entries: tuple[ManifestEntry, ...]
    shard: Shard | None = None


def read(folder: Path) -> list[ManifestEntry]:
    """The entries of an output folder's manifest; none if it has no manifest.

    Raises `UsageError` for a manifest that this program did not write, so that no foreign file is
    overwritten or deleted.
    """
    path = folder / NAME
    try:
        listing = _listing(_read(path))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as problem:
        raise _unwritable(path, problem) from problem
    if listing is None:
        raise _foreign(path, "delete it, or build elsewhere with -o")
    return list(listing.entries)


def read_listing(path: Path) -> Listing:
    """The content of a manifest file.

    Raises `UsageError` if it is missing, unreadable or not written by this program.
    """
    hint = f"name a {NAME} that leaflet build wrote, or its folder"
    try:
        listing = _listing(_read(path))
    except (FileNotFoundError, NotADirectoryError) as problem:
        raise UsageError(f'no manifest "{path}"', hint) from problem
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise UsageError(f'"{path}" cannot be read: {reason}', hint) from problem
    if listing is None:
        raise _foreign(path, hint)
    return listing


def file_of(path: Path) -> Path:
    """The path of a manifest, given by itself or by its folder."""
    return path / NAME if path.is_dir() else path


def whole(path: Path) -> tuple[ManifestEntry, ...]:
    """The entries of a manifest. Raises `UsageError` for a shard, because the editions of other
    shards would seem to be removed.
    """
    file = file_of(path)
    listing = read_listing(file)
    if listing.shard and listing.shard.of > 1:
        raise UsageError(f'"{file}" is {listing.shard} only', "merge all shards: leaflet merge")
    return listing.entries


def _read(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


def _listing(data: bytes) -> Listing | None:
    """The content of a manifest's bytes; None if this program did not write them."""
    names = [field.name for field in fields(ManifestEntry)]
    try:
        content = json.loads(data.decode()) if len(data) <= MOST_BYTES else {}
        listed = [{name: item[name] for name in names} for item in _list(content["editions"])]
        entries = tuple(ManifestEntry(**record) for record in listed)
        shard = _shard(content["shard"]) if "shard" in content else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    is_ours = all(entry.is_ours for entry in entries) and (shard is None or shard.is_ours)
    is_clear = len({entry.path for entry in entries}) == len(entries) if is_ours else False
    return Listing(entries, shard) if is_clear else None


def _shard(record: Any) -> Shard:
    return Shard(record["number"], record["of"], tuple(_list(record["planned"])))


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("no list")
    return value


def _foreign(path: Path, hint: str) -> UsageError:
    return UsageError(f'"{path}" is not a manifest of leaflet', hint)


def check_folder(folder: Path, root: Path) -> None:
    """Raises `UsageError` for a folder that is not suitable as an output folder, and `MachineError`
    for one without the right to write there.
    """
    for own in ("content", "templates"):
        if folder.resolve().is_relative_to(root / own):
            hint = "name another folder with -o"
            raise UsageError(f'"{folder}" is inside "{own}", which is written by hand', hint)
    check_place(folder / NAME, folder)
    there = folder
    while not os.path.lexists(there) and there != there.parent:
        there = there.parent
    if not there.is_dir():
        raise UsageError(f'"{there}" is no folder', "name another folder with -o")
    if not os.access(there, os.W_OK):
        raise MachineError(f'"{there}" cannot be written to', "name another folder with -o")


def stands(folder: Path, entry: ManifestEntry) -> bool:
    """Whether the reading file of an entry exists with the same bytes."""
    try:
        return digest((folder / entry.path).read_bytes()) == entry.sha256
    except OSError:
        return False


def to_text(entries: Iterable[ManifestEntry], shard: Shard | None = None) -> str:
    """A manifest as JSON, its entries sorted by path."""
    content: dict[str, Any] = {
        "editions": [entry.record for entry in sorted(entries, key=lambda entry: entry.path)]
    }
    if shard:
        content["shard"] = asdict(shard)
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def write(folder: Path, entries: Iterable[ManifestEntry], *, shard: Shard | None = None) -> None:
    """Write the manifest in one step."""
    write_output(folder / NAME, to_text(entries, shard).encode(), within=folder)


def write_output(
    path: Path, data: bytes, option: str = "-o", *, within: Path | None = None
) -> None:
    """Write a file in one step; missing folders are created.

    `option` is the command-line option that named the path, or the folder `within` that the path is
    below.

    Raises `UsageError` for a path that may not be written, and `MachineError` where the machine
    does not let it be written.
    """
    try:
        if within is not None:
            check_clash(path, within)
        replace_atomically(path, data, within)
    except OSError as problem:
        raise _unwritable(path, problem, option) from problem


#: The errors of a path that is wrong; any other means that the machine does not let it be written.
_WRONG_PATH = (FileExistsError, IsADirectoryError, NotADirectoryError)


def _unwritable(path: Path, problem: OSError, option: str = "-o") -> LeafletError:
    reason = (problem.strerror or str(problem)).lower()
    is_wrong = isinstance(problem, _WRONG_PATH) or problem.errno in (
        errno.ENAMETOOLONG,
        errno.ELOOP,
    )
    kind = UsageError if is_wrong else MachineError
    return kind(f'"{path}" cannot be written: {reason}', f"name another place with {option}")


def remove_file(path: Path, within: Path) -> None:
    """Delete a file that this program wrote below a folder, if it exists."""
    try:
        delete(path, within)
    except OSError as problem:
        raise _unwritable(path, problem) from problem


def remove(folder: Path, entry: ManifestEntry, suffixes: Iterable[str] = ()) -> None:
    """Delete the reading file of an entry, its files with these suffixes, and empty folders."""
    path = folder / entry.path
    for file in (path, *(folder / f"{entry.name}{suffix}" for suffix in suffixes)):
        remove_file(file, folder)
    for parent in path.parents:
        if parent == folder:
            break
        if not delete_empty_folder(parent):
            break
