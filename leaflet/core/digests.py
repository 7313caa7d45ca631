"""Assets: files that a page may load, each with its address and its sha256."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

#: The base of relative addresses in a page.
BASE = "asset:///"


@dataclass(frozen=True, slots=True, order=True)
class Asset:
    """The address under which a page loads a file, and the sha256 of the file. `aspect` is the
    width of a picture divided by its height, None for other files.
    """

    uri: str
    sha256: str
    aspect: float | None = field(default=None, compare=False)


def digest(data: bytes) -> str:
    """The sha256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
