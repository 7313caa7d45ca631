"""Shared blocks: a text of `content/shared/` that several leaflets place with a fence `shared`.

`content/shared/<id>.<language>.md` is the text for leaflets in a language, `content/shared/<id>.md`
that for all others. A shared block may place others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from leaflet.content.documents import MAX_BYTES, mixed_lines
from leaflet.content.sections import Piece, read_pieces
from leaflet.core.diagnostics import Finding, Span, did_you_mean, error

FOLDER = "content/shared"
#: The name of the fence.
FENCE = "shared"
#: The most shared blocks that one leaflet places, and the most that lead from one to the next.
MOST_PLACED, DEEPEST = 200, 8

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

#: The text of a file by its path as findings show it, with findings; None where there is none.
ReadShared = Callable[[str], tuple[str | None, list[Finding]]]


def no_shared(_: str) -> tuple[str | None, list[Finding]]:
    """Reads nothing: for a leaflet outside a project."""
    return None, []


def paths_of(name: str, language: str) -> tuple[str, str]:
    """The paths that a shared block may have, the first one that exists counts."""
    return f"{FOLDER}/{name}.{language}.md", f"{FOLDER}/{name}.md"


@dataclass(frozen=True, slots=True)
class _Placed:
    """A shared block that is being read, and the place of the fence that names it."""

    name: str
    fence: Span


@dataclass(slots=True)
class SharedBlocks:
    """Puts shared blocks in the place of the fences that name them.

    `paths` are the files looked for, whether they exist or not; `names` the ids of those placed;
    `findings` the problems of all of them.
    """

    read: ReadShared
    language: str
    known: tuple[str, ...] = ()
    paths: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    size: int = 0

    def placed(self, pieces: tuple[Piece, ...], path: str) -> list[Piece]:
        """The pieces of a file with those of shared blocks in place of their fences."""
        return list(self._expanded(pieces, path, ()))

    def _expanded(
        self, pieces: tuple[Piece, ...], path: str, around: tuple[_Placed, ...]
    ) -> Iterator[Piece]:
        for piece in pieces:
            if piece.kind == FENCE:
                yield from self._of_fence(piece, path, around)
            elif around and piece.kind == "short":
                message, hint = "a short form inside a shared block", "write it in the leaflet"
                self._tell(Span(path, piece.line, 1), message, hint)
            else:
                yield replace(piece, path=path) if around else piece

    def _of_fence(self, piece: Piece, path: str, around: tuple[_Placed, ...]) -> Iterator[Piece]:
        here = _Placed(piece.text.strip(), Span(path, piece.line, 1))
        way = (*around, here)
        if not self._may_place(here, around):
            return
        found = self._text(here, way)
        if found is None:
            return
        shown, text = found
        inner, problems = read_pieces(shown, text, 1)
        self.findings += [*problems, *mixed_lines(shown, text, 1)]
        if not inner:
            self._tell(Span(shown), "no text", "write the words of the shared block")
        yield from self._expanded(inner, shown, way)

    def _may_place(self, here: _Placed, around: tuple[_Placed, ...]) -> bool:
        """Whether the fence names a block that can stand there; adds findings where not."""
        if not _ID.fullmatch(here.name):
            message = f'"{here.name[:40]}" is no id of a shared block' if here.name else "no id"
            self._tell(here.fence, message, "write one id, that of content/shared/<id>.md")
            return False
        circle = [one.name for one in around]
        if here.name in circle:
            names = " → ".join([*circle[circle.index(here.name) :], here.name])
            for one in (*around, here):
                message = f'"{here.name}" is placed inside itself: {names}'
                self._tell(one.fence, message, "take one of them out")
            return False
        if len(around) >= DEEPEST or len(self.names) >= MOST_PLACED:
            message = f"more than {DEEPEST} shared blocks in each other, or {MOST_PLACED} in all"
            self._tell(here.fence, message, "place fewer")
            return False
        return True

    def _text(self, here: _Placed, way: tuple[_Placed, ...]) -> tuple[str, str] | None:
        """The path and the text of a shared block; adds findings where there is none."""
        self.names.append(here.name)
        for shown in paths_of(here.name, self.language):
            self.paths.append(shown)
            text, problems = self.read(shown)
            self.findings += problems
            if text is None and not problems:
                continue
            if text is None:
                return None
            self.size += len(text)
            if self.size > MAX_BYTES:
                self._tell(here.fence, "the shared blocks are too long", "place shorter ones")
                return None
            return shown, text
        self._missing(here, way, shown)
        return None

    def _missing(self, here: _Placed, way: tuple[_Placed, ...], shown: str) -> None:
        """Findings at each fence on the way to a missing block, and at the file that is missing."""
        hint = did_you_mean(here.name, self.known) or f"add {shown}"
        for one in way:
            self._tell(one.fence, f'no shared block "{here.name}"', hint)
        message = f"there is no such file, and {here.fence} places it"
        self._tell(Span(shown), message, "write it, or take the fence out")

    def _tell(self, place: Span, message: str, hint: str) -> None:
        found = error("shared-block", place, message, hint)
        if found not in self.findings:
            self.findings.append(found)
