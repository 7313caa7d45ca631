"""Headings are short, in lower case and distinct."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.core.folding import fold_text
from leaflet.model.phrases import WORD
from leaflet.text.leaflet_text import LeafletText


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    limit = leaflet_text.norms.heading_words
    seen: set[str] = set()
    for unit in leaflet_text.units:
        if unit.kind != "heading":
            continue
        place, text = leaflet_text.place(unit), unit.text
        words = sum(1 for _ in WORD.finditer(text))
        shown = f'heading "{text[:40]}"'
        if words > limit:
            yield place, f"{shown} has {words} words", f"cut it to {limit}"
        if text.endswith(".") and not text.endswith("..."):
            yield place, f"{shown} ends with a full stop", "delete the full stop"
        if text.isupper() and words > 1:
            yield place, f"{shown} is all in capitals", "write it in lower case"
        if fold_text(text) in seen:
            yield place, f"{shown} is used twice", "say what is different in this section"
        seen.add(fold_text(text))


CHECK = Check(
    id="headings",
    stage="content",
    reads=LeafletText,
    severity=Severity.WARNING,
    summary="Headings are short, in lower case, and different from one another.",
    run=_run,
    finds="a heading of more than 8 words, with a full stop at its end, all in capitals, or the"
    " same as an earlier one",
    mend="ask the reader's question in a few words",
    why="PEMAT-P asks for headings that inform (item 9); RNIB and UKAAF advise against capitals.",
)
