"""Reads single files of a project safely: plain files inside its folder, up to a size limit."""

from __future__ import annotations

import stat
from pathlib import Path

from leaflet.content.documents import MAX_BYTES, decode
from leaflet.core.diagnostics import Finding, Span, UsageError, error
from leaflet.core.digests import BASE, Asset, digest

#: How one content serves several projects without being copied.
_NO_COPY = "as a Git submodule, a Git subtree or a bind mount; or name the other project with -C"


class ProjectFiles:
    """The files below a project's `root`. `blobs` holds the bytes of checked pictures by sha256."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.blobs: dict[str, bytes] = {}

    def read(self, path: Path, limit: int = MAX_BYTES) -> tuple[bytes, list[Finding]]:
        """The first `limit` + 1 bytes of a plain file inside the project.

        Findings: `missing-file`, `outside-project`, `unreadable-file`.
        """
        shown = self.shown(path)
        span = Span(shown)
        try:
            if not path.resolve().is_relative_to(self.root):
                hint = f"put it into the project, {_NO_COPY}"
                return b"", [error("outside-project", span, "leads out of the project", hint)]
            if not stat.S_ISREG(path.stat().st_mode):
                hint = "put a file there, no folder, pipe or device"
                return b"", [error("unreadable-file", span, "not a plain file", hint)]
            with path.open("rb") as stream:
                return stream.read(limit + 1), []
        except FileNotFoundError:
            hint = f"put it into {self.shown(path.parent)}, or mend its name"
            return b"", [error("missing-file", span, "no such file", hint)]
        except (OSError, RuntimeError, ValueError) as problem:  # a loop of links: RuntimeError
            reason = getattr(problem, "strerror", None) or "a link that leads to itself"
            hint = "check the file and who may read it"
            return b"", [error("unreadable-file", span, f"cannot be read: {reason.lower()}", hint)]

    def peek(self, path: Path) -> bytes | None:
        """The bytes of a plain file inside the project; None if `read` gives a finding."""
        from leaflet.content.png_images import MAX_PNG_BYTES

        data, findings = self.read(path, MAX_PNG_BYTES)
        return None if findings else data

    def shown(self, path: Path) -> str:
        """The path in findings: relative to the project, with forward slashes."""
        return (
            path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)
        )

    def text(self, path: Path) -> tuple[str, list[Finding]]:
        """The text of a file that an author wrote."""
        data, findings = self.read(path)
        return ("", findings) if findings else decode(self.shown(path), data)

    def picture(self, path: Path, *, logo: bool = False) -> tuple[Asset | None, list[Finding]]:
        """A checked picture; what is embedded of it is added to `blobs`. A logo must be seen on
        white paper, too: a warning does not keep it from being used.
        """
        from leaflet.content.images import read_picture
        from leaflet.content.logo_ink import logo_problems
        from leaflet.content.png_images import MAX_PNG_BYTES

        shown = self.shown(path)
        data, findings = self.read(path, MAX_PNG_BYTES)
        if findings:
            return None, findings
        picture = read_picture(shown, data)
        findings = picture.findings
        if not findings and logo:
            findings = logo_problems(shown, picture)
        if any(finding.is_broken for finding in findings):
            return None, findings
        asset = Asset(BASE + shown, digest(picture.data), picture.aspect)
        self.blobs[asset.sha256] = picture.data
        return asset, findings

    def found(self, *parts: str) -> Path:
        """The path of a file below `content/`."""
        return self.content_folder(*parts)

    def content_folder(self, *parts: str) -> Path:
        """The path of a folder or file below `content/`."""
        return self.root.joinpath("content", *parts)

    def folders_in(self, folder: Path) -> list[Path]:
        """The folders in a folder, sorted, without hidden ones; none where it does not exist.

        Raises `UsageError` for a folder that cannot be read, and for one of the kinds of content
        that leads out of the project.
        """
        return [path for path in self._inside(folder) if path.is_dir()]

    def files_in(self, folder: Path, suffix: str) -> list[Path]:
        """The files in a folder whose names end in a suffix, sorted, without hidden ones. An
        unreadable file is listed too, so that reading it reports a finding.

        Raises `UsageError` for a folder that cannot be read.
        """
        return [path for path in self._inside(folder) if path.suffix == suffix]

    def _inside(self, folder: Path) -> list[Path]:
        self._check_place(folder)
        try:
            return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as problem:
            shown, reason = self.shown(folder), (problem.strerror or "").lower()
            message = f"{shown}: cannot be read: {reason}"
            raise UsageError(message, "check who may read it") from problem

    def _check_place(self, folder: Path) -> None:
        """Raises `UsageError` where `content` or a folder of one kind in it leads out of the
        project: all editions depend on these, so they are reported once, not with each file.
        """
        content = self.root / "content"
        for place in (content, folder) if folder.parent == content else ():
            try:
                real = place.resolve()
            except (OSError, RuntimeError):
                continue  # a loop of links; reading it tells
            if not real.is_relative_to(self.root):
                message = f'{self.shown(place)}: leads out of the project, to "{real}"'
                raise UsageError(message, f"have it in the project {_NO_COPY}")
