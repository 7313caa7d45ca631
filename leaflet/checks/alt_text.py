"""Every illustration has an alt text and is used in a section."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.core.folding import fold_text
from leaflet.model.leaflet import Figure
from leaflet.model.phrases import Search, words_of
from leaflet.text.leaflet_text import LeafletText

_LONGEST, _FEWEST_WORDS = 250, 3

#: Message, hint, severity.
Problem = tuple[str, str, Severity]


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    leaflet, loaded = leaflet_text.leaflet, leaflet_text.loaded
    openings = leaflet_text.search("alt_openings")
    used = {name for _, name in leaflet_text.named.pictures}
    for name, figure in leaflet.figures.items():
        for message, hint, severity in _problems(figure, openings):
            yield loaded.place(("figures", name, "alt")), message, hint, severity
        if name not in used and not figure.cover:
            hint = f"place it with ![](figure:{name}), or delete its entry"
            place = loaded.place(("figures", name))
            yield place, f'figure "{name}" is used in no section', hint, Severity.WARNING


def _problems(figure: Figure, openings: Search) -> Iterator[Problem]:
    alt = figure.alt
    words = len(alt.split())
    if words < _FEWEST_WORDS:
        yield f"a description of {words} words", "say what there is to see", Severity.ERROR
    if len(alt) > _LONGEST:
        hint = f"cut it to {_LONGEST}, and write the rest as text"
        yield f"a description of {len(alt)} characters", hint, Severity.WARNING
    opening = words_of(alt)
    if any(start == 0 for start, _, _ in openings.matches(opening)):
        hint = "begin with what there is to see"
        yield "the description says that it is a picture", hint, Severity.WARNING
    if _plain(alt) in map(_plain, figure.legend):
        hint = "say what the legend does not"
        yield "the description repeats the legend", hint, Severity.WARNING


def _plain(text: str) -> str:
    return " ".join(fold_text(text.replace("**", "")).rstrip(".").split())


CHECK = Check(
    id="alt-text",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="Every illustration is described in words and used in a section.",
    run=_run,
    finds="an `alt` of fewer than 3 words; a warning of one above 250 characters, of one that says"
    " it is a picture, of one that repeats the legend, and of a figure that no section shows",
    mend="say in a sentence or two what a reader would see, and no more",
    why="WCAG 2.2 asks for text in place of pictures (SC 1.1.1); a screen reader has said already"
    " that it is a picture, and reads the legend too.",
    lexicon=("alt_openings",),
)
