"""Writes an output folder; its manifest stays correct when editions fail or a build is stopped."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from leaflet.cache.file_index import FileIndex
from leaflet.core.digests import digest
from leaflet.core.stop_signals import held_back
from leaflet.output import manifest, writing
from leaflet.output.edition_inputs import FindOlder, StaleGroup, grouped
from leaflet.output.folder_lock import FolderLock
from leaflet.output.journal import Journal, recover, remove_unfinished
from leaflet.output.manifest_entries import SUFFIXES, ManifestEntry, Shard, is_edition_path


@dataclass(frozen=True, slots=True)
class FolderPlan:
    """What a build knows of the editions in its output folder.

    `all_paths` are the paths of all editions of the project, `planned` those that this build may
    write. `find_older` says what is older in an edition that it does not make.
    """

    all_paths: Callable[[], Collection[str]]
    planned: Collection[str]
    find_older: FindOlder
    shard: Shard | None = None


class OutputFolder:
    """Writes and deletes the files of editions, and the manifest at the end.

    Editions that are known to be ours and that the project no longer has are deleted at once. Ours
    is what the old manifest lists, what the journal of a build that died names, and what the file
    index has seen there unchanged.

    Raises `UsageError` for a folder that another process is writing to.
    """

    def __init__(self, output: Path, root: Path, file_index: FileIndex, plan: FolderPlan) -> None:
        self.output = output
        self.file_index = file_index
        self.entries = {entry.path: entry for entry in manifest.read(output)}
        self.notes: list[str] = []
        self.stale: tuple[StaleGroup, ...] = ()
        manifest.check_folder(output, root)
        self._plan = plan
        self._made: set[str] = set()
        self._writing: ManifestEntry | None = None
        self._withholds = False
        self._folders: dict[str, frozenset[str]] = {}
        self._journal = Journal(output)
        self._lock: FolderLock | None = None
        self._open = ExitStack()
        if output.is_dir():
            with self._open:  # closes the lock if the folder cannot be used
                self._take()
                self._delete_stale()
                self._open = self._open.pop_all()

    def _take(self) -> None:
        """Keep the folder for this build, and put it right if an earlier one died in it."""
        if self._lock:
            return
        self._lock = self._open.enter_context(FolderLock(self.output))
        listed = manifest.read(self.output)  # again: another build may just have ended
        recovered = recover(self.output, listed)
        self.entries = {entry.path: entry for entry in listed} if recovered is None else recovered
        if recovered is not None:
            self.notes.append(f"a build that was stopped left {self.output} unfinished; put right")
        if self._lock.is_held:
            remove_unfinished(self.output, self.output)

    def _delete_stale(self) -> None:
        """Delete the files of editions that the project no longer has."""
        ours = self.entries.keys() | self.file_index.keys.keys()
        if not ours:  # nothing is deleted, and `all_paths` need not be called
            return
        for path in ours.difference(self._plan.all_paths()):
            is_lost = path not in self.entries and is_edition_path(path)
            if is_lost and self.file_index.is_as_left(self.output / path):
                self._begin()  # it is ours, but its manifest was lost
                writing.remove_files(self.output, path, {*SUFFIXES, ""})
            self.drop(path)

    def _begin(self) -> None:
        """Prepare for the first change of a file: from here on the journal knows what is ours."""
        if self._journal.is_begun:
            return
        if not self._lock:
            writing.make_folder(self.output)
            self._take()
        self._journal.begin(self._plan.planned, self.entries.values())

    def keep(self, entry: ManifestEntry, files: Mapping[str, bytes]) -> dict[str, str]:
        """Write an edition's files, given by suffix, "" for the reading file; returns the sha256 of
        each. Files of an older edition that are no longer made are deleted.
        """
        self._begin()
        with held_back():
            self._journal.note(entry, files)
            self._writing = entry
            kept = self._write(entry, files)
            self._list(entry)
            self._writing = None
        return kept

    def _write(self, entry: ManifestEntry, files: Mapping[str, bytes]) -> dict[str, str]:
        kept = {}
        for suffix in (*SUFFIXES, ""):
            path = self.output / entry.file(suffix)
            if suffix in files:
                writing.write_output(path, files[suffix], within=self.output)
                kept[suffix] = digest(files[suffix])
                self.file_index.note(path, kept[suffix])
            else:
                writing.remove_file(path, self.output)
        return kept

    def confirm(self, entry: ManifestEntry, suffixes: Collection[str]) -> None:
        """List an edition whose files exist already; other files of an older one are deleted."""
        for suffix in SUFFIXES:
            if suffix not in suffixes and entry.file(suffix) in self._standing(entry):
                self._begin()
                writing.remove_file(self.output / entry.file(suffix), self.output)
        self._list(entry)

    def _list(self, entry: ManifestEntry) -> None:
        self.entries[entry.path] = entry
        self._made.add(entry.path)

    def _standing(self, entry: ManifestEntry) -> frozenset[str]:
        """The files in an edition's folder at the time when its first edition was confirmed."""
        folder = entry.id.folder
        if folder not in self._folders:
            standing = (self.output / folder).iterdir()
            self._folders[folder] = frozenset(f"{folder}/{path.name}" for path in standing)
        return self._folders[folder]

    def drop(self, path: str) -> None:
        """Delete the files of an edition that failed or no longer exists."""
        self.file_index.know(path, "")
        if path in self.entries:
            self._begin()
            with held_back():
                writing.remove_files(self.output, path, {*SUFFIXES, ""})
                del self.entries[path]

    def withhold(self, path: str) -> None:
        """Delete the files of an edition that may not be released. The manifest is then written
        even if it lists nothing.
        """
        self.drop(path)
        self._withholds = True

    def close(self) -> None:
        """Write the manifest, unless there is nothing to list; an empty shard and an empty release
        get a manifest too. Find what is stale of the editions that this build did not make.
        """
        with held_back(), self._open:
            if self._writing:
                self._end_writing(self._writing)
            self._mark_stale()
            needs_manifest = self._plan.shard or self._withholds
            if self.entries or needs_manifest or (self.output / manifest.NAME).exists():
                if needs_manifest:
                    self._begin()
                manifest.write(self.output, self.entries.values(), shard=self._plan.shard)
            self._journal.end()
            self.file_index.save()

    def _end_writing(self, last: ManifestEntry) -> None:
        """List an edition that was written when the build was stopped, if its files are there."""
        if manifest.stands(self.output, last):
            self._list(last)
        elif last.path in self.entries and not manifest.stands(
            self.output, self.entries[last.path]
        ):
            self.drop(last.path)

    def _mark_stale(self) -> None:
        for path in self.entries.keys() - self._made:
            entry = self.entries[path]
            older = self._plan.find_older(entry.id, entry.inputs)
            if older != entry.stale:
                self.entries[path] = replace(entry, stale=older)
        left = [entry for path, entry in self.entries.items() if path not in self._made]
        self.stale = tuple(grouped((entry.name, entry.stale) for entry in left))
