"""The templates and icons of a project: its own files and the shipped ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from leaflet.content.documents import has_error
from leaflet.content.project_files import ProjectFiles
from leaflet.core.diagnostics import UsageError
from leaflet.core.digests import digest


@dataclass(frozen=True, slots=True)
class Templates(Mapping[str, str]):
    """The texts of templates and icons by name.

    `own` are the names of those whose text is a project's own: it differs from the shipped file of
    that name, or there is none. Nothing in them is trusted.
    """

    texts: Mapping[str, str]
    own: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> str:
        return self.texts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)


def own_names(texts: Mapping[str, str], shipped: Mapping[str, Path]) -> tuple[str, ...]:
    """The names of the texts that are not those of the shipped files."""
    return tuple(
        sorted(
            name
            for name, text in texts.items()
            if name not in shipped or shipped[name].read_text("utf-8") != text
        )
    )


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
    if path.suffix == ".svg" and not has_error(findings):
        from leaflet.content.images import read_picture

        icon = read_picture(files.shown(path), text.encode())
        text, findings = icon.data.decode(), [*icon.findings]
        files.blobs[digest(icon.data)] = icon.data
    for finding in findings:
        if finding.is_broken:
            raise UsageError(f"{finding.span}: {finding.message}", finding.hint)
    return text
