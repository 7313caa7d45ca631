"""Parses a leaflet's file into a `Leaflet`: front matter, sections, typed blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import zip_longest
from pathlib import PurePosixPath
from typing import Any

from pydantic import TypeAdapter

from leaflet.content.documents import mixed_lines, read_yaml, split_front_matter, untold
from leaflet.content.markdown import check_inline
from leaflet.content.sections import (
    Piece,
    SectionSource,
    check_markdown,
    figure_ids,
    read_pieces,
    read_sections,
)
from leaflet.content.shared_blocks import FENCE, ReadShared, SharedBlocks, no_shared
from leaflet.content.tables import caption_in, read_table
from leaflet.content.validation import validate
from leaflet.core.diagnostics import Finding, Span, did_you_mean, error
from leaflet.core.located import Document, FieldPath, Loaded
from leaflet.model.blocks import KINDS, MARKDOWN, Block, adapter
from leaflet.model.leaflet import FrontMatter, Leaflet, Section, texts

_FRONT_MATTER: TypeAdapter[FrontMatter] = TypeAdapter(FrontMatter)
_FENCES = (*KINDS, *MARKDOWN, "short", FENCE)
#: Fields that have checks of their own and are not Markdown.
_ADDRESSES = frozenset({"url", "doi", "file"})


def parse_leaflet(
    path: str, text: str, read_shared: ReadShared = no_shared, known: tuple[str, ...] = ()
) -> Loaded[Leaflet]:
    """The leaflet in a Markdown file, or all findings that prevent one. `read_shared` reads the
    shared blocks that it places, of which these are `known`.

    The document has the places of section content under `("sections", i, "blocks", j, …)`.
    """
    front, body, first_line, findings = split_front_matter(path, text)
    if findings:
        return Loaded(path, None, Document({}), tuple(findings))
    document, findings = read_yaml(path, front, first_line=2)
    if any(finding.code == "yaml" for finding in findings):
        return Loaded(path, None, document, tuple(findings))
    _name_by_path(document, path)
    checked = validate(_FRONT_MATTER, document)
    fields, mismatches = checked
    findings += untold(mismatches, findings) or check_texts(fields, document)
    findings += mixed_lines(path, body, first_line)
    parts, refused = read_sections(path, body, first_line)
    findings += refused
    shared = SharedBlocks(read_shared, _language(document), known)
    parts = [replace(part, pieces=tuple(shared.placed(part.pieces, path))) for part in parts]
    sections = [
        _section(part, ("sections", i), document, findings, shared) for i, part in enumerate(parts)
    ]
    findings += shared.findings
    bad = any(finding.is_broken for finding in findings)
    leaflet = None if bad or fields is None else _join(fields, sections)
    placed, looked = (tuple(dict.fromkeys(some)) for some in (shared.names, shared.paths))
    return Loaded(path, leaflet, document, tuple(findings), shared=placed, shared_paths=looked)


def _name_by_path(document: Document, path: str) -> None:
    """Fills in the id and the language of a leaflet that names none from the path of its file,
    `<id>/<language>.md`.
    """
    place = PurePosixPath(path.rpartition(":")[2])
    if isinstance(document.value, dict):
        document.value.setdefault("id", place.parent.name)
        document.value.setdefault("language", place.stem)


def _language(document: Document) -> str:
    given = document.value.get("language") if isinstance(document.value, dict) else ""
    return given if isinstance(given, str) else ""


def check_texts(value: Any, document: Document) -> list[Finding]:
    """Findings on Markdown that is not allowed in the texts of fields and items."""
    return [
        finding
        for field_path, text in texts(value)
        if _ADDRESSES.isdisjoint(field_path)
        for finding in check_inline(text, document.place(field_path))
    ]


def _join(fields: FrontMatter, sections: list[Section]) -> Leaflet:
    values: dict[str, Any] = {name: getattr(fields, name) for name in FrontMatter.model_fields}
    return Leaflet.model_construct(**values, sections=tuple(sections))


def _section(
    part: SectionSource,
    field_path: FieldPath,
    document: Document,
    findings: list[Finding],
    shared: SharedBlocks,
) -> Section:
    """A section; adds its places to the document and its problems to the findings."""
    document.spans[field_path] = part.span
    path = part.span.path
    short: tuple[Block, ...] = ()
    pieces = [piece for piece in part.pieces if piece.kind not in ("short", "note")]
    notes = [piece for piece in part.pieces if piece.kind == "note"]
    for piece in (piece for piece in part.pieces if piece.kind == "short"):
        if short:
            message = "a second short form of the section"
            findings.append(error("markdown", Span(path, piece.line, 1), message, "join the two"))
        inner, problems = read_pieces(path, piece.text, piece.line)
        findings += problems
        document.spans[(*field_path, "short")] = Span(path, piece.line, 1)
        short = _blocks(
            shared.placed(inner, path), path, (*field_path, "short"), document, findings
        )
    blocks = _blocks(pieces, path, (*field_path, "blocks"), document, findings)
    if notes:
        at = (*field_path, "blocks", len(blocks), "content")
        blocks = (*blocks, _notes(notes, path, at, document, findings))
    heading = part.heading
    return Section(
        id=heading.id,
        heading=heading.text,
        priority=heading.priority,
        role=heading.role,
        source=heading.source,
        blocks=blocks,
        short=short,
    )


def _blocks(
    pieces: Iterable[Piece],
    path: str,
    field_path: FieldPath,
    document: Document,
    findings: list[Finding],
) -> tuple[Block, ...]:
    """The blocks of some pieces; a caption is joined to the table that follows it."""
    blocks: list[Block] = []
    caption: str | None = None
    waiting = list(pieces)
    for piece, after in zip_longest(waiting, waiting[1:]):
        if piece.kind == "prose" and after and after.kind == "table":
            text, _, last = piece.text.rstrip().rpartition("\n\n")
            caption = caption_in(last)
            if caption is not None:
                piece = replace(piece, text=text)  # noqa: PLW2901
                if not text.strip():
                    continue
        at = (*field_path, len(blocks), "content")
        blocks.append(_block(piece, caption, piece.path or path, at, document, findings))
        caption = None if piece.kind == "table" else caption
    return tuple(blocks)


def _notes(
    pieces: Iterable[Piece],
    path: str,
    field_path: FieldPath,
    document: Document,
    findings: list[Finding],
) -> Block:
    """The footnotes of a section, in the order of their numbers."""
    content = []
    for number, piece in enumerate(pieces):
        place = Span(path, piece.line, 1)
        document.spans.setdefault(field_path, place)
        document.spans[(*field_path, number)] = place
        findings += check_inline(piece.text, place)
        content.append(piece.text)
    return Block(kind="notes", content=tuple(content))


def _block(
    piece: Piece,
    caption: str | None,
    path: str,
    field_path: FieldPath,
    document: Document,
    findings: list[Finding],
) -> Block:
    if piece.kind == "table":
        document.spans[field_path] = Span(path, piece.line, 1)
        table, problems = read_table(path, piece.text, piece.line, caption, field_path, document)
        findings += problems
        return Block(kind="table", content=table)
    if piece.kind in MARKDOWN:
        piece, label = _labelled(piece, path, findings)
        findings += check_markdown(piece, path)
        document.spans[field_path] = Span(path, piece.line, 1)
        if not piece.text.strip():
            message = f'the block "{piece.kind}" is empty'
            place = Span(path, piece.line, 1)
            findings.append(error("empty-text", place, message, "write its words, or delete it"))
        return Block(kind=piece.kind, content=piece.text.strip("\n"), label=label)
    content = _content(piece, path, field_path, document, findings)
    return Block(kind=piece.kind, content=content, lines=piece.lines)


def _labelled(piece: Piece, path: str, findings: list[Finding]) -> tuple[Piece, str]:
    """A part for a group without its first line, `for: under 12`, and the group."""
    if piece.kind != "for":
        return piece, ""
    first, _, text = piece.text.partition("\n")
    name, colon, label = first.partition(":")
    if name.strip() != "for" or not colon or not label.strip():
        message, hint = "nobody is named whom the part is for", "begin it with: for: under 12"
        findings.append(error("markdown", Span(path, piece.line, 1), message, hint))
        return piece, ""
    findings += check_inline(label.strip(), Span(path, piece.line, 1))
    return replace(piece, text=text, line=piece.line + 1), label.strip()


def _content(
    piece: Piece, path: str, field_path: FieldPath, document: Document, findings: list[Finding]
) -> Any:
    span = Span(path, piece.line, 1)
    document.spans[field_path] = span
    if piece.kind == "prose":
        return piece.text
    if piece.kind == "figures":
        figures = figure_ids(piece, path)
        document.spans.update({(*field_path, i): place for i, (_, place) in enumerate(figures)})
        return tuple(name for name, _ in figures)
    if piece.kind not in KINDS:
        fence = Span(path, piece.line - 1, 4)
        hint = did_you_mean(piece.kind, _FENCES)
        message = f'unknown block "{piece.kind}"' if piece.kind else "a block without a name"
        findings.append(error("unknown-block", fence, message, hint))
        return ()
    inner, problems = read_yaml(path, piece.text, first_line=piece.line)
    findings += problems
    document.spans.update({(*field_path, *inside): place for inside, place in inner.spans.items()})
    if any(problem.code == "yaml" for problem in problems):
        return ()
    value, problems = validate(adapter(piece.kind), inner)
    named = f'the block "{piece.kind}" '
    problems = [replace(p, message=re.sub("^the file ", named, p.message)) for p in problems]
    findings += untold(problems, findings) or check_texts(value, inner)
    return () if value is None else value
