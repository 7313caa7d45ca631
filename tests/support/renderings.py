"""Renderings that tests share: what one worker of a session has rendered no other renders again."""

from __future__ import annotations

import fcntl
import pickle
from collections.abc import Mapping
from pathlib import Path

import pytest

from leaflet.cache.store import key_of
from leaflet.page.composition import Composition
from leaflet.page.rendering import Rendering
from leaflet.render import joined_pages, page_layouts
from leaflet.render.renderer import render
from leaflet.render.validation.laid_out import LaidOut
from leaflet.render.validation.validator import Validation, validate

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
    return _made_once(composition, blobs)[0]


def laid_out_once(
    composition: Composition, blobs: Mapping[str, bytes]
) -> tuple[Rendering, LaidOut]:
    """The same, and what the pages were laid out to say."""
    rendering, said = _made_once(composition, blobs)
    assert said is not None, "a page for a screen is not laid out"
    return rendering, said


def _made_once(
    composition: Composition, blobs: Mapping[str, bytes]
) -> tuple[Rendering, LaidOut | None]:
    if _folder is None:
        return _listening(composition, blobs)
    path = _folder / key_of(composition)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            unfinished = path.with_suffix(".new")
            unfinished.write_bytes(pickle.dumps(_listening(composition, blobs)))
            unfinished.replace(path)
        made: tuple[Rendering, LaidOut | None] = pickle.loads(path.read_bytes())
    return made


def _listening(
    composition: Composition, blobs: Mapping[str, bytes]
) -> tuple[Rendering, LaidOut | None]:
    """Renders, and keeps what the renderer hands to the validator."""
    heard: list[LaidOut] = []

    def listen(pdf: bytes, said: LaidOut) -> Validation:
        heard.append(said)
        return validate(pdf, said)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_layouts, "validate", listen)
        patch.setattr(joined_pages, "is_doubtful", lambda *_: True)
        rendering = render(composition, blobs)
    return rendering, heard[-1] if heard else None
