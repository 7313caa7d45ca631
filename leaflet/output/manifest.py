"""`manifest.json`: the list of files in an output folder, which depends on the inputs only."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from leaflet.core.diagnostics import MachineError, UsageError
from leaflet.core.digests import digest
from leaflet.core.json_records import is_of, to_json
from leaflet.core.write_rules import check_place
from leaflet.output.manifest_entries import Listing, ManifestEntry, Shard, entries_of, shard_of
from leaflet.output.writing import unwritable, write_output

NAME = "manifest.json"

#: The name of the journal, which stands beside the manifest until a build or merge has ended.
JOURNAL = ".leaflet-journal"

#: The size limit of a manifest that is read, in bytes; a listed edition takes a kilobyte.
MOST_BYTES = 100_000_000


def read(folder: Path) -> list[ManifestEntry]:
    """The entries of an output folder's manifest; none if it has no manifest.

    Raises `UsageError` for a manifest that this program did not write or that is of a newer
    version, so that no foreign file is overwritten or deleted.
    """
    path = folder / NAME
    try:
        listing = _listing(path, _read(path))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as problem:
        raise unwritable(path, problem) from problem
    if listing is None:
        raise _foreign(path, "delete it, or build elsewhere with -o")
    return list(listing.entries)


def read_listing(path: Path) -> Listing:
    """The content of a manifest file.

    Raises `UsageError` if it is missing, unreadable, of a newer version or not written by this
    program.
    """
    hint = f"name a {NAME} that leaflet build wrote, or its folder; to make one: leaflet build"
    try:
        listing = _listing(path, _read(path))
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


def _listing(path: Path, data: bytes) -> Listing | None:
    """The content of a manifest's bytes; None if this program did not write them.

    Raises `UsageError` for a manifest of a newer version.
    """
    try:
        content = json.loads(data.decode()) if len(data) <= MOST_BYTES else {}
        if not is_of("manifest", content, path):
            return None
        entries = entries_of(content["editions"])
        shard = shard_of(content["shard"]) if "shard" in content else None
    except (AttributeError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return Listing(entries, shard) if shard is None or shard.is_ours else None


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
    return to_json("manifest", content) + "\n"


def write(folder: Path, entries: Iterable[ManifestEntry], *, shard: Shard | None = None) -> None:
    """Write the manifest in one step."""
    write_output(folder / NAME, to_text(entries, shard).encode(), within=folder)
