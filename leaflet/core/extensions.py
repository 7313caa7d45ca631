"""Extensions of one file: each is a module that assigns the constant of its kind.

A format is a file in `leaflet/formats/` with a `FORMAT`, a check a file in `leaflet/checks/` with a
`CHECK`. Adding the file is enough: modules are found by their source and imported on first use.
"""

from __future__ import annotations

import importlib
import re
from functools import cache
from pathlib import Path
from typing import Any, Final

_PROGRAM = Path(__file__).parent.parent

#: By kind: the folder below `leaflet/` and the constant that each of its extensions assigns.
KINDS: Final = {
    "checks": ("checks", "CHECK"),
    "executors": ("build/executors", "EXECUTOR"),
    "formats": ("formats", "FORMAT"),
    "outputs": ("cli/finding_writers", "OUTPUT"),
    "readers": ("importing/readers", "READER"),
}


@cache
def names(kind: str) -> tuple[str, ...]:
    """The names of the extensions of a kind, sorted; underscores of file names become hyphens.

    The source of each file is searched for the constant, so nothing is imported.
    """
    folder, constant = KINDS[kind]
    assigned = re.compile(rf"^{constant}\b".encode(), re.MULTILINE)
    found = (
        path.stem.replace("_", "-")
        for path in (_PROGRAM / folder).glob("*.py")
        if assigned.search(path.read_bytes())
    )
    return tuple(sorted(found))


@cache
def load(kind: str, name: str) -> Any:
    """The constant of an extension.

    Raises `KeyError` for a name that `names` does not list.
    """
    if name not in names(kind):
        raise KeyError(name)
    folder, constant = KINDS[kind]
    package = folder.replace("/", ".")
    module = importlib.import_module(f"leaflet.{package}.{name.replace('-', '_')}")
    return getattr(module, constant)


def load_all(kind: str) -> tuple[Any, ...]:
    """The constants of all extensions of a kind, sorted by name."""
    return tuple(load(kind, name) for name in names(kind))
