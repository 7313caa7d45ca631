"""Files that a page may draw: named by an address, known by their sha256."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

#: What a relative address in a page is relative to.
BASE = "asset:///"


@dataclass(frozen=True, slots=True, order=True)
class Asset:
    """An address under which a page asks for bytes, and what those bytes must hash to. `aspect` is
    the width of a picture by its height, None for other files.
    """

    uri: str
    sha256: str
    aspect: float | None = field(default=None, compare=False)


def digest(data: bytes) -> str:
    """The sha256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
