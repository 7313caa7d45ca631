"""Facts about the machine and the project's folder that set-up needs."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PLATFORM, PYTHON = sys.platform, tuple(sys.version_info[:3])
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
MAC_FOLDERS = ("/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib")


def venv() -> Path:
    """Return the folder of the project's Python packages."""
    return PROJECT / (os.environ.get("LEAFLET_VENV") or ".venv")


def environment() -> dict[str, str]:
    """Return the environment variables of an activated venv."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONHOME"}
    env["VIRTUAL_ENV"] = str(venv())
    env["PATH"] = f"{venv()}/bin{os.pathsep}{env.get('PATH', os.defpath)}"
    if PLATFORM == "darwin":
        env.setdefault("DYLD_FALLBACK_LIBRARY_PATH", ":".join(MAC_FOLDERS))
    return env


def has_module(name: str) -> bool:
    """Tell whether this Python has a top-level module, including one installed just now."""
    importlib.invalidate_caches()
    return importlib.util.find_spec(name) is not None


def has_library(name: str) -> bool:
    """Tell whether a native library can be opened; on macOS also in the folders of Homebrew."""
    try:
        import ctypes
    except ImportError:  # Python was built without it
        return False
    folders = MAC_FOLDERS if PLATFORM == "darwin" else ()
    for path in (name, *(f"{folder}/{name}" for folder in folders)):
        try:
            ctypes.CDLL(path)
        except OSError:
            continue
        return True
    return False
