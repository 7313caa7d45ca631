"""The review copy: the words of a version on paper, with numbered lines and room for notes.

All lines have the same height, and a page holds a whole number of them, so the line numbers in the
margin need no measuring. Changes are marked word by word, without colour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from leaflet.compose.html_snippets import css_text
from leaflet.content.templates import Templates
from leaflet.core.diagnostics import UsageError
from leaflet.core.digests import digest
from leaflet.core.paper import A4, Margins
from leaflet.page.composition import Composition
from leaflet.revisions.difference import (
    COARSE,
    NO_DATE,
    Difference,
    Fate,
    Kind,
    SectionDifference,
    SentenceDifference,
    Version,
    total,
)
from leaflet.revisions.page_changes import Printed
from leaflet.staff_documents.page_pictures import PagePair, PagePictures
from leaflet.staff_documents.staff_pdf import (
    MissingGlyphError,
    StaffDocument,
    compose_staff_document,
    print_staff_document,
)
from leaflet.staff_documents.text_width import cut

_TYPE_PT = 12.0

#: The limit of a review on paper; a page of text takes about 0.1 s.
MOST_WORDS = 20_000

#: The width of the foot, which also runs below the notes.
_FOOT_MM = 160.0

_NOT_FOR_PATIENTS = "Review copy: not for patients"


@dataclass(frozen=True, slots=True)
class Grid:
    """The height and number of lines on an A4 page, and the margins around them, in mm."""

    line: float = 8.0
    lines: int = 31
    top: float = 20.0
    left: float = 32.0
    right: float = 78.0

    @property
    def bottom(self) -> float:
        """The margin below the last line."""
        return A4.height_mm - self.top - self.line * self.lines


GRID = Grid()


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """Words of a paragraph, which are the same, gone, new or a note, and the spaces around them."""

    kind: str
    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, item or field: its kind, its label and its words."""

    kind: str
    label: str
    runs: tuple[MarkedWords, ...]
    is_marked: bool

    @property
    def tag(self) -> str:
        """Its HTML element."""
        return "h2" if self.kind == "heading" else "p"


@dataclass(frozen=True, slots=True)
class ReviewSection:
    """A printed section, with a note on how it changed."""

    title: str
    note: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def has_heading(self) -> bool:
        """Whether its first paragraph is its heading."""
        return any(one.kind == "heading" for one in self.paragraphs)


@dataclass(frozen=True, slots=True)
class PageChanges:
    """What own templates changed: the files that differ, a line for each format with what is
    printed otherwise, the pages that look different, and how many more there are.
    """

    files: tuple[str, ...]
    formats: tuple[tuple[str, tuple[MarkedWords, ...]], ...]
    pairs: tuple[PagePair, ...]
    more: int


def make_page_changes(pictures: PagePictures) -> PageChanges:
    """The changes of own templates as a review copy shows them."""
    changes = pictures.changes
    formats = tuple(
        (f"{page.name}: {page.became}", tuple(MarkedWords(i.kind, i.text) for i in page.items))
        for page in changes.pages
        if page.printed is not Printed.UNCHANGED
    )
    unchanged = ", ".join(changes.formats(Printed.UNCHANGED))
    return PageChanges(
        files=tuple(f"{file.path}: {file.fate}" for file in changes.files),
        formats=(*formats, *([(f"as before: {unchanged}", ())] if unchanged else [])),
        pairs=pictures.pairs,
        more=pictures.more,
    )


def make_review_section(section: SectionDifference) -> ReviewSection:
    """A section as paragraphs; a sentence that is gone stays in its paragraph."""
    fate = "" if section.fate is Fate.SAME else f"section {section.fate}"
    made = tuple(_paragraph(list(steps)) for steps in _passages(section.steps))
    return ReviewSection(section.heading, fate, made)


def _passages(steps: Sequence[SentenceDifference]) -> Iterator[list[SentenceDifference]]:
    """The differences grouped by paragraph of the new version."""
    homes: dict[int, int] = {}
    for step in steps:
        if step.old and step.new:
            homes.setdefault(step.old.passage, step.new.passage)

    def home(step: SentenceDifference) -> tuple[str, int]:
        if step.new:
            return "new", step.new.passage
        assert step.old is not None
        found = homes.get(step.old.passage)
        return ("old", step.old.passage) if found is None else ("new", found)

    for _, group in groupby(steps, home):
        yield list(group)


