"""Reads one version of a leaflet: a file, or a file at a revision of git.

Names are passed to git on standard input, so no name can become an option or reach a shell.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

from leaflet.content.documents import MAX_BYTES, decode, has_error
from leaflet.content.leaflet_file import parse_leaflet
from leaflet.content.project import Project
from leaflet.core.diagnostics import Finding, MachineError, UsageError
from leaflet.core.located import Loaded
from leaflet.model.leaflet import Leaflet

_SECONDS = 20

_HINT = "name a Markdown file of a leaflet, or REVISION:PATH as git writes it"


def read_version(name: str, folder: Path) -> Loaded[Leaflet]:
    """A leaflet that has a value; `name` is a path relative to the folder, or `REVISION:PATH`.

    Raises `UsageError` for a missing or faulty leaflet, and `MachineError` when git is needed but
    not installed.
    """
    path = folder / name
    revision, colon, inside = name.partition(":")
    if os.path.lexists(path) or not (revision and colon and inside):
        data = _file(name, path)
    else:
        data = _blob(revision, inside, folder)
    text, findings = decode(name, data)
    loaded = None if has_error(findings) else parse_leaflet(name, text)
    for finding in loaded.findings if loaded else findings:
        if finding.is_broken:
            raise _wrong(finding)
    assert loaded is not None
    return loaded


def _wrong(finding: Finding) -> UsageError:
    return UsageError(f"{finding.span}: {finding.message}", finding.hint or "mend the file")


def _file(name: str, path: Path) -> bytes:
    try:
        place = path.resolve()
    except (OSError, RuntimeError, ValueError) as problem:
        raise UsageError(f'"{name}" is no path', _HINT) from problem
    data, findings = Project(place.parent).read(place)
    if findings:
        finding = findings[0]
        raise _wrong(replace(finding, span=replace(finding.span, path=name), hint=_HINT))
    return data


def _blob(revision: str, path: str, folder: Path) -> bytes:
    """The bytes of a file at a revision; `path` is relative to the folder."""
    name = f"{revision}:./{path}"
    if set(name) & set("\0\r\n"):
        raise UsageError("a line break in a name", _HINT)
    head, _ = _ask(["--batch-check"], name, folder)
    _, kind, size = head.rsplit(" ", 2) if head.count(" ") >= 2 else ("", "missing", "0")
    if kind != "blob":
        known = _ask(["--batch-check"], f"{revision}^{{commit}}", folder)[0].split(" ")[1:2]
        if known != ["commit"]:
            hint = "name one that git log or git tag lists"
            raise UsageError(f'git knows no revision "{revision}"', hint)
        raise UsageError(f'no file "{path}" in revision "{revision}"', _HINT)
    if int(size) > MAX_BYTES:
        return bytes(MAX_BYTES + 1)  # gives the finding `too-large`
    return _ask(["--batch"], name, folder)[1][: int(size)]


def _ask(how: list[str], name: str, folder: Path) -> tuple[str, bytes]:
    """The answer of `git cat-file` for an object: a line and, with `--batch`, its bytes."""
    call = ["git", "-C", str(folder), "cat-file", *how]
    try:
        ran = subprocess.run(
            call,
            input=f"{name}\n".encode(errors="surrogateescape"),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError as problem:
        hint = "install git, or name a file instead of a revision"
        raise MachineError("git is not installed", hint) from problem
    except (OSError, subprocess.TimeoutExpired) as problem:
        hint = "run git status in the folder, or name a file instead of a revision"
        raise MachineError(f"git does not answer: {problem}", hint) from problem
    if ran.returncode:
        said = ran.stderr.decode(errors="replace").strip().split("\n")[0]
        raise UsageError(f"git says: {said}", _HINT)
    line, _, data = ran.stdout.partition(b"\n")
    return line.decode(errors="replace"), data
