"""What the file of a leaflet says, read without the program, and what of it a page lacks.

A second reading of the same form: what `leaflet.content` or a template loses is still here.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

_FENCE = re.compile(r"(`{3,})([a-z-]*)(?: lines=\d+)?$")
_HEADING = re.compile(r"## (.*?)\s*(?:\{[^{}]*\})?$")
_FIGURE = re.compile(r"!\[\]\(figure:([a-z0-9-]+)\)")
_MARK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_SUBHEADING = re.compile(r"^####? ")
_NOTE, _NOTE_TEXT = re.compile(r"\[\^\w+\](?!:)"), re.compile(r"^\[\^\w+\]: (.*)")
_BULLET = re.compile(r"^\s*(?:[-*]|\d+\.)\s+")
#: Fields that hold no words, or words that a page has in the language of the reader.
_SILENT = frozenset(
    {"sources", "source", "class", "phase", "call", "go", "evidence", "kind", "urgency", "width"}
    | {"ready", "n", "of", "picture"}
)
_CLASSES = frozenset({"very-common", "common", "uncommon", "rare", "very-rare", "not-known"})


@dataclass(frozen=True, slots=True)
class Written:
    """A text of a leaflet, or the id of a picture, whose legend is printed with it."""

    text: str
    is_picture: bool = False


@dataclass(slots=True)
class WrittenSection:
    """A section: its heading, its texts and pictures in order, and those of its short form."""

    heading: str
    blocks: list[Written] = field(default_factory=list)
    short: list[Written] = field(default_factory=list)
    points: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Source:
    """The front matter of a leaflet and its sections in order."""

    front: dict[str, Any]
    sections: tuple[WrittenSection, ...]


def read_source(text: str) -> Source:
    """What the file of a leaflet says."""
    _, front, body = text.split("---\n", 2)
    fields = yaml.load(front, yaml.BaseLoader)
    sections: list[WrittenSection] = []
    for kind, chunk in _chunks(body.split("\n")):
        if kind == "heading":
            sections.append(WrittenSection(chunk[0]))
        elif kind == "short":
            sections[-1].short += list(_all(chunk))
        else:
            sections[-1].blocks += list(_block(kind, chunk))
            if kind == "key-points" and not sections[-1].points:
                sections[-1].points = yaml.load("\n".join(chunk), yaml.BaseLoader)
    return Source(fields, tuple(sections))


def _chunks(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Headings, fences by name, and paragraphs as "prose"."""
    at, waiting = 0, list[str]()
    while at < len(lines):
        line = lines[at]
        fence, heading = _FENCE.match(line), _HEADING.match(line)
        if fence or heading or not line.strip():
            if waiting:
                yield "prose", waiting
            waiting = []
        if fence:
            end = lines.index(fence[1], at + 1)
            yield fence[2], list(lines[at + 1 : end])
            at = end
        elif heading:
            yield "heading", [heading[1]]
        elif line.strip():
            waiting.append(line)
        at += 1
    if waiting:
        yield "prose", waiting


def _all(lines: Sequence[str]) -> Iterator[Written]:
    for kind, chunk in _chunks(lines):
        yield from _block(kind, chunk)


def _block(kind: str, lines: list[str]) -> Iterator[Written]:
    if kind == "for":
        yield Written(lines[0].removeprefix("for:").strip())
        lines = lines[1:]
    if kind in ("warning", "important", "for"):
        yield from _all(lines)
    elif kind != "prose":
        yield from _items(yaml.load("\n".join(lines), yaml.BaseLoader))
    elif lines[0].startswith("|"):
        for row in [lines[0], *lines[2:]]:
            cells = re.split(r"(?<!\\)\|", row.strip().strip("|"))
            yield from (Written(cell.replace("\\|", "|")) for cell in cells if cell.strip())
    elif _FIGURE.match(lines[0]):
        yield from (Written(name, True) for name in _FIGURE.findall("\n".join(lines)))
    else:
        yield from _prose(lines)


def _prose(lines: list[str]) -> Iterator[Written]:
    """Paragraphs, items and sub-headings; the number of a footnote stands between two texts."""
    texts = [""]
    for line in lines:
        note = _NOTE_TEXT.match(line)
        if note or _BULLET.match(line) or _SUBHEADING.match(line):
            texts.append("")
        texts[-1] += " " + _SUBHEADING.sub("", _BULLET.sub("", note[1] if note else line))
    texts[-1] = re.sub(r"^ Table:\s+", "", texts[-1])
    parts = (part for text in texts for part in _NOTE.split(text))
    yield from (Written(part) for part in parts if part.strip())


def _items(value: Any, name: str = "") -> Iterator[Written]:
    if isinstance(value, str):
        if name == "picture":
            yield Written(value, True)
        elif name not in _SILENT and not (name == "how_often" and value in _CLASSES):
            yield Written(value.removeprefix("https://"))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _items(inner, key)
    else:
        for inner in value or ():
            yield from _items(inner, name)


# --- pages ---------------------------------------------------------------------------------------

_SIGNS = str.maketrans("‘’“”‐‑–—", "''\"\"----", "\u00ad\u200b\u2060\ufeff\ufffe\x02-")


def squeezed(text: str) -> str:
    """A text without marks, blanks, hyphens and the signs that typography changes."""
    text = _MARK.sub(r"\1", text).replace("**", "")
    text = unicodedata.normalize("NFKC", text).replace("...", "…").translate(_SIGNS)
    return "".join(text.split()).replace("-", "").casefold()


def page_words(body: str) -> str:
    """The text of a page of HTML, squeezed."""
    without = re.sub(r"<(svg|style)\b.*?</\1>", "", body, flags=re.DOTALL)
    without = re.sub(r'<span class="source-numbers">.*?</span>', "", without)
    return squeezed(html.unescape(re.sub(r"<[^>]*>", "", without)))


def word_list(text: str) -> list[str]:
    """The words of a text without marks."""
    return _MARK.sub(r"\1", text).replace("**", "").split()


def lacking(expected: Iterable[Written], body: str, pictures: dict[str, str]) -> list[str]:
    """The texts and pictures that a page of HTML has less often than they are expected.

    `pictures` are the addresses of the pictures by id.
    """
    page = page_words(body)
    texts: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for item in expected:
        if item.is_picture:
            shown[item.text] += 1
        else:
            texts[squeezed(item.text)] += 1
    missing = [text for text, count in texts.items() if page.count(text) < count]
    gone = [
        f"picture {name}"
        for name, count in shown.items()
        if body.count(f'src="{pictures[name]}') < count
    ]
    return missing + gone
