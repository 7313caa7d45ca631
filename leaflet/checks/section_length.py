"""The length of sections and of the whole leaflet, in words."""

from collections import Counter
from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.core.diagnostics import Severity, Span
from leaflet.text.leaflet_text import LeafletText


def _run(leaflet_text: LeafletText) -> Iterator[tuple[Span, str, str]]:
    prose, whole = _counts(leaflet_text)
    most, far_more = leaflet_text.norms.section_words
    for index, section in enumerate(leaflet_text.leaflet.sections):
        words = prose.pop(section.id, 0)
        if words > most:
            message = f'section "{section.id}" has {words:,} words of running text'
            hint = f"cut it to {most}, or turn a part into a list or table"
            if words > far_more:
                hint = f"give parts of it headings of their own, of at most {most} words each"
            yield leaflet_text.loaded.place(("sections", index)), message, hint
    if whole > leaflet_text.norms.leaflet_words:
        message = f"the sections have {whole:,} words together"
        yield (
            leaflet_text.loaded.place(("title",)),
            message,
            f"cut them to {leaflet_text.norms.leaflet_words:,}, or make two leaflets",
        )


def _counts(leaflet_text: LeafletText) -> tuple[Counter[str], int]:
    """The number of words of prose by section, and of the whole body."""
    inside = {unit.number for unit in leaflet_text.body}
    prose: Counter[str] = Counter()
    whole = 0
    for sentence in leaflet_text.sentences:
        if sentence.unit.number in inside:
            whole += len(sentence.words)
            if sentence.unit.kind == "prose":
                prose[sentence.unit.section] += len(sentence.words)
    return prose, whole


CHECK = Check(
    id="section-length",
    stage="content",
    reads=LeafletText,
    severity=Severity.WARNING,
    summary="Sections are short, and the leaflet as a whole fits a few sides.",
    run=_run,
    finds="a section with more than 150 words outside its typed blocks; more"
    " than the kind's `leaflet_words` in all sections together",
    mend="cut it, split it, or turn a part into a list",
    why="PEMAT-P asks for short chunks (item 8), the CDC Clear Communication Index for chunks with"
    " headings (item 9). The bounds are this project's own: 1,400 words are four sides at 14 pt.",
)
