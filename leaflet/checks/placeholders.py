"""Texts that are still to be filled in."""

import re
from collections.abc import Iterator
from itertools import islice

from leaflet.checks.check import Check
from leaflet.core.diagnostics import Severity, Span
from leaflet.core.located import Loaded
from leaflet.model.fields import ContentModel
from leaflet.model.leaflet import texts

_TODO = re.compile(r"\bTODO\b:?\s*")
#: The most findings on one file: a new locale has nothing but placeholders.
_MOST = 12
_SHOWN = 60


def _run(loaded: Loaded[ContentModel]) -> Iterator[tuple[Span, str, str]]:
    found = _placeholders(loaded)
    for place, text in islice(found, _MOST):
        what = f'"{text[:_SHOWN]}{"…" if len(text) > _SHOWN else ""}"' if text else "a text"
        yield place, f"still to be filled in: {what}", "write it, and delete the TODO"
    if more := list(found):
        message = f"still to be filled in: {len(more)} more texts from here on"
        yield more[0][0], message, "write them, and delete each TODO"


def _placeholders(loaded: Loaded[ContentModel]) -> Iterator[tuple[Span, str]]:
    """The place of each TODO, and the words after it on its line."""
    for field_path, text in texts(loaded.value):
        for todo in _TODO.finditer(text) if "TODO" in text else ():
            start = loaded.place(field_path)
            before = text[: todo.start()]
            lines = before.count("\n")
            column = len(before) - before.rfind("\n") if lines else start.column + len(before)
            rest = text[todo.end() :].partition("\n")[0].strip()
            yield Span(start.path, start.line + lines, column), rest


CHECK = Check(
    id="placeholders",
    stage="content",
    reads=ContentModel,
    severity=Severity.ERROR,
    summary="No text is still to be filled in.",
    run=_run,
    nouns=("thing to fill in", "things to fill in"),
    binds=True,
    finds="the word TODO in any text of a leaflet, clinic, locale or jurisdiction, as `leaflet new`"
    " writes it where nobody can guess the words",
    mend="write the text in place of the TODO",
    why="A page may show what is missing while it is written; a reader must not get it.",
)
