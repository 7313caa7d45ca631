"""Renderers that go wrong, as workers in other processes can import them."""

from __future__ import annotations

import io
import os
import signal
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from leaflet.build.tasks import (
    Render,
)
from leaflet.cache.store import key_of
from leaflet.core.diagnostics import MachineError, UsageError
from leaflet.page.composition import Composition
from leaflet.page.rendering import Rendering
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


# --- for whole builds, which know clinics by their names -----------------------------------------


def faithful(composition: Composition, _: Mapping[str, bytes]) -> Rendering:
    """Takes no time; its bytes follow from everything that the page is made of."""
    rendering = pretended_rendering(composition)
    return replace(rendering, file=f"%PDF-1.7\n% {key_of(composition)}\n%%EOF\n".encode())


def first_last(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
    """The first clinic's editions take longest."""
    if _is_riverside(composition):
        time.sleep(0.2)
    return faithful(composition, blobs)


class Counting:
    """Notes for which clinic it renders, and how often."""

    def __init__(self, render: Render = faithful) -> None:
        self.render = render
        self.seen: list[str] = []

    def __call__(self, composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
        self.seen.append("riverside" if _is_riverside(composition) else "st-oswin")
        return self.render(composition, blobs)


def _is_riverside(composition: Composition) -> bool:
    return "Riverside" in composition.title


def printable(composition: Composition, _: Mapping[str, bytes]) -> Rendering:
    """Blank pages that can be put on sheets."""
    import pikepdf

    rendering = faithful(composition, {})
    stream = io.BytesIO()
    with pikepdf.new() as document:
        for _side in rendering.facts.sides[: 1 if composition.budget.sides > 90 else None]:
            document.add_blank_page(page_size=(595, 842))
        document.docinfo["/Subject"] = str(rendering.file[11:75])
        document.save(stream, deterministic_id=True)
    return replace(rendering, file=stream.getvalue())


def with_notes(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
    """A last side that is nearly empty."""
    rendering = faithful(composition, blobs)
    *sides, last = rendering.facts.sides
    return replace(
        rendering, facts=replace(rendering.facts, sides=(*sides, replace(last, filled_mm=9.0)))
    )


def note_in(folder: Path, composition: Composition) -> None:
    """Note in a folder that something was rendered, and in which process."""
    name = "riverside" if _is_riverside(composition) else "st-oswin"
    (folder / f"{name}-{os.getpid()}-{time.monotonic_ns()}").touch()


def noting(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
    """Notes each rendering in the folder that RENDERED names."""
    note_in(Path(os.environ["RENDERED"]), composition)
    return faithful(composition, blobs)


def noting_slowly(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
    """The same; the second clinic takes a minute."""
    note_in(Path(os.environ["RENDERED"]), composition)
    if not _is_riverside(composition):
        time.sleep(60)
    return faithful(composition, blobs)


def waiting(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
    """The second clinic takes some seconds; for workers that do not know RENDERED."""
    if not _is_riverside(composition):
        time.sleep(4)
    return faithful(composition, blobs)


def noting_for_minutes(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
    """The same; the second clinic takes some seconds."""
    note_in(Path(os.environ["RENDERED"]), composition)
    if not _is_riverside(composition):
        time.sleep(300)
    return faithful(composition, blobs)


def large(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
    """A file of a megabyte for the second clinic."""
    note_in(Path(os.environ["RENDERED"]), composition)
    rendering = faithful(composition, blobs)
    size = 0 if _is_riverside(composition) else 1_000_000
    return replace(rendering, file=rendering.file + b"%" * size)


def murdered(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
    """Whoever renders for the second clinic first is killed, once."""
    folder = Path(os.environ["RENDERED"])
    if not _is_riverside(composition) and not (folder / "murder").exists():
        (folder / "murder").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return noting(composition, blobs)


def server_murdered(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
    """Whoever renders for the second clinic first kills the process that it was forked from, and
    then itself, so that another has to be forked.
    """
    folder = Path(os.environ["RENDERED"])
    if not _is_riverside(composition) and not (folder / "murder").exists():
        (folder / "murder").touch()
        os.kill(os.getppid(), signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)
    return noting(composition, blobs)


def server_murdered_alone(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:
    """Whoever renders for the second clinic first kills the process that it was forked from."""
    folder = Path(os.environ["RENDERED"])
    if not _is_riverside(composition) and not (folder / "murder").exists():
        (folder / "murder").touch()
        os.kill(os.getppid(), signal.SIGKILL)
    return noting(composition, blobs)
