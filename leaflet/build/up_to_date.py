"""Finds editions that need not be rebuilt: their files are in the output folder or in the cache."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from leaflet.cache import toolchain
from leaflet.cache.file_index import FileIndex
from leaflet.cache.store import key_of
from leaflet.content.project import Project
from leaflet.core.diagnostics import Finding, finding_from
from leaflet.core.digests import digest
from leaflet.imposition.print_files import PrintOptions
from leaflet.output.manifest_entries import ManifestEntry, entries_of
from leaflet.planning.edition_inputs import InputFinder
from leaflet.planning.file_summaries import FileSummaries
from leaflet.planning.plan import Inputs, PlannedEdition

_KIND = "editions"


@dataclass(frozen=True, slots=True)
class BuiltEdition:
    """A finished edition: its manifest entry, its findings, and the sha256 of its files by the
    suffix of their names.
    """

    entry: ManifestEntry
    findings: tuple[Finding, ...]
    files: Mapping[str, str]


class UpToDateCheck:
    """Compares the inputs of editions with those of earlier builds."""

    def __init__(
        self,
        project: Project,
        file_index: FileIndex,
        output: Path,
        print_options: PrintOptions,
        summaries: FileSummaries,
    ) -> None:
        self.file_index = file_index
        self.output = output
        self._print_options = print_options
        self._keys: dict[str, str] = {}
        templates = {name: file_index.digest(path) for name, path in project.template_paths.items()}
        self._common = {
            "templates": digest(repr(sorted(templates.items())).encode()),
            "printing": repr(project.settings.printing),
            "program": toolchain.here().key,
        }
        self.listed_inputs = InputFinder(summaries, templates)

    def with_inputs(self, entry: ManifestEntry) -> ManifestEntry:
        """The entry of an edition that is made of the project's files as they are now."""
        found = self.listed_inputs
        return replace(entry, inputs=found.inputs(entry.id), stale=(), **found.shown(entry.id))

    def inputs(self, planned: PlannedEdition) -> Inputs | None:
        """Everything that an edition depends on; None where an input cannot be read."""
        if planned.inputs is None:
            return None
        options = repr((self._print_options, planned.id.type_size))
        return replace(planned.inputs, options=options, **self._common)

    def find(self, planned: PlannedEdition) -> BuiltEdition | None:
        """A cached edition that was built from the same inputs; None where there is none."""
        key = self._key(planned)
        return self._read(key) if key else None

    def confirm(self, planned: PlannedEdition) -> None:
        """Record that the files in the output folder were built from the current inputs."""
        if key := self._key(planned):
            self.file_index.know(planned.path, key)

    def _key(self, planned: PlannedEdition) -> str:
        """The plan key of an edition, computed once; empty where an input cannot be read."""
        if planned.path not in self._keys:
            inputs = self.inputs(planned)
            self._keys[planned.path] = key_of(inputs) if inputs else ""
        return self._keys[planned.path]

    def is_in_folder(self, built: BuiltEdition) -> bool:
        """Whether all files of an edition are in the output folder, unchanged."""
        return all(
            self.file_index.digest(f"{self.output}/{built.entry.file(suffix)}") == sha256
            for suffix, sha256 in built.files.items()
        )

    def keep(self, planned: PlannedEdition, built: BuiltEdition) -> None:
        """Cache an edition under its plan key."""
        if inputs := self.inputs(planned):
            record = {
                "inputs": asdict(inputs),
                "entry": built.entry.record,
                "findings": [asdict(finding) for finding in built.findings],
                "files": dict(built.files),
            }
            self.file_index.store.put(_KIND, self._key(planned), record)
        self.confirm(planned)

    def reason(self, planned: PlannedEdition) -> str:
        """Why an edition has to be rebuilt, in a few words."""
        inputs = self.inputs(planned)
        if inputs is None:
            return "its files cannot be read"
        if self.file_index.store.fresh:
            return "everything is rebuilt"
        known = self.file_index.keys.get(planned.path)
        if known is None:
            return "new"
        record = self.file_index.store.get(_KIND, known)
        try:
            before = Inputs(**record["inputs"]) if record else None
        except (KeyError, TypeError):
            before = None
        if before is None:
            return "not in the cache"
        return _changes(before, inputs) or "not in the cache"

    def absence(self, planned: PlannedEdition) -> str:
        """Why the files of a cached edition are not in the output folder, in a few words."""
        if planned.path in self.file_index.keys:
            return "its file is missing or was changed"
        return "in the cache, not yet in this folder"

    def _read(self, key: str) -> BuiltEdition | None:
        store = self.file_index.store
        record = store.get(_KIND, key)
        if record is None:
            return None
        try:
            (entry,) = entries_of([record["entry"]])
            findings = tuple(map(finding_from, record["findings"]))
            built = BuiltEdition(
                entry, findings, {str(k): str(v) for k, v in record["files"].items()}
            )
        except (AttributeError, KeyError, TypeError, ValueError):
            store.reject(_KIND)
            return None
        return replace(built, entry=self.with_inputs(entry))


def _changes(before: Inputs, now: Inputs) -> str:
    """The names of the inputs that changed; for the state, the old and the new one."""
    lost = []
    for field in fields(Inputs):
        old, new = (getattr(inputs, field.name) for inputs in (before, now))
        if old != new:
            lost.append(
                f"state {old} -> {new}" if field.name == "state" else f"{field.name} changed"
            )
    return ", ".join(lost)
