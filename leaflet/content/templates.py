"""The templates and icons of a project: its own files and the shipped ones."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from leaflet.content.project_files import ProjectFiles
from leaflet.core.diagnostics import UsageError
from leaflet.core.digests import digest


def template_paths(folders: Iterable[Path]) -> dict[str, Path]:
    """The `.j2` and `.svg` files below some folders by relative path; of two with the same path,
    the one in the later folder counts.
    """
    return {
        path.relative_to(folder).as_posix(): path
        for folder in dict.fromkeys(folders)
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".j2", ".svg") and path.is_file()
    }


def template_text(files: ProjectFiles, path: Path) -> str:
    """The text of a template; the bytes of an icon are also added to the blobs of `files`.

    Raises `UsageError` for a template that cannot be used, because all editions depend on it.
    """
    own = path.is_relative_to(files.root)
    text, findings = files.text(path) if own else (path.read_text("utf-8"), [])
    if path.suffix == ".svg" and not findings:
        from leaflet.content.images import check

        findings = check(files.shown(path), text.encode())
        files.blobs[digest(text.encode())] = text.encode()
    if findings:
        raise UsageError(f"{findings[0].span}: {findings[0].message}", findings[0].hint)
    return text
