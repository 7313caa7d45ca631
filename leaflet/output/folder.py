"""An output folder whose manifest is true while editions are made, fail and are interrupted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from leaflet.cache.file_index import FileIndex
from leaflet.core.digests import digest
from leaflet.output import manifest
from leaflet.output.manifest import SUFFIXES


class OutputFolder:
    """Writes and deletes the files of editions, and the manifest at the end.

    What the manifest lists and `all_paths` does not name is deleted at once.
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
        if self.entries:  # else nothing is to go, and nobody need know what is planned
            for path in self.entries.keys() - all_paths():
                self.drop(path)

    def keep(self, entry: manifest.ManifestEntry, files: Mapping[str, bytes]) -> dict[str, str]:
        """Write an edition's files by how their names end, the reading file's as ""; the sha256
        of each. What stood beside an older one and is no longer made goes.
        """
        self._writing = entry
        kept = {}
        for suffix in (*SUFFIXES, ""):
            path = self.output / entry.file(suffix)
            if suffix in files:
                manifest.write_output(path, files[suffix])
                kept[suffix] = digest(files[suffix])
                self.file_index.note(path, kept[suffix])
            else:
                manifest.remove_file(path)
        self.entries[entry.path] = entry
        self._writing = None
        return kept

    def confirm(self, entry: manifest.ManifestEntry, suffixes: Collection[str]) -> None:
        """List an edition that stands already; what is beside it of an older one goes."""
        for suffix in SUFFIXES:
            if suffix not in suffixes and entry.file(suffix) in self._standing(entry):
                manifest.remove_file(self.output / entry.file(suffix))
        self.entries[entry.path] = entry

    def _standing(self, entry: manifest.ManifestEntry) -> frozenset[str]:
        """What stood in an edition's folder when its first edition was confirmed."""
        folder = entry.id.folder
        if folder not in self._folders:
            standing = (self.output / folder).iterdir()
            self._folders[folder] = frozenset(f"{folder}/{path.name}" for path in standing)
        return self._folders[folder]

    def drop(self, path: str) -> None:
        """Delete the files of an edition that failed or is gone."""
        self.file_index.know(path, "")
        entry = self.entries.get(path)
        if entry:
            manifest.remove(self.output, entry, SUFFIXES)
            del self.entries[path]

    def withhold(self, path: str) -> None:
        """Delete the files of an edition that may not be released; the manifest says so, even if it
        lists nothing.
        """
        self.drop(path)
        self._withholds = True

    def close(self) -> None:
        """Write the manifest, if there is anything to list; an empty shard, and a release of
        nothing, list that it is so.
        """
        last = self._writing
        if last and manifest.stands(self.output, last):  # interrupted after the file was there
            self.entries[last.path] = last
        needs_manifest = self.shard or self._withholds
        if self.entries or needs_manifest or (self.output / manifest.NAME).exists():
            manifest.write(self.output, self.entries.values(), shard=self.shard)
        self.file_index.save()
