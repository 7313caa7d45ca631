"""Merges the manifests of shards into one, and copies the files that they list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from leaflet.core.diagnostics import Finding, Span, UsageError, error
from leaflet.core.digests import digest
from leaflet.core.stop_signals import held_back
from leaflet.output import manifest, writing
from leaflet.output.folder_lock import FolderLock
from leaflet.output.journal import Journal, recover
from leaflet.output.manifest_entries import SUFFIXES, Listing, ManifestEntry, Shard

#: The most lost shards that a finding names.
_NAMED = 12


@dataclass(frozen=True, slots=True)
class ShardManifest:
    """A manifest to merge, and the file that it was read from."""

    path: Path
    listing: Listing

    @property
    def shard(self) -> Shard | None:
        """The shard of the manifest; None for a build that was not sharded."""
        return self.listing.shard

    @property
    def folder(self) -> Path:
        """The output folder of the manifest."""
        return self.path.parent

    @property
    def span(self) -> Span:
        """The place of findings on the manifest."""
        return Span(str(self.path))


@dataclass(frozen=True, slots=True)
class Merged:
    """The entries of all parts by path, and the findings on the parts."""

    entries: tuple[ManifestEntry, ...]
    findings: tuple[Finding, ...]


def merge(parts: Sequence[ShardManifest]) -> Merged:
    """The entries of one whole build, with a finding for each gap, duplicate and conflict. Pure."""
    first: dict[str, tuple[ManifestEntry, ShardManifest]] = {}
    again = list(_again(parts))
    findings = [*_of_other_builds(parts), *_lost_shards(parts), *map(_repeated, again)]
    for part in parts:
        findings += _unlike_its_plan(part)
        for entry in part.listing.entries:
            known, where = first.setdefault(entry.path, (entry, part))
            if known != entry:
                findings.append(_unlike(part, entry, where))
            elif where is not part and part not in again:
                findings.append(_twice(part, entry, where))
    entries = sorted((entry for entry, _ in first.values()), key=lambda entry: entry.path)
    return Merged(tuple(entries), tuple(findings))


# --- shards --------------------------------------------------------------------------------------


def _of_other_builds(parts: Sequence[ShardManifest]) -> Iterator[Finding]:
    """Findings on parts that cannot belong to the same build as the first shard."""
    leader = next((part for part in parts if part.shard), None)
    if leader is None or leader.shard is None:
        return
    for part in parts:
        if part.shard is None:
            message = f'is no shard, but "{leader.path}" is {leader.shard}'
        elif part.shard.of != leader.shard.of:
            message = f'is {part.shard}, but "{leader.path}" is {leader.shard}'
        else:
            continue
        yield error("manifest-conflict", part.span, message, "merge the shards of one build")


def _lost_shards(parts: Sequence[ShardManifest]) -> Iterator[Finding]:
    """Findings on missing shards, if all parts are shards of the same number."""
    shards = [part.shard for part in parts]
    if None in shards or len({shard.of for shard in shards if shard}) != 1:
        return
    there = {shard.number for shard in shards if shard}
    of = max(shard.of for shard in shards if shard)
    lost = of - len(there)
    if lost:
        numbers = islice((n for n in range(1, of + 1) if n not in there), _NAMED)
        named = ", ".join(map(str, numbers)) + (" …" if lost > _NAMED else "")
        message = f"no manifest of shard {named} of {of}"
        yield error("manifest-gap", parts[0].span, message, f"name the manifests of all {of}")


def _again(parts: Sequence[ShardManifest]) -> Iterator[ShardManifest]:
    """The parts whose shard or file is also that of an earlier part."""
    seen: set[object] = set()
    for part in parts:
        names = {part.path, (part.shard.number, part.shard.of) if part.shard else part.path}
        if names & seen:
            yield part
        seen |= names


def _repeated(part: ShardManifest) -> Finding:
    message = f"{part.shard or 'the manifest'} is given twice"
    return error("manifest-duplicate", part.span, message, "name each manifest once")


def _unlike_its_plan(part: ShardManifest) -> Iterator[Finding]:
    """Findings on editions that a shard planned but does not list, or lists unplanned."""
    if part.shard is None:
        return
    listed, planned = {entry.name for entry in part.listing.entries}, set(part.shard.planned)
    for name in sorted(planned - listed):
        message = f'"{name}" was planned and is not listed'
        hint = f"see why it failed, and build {part.shard} again"
        yield error("manifest-gap", part.span, message, hint)
    for name in sorted(listed - planned):
        message = f'"{name}" is listed, but {part.shard} did not plan it'
        hint = "build each shard into a folder of its own"
        yield error("manifest-conflict", part.span, message, hint)


# --- entries -------------------------------------------------------------------------------------


def _unlike(part: ShardManifest, entry: ManifestEntry, where: ShardManifest) -> Finding:
    message = f'"{entry.path}" is not what "{where.path}" lists under this name'
    hint = "build both from the same content, on the same libraries"
    return error("manifest-conflict", part.span, message, hint)


def _twice(part: ShardManifest, entry: ManifestEntry, where: ShardManifest) -> Finding:
    message = f'"{entry.path}" is listed in "{where.path}" too'
    return error("manifest-duplicate", part.span, message, "let one shard alone build it")


# --- files ---------------------------------------------------------------------------------------


def check_files(parts: Sequence[ShardManifest]) -> list[Finding]:
    """Findings on listed files that are missing or differ from their manifest."""
    return [finding for part in parts for entry in part.listing.entries
            for finding in _check_file(part, entry)]  # fmt: skip


def _check_file(part: ShardManifest, entry: ManifestEntry) -> Iterator[Finding]:
    hint = "copy the whole folder of the shard"
    for suffix in SUFFIXES:
        beside = part.folder / entry.file(suffix)
        if beside.exists() and not _is_inside(part.folder, beside):
            message = f'"{entry.file(suffix)}" leads out of the folder'
            yield error("manifest-conflict", part.span, message, hint)
    path = part.folder / entry.path
    if not path.is_file() or not _is_inside(part.folder, path):
        message = f'"{entry.path}" is listed and not there'
        yield error("manifest-gap", part.span, message, hint)
    elif not manifest.stands(part.folder, entry):
        message = f'"{entry.path}" is not the file that is listed'
        yield error("manifest-conflict", part.span, message, hint)


def _is_inside(folder: Path, path: Path) -> bool:
    """Whether a path is a plain file in a folder; manifests have no hashes of printer files."""
    return path.is_file() and path.resolve().is_relative_to(folder.resolve())


def copy_files(parts: Sequence[ShardManifest], merged: Merged, output: Path) -> None:
    """Copy the files of all entries, and write the manifest last. Other files that an older
    manifest of the folder lists, or the journal of a build or merge that died, are deleted.

    Raises `UsageError` if a file has changed meanwhile, or the folder cannot be written to or is
    being written to by another process.
    """
    writing.make_folder(output)
    with FolderLock(output):
        standing = manifest.read(output)
        recovered = recover(output, standing)
        old = standing if recovered is None else list(recovered.values())
        journal = Journal(output)
        journal.begin((entry.path for entry in merged.entries), old)
        listed = {entry.path for entry in merged.entries}
        for entry in old:
            if entry.path not in listed:
                writing.remove(output, entry, SUFFIXES)
        for part in parts:
            for entry in part.listing.entries:
                _copy(part, entry, output, journal)
        with held_back():
            manifest.write(output, merged.entries)
            journal.end()


def _copy(part: ShardManifest, entry: ManifestEntry, output: Path, journal: Journal) -> None:
    """Copy the files of an edition; print forms that the part does not have are deleted."""
    files = {}
    for suffix in (*SUFFIXES, ""):
        if not suffix or (part.folder / entry.file(suffix)).exists():
            files[suffix] = _read(part, entry, suffix)
    with held_back():
        journal.note(entry, files)
        for suffix in (*SUFFIXES, ""):
            target = output / entry.file(suffix)
            if suffix in files:
                writing.write_output(target, files[suffix], within=output)
            else:
                writing.remove_file(target, output)


def _read(part: ShardManifest, entry: ManifestEntry, suffix: str) -> bytes:
    source = part.folder / entry.file(suffix)
    try:
        data = source.read_bytes()
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise UsageError(f'"{source}" cannot be read: {reason}', "check who may read it") from (
            problem
        )
    if not suffix and digest(data) != entry.sha256:
        raise UsageError(f'"{source}" has changed meanwhile', "merge again when nothing builds")
    return data
