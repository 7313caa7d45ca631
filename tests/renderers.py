"""Renderers that go wrong, as workers in other processes can import them."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path

from leaflet.composition import Composition
from leaflet.diagnostics import MachineError, UsageError
from leaflet.render import Rendering
from tests.conftest import pretended_rendering


def quick(composition: Composition, _: Mapping[str, bytes]) -> Rendering:
    """Takes no time."""
    return pretended_rendering(composition)


def _is_odd(composition: Composition) -> bool:
    return composition.description.startswith("odd")


def raising(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
    if _is_odd(composition):
        raise ValueError("odd")
    return quick(composition, blobs)


def refusing(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
    if _is_odd(composition):
        raise UsageError("a template asks for the moon", "mend the template")
    return quick(composition, blobs)


def lacking(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:  # noqa: ARG001
    raise MachineError("no Pango", "run: leaflet doctor")


def killed(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
    if _is_odd(composition):
        os.kill(os.getpid(), signal.SIGKILL)
    return quick(composition, blobs)


def hanging(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
    if _is_odd(composition):
        time.sleep(600)
    return quick(composition, blobs)


def greedy(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
    if _is_odd(composition):
        hoard = [bytearray(50_000_000) for _ in range(200)]
        assert hoard
    return quick(composition, blobs)


def once(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
    """Kills its worker at the first try; the folder that remembers is named in the description."""
    if _is_odd(composition):
        mark = Path(composition.description.partition(" ")[2])
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return quick(composition, blobs)


def growing(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
    """Never gives its memory back, and says in which process it ran."""
    _HOARD.append(bytearray(os.urandom(1)) * 120_000_000)
    rendering = quick(composition, blobs)
    return Rendering(str(os.getpid()).encode(), rendering.facts, (), (), ())


_HOARD: list[bytearray] = []
