"""Errors of the system that are the machine's trouble and no mistake of the program."""

from __future__ import annotations

import errno

from leaflet.core.diagnostics import MachineError

_SPACE = "free some space, then run it again"
_RIGHTS = "check who may read and write there"
_MORE = "close other programs or raise the limit (ulimit), then run it again"
_DISK = "check the disk, then run it again"

#: What to do, by the number of an error.
_ACTIONS = {
    errno.ENOSPC: _SPACE,
    errno.EDQUOT: _SPACE,
    errno.EFBIG: _SPACE,
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EROFS: _RIGHTS,
    errno.EMFILE: _MORE,
    errno.ENFILE: _MORE,
    errno.EAGAIN: _MORE,
    errno.ENOMEM: _MORE,
    errno.EIO: _DISK,
    errno.ESTALE: _DISK,
    errno.ENODEV: _DISK,
    errno.ENXIO: _DISK,
}


def no_temporary_folder(problem: OSError) -> MachineError:
    """The error where no folder for temporary files can be made or found."""
    reason = (problem.strerror or str(problem)).lower()
    message = f"no folder for temporary files: {reason}"
    return MachineError(message, "set TMPDIR to a folder with free space")


def machine_trouble(problem: BaseException) -> MachineError | None:
    """What an exception says of the machine; None for one that is a mistake of the program."""
    if isinstance(problem, MemoryError):
        return MachineError("memory has run out", _MORE)
    if isinstance(problem, FileNotFoundError) and problem.filename is None:
        return _temporary_folder()
    if not isinstance(problem, OSError) or problem.errno not in _ACTIONS:
        return None
    where = f'"{problem.filename}": ' if problem.filename else ""
    reason = (problem.strerror or str(problem)).lower()
    return MachineError(f"{where}{reason}", _ACTIONS[problem.errno])


def _temporary_folder() -> MachineError | None:
    """The error if the system has no folder for temporary files; Python names no file then."""
    import tempfile

    try:
        tempfile.gettempdir()
    except FileNotFoundError as problem:
        return no_temporary_folder(problem)
    return None
