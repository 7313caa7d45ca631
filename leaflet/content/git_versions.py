"""Reads one version of a leaflet: a file, or a file at a revision of git.

Names are passed to git on standard input, so no name can become an option or reach a shell.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from leaflet.content.documents import MAX_BYTES, decode, has_error
from leaflet.content.leaflet_file import parse_leaflet
from leaflet.content.project import Project
from leaflet.core.diagnostics import Finding, MachineError, UsageError
from leaflet.core.located import Loaded
from leaflet.model.leaflet import Leaflet

_SECONDS = 20

_HINT = (
    "name the file of a leaflet, as content/leaflets/foot-care/en-GB.md,"
    " or REVISION:PATH as git writes it"
)


def read_version(name: str, folder: Path) -> Loaded[Leaflet]:
    """A leaflet that has a value; `name` is a path relative to the folder, or `REVISION:PATH`.

    Raises `UsageError` for a missing or faulty leaflet, and `MachineError` when git is needed but
    not installed.
    """
    named = split_version(name, folder)
    data = _blob(*named, folder) if named else _file(name, folder / name)
    text, findings = decode(name, data)
    read_shared = partial(_shared, name, folder)
    loaded = None if has_error(findings) else parse_leaflet(name, text, read_shared)
    for finding in loaded.findings if loaded else findings:
        if finding.is_broken:
            raise _wrong(finding)
    assert loaded is not None
    return loaded


def _shared(name: str, folder: Path, shown: str) -> tuple[str | None, list[Finding]]:
    """The text of a shared block of the project and revision that a leaflet is of."""
    head, slash, _ = name.rpartition("content/leaflets/")
    path = f"{head}{shown}"
    if not slash:
        return None, []
    try:
        named = split_version(path, folder)
        data = _blob(*named, folder) if named else _file(path, folder / path)
    except UsageError:
        return None, []
    text, findings = decode(path, data)
    return (None if has_error(findings) else text), findings


def split_version(name: str, folder: Path) -> tuple[str, str] | None:
    """The revision and the path of `REVISION:PATH`; None for the path of a file."""
    revision, colon, inside = name.partition(":")
    if os.path.lexists(folder / name) or not (revision and colon and inside):
        return None
    return revision, inside


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
    line, _, data = ask_git(["cat-file", *how], f"{name}\n", folder).partition(b"\n")
    return line.decode(errors="replace"), data


def blobs_of(objects: Iterable[str], folder: Path) -> dict[str, bytes]:
    """The bytes of blobs by the names of their objects; one that git does not have is left out."""
    asked = list(dict.fromkeys(objects))
    answer = ask_git(["cat-file", "--batch"], "".join(f"{one}\n" for one in asked), folder)
    found, at = {}, 0
    for one in asked:
        end = answer.index(b"\n", at)
        line, at = answer[at:end], end + 1
        if not line.endswith(b" missing"):
            size = int(line.rsplit(b" ", 1)[1])
            found[one] = answer[at : at + size]
            at += size + 1
    return found


def ask_git(call: list[str], given: str, folder: Path) -> bytes:
    """What git prints when it is given a text on its standard input.

    Raises `UsageError` where git refuses, and `MachineError` where it does not run.
    """
    try:
        ran = subprocess.run(
            ["git", "-C", str(folder), *call],
            input=given.encode(errors="surrogateescape"),
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
    return ran.stdout
