"""A leaflet does not tell the same thing in two ways that disagree."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.core.located import FieldPath
from leaflet.model.leaflet import blocks
from leaflet.model.phrases import words_of
from leaflet.text.leaflet_text import LeafletText

#: What divides a text that names several signs or risks.
_PARTS = re.compile(r"[,;:/(]")


@dataclass(frozen=True, slots=True)
class _Named:
    """A sign or risk: its text, place and level of help, and the words of each of its parts."""

    said: str
    field_path: FieldPath
    level: str
    parts: tuple[frozenset[str], ...]


def _run(text: LeafletText) -> Iterator[Found]:
    signs = list(_signs(text))
    yield from _at_two_levels(text, signs)
    expected = [risk for risk in _risks(text) if risk.level == "expected"]
    yield from _expected_emergencies(text, expected, [s for s in signs if s.level == "emergency"])


def _at_two_levels(text: LeafletText, signs: list[_Named]) -> Iterator[Found]:
    """Findings for a sign that stands with the same words at another level before."""
    first: dict[frozenset[str], _Named] = {}
    for sign in signs:
        words = frozenset[str]().union(*sign.parts)
        known = first.setdefault(words, sign)
        if known.level != sign.level:
            message = f'"{sign.said}" is "{known.level}" as well as "{sign.level}"'
            yield text.loaded.place(sign.field_path), message, "keep it at the more urgent level"


def _expected_emergencies(
    text: LeafletText, expected: list[_Named], signs: list[_Named]
) -> Iterator[Found]:
    """Findings for a sign of an emergency all of whose words an expected risk has."""
    usual = {part: risk for risk in reversed(expected) for part in risk.parts}
    words = frozenset[str]().union(*usual)
    for sign in signs:
        for part in sign.parts:
            if not part <= words:
                continue
            risk = next((risk for whole, risk in usual.items() if part <= whole), None)
            if risk:
                message = f'"{sign.said}" is an emergency, and the risk "{risk.said}" is expected'
                hint = "say what makes it an emergency: sudden, on the tongue, worse each hour"
                yield text.loaded.place(sign.field_path), message, hint
                break


def _signs(text: LeafletText) -> Iterator[_Named]:
    for field_path, block in blocks(text.leaflet, "help"):
        for k, item in enumerate(block.content):
            for n, sign in enumerate(item.signs):
                yield _named(text, sign, (*field_path, k, "signs", n), item.urgency)


def _risks(text: LeafletText) -> Iterator[_Named]:
    for field_path, block in blocks(text.leaflet, "risks"):
        for k, risk in enumerate(block.content):
            yield _named(text, risk.name, (*field_path, k), risk.urgency)


def _named(text: LeafletText, said: str, field_path: FieldPath, level: str) -> _Named:
    parts = (_words(text, part) for part in _PARTS.split(said))
    return _Named(said, field_path, level, tuple(filter(None, parts)))


def _words(text: LeafletText, said: str) -> frozenset[str]:
    return frozenset(word for word in words_of(said) if word not in text.function_words)


CHECK = Check(
    id="contradictions",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="No sign stands at two levels of help, and no expected risk is an emergency.",
    run=_run,
    nouns=("contradiction", "contradictions"),
    finds="a sign with the same words at two levels of help; a sign of an emergency, or a part of"
    " it between commas, all of whose words stand in the name of a risk of class `expected`, such"
    " as swelling of the face in both. It needs no lexicon. What else contradicts itself is left"
    " to people",
    mend="keep the sign at the more urgent level; say what makes it an emergency",
    why="A reader who is told that swelling is usual waits with the swelling that kills.",
)
