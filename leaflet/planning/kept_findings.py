"""Keeps the findings of editions in the cache, so that what is unchanged is not checked again."""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from leaflet.cache import toolchain
from leaflet.cache.store import key_of
from leaflet.core.diagnostics import Finding, finding_from
from leaflet.planning.file_summaries import FileSummaries
from leaflet.planning.plan import PlannedEdition

if TYPE_CHECKING:
    from leaflet.planning.loading import EditionLoader

_KIND = "edition-findings"


class KeptFindings:
    """The findings of editions that are not rendered: those of their files, of leaflet and clinic
    together, and of the composed checks.

    Without a file index, and where an input of an edition cannot be read, nothing is kept.
    """

    def __init__(self, summaries: FileSummaries) -> None:
        self.summaries = summaries

    def with_findings(self, planned: PlannedEdition) -> PlannedEdition:
        """The edition with the findings that loading it gives; its files are read where the cache
        has none of the same inputs.
        """
        key, file_index = self._key(planned), self.summaries.file_index
        if file_index is None or not key:
            return replace(planned, findings=self._loader.load(planned).findings)
        record = file_index.store.get(_KIND, key)
        more = self._kept(record) if record is not None else None
        if more is None:
            more = self._loader.load(planned).findings[len(planned.findings) :]
            file_index.store.put(_KIND, key, [asdict(finding) for finding in more])
        return replace(planned, findings=(*planned.findings, *more))

    @cached_property
    def _loader(self) -> EditionLoader:
        from leaflet.planning.loading import EditionLoader

        return EditionLoader(self.summaries)

    def _key(self, planned: PlannedEdition) -> str:
        """The key of an edition; empty where an input cannot be read. What is broken keeps
        composed checks from being run, so it is part of the key.
        """
        if planned.inputs is None:
            return ""
        is_broken = str(planned.is_broken)
        return key_of(planned.inputs, toolchain.here().key, is_broken)

    def _kept(self, record: Any) -> tuple[Finding, ...] | None:
        """The findings of a cache record; None for a record that this program did not write."""
        try:
            return tuple(map(finding_from, record))
        except (AttributeError, KeyError, TypeError, ValueError):
            assert self.summaries.file_index
            self.summaries.file_index.store.reject(_KIND)
            return None
