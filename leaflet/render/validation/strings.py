"""Strings of a content stream."""

from __future__ import annotations

import re


def code_of(part: bytes) -> bytes:
    """The codes of a string of a content stream (ISO 32000-1, 7.3.4)."""
    if part.startswith(b"<"):
        return bytes.fromhex(part[1:-1].decode("latin-1"))
    return _unescaped(part[1:-1])


_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def _unescaped(text: bytes) -> bytes:
    def one(match: re.Match[bytes]) -> bytes:
        sign = match[1]
        if sign[:1].isdigit():
            return bytes([int(sign, 8) & 255])
        return _ESCAPED.get(sign, b"" if sign in (b"\n", b"\r", b"\r\n") else sign)

    return _ESCAPE.sub(one, text)
