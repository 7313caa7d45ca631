"""Makes the draft of a leaflet of an article: front matter, sections, figures, and the report.

The draft is read back before it is given away. What the reader of leaflets refuses is written again
with every sign escaped, and a word of the article that the draft lacks is named in the report.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from leaflet.content.documents import MAX_BYTES
from leaflet.content.leaflet_file import parse_leaflet
from leaflet.core.located import Loaded
from leaflet.importing import words as of_words
from leaflet.importing.document import Document, Remark, Told, dropped, to_check
from leaflet.importing.leaflet_words import words_of
from leaflet.importing.mentions import mentions
from leaflet.importing.reading import RefusedError
from leaflet.importing.structure.capitals import capitals_of
from leaflet.importing.structure.columns import with_tables
from leaflet.importing.structure.proposals import Proposed, proposed_sections
from leaflet.importing.structure.sections import Structure, structured
from leaflet.importing.text.text_repair import Repair
from leaflet.importing.writing import markdown_text as md
from leaflet.importing.writing.fences import grouped
from leaflet.importing.writing.front_matter import front_matter, unmarked
from leaflet.importing.writing.leaflet_writer import BodyWriter
from leaflet.importing.writing.pictures import Figure, Figures
from leaflet.model.leaflet import Leaflet


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article comes from and what becomes of it: the name of its file, the digest of its
    bytes, the id and language of the leaflet, the day; and what a register says of it.
    """

    file: str
    digest: str
    id: str
    language: str
    today: datetime.date
    kind: str | None = None
    owner: str = ""
    review_due: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft of a leaflet: its text, its figures, its sections with proposed roles, what was
    done and what a person must look at.
    """

    origin: Origin
    title: str
    text: str
    figures: tuple[Figure, ...]
    sections: tuple[Proposed, ...]
    remarks: tuple[Remark, ...]

    @property
    def path(self) -> str:
        """The place of the draft in its project."""
        return f"content/leaflets/{self.origin.id}/{self.origin.language}.md"

    @property
    def to_check(self) -> int:
        """How many remarks ask for a person."""
        return sum(remark.told is Told.CHECK for remark in self.remarks)


def no_figures(name: str) -> bytes | None:  # noqa: ARG001
    """There are no figures yet."""
    return None


def make_draft(
    document: Document, origin: Origin, existing: Callable[[str], bytes | None] = no_figures
) -> Draft:
    """The draft of an article; `existing` gives the bytes of a figure that the project has already,
    whose name is not used again. Raises `RefusedError` for an article without text, and for one
    that is too large for a leaflet.
    """
    repair = Repair()
    told: list[Remark] = []
    document = with_tables(document, told)
    document = _repaired(document, repair)
    if not re.search(r"[^\W\d_]", of_words.all_words(document)):
        has_pictures = any(not isinstance(block, tuple) for block in document.blocks)
        hint = "type its words, or read them with a program for scans"
        raise RefusedError("no text in it: a scan?" if has_pictures else "no text in it", hint)
    structure = structured(document, _title_of(origin.file))
    if not unmarked(structure.title):
        structure = replace(structure, title=_title_of(origin.file))
    calm = capitals_of(document)
    parts = (replace(part, blocks=calm.blocks(part.blocks)) for part in structure.parts)
    structure = replace(structure, parts=tuple(parts))
    told += calm.remarks()
    sections, unsure = proposed_sections(structure, origin.language)
    remarks = [*structure.remarks, *unsure, *told]
    draft = _readable(document, structure, sections, origin, existing)
    if len(draft.text.encode()) > MAX_BYTES:
        raise RefusedError(
            f"its text is larger than {MAX_BYTES // 1000} kB", "split it into several"
        )
    remarks += draft.remarks
    remarks += _lost(document, draft, [*structure.remarks, *draft.remarks])
    remarks = [*document.remarks, *repair.remarks(), *remarks, *mentions(document)]
    return replace(draft, remarks=tuple(_counted(remarks)))


def _repaired(document: Document, repair: Repair) -> Document:
    from leaflet.importing.document import Table

    def mend(block: object) -> object:
        if isinstance(block, Table):
            rows = tuple(tuple(repair.words(cell) for cell in row) for row in block.rows)
            return replace(block, rows=rows, caption=repair.words(block.caption))
        if hasattr(block, "caption"):
            return replace(block, caption=repair.words(block.caption), alt=repair.text(block.alt))  # type: ignore[type-var, attr-defined]
        return replace(block, words=repair.words(block.words))  # type: ignore[type-var, attr-defined]

    notes = {name: repair.words(words) for name, words in document.notes.items()}
    blocks = tuple(mend(block) for block in document.blocks)
    return replace(document, blocks=blocks, notes=notes, title=repair.text(document.title))  # type: ignore[arg-type]


def _title_of(file: str) -> str:
    words = re.sub(r"[-_.]+", " ", file.rpartition("/")[2].rpartition(".")[0]).strip()
    return words[:1].upper() + words[1:] or "Leaflet"


def _readable(
    document: Document,
    structure: Structure,
    sections: tuple[Proposed, ...],
    origin: Origin,
    existing: Callable[[str], bytes | None],
) -> Draft:
    """The draft with as few signs escaped as the reader of leaflets allows, and with blocks for the
    lists that say what they are.
    """
    for escape, language in (
        (md.escaped, origin.language),
        (md.wholly_escaped, origin.language),
        (md.wholly_escaped, ""),
    ):
        figures = Figures(origin.id, existing)
        writer = BodyWriter(document.notes, figures.id_of, escape)
        body = []
        for one in sections:
            heading = of_words.plain(one.part.heading)
            made = grouped(one.part.blocks, heading, language, escape)
            body.append(writer.section(one.part.heading, one.role, made.groups))
            writer.remarks += made.remarks
        head = front_matter(document, structure.title, origin, tuple(figures.made))
        text = f"---\n{head}---\n\n" + "\n".join(body)
        remarks = (*writer.remarks, *figures.remarks)
        draft = Draft(origin, structure.title, text, tuple(figures.made), sections, remarks)
        loaded = read_back(draft)
        if loaded.value is not None:
            return draft
    first = next(finding for finding in loaded.findings if finding.is_broken)
    message = f"line {first.span.line} of the draft cannot be read: {first.message}"
    raise RefusedError(message, "report this file as a mistake of the program; until then, type it")


def read_back(draft: Draft) -> Loaded[Leaflet]:
    """The draft as the project would read it."""
    return parse_leaflet(draft.path, draft.text)


def _lost(document: Document, draft: Draft, remarks: list[Remark]) -> list[Remark]:
    """A remark on the words of the article that the draft lacks and none of the remarks names."""
    wanted = Counter(words_of(f"{document.title}\n{of_words.all_words(document)}"))
    wanted -= Counter(words_of(f"{draft.title}\n{draft.text}".replace("**", "")))
    for remark in remarks:
        if remark.told is Told.DROPPED:
            wanted -= Counter(words_of(remark.words))
    lost = " ".join(wanted.elements())
    return [dropped("words that the draft does not hold", lost)] if lost else []


def _counted(remarks: list[Remark]) -> list[Remark]:
    """The remarks without repetitions; what needs a person stands first."""
    order = list(Told)
    order.remove(Told.CHECK)
    ranks = {told: n for n, told in enumerate([Told.CHECK, *order])}
    return sorted(dict.fromkeys(remarks), key=lambda remark: ranks[remark.told])


__all__ = ["Draft", "Origin", "make_draft", "read_back", "to_check"]
