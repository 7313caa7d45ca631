"""Decodes the files that authors write: text, front matter, and YAML whose scalars stay strings.

YAML gives shape only, never types: `language: no` stays "no" and `version: 1.10` stays "1.10";
the types of `model` convert them. The input is untrusted: excessive size and depth, and features
that make small files large (anchors, aliases, tags), are findings with a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from leaflet.core.diagnostics import Finding, Span, error
from leaflet.core.located import Document, FieldPath

MAX_BYTES = 300_000
MAX_DEPTH = 12

#: Characters without a shape: controls, line ends that only some programs recognise, marks that
#: turn the direction of all following text (ISO/IEC 10646 bidirectional controls), private use,
#: and noncharacters. Joiners and plain direction marks are allowed: some languages need them.
_SHAPELESS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ue000-\uf8ff\ufeff\ufff9-\uffff\U000e0000-\U0010ffff]"
)


def decode(path: str, data: bytes) -> tuple[str, list[Finding]]:
    """The text of some bytes, with line feeds as line ends.

    Findings: `too-large`, `not-utf8`, `control-character`, each with its place.
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
    if found := _SHAPELESS.search(text):
        return "", [_shapeless(_place_after(path, text[: found.start()]), found[0])]
    return text, []


def find_shapeless(text: str) -> str | None:
    """The first character in a text that has no shape on paper; None if there is none."""
    found = _SHAPELESS.search(text)
    return found[0] if found else None


def _shapeless(span: Span, character: str) -> Finding:
    message = f"invisible character U+{ord(character):04X}"
    return error("control-character", span, message, "delete it")


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
    `duplicate-key` (the first of the equal keys counts) and `control-character`.
    """
    import yaml

    reader = _Reader(path, first_line)
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        refused = reader.refused_feature(yaml.scan(text, Loader=loader))
        if refused:
            return Document({}), [refused]
        node = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as problem:
        return Document({}), [reader.not_well_formed(problem, text)]
    value = reader.walk(node, ()) if node is not None else {}
    return Document(value, reader.spans, reader.keys), reader.findings


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
        hint = "check the indent, and put a text that holds : # \" or ' in quotes"
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
                message, hint = f"a YAML {what} is not allowed", "write the value out in full"
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
            if found := _SHAPELESS.search(node.value):
                self.findings.append(_shapeless(self.spans[field_path], found[0]))
            return node.value
        mapping: dict[str, Any] = {}
        for key, value in node.value:
            name, place = key.value, self.span(key.start_mark)
            if isinstance(name, str) and (found := _SHAPELESS.search(name)):
                self.findings.append(_shapeless(place, found[0]))
            elif not isinstance(name, str):
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
