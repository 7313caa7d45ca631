"""Names of one-file extensions: a module in a folder that holds one constant is an extension.

A format is a file in `leaflet/formats/` with a `FORMAT`, a check a file in `leaflet/checks/`
with a `CHECK`. Modules are found by name and imported on first use.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


@cache
def names(folder: str) -> tuple[str, ...]:
    """The extensions of a folder of this package, sorted; hyphens stand for underscores.

    Names are read from the file system, so nothing is imported.
    """
    modules = pkgutil.iter_modules([str(_HERE / folder)])
    return tuple(sorted(m.name.replace("_", "-") for m in modules if not m.name.startswith("_")))


@cache
def load(folder: str, name: str, constant: str) -> Any:
    """The constant that the extension's module holds.

    Raises `KeyError` for a name that `names` does not list.
    """
    if name not in names(folder):
        raise KeyError(name)
    module = importlib.import_module(f"leaflet.{folder}.{name.replace('-', '_')}")
    return getattr(module, constant)


def load_all(folder: str, constant: str) -> tuple[Any, ...]:
    """The constants of all extensions of a folder, in the order of their names."""
    return tuple(load(folder, name, constant) for name in names(folder))
