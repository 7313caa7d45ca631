"""Which leaflets place a shared block, and what a change of it means for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leaflet.content.shared_blocks import FOLDER
from leaflet.core.diagnostics import Finding, Span, UsageError, did_you_mean, warning
from leaflet.planning.file_summaries import FileSummaries

#: A leaflet: its id and its language.
Key = tuple[str, str]


class SharedUses:
    """The leaflets of a project by the shared blocks that they place."""

    def __init__(self, summaries: FileSummaries) -> None:
        self.summaries = summaries
        self.project = summaries.project

    def leaflets(self, name: str) -> list[Key]:
        """The leaflets that place a shared block, directly or inside another one."""
        files = self.project.leaflets
        return [key for key in files if name in self.summaries.of(files, key).shared]

    def known(self) -> list[str]:
        """The ids of all shared blocks of the project."""
        paths = self.project.files_in(self.project.content_folder("shared"), ".md")
        return list(dict.fromkeys(path.name.partition(".")[0] for path in paths))

    def checked(self, name: str) -> list[Key]:
        """The leaflets that place a shared block. Raises `UsageError` where there is no such block,
        or no leaflet places it.
        """
        if name not in self.known():
            hint = did_you_mean(name, self.known()) or "leaflet list shared shows all"
            raise UsageError(f'no shared block "{name}"', hint)
        found = self.leaflets(name)
        if not found:
            raise UsageError(f'no leaflet places "{name}"', "there is nothing to approve")
        return found

    def unplaced(self) -> Iterator[Finding]:
        """Findings on shared blocks that no leaflet places."""
        for name in self.known():
            if not self.leaflets(name):
                hint = f"place it with a fence shared that holds {name}, or delete it"
                yield warning("shared-block", self._place(name), "no leaflet places it", hint)

    def changed(self, name: str, uses: Sequence[Key], void: Sequence[Key]) -> Finding:
        """The finding that names every leaflet with a shared block, and those whose approvals are
        void.
        """
        message = f'"{name}" stands in {_listed(uses)}; approvals are void of {_listed(void)}'
        old = [str(place) for place in map(self._approved_version, void) if place]
        renew = f"write a new version at {', '.join(old)}; " if old else ""
        hint = f"see what changed; {renew}approve them together: leaflet approve --shared {name}"
        return warning("shared-change", self._place(name), message, hint)

    def _approved_version(self, key: Key) -> Span | None:
        """The place of a leaflet's version, where it was approved already; else None."""
        loaded, approvals = self.project.leaflets[key], self.project.approvals[key].value
        versions = {approval.version for approval in approvals.approvals} if approvals else set()
        is_old = loaded.value is not None and loaded.value.version in versions
        return loaded.place(("version",)) if is_old else None

    def _place(self, name: str) -> Span:
        paths = self.project.files_in(self.project.content_folder("shared"), ".md")
        found = (path.name for path in paths if path.name.partition(".")[0] == name)
        return Span(f"{FOLDER}/{next(found, f'{name}.md')}")


def _listed(keys: Sequence[Key]) -> str:
    return ", ".join(f"{leaflet} ({language})" for leaflet, language in keys)
