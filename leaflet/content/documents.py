"""Decodes the files that authors write: text, front matter, and YAML whose scalars stay strings.

YAML gives shape only, never types: `language: no` stays "no" and `version: 1.10` stays "1.10";
the types of `model` convert them. The input is untrusted: excessive size and depth, and features
that make small files large (anchors, aliases, tags), are findings with a place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from leaflet.content.yaml_cuts import CutScan, quoting_hint
from leaflet.core.characters import (
    REFUSED,
    entities,
    entity_hint,
    name_of,
    normal,
    unseen,
    without_unseen,
)
from leaflet.core.diagnostics import Finding, Span, error, note, warning
from leaflet.core.folding import fold, foreign_letter
from leaflet.core.located import Document, FieldPath

MAX_BYTES = 300_000
MAX_DEPTH = 12


def decode(path: str, data: bytes) -> tuple[str, list[Finding]]:
    """The text of some bytes in its normal form (NFC), with line feeds as line ends and without
    characters that have no shape. It is empty if a finding is an error.

    Findings: `too-large`, `not-utf8`, `control-character`, each with its place; a note
    `invisible-character` on what was left out.
    """
    if len(data) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1000:,} kB"
        return "", [error("too-large", Span(path), message, "split it, or cut what is not text")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        before = data[: problem.start].decode("utf-8-sig", errors="replace")
        span = _place_after(path, before)
        hint = "save the file as UTF-8"
        return "", [error("not-utf8", span, "the file is not UTF-8 text", hint)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := REFUSED.search(text):
        return "", [_refused(_place_after(path, text[: found.start()]), found[0])]
    left_out = list(unseen(text))
    notes = [_left_out(_place_after(path, text[: left_out[0][0]]), left_out)] if left_out else []
    return normal(without_unseen(text)), notes


def has_error(findings: Iterable[Finding]) -> bool:
    """Whether one of the findings keeps a file from being used."""
    return any(finding.is_broken for finding in findings)


def untold(mismatches: Iterable[Finding], told: Iterable[Finding]) -> list[Finding]:
    """The mismatches of fields without those of a field that is empty since YAML cut its value."""
    cut = {finding.span for finding in told if finding.code == "cut-value"}
    return [f for f in mismatches if f.code != "empty-text" or f.span not in cut]


def _refused(span: Span, character: str) -> Finding:
    message = f"invisible character U+{ord(character):04X}"
    return error("control-character", span, message, "delete it")


def _left_out(span: Span, left_out: list[tuple[int, str]]) -> Finding:
    count = len(left_out)
    what = f"{count} invisible character{'s' if count > 1 else ''}"
    message = f"{what} left out, the first is {name_of(left_out[0][1])}"
    return note("invisible-character", span, message, "delete it in the file")


def _place_after(path: str, before: str) -> Span:
    return Span(path, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def split_front_matter(path: str, text: str) -> tuple[str, str, int, list[Finding]]:
    """A leaflet file as (front matter, body, line number of the body's first line, findings)."""
    lines = text.split("\n")
    message = "no front matter"
    hint = 'begin the file with a line "---", the fields, and another line "---"'
    if lines[0].rstrip() == "---":
        for number, line in enumerate(lines[1:], 2):
            if line.rstrip() == "---":
                return "\n".join(lines[1 : number - 1]), "\n".join(lines[number:]), number + 1, []
        message, hint = "the front matter has no end", 'add a line "---" after its last field'
    return "", text, 1, [error("front-matter", Span(path, 1, 1), message, hint)]


def read_yaml(path: str, text: str, first_line: int = 1) -> tuple[Document, list[Finding]]:
    """The document of a YAML text; `first_line` is the line of the file where `text` starts.

    Findings: `yaml` (not well-formed or a refused feature; the document is then empty),
    `duplicate-key` (the first of the equal keys counts), `control-character`; notes
    `invisible-character`, warnings `mixed-scripts`.
    """
    import yaml

    reader = _Reader(path, first_line)
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        cuts = CutScan(path, text, first_line)
        refused = reader.refused_feature(cuts.passing(yaml.scan(text, Loader=loader)))
        if refused:
            return Document({}), [refused]
        node = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as problem:
        return Document({}), [reader.not_well_formed(problem, text)]
    value = reader.walk(node, ()) if node is not None else {}
    return Document(value, reader.spans, reader.keys), [*reader.findings, *cuts.findings()]


class _Reader:
    """Walks composed nodes and records the place of every key and value."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.spans: dict[FieldPath, Span] = {(): Span(path, first_line, 1)}
        self.keys: dict[FieldPath, Span] = {}
        self.findings: list[Finding] = []

    def span(self, mark: Any) -> Span:
        return Span(self.path, mark.line + self.first_line, mark.column + 1)

    def not_well_formed(self, problem: Any, text: str) -> Finding:
        """The parser's error as a finding that names the most frequent cause."""
        from yaml.composer import ComposerError

        mark, begun = (getattr(problem, f"{what}_mark", None) for what in ("problem", "context"))
        said = getattr(problem, "problem", None) or str(problem)
        lines = text.rstrip().split("\n")
        if begun and (mark is None or mark.line >= len(lines)):
            mark = begun  # a missing end is repaired where the value begins
        if mark is None or mark.line >= len(lines):
            span = Span(self.path, self.first_line + len(lines) - 1, max(len(lines[-1]), 1))
        else:
            span = self.span(mark)
        here = lines[span.line - self.first_line]
        if "\t" in here[: len(here) - len(here.lstrip(" -\t"))]:
            return error("yaml", span, "a tab in the indent", "indent with spaces")
        if isinstance(problem, ComposerError) or here.startswith("---"):
            return error("yaml", span, "a second document begins", 'delete the line "---"')
        hint = quoting_hint(lines, span.line - self.first_line)
        hint = hint or "check the indent, and put a text that holds : # \" or ' in quotes"
        return error("yaml", span, f"not readable as fields: {said}", hint)

    def refused_feature(self, tokens: Iterator[Any]) -> Finding | None:
        """The first anchor, alias, tag or directive, or nesting past `MAX_DEPTH`."""
        from yaml import tokens as kinds

        refused = {
            kinds.AnchorToken: "anchor",
            kinds.AliasToken: "alias",
            kinds.TagToken: "tag",
            kinds.DirectiveToken: "directive",
        }
        opening = (
            kinds.BlockSequenceStartToken,
            kinds.BlockMappingStartToken,
            kinds.FlowSequenceStartToken,
            kinds.FlowMappingStartToken,
        )
        closing = (kinds.BlockEndToken, kinds.FlowSequenceEndToken, kinds.FlowMappingEndToken)
        depth = 0
        for token in tokens:
            if what := refused.get(type(token)):
                message = f"a YAML {what} is not allowed"
                hint = "write the value out in full; put a text that begins with * & or ! in quotes"
                return error("yaml", self.span(token.start_mark), message, hint)
            depth += isinstance(token, opening) - isinstance(token, closing)
            if depth > MAX_DEPTH:
                hint = f"use at most {MAX_DEPTH} levels"
                return error("yaml", self.span(token.start_mark), "nested too deeply", hint)
        return None

    def walk(self, node: Any, field_path: FieldPath) -> Any:
        self.spans[field_path] = self.span(node.start_mark)
        if node.id == "sequence":
            return [self.walk(item, (*field_path, i)) for i, item in enumerate(node.value)]
        if node.id != "mapping":
            return self.read(node.value, self.spans[field_path])
        mapping: dict[str, Any] = {}
        for key, value in node.value:
            place = self.span(key.start_mark)
            name = self.read(key.value, place) if isinstance(key.value, str) else key.value
            if not isinstance(name, str):
                hint = "write a name before the colon"
                self.findings.append(error("yaml", place, "a field without a plain name", hint))
            elif name in mapping:
                first = self.keys[(*field_path, name)]
                message = f'duplicate key "{name}", first on line {first.line}'
                self.findings.append(error("duplicate-key", place, message, "keep one of the two"))
            else:
                self.keys[(*field_path, name)] = place
                mapping[name] = self.walk(value, (*field_path, name))
        return mapping

    def read(self, text: str, place: Span) -> str:
        """A scalar as a reader sees it: YAML escapes may bring in what `decode` took out."""
        if text.isascii() and text.isprintable():
            return text
        if found := REFUSED.search(text):
            self.findings.append(_refused(place, found[0]))
        if left_out := list(unseen(text)):
            self.findings.append(_left_out(place, left_out))
        text = normal(without_unseen(text))
        self.findings += mixed_scripts(text, place)
        return text


def written_out(document: Document) -> Iterator[Finding]:
    """Findings on HTML entities in a document without Markdown, where they are printed as they
    stand.
    """
    for field_path, text in _scalars(document.value, ()):
        for _, entity, said in entities(text):
            message = f'the entity "{entity}" is printed as it stands'
            yield error("bad-value", document.place(field_path), message, entity_hint(said))


def _scalars(value: Any, field_path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(value, str):
        yield field_path, value
    elif isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in pairs:
            yield from _scalars(inner, (*field_path, key))


def mixed_scripts(text: str, place: Span) -> Iterator[Finding]:
    """A warning on the first word of a text that mixes letters of two scripts."""
    if found := foreign_letter(text):
        at, word = found
        message = f'"{word}" has a letter of another script, {name_of(text[at])}'
        yield warning("mixed-scripts", place, message, f'type "{fold(word)}" in one script')


def mixed_lines(path: str, body: str, first_line: int) -> Iterator[Finding]:
    """Warnings on words of two scripts, one a line; fenced blocks are read as YAML later."""
    fenced = False
    for number, line in enumerate(body.split("\n"), first_line):
        fenced ^= line.startswith("```")
        if not fenced and not line.isascii():
            yield from mixed_scripts(line, Span(path, number, 1))
