"""Shares are given as whole people of people, under one denominator."""

import re
from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText

_DIGIT = re.compile(r"\d")
_PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s?(?:%|per cent\b|percent\b)")
_ONE_IN = re.compile(r"\b1 in (\d[\d,]*)")
_PEOPLE = re.compile(
    r"(?<![\d.,])(?!\d{1,3}(?:,\d{3})+\b)\d+[.,]\d+\s+(?:people|persons|patients|adults|women|men|in\s+\d)"
)
_SHARE = re.compile(r"\d+\s+(?:or\s+\d+\s+)?(?:in|of|out of)\s+(?:every\s+)?\d+")


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    for unit in leaflet_text.units:
        if not _DIGIT.search(unit.text):
            continue
        percentages = list(_PERCENT.finditer(unit.text))
        if percentages and not _SHARE.search(unit.text):
            for found in percentages:
                hint = "write people of people, such as 12 in 100, beside it or instead of it"
                yield leaflet_text.place(unit, found.start()), f'"{found[0]}" is a percentage', hint
        for found in _PEOPLE.finditer(unit.text):
            place = leaflet_text.place(unit, found.start())
            message = f'"{found[0]}" is not a whole number of people'
            yield place, message, "use whole people of a larger number"
    yield from _changing(leaflet_text)


def _changing(leaflet_text: LeafletText) -> Iterator[Found]:
    """Findings for "1 in X" whose X differs from an earlier one of the same section."""
    first: dict[str, str] = {}
    for unit in leaflet_text.body:
        for found in _ONE_IN.finditer(unit.text):
            known = first.setdefault(unit.section, found[1])
            if found[1] != known:
                place = leaflet_text.place(unit, found.start())
                hint = "give both as shares of the same number of people"
                yield place, f'"{found[0]}" after "1 in {known}" is hard to compare', hint


CHECK = Check(
    id="natural-frequencies",
    stage="content",
    reads=LeafletText,
    severity=Severity.WARNING,
    summary="Shares are given as people of people, under one denominator.",
    run=_run,
    finds='a percentage without people of people beside it; a part of a person; "1 in X" with'
    " another X in the same section",
    mend="write 12 in 100 people; use one denominator for what is compared",
    why='Absolute numbers under one denominator are understood best; "1 in X" is not (Trevena 2013,'
    " BMC Med Inform Decis Mak 13 S2:S7; IPDAS).",
)