def _paragraph(steps: Sequence[SentenceDifference]) -> Paragraph:
    record = next((step.new for step in steps if step.new), steps[0].record)
    is_name = record.kind == "lead" and record.label != "urgency"
    return Paragraph(
        kind=record.kind,
        label="" if is_name else record.label,
        runs=tuple(_words(steps)),
        is_marked=any(step.kind is not Kind.SAME for step in steps),
    )


def _words(steps: Iterable[SentenceDifference]) -> Iterator[MarkedWords]:
    for has_moved, group in groupby(steps, lambda step: step.kind is Kind.MOVED):
        some = list(group)
        if has_moved:
            many = f"next {len(some)} sentences " if len(some) > 1 else ""
            yield MarkedWords("note", f"{many}moved here:", after=" ")
        for step in some:
            yield from _marked_words(step)


def _marked_words(step: SentenceDifference) -> Iterator[MarkedWords]:
    if step.kind is Kind.CHANGED:
        yield from (_spaced(run.kind, run.text) for run in step.runs)
        yield MarkedWords("same", "", after=" ")
    else:
        kind = {Kind.NEW: "new", Kind.GONE: "gone"}.get(step.kind, "same")
        yield MarkedWords(kind, step.record.text, after=" ")
    if step.has_other_basis:
        same = "same words, " if step.kind is Kind.BEHIND else ""
        yield MarkedWords("note", f"{same}other source", after=" ")


def _spaced(kind: str, text: str) -> MarkedWords:
    """Words with the spaces at both ends outside of the mark."""
    bare = text.strip()
    before, _, after = text.partition(bare)
    return MarkedWords(kind, bare, before, after)


def print_review_copy(
    difference: Difference, templates: Templates, pictures: PagePictures | None = None
) -> bytes:
    """The review copy as a tagged PDF, in the sandbox; with `pictures`, also what own templates
    changed on the pages.

    Raises `UsageError` for more than `MOST_WORDS` words, for a character without a glyph, and for
    a broken template of the project.
    """
    words = sum(len(step.record.text.split()) for s in difference.sections for step in s.steps)
    if words > MOST_WORDS:
        message = f"{words:,} words are too many for a review copy"
        raise UsageError(message, f"print at most {MOST_WORDS:,}, or leave --pdf out")
    try:
        return print_staff_document(
            _document(difference, pictures),
            _context(difference, pictures),
            templates,
            _helpers,
            {digest(data): data for data in pictures.blobs.values()} if pictures else {},
        ).file
    except MissingGlyphError as problem:
        raise UsageError(problem.message, f"{problem.hint}, or leave --pdf out") from None


def compose_review_copy(
    difference: Difference, templates: Templates, pictures: PagePictures | None = None
) -> Composition:
    """The composition of a review copy; it depends only on the arguments."""
    return compose_staff_document(
        _document(difference, pictures), _context(difference, pictures), templates, _helpers
    )


def _document(difference: Difference, pictures: PagePictures | None = None) -> StaffDocument:
    new = difference.new
    return StaffDocument(
        template="staff/review-copy.html.j2",
        title=f"Review copy: {new.title}",
        description=version_line(new),
        margins=Margins(GRID.top, GRID.right, GRID.bottom, GRID.left),
        day=new.published,
        type_pt=_TYPE_PT,
        sides=MOST_WORDS,
        language=new.language,
        pictures=pictures.assets if pictures else (),
    )


def version_line(version: Version) -> str:
    """A version number with its dates, in words."""
    published, due = version.published or NO_DATE, version.review_due or NO_DATE
    return f"{version.version} of {published}, review due {due}"


def _helpers() -> dict[str, Callable[..., str]]:
    """The functions of the templates."""
    return {"version_line": version_line}


def _context(difference: Difference, pictures: PagePictures | None = None) -> dict[str, Any]:
    """The variables of the templates."""
    from markupsafe import Markup

    new = difference.new
    foot = (cut(new.title, _FOOT_MM, _TYPE_PT), f"Version {new.version}. {_NOT_FOR_PATIENTS}")
    return {
        "old": difference.old,
        "new": new,
        "total": total(difference),
        "coarse": COARSE if difference.is_coarse else "",
        "changes": make_page_changes(pictures) if pictures else None,
        "parts": [make_review_section(section) for section in difference.sections],
        "mm": {**asdict(GRID), "bottom": GRID.bottom},
        "lines": GRID.lines,
        "type_pt": _TYPE_PT,
        "numbers": Markup(css_text("\n".join(map(str, range(1, GRID.lines + 1))))),
        "foot": Markup(css_text("\n".join(foot))),
        "foot_mm": _FOOT_MM,
        "warning": _NOT_FOR_PATIENTS,
    }
