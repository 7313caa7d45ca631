"""A leaflet as a reader meets it: its texts in order, their sentences, words, marks and places.

Checks of words read this. It is made once a leaflet, since ten checks go through the same words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from leaflet import profiles
from leaflet.core.diagnostics import Span
from leaflet.core.located import FieldPath, Loaded
from leaflet.model.blocks import SILENT
from leaflet.model.leaflet import Leaflet, Section, texts
from leaflet.model.lexicon import WORD, Lexicon, Search
from leaflet.profiles.profile import Norms

#: Nor are shares of people: they are numbers with fields of their own.
_SILENT = SILENT | {"frequency", "size"}
_MARKUP = re.compile(r"!\[\]\([^)]*\)|\[([^\]]*)\]\(([^)]*)\)|\*\*")
_BREAK = re.compile(r"\n[ \t]*\n\s*|\n(?=[ \t]*(?:[-*+]|\d+[.)])[ \t])")
_BULLET = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]+")
_SENTENCE_END = re.compile(
    r"(?<=[.?!…])['\"’”)]*\s+(?=[\"'‘“(¿¡]?[^\W_])(?![\"'‘“(]?[a-zß-öø-ÿąćęłńśźż])"
)
#: An address begins where no letter, dot or hyphen goes before, so that each is tried once.
_ADDRESS = re.compile(
    r"https?://\S+|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:uk|com|org|net|gov|example)\b\S*"
)


@dataclass(frozen=True, slots=True)
class Linked:
    """Words that carry a mark: from where to where in a unit's text, and the target, as
    `fact:c10`.
    """

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its text, where in its unit it starts, and its words in lower case."""

    unit: Unit
    text: str
    start: int
    words: tuple[str, ...] = field(compare=False)
    offsets: tuple[int, ...] = field(compare=False, repr=False)

    def is_marked(self) -> bool:
        """Whether a fact or source mark stands in it."""
        end = self.start + len(self.text)
        return any(
            mark.target.startswith(("fact:", "source:")) and self.start <= mark.start < end
            for mark in self.unit.marks
        )

    @property
    def spoken(self) -> tuple[tuple[str, int], ...]:
        """Its words that are not in a web address, each with its place in the unit's text."""
        outside = _Outside(self)
        return tuple(
            (word, offset)
            for word, offset in zip(self.words, self.offsets, strict=True)
            if offset in outside
        )


class _Outside:
    """The places in a sentence that are in no web address."""

    def __init__(self, sentence: Sentence) -> None:
        self._spans = [
            (sentence.start + m.start(), sentence.start + m.end())
            for m in _ADDRESS.finditer(sentence.text)
        ]

    def __contains__(self, offset: int) -> bool:
        index = bisect_right(self._spans, (offset, 1 << 60)) - 1
        return index < 0 or offset >= self._spans[index][1]


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase of the lexicon in a sentence: its words, what it stands for, where it begins."""

    sentence: Sentence
    start: int
    end: int
    meaning: str

    @property
    def words(self) -> tuple[str, ...]:
        """What is found, in lower case."""
        return self.sentence.words[self.start : self.end]

    @property
    def text(self) -> str:
        """What is found, in lower case with spaces."""
        return " ".join(self.words)

    @property
    def offset(self) -> int:
        """Where it begins in the text of the sentence's unit."""
        return self.sentence.offsets[self.start]


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, an item, a cell, a heading or a field, without its markup.

    `section` is empty for front matter. `kind` is that of the block, "heading", "short" for what
    small formats print instead, or the name of a field; `name` is the field of an item.
    """

    section: str
    kind: str
    field_path: FieldPath
    text: str = ""
    marks: tuple[Linked, ...] = ()
    is_item: bool = False
    name: str = ""
    origins: tuple[tuple[int, int], ...] = ()
    source: str = field(default="", repr=False)

    def raw(self, offset: int) -> int:
        """Where a place of the text stands in the author's text at the field path."""
        index = bisect_right(self.origins, (offset, 1 << 60)) - 1
        plain, raw = self.origins[max(index, 0)]
        return raw + offset - plain


