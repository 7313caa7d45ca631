"""Projects with a clinic that could be real, and people who approve."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from leaflet.content.project import Project
from tests.support.projects import CLINIC, LEAFLET, Ran, Run

NAME = "mesotherapy-acne-scars"
APPROVALS = f"content/approvals/{NAME}/en-GB.yaml"
SAFETY = "content/clinics/riverside/approvals.yaml"
ANN = ("--by", "Ann Example", "--role", "clinician")


def make_real(folder: Path) -> None:
    """The first clinic with an address and a number that are kept for no example; 01632 is no
    area, so nobody answers.
    """
    path = folder / CLINIC
    text = path.read_text("utf-8").replace("fictional: true", "fictional: false")
    text = text.replace(".example", ".test").replace("01632 960 140", "01632 970 140")
    text = text.replace("+441632960140", "+441632970140")
    path.write_text(text, "utf-8")


def approve_all(run: Run, folder: Path, *more: str) -> None:
    """Approve the leaflet and the first clinic."""
    assert run("approve", NAME, *ANN, *more, cwd=folder).code == 0
    assert run("approve", "-c", "riverside", *ANN, *more, cwd=folder).code == 0


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
