"""Which editions need not be made again: what stands in the output folder, or in the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from leaflet.cache import toolchain
from leaflet.cache.file_index import Ledger
from leaflet.cache.store import key_of
from leaflet.content.project import Project
from leaflet.core.diagnostics import Finding, finding_from
from leaflet.core.digests import digest
from leaflet.imposition.print_files import Wishes
from leaflet.output import manifest
from leaflet.planning.plan import Inputs, Wanted

_KIND = "editions"


@dataclass(frozen=True, slots=True)
class Made:
    """An edition as it was made: its entry, what was found, and the sha256 of each of its files
    by how their names end.
    """

    entry: manifest.ManifestEntry
    findings: tuple[Finding, ...]
    files: Mapping[str, str]


class Recall:
    """Holds the inputs of editions against those of the last build."""

    def __init__(self, project: Project, ledger: Ledger, output: Path, wishes: Wishes) -> None:
        self.ledger = ledger
        self.output = output
        self._keys: dict[str, str] = {}
        templates = {name: ledger.digest(path) for name, path in project.template_paths.items()}
        self._common = {
            "templates": digest(repr(sorted(templates.items())).encode()),
            "printing": repr(project.settings.printing),
            "options": repr(wishes),
            "program": toolchain.here().key,
        }

    def inputs(self, wanted: Wanted) -> Inputs | None:
        """All that an edition follows from; None where that is unknown."""
        return replace(wanted.inputs, **self._common) if wanted.inputs else None

    def find(self, wanted: Wanted) -> Made | None:
        """An edition that was made from the same inputs; None where there is none."""
        key = self._key(wanted)
        return self._read(key) if key else None

    def confirm(self, wanted: Wanted) -> None:
        """Remember that what stands in the folder follows from the inputs of today."""
        if key := self._key(wanted):
            self.ledger.know(wanted.path, key)

    def _key(self, wanted: Wanted) -> str:
        """The plan key of an edition, made once; empty where its inputs are unknown."""
        if wanted.path not in self._keys:
            inputs = self.inputs(wanted)
            self._keys[wanted.path] = key_of(inputs) if inputs else ""
        return self._keys[wanted.path]

    def stands(self, made: Made) -> bool:
        """Whether all files of an edition stand in the output folder as they were made."""
        return all(
            self.ledger.digest(f"{self.output}/{made.entry.file(suffix)}") == sha256
            for suffix, sha256 in made.files.items()
        )

    def keep(self, wanted: Wanted, made: Made) -> None:
        """Remember an edition by its inputs."""
        if inputs := self.inputs(wanted):
            record = {
                "inputs": asdict(inputs),
                "entry": made.entry.record,
                "findings": [asdict(finding) for finding in made.findings],
                "files": dict(made.files),
            }
            self.ledger.store.put(_KIND, self._key(wanted), record)
        self.confirm(wanted)

    def reason(self, wanted: Wanted) -> str:
        """Why an edition is not as it was last made into this folder, in a few words."""
        inputs = self.inputs(wanted)
        if inputs is None:
            return "its files cannot be read"
        if self.ledger.store.fresh:
            return "everything is made afresh"
        known = self.ledger.keys.get(wanted.path)
        if known is None:
            return "new"
        record = self.ledger.store.get(_KIND, known)
        try:
            before = Inputs(**record["inputs"]) if record else None
        except (KeyError, TypeError):
            before = None
        if before is None:
            return "not kept in the cache"
        return _changes(before, inputs) or "not kept in the cache"

    def absence(self, wanted: Wanted) -> str:
        """Why the files of an edition that is kept do not stand in this folder, in a few words."""
        if wanted.path in self.ledger.keys:
            return "its file is gone or was changed"
        return "kept in the cache, not yet in this folder"

    def _read(self, key: str) -> Made | None:
        store = self.ledger.store
        record = store.get(_KIND, key)
        if record is None:
            return None
        try:
            entry = manifest.ManifestEntry(**record["entry"])
            findings = tuple(map(finding_from, record["findings"]))
            made = Made(entry, findings, {str(k): str(v) for k, v in record["files"].items()})
        except (AttributeError, KeyError, TypeError, ValueError):
            store.reject(_KIND)
            return None
        return made if entry.is_ours else None


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
