"""Writes drafts into a project: the leaflet, its figures, and the import, for the next one.

`content/imports/<id>/<language>.md` is the draft as it was imported, against which a later import
sees what somebody has changed since; `<language>.report.md` says what was done.
"""

from __future__ import annotations

import re
from pathlib import Path

from leaflet.content.project import Project
from leaflet.core.atomic import create_files, replace_import
from leaflet.core.diagnostics import UsageError
from leaflet.importing.document import Told
from leaflet.importing.draft import Draft, Origin
from leaflet.importing.report import TITLES, report_text

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DIGEST = re.compile(r"sha256 ([0-9a-f]{64})")
_LONGEST = 60


def check_id(id_: str) -> None:
    """Raises `UsageError` for an id that a leaflet may not have."""
    if not _ID.fullmatch(id_) or len(id_) > _LONGEST:
        hint = f"use lower-case letters, digits and single hyphens, at most {_LONGEST}"
        raise UsageError(f'"{id_}" is no id of a leaflet', hint)


def id_from(name: str) -> str:
    """An id made of the name of a file."""
    import unicodedata

    stem = name.rpartition("/")[2].rpartition(".")[0]
    letters = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", letters))[:_LONGEST].strip("-") or "leaflet"


def base_path(project: Project, origin: Origin) -> Path:
    """Where the draft of the last import is kept."""
    return project.root / "content/imports" / origin.id / f"{origin.language}.md"


def report_path(project: Project, origin: Origin) -> Path:
    """Where the report of the last import is kept."""
    return base_path(project, origin).with_suffix(".report.md")


def leaflet_path(project: Project, origin: Origin) -> Path:
    """Where the leaflet stands."""
    return project.root / "content/leaflets" / origin.id / f"{origin.language}.md"


def last_import(project: Project, origin: Origin) -> tuple[str, int]:
    """The digest of the file of the last import, and how many things a person had to look at; an
    empty digest where nothing is known of one.
    """
    try:
        text = report_path(project, origin).read_text("utf-8")
    except (OSError, ValueError):
        return "", 0
    found = _DIGEST.search(text[:2_000])
    _, _, told = text.partition(f"\n## {TITLES[Told.CHECK]}\n")
    count = told.partition("\n## ")[0].count("\n- ")
    return (found[1] if found else ""), count


def figure_bytes(project: Project, name: str) -> bytes | None:
    """The bytes of a figure of the project; None where there is no such file."""
    path = project.root / "content/figures" / name
    return path.read_bytes() if path.is_file() else None


def save_new(project: Project, draft: Draft) -> None:
    """Write a new leaflet with its figures and its report: all files, or none.

    Raises `UsageError` where the leaflet exists already.
    """
    files = {
        leaflet_path(project, draft.origin): draft.text.encode(),
        base_path(project, draft.origin): draft.text.encode(),
        report_path(project, draft.origin): report_text(draft).encode(),
        **_new_figures(project, draft),
    }
    for path in (base_path(project, draft.origin), report_path(project, draft.origin)):
        if path.exists():
            hint = "delete its folder, where the leaflet is gone for good, or choose another id"
            raise UsageError(f'"{path}" is left of an earlier import', hint)
    create_files(files, project.root)


def save_update(project: Project, draft: Draft, text: str) -> None:
    """Write what a leaflet becomes by a later import of its article, the leaflet last."""
    create_files(_new_figures(project, draft), project.root)
    report = report_text(draft).encode()
    replace_import(report_path(project, draft.origin), report, project.root)
    replace_import(base_path(project, draft.origin), draft.text.encode(), project.root)
    replace_import(leaflet_path(project, draft.origin), text.encode(), project.root)


def _new_figures(project: Project, draft: Draft) -> dict[Path, bytes]:
    return {
        project.root / "content/figures" / figure.file: figure.data
        for figure in draft.figures
        if figure_bytes(project, figure.file) is None
    }
