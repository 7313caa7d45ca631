"""The code of a leaflet: short enough to type from paper, and the same for every version.

A code has seven characters of an alphabet without I, L, O, 0 and 1, which are easily confused. Six
depend on the leaflet's id and language; the seventh is a check character: the values of the
characters, weighted by position, add up to a multiple of 31, like those of an ISBN-10 to one of
11 (ISO 2108:1992). The alphabet has a prime number of characters, so the check detects every
single wrong character and every transposition of two.
"""

from __future__ import annotations

import hashlib

#: The namespace of a leaflet's identity in XMP and in `meta` elements.
NAMESPACE = "urn:patient-leaflet:identity:1"

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH = 6

#: The number of characters of a words hash that are printed.
_SHORT = 8


def leaflet_code(leaflet: str, language: str) -> str:
    """The code of a leaflet in a language."""
    number = int.from_bytes(hashlib.sha256(f"{leaflet}/{language}".encode()).digest(), "big")
    given = []
    for _ in range(_LENGTH):
        number, value = divmod(number, len(ALPHABET))
        given.append(value)
    check = -_weighted(given) % len(ALPHABET)
    return "".join(ALPHABET[value] for value in (*given, check))


def typed_code(text: str) -> str | None:
    """The code in a typed text, which may have small letters and hyphens; None if it has none."""
    code = text.upper().replace("-", "")
    if len(code) != _LENGTH + 1 or any(character not in ALPHABET for character in code):
        return None
    values = [ALPHABET.index(character) for character in code]
    return code if (_weighted(values[:-1]) + values[-1]) % len(ALPHABET) == 0 else None


def short_words(words: str) -> str:
    """The printed form of a words hash."""
    return words[:_SHORT]


def printed_version(version: str, words: str) -> str:
    """The printed form of a version: after a plus the first characters of the words hash, like
    build metadata in Semantic Versioning.
    """
    return "+".join(filter(None, (version, short_words(words))))


def next_version(version: str) -> str:
    """The version with its last number one higher."""
    first, _, last = version.rpartition(".")
    return f"{first}.{int(last) + 1}"


def _weighted(values: list[int]) -> int:
    """The weighted sum; the check character has the weight 1, the one before it 2, and so on."""
    return sum(weight * value for weight, value in enumerate(reversed(values), 2))