class LeafletText:
    """A leaflet's texts with its language's lexicon; `loaded` must have a value."""

    def __init__(
        self,
        loaded: Loaded[Leaflet],
        lexicon: Lexicon | None,
        foreign: Mapping[str, str] | None = None,
    ) -> None:
        """`foreign` are texts of others by their names, whose words must not stand here."""
        assert loaded.value is not None
        self.foreign = foreign or {}
        self.loaded = loaded
        self.leaflet: Leaflet = loaded.value
        self.lexicon = lexicon or Lexicon(language=self.leaflet.language)
        self._breaks: dict[int, list[int]] = {}

    def search(self, group: str) -> Search:
        """A search for what a field of the lexicon lists."""
        return self.lexicon.search(group)

    def find(self, group: str) -> Iterator[Match]:
        """Where phrases of a field of the lexicon stand, outside of web addresses."""
        search = self.search(group)
        for sentence in self.sentences:
            found = list(search.matches(sentence.words))
            outside = _Outside(sentence) if found else None
            for start, end, meaning in found:
                if outside and sentence.offsets[start] in outside:
                    yield Match(sentence, start, end, meaning)

    @cached_property
    def norms(self) -> Norms:
        """The bounds of the leaflet's profile."""
        return profiles.find(self.leaflet.profile).norms

    @cached_property
    def taught(self) -> frozenset[str]:
        """The words of the glossary's terms, in lower case."""
        terms = " ".join(term.term for term in self.leaflet.glossary).lower().replace("’", "'")
        return frozenset(match[0] for match in WORD.finditer(terms))

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """All texts that some format prints, in the order of the leaflet."""
        return tuple(_units(self.leaflet))

    @cached_property
    def body(self) -> tuple[Unit, ...]:
        """The texts of the sections as the complete leaflet prints them, without headings."""
        out = ("heading", "short")
        return tuple(unit for unit in self.units if unit.section and unit.kind not in out)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of all units; what ends a unit ends a sentence."""
        return tuple(sentence for unit in self.units for sentence in split(unit))

    @cached_property
    def prose(self) -> tuple[Sentence, ...]:
        """The sentences that are scored: those of the body, of three words and more.

        Shorter ones are cells such as "Not known", which would flatter the score; addresses are
        no words.
        """
        inside = set(map(id, self.body))
        return tuple(
            s for s in self.sentences
            if id(s.unit) in inside and len(s.words) >= 3 and not _ADDRESS.search(s.text)
        )  # fmt: skip

    def place(self, unit: Unit, offset: int = 0) -> Span:
        """Where a place of a unit's text stands in the file."""
        span = self.loaded.place(unit.field_path)
        known = self._breaks.get(id(unit.source))
        if known is None:
            known = [at for at, character in enumerate(unit.source) if character == "\n"]
            self._breaks[id(unit.source)] = known
        raw = unit.raw(offset)
        lines = bisect_left(known, raw)
        if not lines:
            return Span(span.path, span.line, raw + span.column)
        return Span(span.path, span.line + lines, raw - known[lines - 1])


#: So many words in a row that stand in two texts are taken over.
RUN = 7


@lru_cache(maxsize=64)
def runs(text: str) -> frozenset[tuple[str, ...]]:
    """Every seven words in a row of a text, in lower case."""
    words = [match[0].lower().replace("’", "'") for match in WORD.finditer(text)]
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def split(unit: Unit) -> Iterator[Sentence]:
    """The sentences of a unit that have words."""
    start = 0
    text = unit.text
    for end in (*(found.end() for found in _SENTENCE_END.finditer(text)), len(text)):
        piece = text[start:end]
        found = list(WORD.finditer(piece))
        if found:
            words = tuple(match[0].lower().replace("’", "'") for match in found)
            offsets = tuple(start + match.start() for match in found)
            yield Sentence(unit, piece.rstrip(), start, words, offsets)
        start = end


def _units(leaflet: Leaflet) -> Iterator[Unit]:
    for name in ("title", "subtitle", "audience", "decision", "main_message"):
        yield filled(Unit("", name, (name,)), getattr(leaflet, name))
    for index, section in enumerate(leaflet.sections):
        yield from _section(section, ("sections", index))
    for k, term in enumerate(leaflet.glossary):
        field_path: FieldPath = ("glossary", k, "means")
        yield filled(Unit("glossary", "glossary", field_path, name=term.term), term.means)
    for name, figure in leaflet.figures.items():
        for n, text in enumerate(figure.legend):
            yield filled(Unit("", "legend", ("figures", name, "legend", n)), text)


def _section(section: Section, field_path: FieldPath) -> Iterator[Unit]:
    yield filled(Unit(section.id, "heading", field_path), section.heading)
    for j, block in enumerate(section.blocks):
        inside = Unit(section.id, block.kind, (*field_path, "blocks", j, "content"))
        if block.kind == "prose":
            yield from _paragraphs(inside, block.content)
        elif block.kind != "figures":
            yield from _items(inside, block.content)
    if section.short:
        yield from _paragraphs(Unit(section.id, "short", (*field_path, "short")), section.short)


def _items(blank: Unit, content: object) -> Iterator[Unit]:
    for inner, text in texts(content):
        if _SILENT.isdisjoint(inner):
            name = next((str(key) for key in reversed(inner) if isinstance(key, str)), "")
            field_path = (*blank.field_path, *inner)
            yield filled(replace(blank, field_path=field_path, is_item=True, name=name), text)


def _paragraphs(blank: Unit, text: str) -> Iterator[Unit]:
    start = 0
    for end, after in (*((m.start(), m.end()) for m in _BREAK.finditer(text)), (len(text), 0)):
        bullet = _BULLET.match(text, start, end)
        begin = bullet.end() if bullet else start
        made = filled(replace(blank, is_item=bool(bullet)), text, (begin, end))
        if made.text:
            yield made
        start = after


def filled(blank: Unit, source: str, area: tuple[int, int] | None = None) -> Unit:
    """A unit with a text, or the area of one, without its markup; each piece keeps where it
    came from.
    """
    begin, end = area or (0, len(source))
    pieces: list[str] = []
    origins: list[tuple[int, int]] = [(0, begin)]
    marks: list[Linked] = []
    length, at = 0, begin
    for found in _MARKUP.finditer(source, begin, end):
        pieces.append(source[at : found.start()])
        length += found.start() - at
        words = found[1] or ""
        if words:
            marks.append(Linked(length, length + len(words), found[2]))
            origins.append((length, found.start() + 1))
            pieces.append(words)
            length += len(words)
        at = found.end()
        origins.append((length, at))
    pieces.append(source[at:end])
    text = "".join(pieces).replace("\n", " ").rstrip()
    return replace(blank, text=text, marks=tuple(marks), origins=tuple(origins), source=source)
