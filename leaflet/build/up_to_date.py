"""Which editions need not be made again: what stands in the output folder, or in the store."""

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
from leaflet.output import manifest
from leaflet.planning.plan import Inputs, PlannedEdition

_KIND = "editions"


@dataclass(frozen=True, slots=True)
class BuiltEdition:
    """An edition as it was built: its entry, what was found, and the sha256 of each of its files
    by how their names end.
    """

    entry: manifest.ManifestEntry
    findings: tuple[Finding, ...]
    files: Mapping[str, str]


class UpToDateCheck:
    """Holds the inputs of editions against those of the last build."""

    def __init__(
        self, project: Project, file_index: FileIndex, output: Path, print_options: PrintOptions
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

    def inputs(self, planned: PlannedEdition) -> Inputs | None:
        """All that an edition follows from; None where that cannot be lost."""
        if planned.inputs is None:
            return None
        options = repr((self._print_options, planned.id.type_size))
        return replace(planned.inputs, options=options, **self._common)

    def find(self, planned: PlannedEdition) -> BuiltEdition | None:
        """An edition that was made from the same inputs; None where there is none."""
        key = self._key(planned)
        return self._read(key) if key else None

    def confirm(self, planned: PlannedEdition) -> None:
        """Remember that what stands in the folder follows from the inputs of today."""
        if key := self._key(planned):
            self.file_index.know(planned.path, key)

    def _key(self, planned: PlannedEdition) -> str:
        """The plan key of an edition, made once; empty where its inputs cannot be lost."""
        if planned.path not in self._keys:
            inputs = self.inputs(planned)
            self._keys[planned.path] = key_of(inputs) if inputs else ""
        return self._keys[planned.path]

    def is_in_folder(self, built: BuiltEdition) -> bool:
        """Whether all files of an edition stand in the output folder as they were built."""
        return all(
            self.file_index.digest(f"{self.output}/{built.entry.file(suffix)}") == sha256
            for suffix, sha256 in built.files.items()
        )

    def keep(self, planned: PlannedEdition, built: BuiltEdition) -> None:
        """Remember an edition by its inputs."""
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
        """Why an edition is not as it was last made into this folder, in a few words."""
        inputs = self.inputs(planned)
        if inputs is None:
            return "its files cannot be read"
        if self.file_index.store.fresh:
            return "everything is made afresh"
        known = self.file_index.keys.get(planned.path)
        if known is None:
            return "new"
        record = self.file_index.store.get(_KIND, known)
        try:
            before = Inputs(**record["inputs"]) if record else None
        except (KeyError, TypeError):
            before = None
        if before is None:
            return "not kept in the cache"
        return _changes(before, inputs) or "not kept in the cache"

    def absence(self, planned: PlannedEdition) -> str:
        """Why the files of an edition that is kept do not stand in this folder, in a few words."""
        if planned.path in self.file_index.keys:
            return "its file is gone or was changed"
        return "kept in the cache, not yet in this folder"

    def _read(self, key: str) -> BuiltEdition | None:
        store = self.file_index.store
        record = store.get(_KIND, key)
        if record is None:
            return None
        try:
            entry = manifest.ManifestEntry(**record["entry"])
            findings = tuple(map(finding_from, record["findings"]))
            built = BuiltEdition(
                entry, findings, {str(k): str(v) for k, v in record["files"].items()}
            )
        except (AttributeError, KeyError, TypeError, ValueError):
            store.reject(_KIND)
            return None
        return built if entry.is_ours else None


def _changes(before: Inputs, now: Inputs) -> str:
    """What differs, by the names of the inputs; of short words, both."""
    lost = []
    for field in fields(Inputs):
        old, new = (getattr(inputs, field.name) for inputs in (before, now))
        if old != new:
            lost.append(
                f"state {old} -> {new}" if field.name == "state" else f"{field.name} changed"
            )
    return ", ".join(lost)
