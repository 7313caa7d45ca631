"""Lines, lists, boxes and addresses that are broken where they should not be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span
from leaflet.model.locale import Locale
from leaflet.page.facts import Break

_CHANGE = "change a word or two of that paragraph"
_HINTS = {
    "line": _CHANGE,
    "call-out": "change the text before it",
    "list": "change the text before it, or make it shorter",
    "paragraph": _CHANGE,
    "sentence": "change the text before it, or move the picture",
    "address": "use a shorter address, or one without hyphens",
    "hyphen": "write it as one word or as two",
    "number": _CHANGE,
}
#: Units that are the same in all languages of our locales.
_UNITS = "mm cm nm ml mg kg g".split()


def _run(subject: RenderedEdition) -> Iterator[Found]:
    facts, name = subject.rendering.facts, subject.edition.format.id
    if facts.fit.excess:  # the text changes anyhow
        return
    for found in facts.breaks:
        message = _message(found, subject)
        if not message:
            continue
        is_clinics = bool(found.slot)
        place = subject.clinic.place(()) if is_clinics else Span(subject.leaflet.path)
        hint = "shorten the clinic's details there" if is_clinics else _HINTS[found.kind]
        severity = Severity.ERROR if found.kind == "address" else Severity.WARNING
        yield place, f"{name}: {message}", hint, severity


def _message(found: Break, subject: RenderedEdition) -> str:
    """What is broken; empty where nothing is in this format and language."""
    format_ = subject.edition.format
    if found.kind == "call-out":
        return f'the box "{found.text}" is split before page {found.page}'
    if found.kind == "number" and not _parts_number(found.text, subject.edition.locale):
        return ""
    if found.kind == "list" and (format_.is_large_print or format_.signature > 1):
        return ""  # pages are so small that lists go over them
    said = {
        "line": "is alone on its line",
        "list": "begins a short list that is split over pages or columns",
        "paragraph": "is split over pages or columns",
        "sentence": "is cut by a picture",
        "address": "is an address that is broken at its own hyphen or amid a word",
        "hyphen": "is one word that is broken over two lines",
        "number": "is parted over two lines",
    }
    return f'page {found.page}: "{found.text}" {said[found.kind]}'


def _parts_number(text: str, locale: Locale) -> bool:
    """Whether what is broken are the ends of a range, or a number and its unit."""
    line, _, following = text.partition(" / ")
    units = "|".join(map(re.escape, (*locale.stick_before, *_UNITS)))
    joins = "|".join(map(re.escape, locale.stick_between))
    number = r"\d(?:[ \u00a0]?[ap]m|[ \u00a0]?%)?"
    if re.search(r"\d$", line) and re.match(rf"(?:(?:{units})\b|%)", following):
        return True
    ends = re.search(rf"{number}(?P<join> ?[–-]|[ \u00a0](?:{joins}))?$", line)
    begins = re.match(rf"(?P<join>[–-] ?|(?:{joins})[ \u00a0])?[£€$]?\d", following)
    return bool(ends and begins and (ends["join"] or begins["join"]))


CHECK = Check(
    id="breaks",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.WARNING,
    summary="No word is alone on its line, and nothing is split that belongs together.",
    run=_run,
    finds="a word that is alone on its line, at the end of a heading or of a paragraph of three"
    " lines or more; boxed advice, a list of up to eight items or a paragraph of under eight lines"
    " that is split over pages or columns (in large print and booklets lists may be); a sentence"
    " that is cut by a picture at the end of a page; a range, or a number and its unit, on two"
    " lines; a short compound that is broken at its own hyphen. An address that is broken at its"
    " own hyphen is an error",
    mend="change a word or two of that paragraph or before it",
    why="Readers overlook a word alone on a line and advice that is split, misread a range of which"
    " they see one end, and copy an address without its hyphen; clear print keeps related text"
    " together.",
)
