"""The mark in the head of a page by which this program knows it again. Light: each build asks."""

from __future__ import annotations

from pathlib import Path

from leaflet.core.diagnostics import UsageError

NAME = "index.html"

_MARKER = '<meta name="generator" content="leaflet site'
#: As much of a page as tells who wrote it, and from what.
_HEAD_BYTES = 4000


def mark(made_from: str) -> str:
    """The mark of a page; `made_from` is a digest of everything that it follows from."""
    return f'{_MARKER} {made_from}">'


def is_ours(head: bytes) -> bool:
    """Whether this program wrote a page that begins so, and it may be overwritten."""
    return _MARKER.encode() in head


def is_made_from(head: bytes, made_from: str) -> bool:
    """Whether a page that begins so was made from what this digest stands for."""
    return mark(made_from).encode() in head


def head_of(folder: Path) -> bytes | None:
    """The first bytes of the page of a folder; None where there is none."""
    try:
        with (folder / NAME).open("rb") as stream:
            return stream.read(_HEAD_BYTES)
    except OSError:
        return None


def check_page(folder: Path) -> None:
    """Raises `UsageError` where a folder has a page that is not ours."""
    head = head_of(folder)
    if head is not None and not is_ours(head):
        raise UsageError(f'"{folder / NAME}" is not of leaflet', "name another folder with -o")
