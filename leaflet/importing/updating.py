"""Merges a new version of an article into its leaflet: section by section, and only what nobody has
changed here since the last import.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from leaflet.content.leaflet_file import parse_leaflet
from leaflet.content.project import Project
from leaflet.core.diagnostics import UsageError
from leaflet.importing.draft import Draft
from leaflet.importing.saving import base_path, leaflet_path

#: Fields of the front matter that an import never changes again.
_OURS = frozenset({"version", "changes", "id", "language", "#"})
_FRONT = "(front matter)"


@dataclass(frozen=True, slots=True)
class Merged:
    """A leaflet with what its article has changed; the difference between the two imports as lines;
    and how many parts both sides have changed, of which those of the leaflet are kept.
    """

    text: str
    difference: tuple[str, ...]
    conflicts: int
    is_changed: bool


def merged(project: Project, draft: Draft) -> Merged:
    """What a leaflet becomes by a new version of its article.

    Raises `UsageError` where nothing is known of an earlier import, or where the leaflet or what
    would become of it cannot be read.
    """
    base = _read(
        project, base_path(project, draft.origin), "was not imported, so nothing is known of"
    )
    ours = _read(project, leaflet_path(project, draft.origin), "cannot be read, so not merged:")
    made = _Merge(base, ours, draft.text)
    text = made.text()
    loaded = parse_leaflet(draft.path, text)
    if loaded.value is None:
        first = next(finding for finding in loaded.findings if finding.is_broken)
        message = f"{first.span}: the leaflet could not be read after the merge: {first.message}"
        raise UsageError(message, "mend the leaflet first: leaflet check")
    is_changed = text != ours or base != draft.text
    return Merged(text, tuple(made.told), made.conflicts, is_changed)


def _read(project: Project, path: Path, why: str) -> str:
    text, findings = project.text(path)
    if findings and any(finding.is_broken for finding in findings):
        raise UsageError(f'the leaflet {why} "{project.shown(path)}"', "import it under a new --id")
    return text


def _parts(text: str) -> dict[str, str]:
    """A leaflet as parts in order: fields of the front matter, and sections by their headings."""
    _, front, body = text.split("---\n", 2)
    made: dict[str, str] = {}
    for name, part in (*_fields(front), *_sections(body)):
        key, number = name, 2
        while key in made:
            key, number = f"{name} ({number})", number + 1
        made[key] = part
    return made


def _fields(front: str) -> Iterator[tuple[str, str]]:
    name, lines = "", list[str]()
    for line in front.splitlines(keepends=True):
        if not line.startswith((" ", "#")):
            if lines:
                yield f"{_FRONT} {name}", "".join(lines)
            name, lines = line.partition(":")[0], []
        if line.startswith("#") and not name:
            name = "#"
        lines.append(line)
    if lines:
        yield f"{_FRONT} {name}", "".join(lines)


def _sections(body: str) -> Iterator[tuple[str, str]]:
    name, lines = "", list[str]()
    for line in body.splitlines(keepends=True):
        if line.startswith("## "):
            if name:
                yield name, "".join(lines)
            name, lines = re.sub(r"\s*\{[^{}]*\}\s*$", "", line[3:]).strip(), []
        lines.append(line)
    if name:
        yield name, "".join(lines)


class _Merge:
    """Holds three versions against each other: the last import, the leaflet, the new import."""

    def __init__(self, base: str, ours: str, theirs: str) -> None:
        self.base, self.ours, self.theirs = _parts(base), _parts(ours), _parts(theirs)
        self.told: list[str] = []
        self.conflicts = 0
        self._made = dict(self.ours)

    def text(self) -> str:
        """The merged leaflet."""
        for name in [*self.theirs, *(name for name in self.base if name not in self.theirs)]:
            if not name.startswith(_FRONT) or name.removeprefix(_FRONT).strip() not in _OURS:
                self._merge(name)
        front = "".join(part for name, part in self._made.items() if name.startswith(_FRONT))
        body = [
            part.strip("\n") for name, part in self._made.items() if not name.startswith(_FRONT)
        ]
        return f"---\n{front}---\n\n" + "\n\n".join(body) + "\n"

    def _merge(self, name: str) -> None:
        base, ours, theirs = (
            parts.get(name, "").strip("\n") for parts in (self.base, self.ours, self.theirs)
        )
        if base == theirs or ours == theirs:
            return
        self._tell(name, base, theirs, kept=ours != base)
        if ours != base:
            self.conflicts += 1
        elif not theirs:
            del self._made[name]
        elif name in self._made:
            self._made[name] = theirs + "\n"
        else:
            self._insert(name, theirs + "\n")

    def _insert(self, name: str, part: str) -> None:
        """Put a new part behind the one that it follows in the article."""
        names = list(self.theirs)
        before = [one for one in names[: names.index(name)] if one in self._made]
        made: dict[str, str] = {}
        if not before:
            made[name] = part
        for one, text in self._made.items():
            made[one] = text
            if before and one == before[-1]:
                made[name] = part
        self._made = made

    def _tell(self, name: str, base: str, theirs: str, *, kept: bool) -> None:
        what = "new" if not base else "gone" if not theirs else "changed"
        done = "changed here too: the leaflet's words are kept" if kept else "merged"
        self.told.append(f"{name}: {what} in the article; {done}")
        lines = difflib.unified_diff(base.splitlines(), theirs.splitlines(), lineterm="", n=0)
        self.told += [line for line in lines if not line.startswith(("---", "+++"))]
