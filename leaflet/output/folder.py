"""Writes an output folder; its manifest stays correct when editions fail or a build is stopped."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from leaflet.cache.file_index import FileIndex
from leaflet.core.digests import digest
from leaflet.output import manifest
from leaflet.output.manifest import SUFFIXES


class OutputFolder:
    """Writes and deletes the files of editions, and the manifest at the end.

    Editions that the old manifest lists and `all_paths` does not name are deleted at once.
    """

    def __init__(
        self,
        output: Path,
        root: Path,
        all_paths: Callable[[], Collection[str]],
        file_index: FileIndex,
        shard: manifest.Shard | None = None,
    ) -> None:
        self.output = output
        self.file_index = file_index
        self.shard = shard
        self.entries = {entry.path: entry for entry in manifest.read(output)}
        manifest.check_folder(output, root)
        self._writing: manifest.ManifestEntry | None = None
        self._withholds = False
        self._folders: dict[str, frozenset[str]] = {}
        if self.entries:  # otherwise nothing is deleted, and `all_paths` need not be called
            for path in self.entries.keys() - all_paths():
                self.drop(path)

    def keep(self, entry: manifest.ManifestEntry, files: Mapping[str, bytes]) -> dict[str, str]:
        """Write an edition's files, given by suffix, "" for the reading file; returns the sha256 of
        each. Files of an older edition that are no longer made are deleted.
        """
        self._writing = entry
        kept = {}
        for suffix in (*SUFFIXES, ""):
            path = self.output / entry.file(suffix)
            if suffix in files:
                manifest.write_output(path, files[suffix], within=self.output)
                kept[suffix] = digest(files[suffix])
                self.file_index.note(path, kept[suffix])
            else:
                manifest.remove_file(path, self.output)
        self.entries[entry.path] = entry
        self._writing = None
        return kept

    def confirm(self, entry: manifest.ManifestEntry, suffixes: Collection[str]) -> None:
        """List an edition whose files exist already; other files of an older one are deleted."""
        for suffix in SUFFIXES:
            if suffix not in suffixes and entry.file(suffix) in self._standing(entry):
                manifest.remove_file(self.output / entry.file(suffix), self.output)
        self.entries[entry.path] = entry

    def _standing(self, entry: manifest.ManifestEntry) -> frozenset[str]:
        """The files in an edition's folder at the time when its first edition was confirmed."""
        folder = entry.id.folder
        if folder not in self._folders:
            standing = (self.output / folder).iterdir()
            self._folders[folder] = frozenset(f"{folder}/{path.name}" for path in standing)
        return self._folders[folder]

    def drop(self, path: str) -> None:
        """Delete the files of an edition that failed or no longer exists."""
        self.file_index.know(path, "")
        entry = self.entries.get(path)
        if entry:
            manifest.remove(self.output, entry, SUFFIXES)
            del self.entries[path]

    def withhold(self, path: str) -> None:
        """Delete the files of an edition that may not be released. The manifest is then written
        even if it lists nothing.
        """
        self.drop(path)
        self._withholds = True

    def close(self) -> None:
        """Write the manifest, unless there is nothing to list; an empty shard and an empty release
        get a manifest too.
        """
        last = self._writing
        if last and manifest.stands(self.output, last):  # interrupted after the file was written
            self.entries[last.path] = last
        needs_manifest = self.shard or self._withholds
        if self.entries or needs_manifest or (self.output / manifest.NAME).exists():
            manifest.write(self.output, self.entries.values(), shard=self.shard)
        self.file_index.save()
