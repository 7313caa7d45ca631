"""Renderings that tests share: what one worker of a session has rendered no other renders again."""

from __future__ import annotations

import fcntl
import pickle
from collections.abc import Mapping
from pathlib import Path

from leaflet.cache.store import key_of
from leaflet.page.composition import Composition
from leaflet.page.rendering import Rendering
from leaflet.render.renderer import render

#: The folder of the session, set by `tests/conftest.py`. Processes that tests start do not know it,
#: so they render for themselves.
_folder: Path | None = None


def share_in(folder: Path) -> None:
    """Keep renderings in a folder from now on."""
    global _folder  # noqa: PLW0603  # one session, one folder
    folder.mkdir(exist_ok=True)
    _folder = folder


def render_once(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
    """What `leaflet.render.renderer.render` makes of a composition, made once in a session."""
    if _folder is None:
        return render(composition, blobs)
    path = _folder / key_of(composition)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            unfinished = path.with_suffix(".new")
            unfinished.write_bytes(pickle.dumps(render(composition, blobs)))
            unfinished.replace(path)
        made: Rendering = pickle.loads(path.read_bytes())
    return made
