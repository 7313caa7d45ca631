"""Where the program may write, and under which names; `core/atomic.py` asks before every write."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from functools import cache
from pathlib import Path

from leaflet.core.diagnostics import UsageError

#: The program's own code, which it never writes.
PROGRAM = Path(__file__).resolve().parent.parent

_PROJECT_FILE = "leaflet.yaml"
#: Folders beside a project file that people write by hand.
_BY_HAND = ("content", "templates")
#: What `new clinic --from` may write anew, as a path from the project's root.
_CLINIC = re.compile(r"content/clinics/[^/]+/clinic\.yaml")
#: What `import --update` may write anew, likewise.
_IMPORTS = re.compile(r"content/(leaflets/[^/]+/[^/]+\.md|imports/[^/]+/[^/]+\.md)")
#: What `approve` may write, as a path from the project's root.
_APPROVALS = re.compile(r"content/(approvals/[^/]+/[^/]+\.yaml|clinics/[^/]+/approvals\.yaml)")
#: Names of devices, with any ending (learn.microsoft.com/windows/win32/fileio/naming-a-file).
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
#: Unicode categories that a name may not have: controls, invisible and bidirectional formats, line
#: and paragraph separators, bytes that are no text.
_UNSEEN = frozenset(["Cc", "Cf", "Zl", "Zp", "Cs"])


def check_place(
    path: Path, within: Path | None = None, *, approvals_of: Path | None = None
) -> None:
    """Raises `UsageError` where a file may not be written.

    `within` is the folder that the caller may write below. It may be a link itself; a link below it
    may not lead out of it. Without it the file is one that a user named, and may be no link. With
    `approvals_of`, the root of a project, the file may be one of that project's approvals.
    """
    named = path.absolute()
    _check_names(named)
    real = Path(os.path.realpath(named.parent)) / named.name
    if within is None:
        _check_named_file(path, real)
        _check_linked_folders(path, named)
    elif not real.is_relative_to(os.path.realpath(within)):
        message = f'"{path}" leads out of "{within}" by a link'
        raise UsageError(message, "delete the link, or name another folder")
    if approvals_of is None or not _is_approval(real, approvals_of):
        _check_protected(path, real)


def check_new_file(path: Path, root: Path) -> None:
    """Raises `UsageError` where a new file may not be written below `root`, the root of a project:
    where there is one already, outside the project, in a Git folder, and in the program but for the
    formats of a clone. `content` and `templates` are open to new files, which authors then edit.
    """
    named = path.absolute()
    _check_names(named)
    if os.path.lexists(named):
        raise UsageError(f'"{path}" exists already', "nothing is overwritten; choose another name")
    real = Path(os.path.realpath(named.parent)) / named.name
    if not real.is_relative_to(os.path.realpath(root)):
        message = f'"{path}" leads out of "{root}" by a link'
        raise UsageError(message, "delete the link, or name another folder")
    is_format = real.parent == PROGRAM / "formats" and (PROGRAM.parent / "pyproject.toml").exists()
    if real.is_relative_to(PROGRAM) and not is_format:
        raise UsageError(f'"{path}" is inside the program', "name another place")
    if any(folder.name.casefold() == ".git" for folder in real.parents):
        raise UsageError(f'"{path}" is inside ".git"', "name another place")
    check_clash(named, root.absolute())


def check_clinic_file(path: Path, root: Path) -> None:
    """Raises `UsageError` for a file that is not the clinic file of a clinic of a project."""
    _check_kind(path, root, _CLINIC, "is no file of a clinic")


def check_import_file(path: Path, root: Path) -> None:
    """Raises `UsageError` for a file that is no leaflet of a project, nor kept of an import."""
    _check_kind(path, root, _IMPORTS, "is no file of an import")


def _check_kind(path: Path, root: Path, pattern: re.Pattern[str], why: str) -> None:
    real, base = Path(os.path.realpath(path)), Path(os.path.realpath(root))
    inside = real.relative_to(base).as_posix() if real.is_relative_to(base) else ""
    if path.is_symlink() or not pattern.fullmatch(inside):
        raise UsageError(f'"{path}" {why}', "name another place")


def check_clash(path: Path, within: Path) -> None:
    """Raises `UsageError` where a new name below `within` differs from one beside it only in case
    or in how its letters are composed: some file systems take the two for one.
    """
    place = within
    for part in path.relative_to(within).parts:
        if not os.path.lexists(place / part):
            try:
                beside = os.listdir(place)  # noqa: PTH208  # a Path for each name is slow
            except OSError:
                return
            for name in beside:
                if _folded(name) == _folded(part):
                    message = f'"{place / part}" differs from "{name}" beside it in case alone'
                    raise UsageError(message, f'delete or rename "{name}"')
        place /= part


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _check_names(named: Path) -> None:
    """Check the file's own name, and those of folders that would have to be made."""
    for path in (named, *named.parents):
        if path != named and os.path.lexists(path):
            return
        why = _fault(path.name)
        if why:
            shown = path.name.encode("unicode_escape").decode("ascii")
            raise UsageError(f'the name "{shown}" {why}', "name another place")


