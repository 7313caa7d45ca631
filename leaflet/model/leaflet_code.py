"""The code of a leaflet: short enough to type from paper, the same for every version.

Seven characters of an alphabet without I, L, O, 0 and 1, which people take for each other. Six
follow from the leaflet's id and language; the seventh is a check character: the characters'
values, weighted by their places, add up to a multiple of 31, as those of an ISBN-10 do of 11 (ISO
2108:1992). The alphabet has a prime number of characters, so every single wrong one and every two
that changed places are noticed.
"""

from __future__ import annotations

import hashlib

#: Under this name files say which leaflet they are, in XMP and in `meta` elements.
NAMESPACE = "urn:patient-leaflet:identity:1"

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH = 6

#: So many characters of a words hash are printed.
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
    """The code that somebody typed, small letters and hyphens allowed; None where it is none."""
    code = text.upper().replace("-", "")
    if len(code) != _LENGTH + 1 or any(character not in ALPHABET for character in code):
        return None
    values = [ALPHABET.index(character) for character in code]
    return code if (_weighted(values[:-1]) + values[-1]) % len(ALPHABET) == 0 else None


def short_words(words: str) -> str:
    """A words hash as it is printed."""
    return words[:_SHORT]


def printed_version(version: str, words: str) -> str:
    """A version as it is printed: behind the plus the first characters of the words hash, as
    Semantic Versioning adds the build.
    """
    return "+".join(filter(None, (version, short_words(words))))


def _weighted(values: list[int]) -> int:
    """The check character has the weight 1, the one before it 2, and so on."""
    return sum(weight * value for weight, value in enumerate(reversed(values), 2))
