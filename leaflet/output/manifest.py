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

from leaflet.core.atomic import delete, delete_empty_folder, make_folders, replace_atomically
from leaflet.core.diagnostics import LeafletError, MachineError, UsageError
from leaflet.core.digests import digest
from leaflet.core.edition_id import EditionId
from leaflet.core.write_rules import check_clash, check_place
from leaflet.formats.format import ENDINGS
from leaflet.output.edition_inputs import InputDigests, parse, parse_stale

NAME = "manifest.json"

#: The name of the journal, which stands beside the manifest until a build or merge has ended.
JOURNAL = ".leaflet-journal"

#: The size limit of a manifest that is read, in bytes; a listed edition takes a kilobyte.
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
    """One reading file: its edition, its path and its sha256.

    `inputs` are the digests of what it was made of, empty where they are not known; `stale` says
    what was older in it than in the project when the folder was last built.
    """

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
    inputs: InputDigests = ()
    stale: tuple[str, ...] = ()

    @property
    def record(self) -> dict[str, Any]:
        """The entry as JSON in a manifest."""
        record = {field: getattr(self, field) for field in _NEEDED}
        if self.inputs:
            record["inputs"] = dict(self.inputs)
        if self.stale:
            record["stale"] = list(self.stale)
        return record

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
        texts = [getattr(self, name) for name in _NEEDED if name != "pages"]
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


#: The fields that every manifest has; older ones have no others.
_NEEDED = tuple(f.name for f in fields(ManifestEntry) if f.name not in ("inputs", "stale"))


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
        raise unwritable(path, problem) from problem
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
    if (path.parent / JOURNAL).exists():
        finish = "build or merge it again, or wait until that has ended"
        raise UsageError(f'"{path.parent}" is not finished', finish)
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
    try:
        content = json.loads(data.decode()) if len(data) <= MOST_BYTES else {}
        entries = entries_of(content["editions"])
        shard = _shard(content["shard"]) if "shard" in content else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return Listing(entries, shard) if shard is None or shard.is_ours else None


def entries_of(records: Any) -> tuple[ManifestEntry, ...]:
    """Entries read from JSON. Raises `ValueError`, `KeyError` or `TypeError` for what this program
    did not write.
    """
    entries = tuple(map(_entry, _list(records)))
    if len({entry.path for entry in entries}) != len(entries):
        raise ValueError("an edition is listed twice")
    return entries


def _entry(record: Any) -> ManifestEntry:
    inputs = parse(record["inputs"]) if "inputs" in record else ()
    stale = parse_stale(record["stale"]) if "stale" in record else ()
    given = {name: record[name] for name in _NEEDED}
    entry = ManifestEntry(**given, inputs=inputs, stale=stale)
    if not entry.is_ours:
        raise ValueError("not an entry of ours")
    return entry


def is_edition_path(path: Any) -> bool:
    """Whether a value is the path of a reading file, so that it may be deleted."""
    if not isinstance(path, str):
        return False
    names = (path.removesuffix(ending) for ending in ENDINGS.values() if path.endswith(ending))
    return any(_EDITION.fullmatch(name) for name in names)


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


def make_folder(folder: Path) -> None:
    """Make an output folder, if it is not there. Raises `UsageError` if that is impossible."""
    try:
        make_folders(folder)
    except OSError as problem:
        raise unwritable(folder, problem) from problem


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
        raise unwritable(path, problem, option) from problem


#: The errors of a path that is wrong; any other means that the machine does not let it be written.
_WRONG_PATH = (FileExistsError, IsADirectoryError, NotADirectoryError)


def unwritable(path: Path, problem: OSError, option: str = "-o") -> LeafletError:
    """The error for a path that cannot be written to; `option` named it."""
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
        raise unwritable(path, problem) from problem


def is_inside(folder: Path, place: Path) -> bool:
    """Whether a folder in an output folder lies in it, and no link leads out."""
    return place.resolve().is_relative_to(folder.resolve())


def remove(folder: Path, entry: ManifestEntry, suffixes: Iterable[str] = ()) -> None:
    """Delete the reading file of an entry, its files with these suffixes, and empty folders."""
    remove_files(folder, entry.path, {*suffixes, ""})


def remove_files(folder: Path, path: str, suffixes: Iterable[str]) -> None:
    """Delete files of the edition with a reading file at a path, which is "" among the suffixes,
    and folders that are empty then. Nothing is deleted where a link leads out of the folder.
    """
    place = (folder / path).parent
    if not is_inside(folder, place):
        return
    name = path.rpartition(".")[0]
    for suffix in suffixes:
        file = folder / (f"{name}{suffix}" if suffix else path)
        if not file.is_dir() or file.is_symlink():
            remove_file(file, folder)
    for parent in (folder / path).parents:
        if parent == folder:
            break
        if not delete_empty_folder(parent):
            break