def _fault(name: str) -> str:
    if any(unicodedata.category(character) in _UNSEEN for character in name):
        return "has a character that cannot be seen"
    if name.endswith((".", " ")) and name not in (".", ".."):
        return "ends in a full stop or a space, which some systems drop"
    if _DEVICES.fullmatch(name):
        return "is that of a device on some systems"
    return ""


def _check_named_file(path: Path, real: Path) -> None:
    try:
        mode = real.lstat().st_mode
    except (OSError, ValueError):
        return
    if stat.S_ISLNK(mode):
        raise UsageError(f'"{path}" is a link', "name the file that it leads to")
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise UsageError(f'"{path}" is no plain file', "name another place")


def _check_linked_folders(path: Path, named: Path) -> None:
    """Raises `UsageError` where a link in a project leads out of it: a project may come from
    others.
    """
    for link in filter(Path.is_symlink, named.parents):
        root, real = _project_of(link), Path(os.path.realpath(link))
        if root and not real.is_relative_to(os.path.realpath(root)):
            message = f'"{path}" leads out of the project by the link "{link.name}"'
            raise UsageError(message, "name the place that it leads to")


def _project_of(place: Path) -> Path | None:
    """The nearest folder above a place with a project file."""
    return next((up for up in place.parents if os.path.lexists(up / _PROJECT_FILE)), None)


def _is_approval(real: Path, root: Path) -> bool:
    content = Path(os.path.realpath(root / "content"))
    return real.is_relative_to(content) and bool(
        _APPROVALS.fullmatch(f"content/{real.relative_to(content).as_posix()}")
    )


def _check_protected(path: Path, real: Path) -> None:
    """Raises `UsageError` for a file in a project's content or templates, for a project file, in a
    Git folder, and in the program. Names count in any case, as on systems that tell no case, and
    what a link in content or templates leads to is a part of them.
    """
    hint = "name another place"
    if real.is_relative_to(PROGRAM):
        raise UsageError(f'"{path}" is inside the program', hint)
    if real.name.casefold() == _PROJECT_FILE:
        raise UsageError(f'"{path}" is a project file, which is written by hand', hint)
    for folder in (real, *real.parents):
        name = folder.name.casefold()
        if name == ".git":
            raise UsageError(f'"{path}" is inside ".git"', hint)
        if name in _BY_HAND and os.path.lexists(folder.parent / _PROJECT_FILE):
            raise UsageError(f'"{path}" is inside "{name}", which is written by hand', hint)
        linked = _linked_by_hand(folder) if os.path.lexists(folder / _PROJECT_FILE) else ()
        if place := next((place for place in linked if real.is_relative_to(place)), None):
            message = f'"{path}" is in "{place.name}", to which a link leads from what is written'
            raise UsageError(f"{message} by hand", hint)


@cache
def _linked_by_hand(root: Path) -> tuple[Path, ...]:
    """The places to which links of a project lead: its project file, its content and templates,
    and what is in them. They are looked for once a process.
    """
    starts = [root / name for name in (_PROJECT_FILE, *_BY_HAND)]
    links = [place for place in starts if place.is_symlink()]
    for start in starts[1:]:
        for folder, folders, files in os.walk(start):
            inside = (Path(folder, name) for name in (*folders, *files))
            links += [place for place in inside if place.is_symlink()]
    return tuple(Path(os.path.realpath(link)) for link in links)
