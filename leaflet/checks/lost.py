"""Nothing that was composed is missing on the pages: every word and picture is on one."""

from collections.abc import Iterator
from typing import Any

from leaflet.checks.check import Check, Found
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span
from leaflet.core.located import Loaded, texts_in
from leaflet.page.facts import Lost
from leaflet.page.slot import field_of

#: The most words of a lost text that a message quotes.
_MOST_WORDS = 8

#: The number of words by which the field is found at which a lost text begins.
_FIRST_WORDS = 4


def _run(subject: RenderedEdition) -> Iterator[Found]:
    format_ = subject.edition.format.id
    for lost in subject.rendering.facts.lost:
        words = lost.text.split()
        shown = " ".join(words[:_MOST_WORDS]) + (" …" if len(words) > _MOST_WORDS else "")
        what = f'the picture "{shown}"' if lost.kind == "picture" else f'"{shown}"'
        field = _place(subject, lost)
        place = Span(subject.own_template) if subject.own_template else field
        yield place, f"{format_}: {what} is on no page", _hint(lost, field, is_own=place != field)


def _hint(lost: Lost, field: Span, *, is_own: bool) -> str:
    if is_own:
        return f"mend the template or style that hides it, or shorten the text at {field}"
    if lost.slot:
        return "shorten the clinic's details that are printed there"
    return "shorten the text, or mend the template or style that hides it"


def _place(subject: RenderedEdition, lost: Lost) -> Span:
    """The field with the lost words: of the clinic in a slot, else the section of the leaflet."""
    if lost.slot:
        return _field(subject.clinic, lost) or subject.clinic.place((field_of(lost.slot),))
    ids = [section.id for section in subject.edition.leaflet.sections]
    if lost.part in ids:
        return subject.leaflet.place(("sections", ids.index(lost.part)))
    return Span(subject.leaflet.path)


def _field(clinic: Loaded[Any], lost: Lost) -> Span | None:
    """The place of the clinic's field with most of the first lost words; None if none has any."""
    words = set(_words(lost.text)[:_FIRST_WORDS])
    best, most = None, 0
    for path, text in texts_in(clinic.value.model_dump(by_alias=True) if clinic.value else {}):
        shared = len(words & set(_words(text)))
        if shared > most:
            best, most = path, shared
    return clinic.place(best) if best is not None else None


def _words(text: str) -> list[str]:
    return [word.strip(".,:;()") for word in text.casefold().split()]


CHECK = Check(
    id="lost",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.ERROR,
    summary="Every word and picture of the composition is on a page.",
    run=_run,
    binds=True,
    finds="words or a picture that the templates print and that are on no page, in the text, in a "
    "clinic slot or in a margin: they did not fit a place of fixed height, or a style hides them",
    mend="shorten the text or the clinic's field that is named; in a project with templates of its "
    "own, mend the template or style",
    why="A leaflet that ends in mid-sentence, or lacks a row of a table, looks complete to whoever "
    "hands it out.",
)
