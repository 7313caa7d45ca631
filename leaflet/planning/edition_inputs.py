"""The digests of what an edition is made of, as a manifest lists them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leaflet.core.digests import digest
from leaflet.core.edition_id import EditionId
from leaflet.core.located import Files
from leaflet.output import edition_inputs
from leaflet.output.edition_inputs import InputDigests
from leaflet.output.manifest_entries import MOST_SHOWN, SHOWN
from leaflet.planning.file_summaries import FileSummaries, FileSummary

#: Templates of which no edition is made.
_NOT_OF_EDITIONS = ("staff/", "status/")

#: The characters of the digest of the templates.
_DIGEST = 12


class InputFinder:
    """Finds the inputs of editions as the project's files are now; `templates` are the digests of
    all templates by name.
    """

    def __init__(self, summaries: FileSummaries, templates: Mapping[str, str]) -> None:
        self._summaries = summaries
        listed = {n: sha for n, sha in templates.items() if not n.startswith(_NOT_OF_EDITIONS)}
        self._templates = digest(repr(sorted(listed.items())).encode())[:_DIGEST]

    def inputs(self, id_: EditionId) -> InputDigests:
        """The inputs of an edition; empty where a file is missing or cannot be read."""
        summaries = {kind: self._summary(*found) for kind, found in self._files(id_).items()}
        if not all(summary and summary.values for summary in summaries.values()):
            return ()
        found = {"templates": self._templates}
        for kind, summary in summaries.items():
            assert summary
            found |= {f"{kind}.{name}".rstrip("."): value for name, value in summary.values}
        return tuple(sorted(found.items()))

    def shown(self, id_: EditionId) -> dict[str, Any]:
        """What people are shown of an edition in lists, by the fields of `SHOWN`; empty where a
        file is missing or cannot be read.
        """
        files = self._files(id_)
        leaflet, clinic, locale = (
            self._summary(*files[kind]) for kind in ("leaflet", "clinic", "locale")
        )
        if not (leaflet and clinic and locale):
            return {}
        names = (part.name[:MOST_SHOWN] for part in (leaflet, clinic, locale))
        return dict(zip(SHOWN, (*names, leaflet.review_due.isoformat()), strict=True))

    def older(self, id_: EditionId, then: InputDigests) -> tuple[str, ...]:
        """What an edition made of older inputs has: "an older phone number"."""
        now = self.inputs(id_)
        project = self._summaries.project
        shown = {
            kind: project.shown(files.paths[key]).removeprefix("content/")
            for kind, (files, key) in self._files(id_).items()
            if key in files
        }
        return edition_inputs.older(then, now, shown)

    def _files(self, id_: EditionId) -> dict[str, tuple[Files[Any, Any], Any]]:
        project = self._summaries.project
        clinic = self._summary(project.clinics, id_.clinic)
        leaflet = self._summary(project.leaflets, (id_.leaflet, id_.language))
        kind = leaflet.kind if leaflet else ""
        return {
            "leaflet": (project.leaflets, (id_.leaflet, id_.language)),
            "clinic": (project.clinics, id_.clinic),
            "locale": (project.locales, id_.language),
            "jurisdiction": (project.packs, clinic.jurisdiction if clinic else ""),
            **({"kind": (project.kinds, kind)} if kind else {}),
        }

    def _summary(self, files: Files[Any, Any], key: Any) -> FileSummary | None:
        return self._summaries.of(files, key) if key in files else None
