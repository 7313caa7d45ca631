"""Parses a leaflet's file into a `Leaflet`: front matter, sections, typed blocks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from pydantic import TypeAdapter

from leaflet.content.documents import mixed_scripts, read_yaml, split_front_matter, untold
from leaflet.content.markdown import check_inline
from leaflet.content.sections import Piece, SectionSource, check_short, figure_ids, read_sections
from leaflet.content.validation import validate
from leaflet.core.diagnostics import Finding, Span, did_you_mean, error
from leaflet.core.located import Document, FieldPath, Loaded
from leaflet.model.blocks import KINDS, Block, adapter
from leaflet.model.leaflet import FrontMatter, Leaflet, Section, texts

_FRONT_MATTER: TypeAdapter[FrontMatter] = TypeAdapter(FrontMatter)
_FENCES = (*KINDS, "short")
#: Fields that have checks of their own and are not Markdown.
_ADDRESSES = frozenset({"url", "doi", "file"})


def parse_leaflet(path: str, text: str) -> Loaded[Leaflet]:
    """The leaflet in a Markdown file, or all findings that prevent one.

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
    findings += _mixed(path, body, first_line)
    parts, refused = read_sections(path, body, first_line)
    findings += refused
    sections = [_section(part, ("sections", i), document, findings) for i, part in enumerate(parts)]
    bad = any(finding.is_broken for finding in findings)
    leaflet = None if bad or fields is None else _join(fields, sections)
    return Loaded(path, leaflet, document, tuple(findings))


def _name_by_path(document: Document, path: str) -> None:
    """Fills in the id and the language of a leaflet that names none from the path of its file,
    `<id>/<language>.md`.
    """
    place = PurePosixPath(path.rpartition(":")[2])
    if isinstance(document.value, dict):
        document.value.setdefault("id", place.parent.name)
        document.value.setdefault("language", place.stem)


def _mixed(path: str, body: str, first_line: int) -> Iterator[Finding]:
    """Warnings on words of two scripts, one a line; fenced blocks are read as YAML later."""
    fenced = False
    for number, line in enumerate(body.split("\n"), first_line):
        fenced ^= line.startswith("```")
        if not fenced and not line.isascii():
            yield from mixed_scripts(line, Span(path, number, 1))


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
    part: SectionSource, field_path: FieldPath, document: Document, findings: list[Finding]
) -> Section:
    """A section; adds its places to the document and its problems to the findings."""
    document.spans[field_path] = part.span
    blocks: list[Block] = []
    short: str | None = None
    for piece in part.pieces:
        if piece.kind == "short":
            short = piece.text.strip()
            document.spans[(*field_path, "short")] = Span(part.span.path, piece.line, 1)
            findings += check_short(piece, part.span.path)
            continue
        at = (*field_path, "blocks", len(blocks), "content")
        content = _content(piece, part.span.path, at, document, findings)
        blocks.append(Block(kind=piece.kind, content=content, lines=piece.lines))
    heading = part.heading
    return Section(
        id=heading.id,
        heading=heading.text,
        priority=heading.priority,
        role=heading.role,
        source=heading.source,
        blocks=tuple(blocks),
        short=short,
    )


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
    findings += untold(problems, findings) or check_texts(value, inner)
    return () if value is None else value
