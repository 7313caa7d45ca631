"""Strings of a content stream."""

from __future__ import annotations

import re

_HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_PARTS = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>", re.DOTALL)


def codes_of(token: bytes) -> bytes:
    """The codes that an operator shows, in order; numbers between strings only move them."""
    if b"(" not in token:
        return bytes.fromhex(b"".join(_HEXADECIMAL.findall(token)).decode("latin-1"))
    return b"".join(code_of(part[0]) for part in _PARTS.finditer(token))


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
