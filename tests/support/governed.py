"""Projects with a clinic that could be real, and people who approve."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from leaflet.content.project import Project
from leaflet.core.digests import digest
from tests.support.projects import CLINIC, LEAFLET, Ran, Run

NAME = "mesotherapy-acne-scars"
APPROVALS = f"content/approvals/{NAME}/en-GB.yaml"
SAFETY = "content/clinics/riverside/approvals.yaml"
ANN = ("--by", "Ann Example", "--role", "clinician")
#: The files of approvals by the project's digest, the day and the options of the command.
_WRITTEN: dict[tuple[str, tuple[str, ...]], dict[str, bytes]] = {}


#: The end of the fact `c10` in the example's leaflet.
UNREAD = "[fabbrocini-2010]\n    verified: "


def make_real(folder: Path) -> None:
    """The first clinic with an address and a number that are kept for no example; 01632 is no
    area, so nobody answers. The one fact of the leaflet that a number rests on has been read.
    """
    path = folder / CLINIC
    text = path.read_text("utf-8").replace("fictional: true", "fictional: false")
    text = text.replace(".example", ".test").replace("01632 960 140", "01632 970 140")
    text = text.replace("+441632960140", "+441632970140")
    path.write_text(text, "utf-8")
    path = folder / LEAFLET
    text = path.read_text("utf-8").replace(f"{UNREAD}false", f"{UNREAD}true")
    path.write_text(text, "utf-8")


def approve_all(run: Run, folder: Path, *more: str) -> None:
    """Approve the leaflet and the first clinic; a project with the same files gets the approvals
    that the command wrote for the first one.
    """
    key = (_files_digest(folder), (os.environ["SOURCE_DATE_EPOCH"], *more))
    if key not in _WRITTEN:
        assert run("approve", NAME, *ANN, *more, cwd=folder).code == 0
        assert run("approve", "-c", "riverside", *ANN, *more, cwd=folder).code == 0
        _WRITTEN[key] = {name: (folder / name).read_bytes() for name in (APPROVALS, SAFETY)}
    for name, data in _WRITTEN[key].items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def _files_digest(folder: Path) -> str:
    """The digest of the files that people write in a project."""
    paths = [folder / "leaflet.yaml"]
    for name in ("content", "templates"):
        paths += sorted(path for path in (folder / name).rglob("*") if path.is_file())
    files = (f"{path.relative_to(folder)} {digest(path.read_bytes())}" for path in paths)
    return digest("\n".join(files).encode())


def states(ran: Ran, folder: Path) -> dict[str, str]:
    """The state of each clinic's first edition, as the manifest lists it."""
    import json

    assert ran.code in (0, 3), ran.err
    path = folder / "dist/manifest.json"
    listed: list[dict[str, Any]] = (
        json.loads(path.read_text("utf-8"))["editions"] if path.exists() else []
    )
    return {entry["clinic"]: entry["state"] for entry in listed}


def rewrite(folder: Path, old: str, new: str, file: str = LEAFLET) -> None:
    """Change words in a file; they must stand there."""
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def words(folder: Path) -> str:
    """The words hash that is on file."""
    approvals = Project(folder).approvals[NAME, "en-GB"].value
    assert approvals
    return approvals.approvals[-1].words
