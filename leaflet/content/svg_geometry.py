"""Reads numbers, path data and transforms of an SVG, strictly and within limits.

Grammar: SVG 1.1, 4.2 (numbers), 7.6 (transforms), 8.3.9 (path data). A viewer draws path data up to
its first mistake; here a mistake is a `ValueError`, with a message for the author.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

#: The largest number in a drawing, and the largest scale that its transforms may multiply up to.
MAX_SVG_NUMBER = 1_000_000
#: The smallest area that a unit square may be transformed to.
LEAST_AREA = 1e-12
#: A number with an exponent right before another number: WeasyPrint reads the two as one.
GLUED = re.compile(r"[eE][+-]?\d+\.")

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_NEXT_NUMBER = re.compile(rf"[\s,]*({_NUMBER})")
_NEXT_FLAG = re.compile(r"[\s,]*([01])")
_NEXT_LETTER = re.compile(r"[\s,]*([MmZzLlHhVvCcSsQqTtAa])")
_REST = re.compile(r"[\s,]*\Z")
_LENGTH = re.compile(rf"\s*({_NUMBER})(px|pt|pc|mm|cm|in|%)?\s*")
_FUNCTION = re.compile(r"[\s,]*(\w+)\s*\(([^()]*)\)")
_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_TRANSFORMS = {
    "matrix": (6,),
    "translate": (1, 2),
    "scale": (1, 2),
    "rotate": (1, 3),
    "skewX": (1,),
    "skewY": (1,),
}

Command = tuple[str, tuple[float, ...]]
#: a, b, c, d, e, f of SVG's `matrix()`.
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def number(text: str) -> float:
    """A number within `MAX_SVG_NUMBER`. Raises `ValueError`."""
    value = float(text)
    if not abs(value) <= MAX_SVG_NUMBER:
        shown = text.strip()[:20]
        raise ValueError(f"{shown} is more than {MAX_SVG_NUMBER:,}")
    return value


def numbers(text: str) -> list[float]:
    """The numbers of a list. Raises `ValueError`."""
    found, at = [], 0
    while match := _NEXT_NUMBER.match(text, at):
        found.append(number(match[1]))
        at = match.end()
    if not _REST.match(text, at):
        raise ValueError(f'"{text[at : at + 10].strip()}" is no number')
    return found


def length(text: str) -> float:
    """The number of a length with or without a unit. Raises `ValueError`."""
    match = _LENGTH.fullmatch(text)
    if not match:
        raise ValueError(f'"{text[:20]}" is no length')
    return number(match[1])


def points(text: str) -> list[tuple[float, float]]:
    """The corners of a polygon. Raises `ValueError`."""
    found = numbers(text)
    if len(found) % 2:
        raise ValueError("a point has no y")
    return list(zip(found[::2], found[1::2], strict=True))


def commands(text: str) -> list[Command]:
    """The commands of path data, each with its numbers. Raises `ValueError`."""
    found: list[Command] = []
    at = 0
    while match := _NEXT_LETTER.match(text, at):
        letter, at = match[1], match.end()
        if not found and letter not in "Mm":
            raise ValueError("a path begins with M")
        if letter in "Tt" and found[-1][0] not in "QqTt":
            raise ValueError(f"{letter} does not follow Q")
        if letter in "Zz":
            found.append((letter, ()))
            continue
        count, first = 0, letter
        while group := _arguments(text, at, letter):
            found.append((letter, group[0]))
            at, count = group[1], count + 1
            letter = {"M": "L", "m": "l"}.get(letter, letter)
        if not count:
            raise ValueError(f"{first} has too few numbers")
    if not _REST.match(text, at):
        raise ValueError(f'path data goes wrong at "{text[at : at + 12].strip()}"')
    return found


def _arguments(text: str, at: int, letter: str) -> tuple[tuple[float, ...], int] | None:
    """The numbers of one command and where they end; None when no number follows."""
    values: list[float] = []
    for index in range(_ARGUMENTS[letter.upper()]):
        is_flag = letter in "Aa" and index in (3, 4)
        match = (_NEXT_FLAG if is_flag else _NEXT_NUMBER).match(text, at)
        if not match and not index:
            return None
        if not match:
            raise ValueError(f"{letter} has too few numbers")
        values.append(number(match[1]))
        at = match.end()
    if letter in "Aa" and min(values[:2]) < 0:
        raise ValueError("an arc has a negative radius")
    return tuple(values), at


def spaced(found: list[Command]) -> str:
    """The path data of commands, with a space between numbers."""
    return "".join(letter + " ".join(f"{value:.12g}" for value in args) for letter, args in found)


def transforms(text: str) -> Matrix:
    """The matrix of a list of transforms. Raises `ValueError`, for a flat one too."""
    matrix, at = IDENTITY, 0
    while match := _FUNCTION.match(text, at):
        name, values, at = match[1], numbers(match[2]), match.end()
        if name not in _TRANSFORMS or len(values) not in _TRANSFORMS[name]:
            raise ValueError(f'"{match[0].strip()[:40]}" is no transform')
        for step in _steps(name, values):
            matrix = multiplied(matrix, step)
    if not _REST.match(text, at):
        raise ValueError(f'"{text[at : at + 20].strip()}" is no transform')
    return matrix


def _steps(name: str, values: list[float]) -> Iterator[Matrix]:
    if name == "matrix":
        yield (values[0], values[1], values[2], values[3], values[4], values[5])
    elif name == "translate":
        yield (1, 0, 0, 1, values[0], values[1] if len(values) > 1 else 0)
    elif name == "scale":
        yield (values[0], 0, 0, values[-1], 0, 0)
    elif name == "rotate":
        angle = math.radians(values[0])
        x, y = values[1:] or (0, 0)
        yield (1, 0, 0, 1, x, y)
        yield (math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle), 0, 0)
        yield (1, 0, 0, 1, -x, -y)
    else:
        if abs(values[0]) > 89:
            raise ValueError("a skew of more than 89 degrees")
        lean = math.tan(math.radians(values[0]))
        yield (1, 0, lean, 1, 0, 0) if name == "skewX" else (1, lean, 0, 1, 0, 0)


def multiplied(outer: Matrix, inner: Matrix) -> Matrix:
    """The matrix that transforms by `inner`, then by `outer`. Raises `ValueError` when it is flat
    or larger than `MAX_SVG_NUMBER`.
    """
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    made = (
        a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j,
        a * k + c * m + e, b * k + d * m + f,
    )  # fmt: skip
    if not max(map(abs, made[:4])) <= MAX_SVG_NUMBER or not max(map(abs, made)) <= 1e9:
        raise ValueError("transforms enlarge without end")
    if abs(made[0] * made[3] - made[1] * made[2]) < LEAST_AREA:
        raise ValueError("a transform makes all flat")
    return made
