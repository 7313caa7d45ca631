"""A leaflet as sentence records: each sentence and field that a patient reads, in order, with its
place and basis. Review copies print these records; comparisons match them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from leaflet.core.diagnostics import Span
from leaflet.core.located import FieldPath, Loaded
from leaflet.model.blocks import NOT_KNOWN, Block, Frequency, Share, Table
from leaflet.model.leaflet import Leaflet, Section, Source
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import split
from leaflet.text.units import Linked, Unit, filled

#: The parts of a leaflet that are not sections.
FRONT, FIGURES, IMPRINT = "front matter", "other figures", "imprint"

#: The label of the text that small formats print instead of a section.
SHORT = "short form"

#: Fields that no format prints.
_UNPRINTED = frozenset({"kind", "phase", "sources"})

#: Fields that are empty where the value is not known.
_MAY_BE_UNKNOWN = frozenset({"frequency", "size", "against", "tried"})

_LABELS = {"dont": "do not", "says": "what it says", "signs": "sign", "alt": "drawing"}


@dataclass(frozen=True, slots=True)
class Basis:
    """What a sentence rests on: the target of a mark, and the text of that target."""

    target: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class SentenceRecord:
    """A sentence, or a field of a block, without markup.

    `passage` is the number of its paragraph, item or field; `label` is the name of the field,
    `item` the name of what the field belongs to.
    """

    section: str
    passage: int
    kind: str
    text: str
    span: Span
    label: str = ""
    item: str = ""
    basis: tuple[Basis, ...] = ()


def sentence_records(loaded: Loaded[Leaflet]) -> tuple[SentenceRecord, ...]:
    """All that a patient reads, in the order of the complete leaflet; `loaded` must have a value.

    Short forms follow their sections; figures are represented by their alt text.
    """
    return tuple(_Recorder(loaded).all())


@dataclass(frozen=True, slots=True)
class _Field:
    """Where a text belongs: its section, its kind, its label and item."""

    section: str
    kind: str
    label: str = ""
    item: str = ""


class _Recorder:
    """Goes through a leaflet once, numbering its passages."""

    def __init__(self, loaded: Loaded[Leaflet]) -> None:
        self.leaflet_text = LeafletText(loaded, None)
        self.leaflet = self.leaflet_text.leaflet
        self.passages = 0
        self.shown: set[str] = set()
        self.units: dict[FieldPath, list[Unit]] = {}
        for unit in self.leaflet_text.units:
            self.units.setdefault(unit.field_path, []).append(unit)

    def all(self) -> Iterator[SentenceRecord]:
        for name in ("title", "subtitle", "main_message", "audience", "decision"):
            text = getattr(self.leaflet, name)
            if text:
                yield from self.text(text, (name,), _Field(FRONT, "field", _label(name)))
        for index, text in enumerate(self.leaflet.poster):
            yield from self.text(text, ("poster", index), _Field(FRONT, "item", "poster"))
        for index, section in enumerate(self.leaflet.sections):
            yield from self.section(section, ("sections", index))
        if not self.leaflet.with_role("glossary"):
            yield from self.glossary()
        for name in self.leaflet.figures:
            yield from self.figure(FIGURES, name)
        yield from self.imprint()

    def section(self, section: Section, field_path: FieldPath) -> Iterator[SentenceRecord]:
        yield from self.paragraphs(field_path, _Field(section.id, "heading"))
        for index, block in enumerate(section.blocks):
            yield from self.block(section.id, block, (*field_path, "blocks", index, "content"))
        if section.role == "glossary":
            yield from self.glossary()
        for index, block in enumerate(section.short):
            at = (*field_path, "short", index, "content")
            yield from self.block(section.id, block, at, _Field(section.id, "short", SHORT))

    def block(
        self, section: str, block: Block, field_path: FieldPath, prose: _Field | None = None
    ) -> Iterator[SentenceRecord]:
        """The records of a block; `prose` describes its paragraphs."""
        if block.label:
            yield from self.text(block.label, field_path, _Field(section, "item", "for"))
        if block.is_markdown:
            yield from self.paragraphs(field_path, prose or _Field(section, "prose"))
        elif isinstance(block.content, Table):
            yield from self.table(section, block.content, field_path)
        elif block.kind == "figures":
            for name in block.content:
                yield from self.figure(section, name)
        elif isinstance(block.content, BaseModel):
            yield from self.item(section, block.content, field_path)
        else:
            yield from self.items(section, block.content, field_path)

    def items(
        self, section: str, values: Iterable[str | BaseModel], field_path: FieldPath
    ) -> Iterator[SentenceRecord]:
        """The records of a list of texts or of items with fields."""
        for index, value in enumerate(values):
            if isinstance(value, str):
                yield from self.text(value, (*field_path, index), _Field(section, "item"))
            else:
                yield from self.item(section, value, (*field_path, index))

    def table(self, section: str, table: Table, field_path: FieldPath) -> Iterator[SentenceRecord]:
        """The cells of a table, each a record; those of a row name its first cell."""
        for column, text in enumerate(table.header):
            at = (*field_path, "header", column)
            yield from self.text(text, at, _Field(section, "field", "column"))
        for number, row in enumerate(table.rows):
            for column, text in enumerate(row):
                field = _Field(section, "field" if column else "lead", "cell", _plain(row[0]))
                yield from self.text(text, (*field_path, "rows", number, column), field)

    def item(
        self, section: str, value: BaseModel, field_path: FieldPath
    ) -> Iterator[SentenceRecord]:
        """The fields of an item; the sources of the item are the basis of the first field."""
        fields = list(_fields(value))
        if not fields:
            return  # a ready set of fields to fill in has words of the locale alone
        has_name = len(fields[0][0]) == 1
        name = _plain(fields[0][1]) if has_name else ""
        behind = tuple(self.basis(f"source:{one}") for one in getattr(value, "sources", ()))
        for index, (inner, text) in enumerate(fields):
            kind = "item" if len(inner) > 1 else "field" if index else "lead"
            field = _Field(section, kind, _label(str(inner[0])), name)
            for record in self.text(text, (*field_path, *inner), field):
                yield replace(record, basis=record.basis + behind)
                behind = ()

    def glossary(self) -> Iterator[SentenceRecord]:
        for index, term in enumerate(self.leaflet.glossary):
            for name in ("term", "say", "means"):
                kind = "lead" if name == "term" else "field"
                field = _Field("glossary", kind, name, _plain(term.term))
                yield from self.text(getattr(term, name), ("glossary", index, name), field)

    def figure(self, section: str, name: str) -> Iterator[SentenceRecord]:
        """The alt text and legend of a drawing, where it is first used."""
        figure = self.leaflet.figures.get(name)
        if figure is None or name in self.shown:
            return
        self.shown.add(name)
        behind: tuple[Basis, ...] = (Basis("drawing", figure.file),)
        field_path: FieldPath = ("figures", name)
        for record in self.text(
            figure.alt, (*field_path, "alt"), _Field(section, "field", "drawing", name)
        ):
            yield replace(record, basis=record.basis + behind)
            behind = ()
        for index, text in enumerate(figure.legend):
            field = _Field(section, "field", "legend", name)
            yield from self.text(text, (*field_path, "legend", index), field)
        for label in ("author", "licence", "consent"):
            if text := getattr(figure, label):
                yield from self.text(
                    text, (*field_path, label), _Field(section, "field", label, name)
                )

    def imprint(self) -> Iterator[SentenceRecord]:
        for name in ("funding", "conflicts"):
            text = getattr(self.leaflet, name)
            if text:
                yield from self.text(text, (name,), _Field(IMPRINT, "field", name))
        for name, source in self.leaflet.sources.items():
            text = _cited(source)
            made = Unit(IMPRINT, "source", ("sources", name), text=text, origins=((0, 0),))
            # A source is not split: its title may contain full stops.
            field = _Field(IMPRINT, "item", "source", name)
            yield self.record(made, text, 0, field, (Basis("address", source.address or ""),))
            self.passages += 1

    def paragraphs(self, field_path: FieldPath, field: _Field) -> Iterator[SentenceRecord]:
        """The records of the units into which the text at a field path was split."""
        for unit in self.units.get(field_path, ()):
            is_item = unit.is_item and field.kind == "prose"
            yield from self.unit(unit, replace(field, kind="item") if is_item else field)

    def text(self, text: str, field_path: FieldPath, field: _Field) -> Iterator[SentenceRecord]:
        yield from self.unit(filled(Unit(field.section, field.kind, field_path), text), field)

    def unit(self, unit: Unit, field: _Field) -> Iterator[SentenceRecord]:
        """The sentences of a unit; text without words is joined to its neighbour."""
        starts = [sentence.start for sentence in split(unit)] or [0]
        ends = [*starts[1:], len(unit.text)]
        for start, end in zip([0, *starts[1:]], ends, strict=True):
            marks = [mark for mark in unit.marks if start <= mark.start < end]
            yield self.record(unit, unit.text[start:end], start, field, self.bases(marks))
        self.passages += 1

    def record(
        self, unit: Unit, text: str, start: int, field: _Field, basis: tuple[Basis, ...]
    ) -> SentenceRecord:
        return SentenceRecord(
            section=field.section,
            passage=self.passages,
            kind=field.kind,
            text=" ".join(text.split()).lstrip("# "),
            span=self.leaflet_text.place(unit, start),
            label=field.label,
            item=field.item,
            basis=basis,
        )

    def bases(self, marks: list[Linked]) -> tuple[Basis, ...]:
        return tuple(self.basis(target) for target in dict.fromkeys(m.target for m in marks))

    def basis(self, target: str) -> Basis:
        """The target of a mark, with everything that may change while the words stay the same."""
        scheme, _, name = target.partition(":")
        if scheme == "source" and (source := self.leaflet.sources.get(name)):
            return Basis(target, f"{_cited(source)}, {source.address}")
        if scheme == "fact" and (fact := self.leaflet.facts.get(name)):
            rests = [self.basis(f"source:{one}").says for one in fact.sources]
            return Basis(target, "; ".join([fact.says, *rests]))
        return Basis(target)


def _fields(value: BaseModel) -> Iterator[tuple[FieldPath, str]]:
    """The printed fields of an item, each as text."""
    for name in type(value).model_fields:
        inner = getattr(value, name)
        if name in _UNPRINTED or (inner is None and name not in _MAY_BE_UNKNOWN):
            continue
        if isinstance(inner, tuple):
            for index, one in enumerate(inner):
                if isinstance(one, BaseModel):
                    yield from (((name, index, *rest), text) for rest, text in _fields(one))
                else:
                    yield (name, index), str(one)
        else:
            yield (name,), _value_text(inner)


def _value_text(value: Any) -> str:
    """A field as text; numbers of people are written out with the words of the file."""
    if isinstance(value, Frequency):
        return f"{value.n} of {value.of}, {value.who}, {value.period}"
    if isinstance(value, Share):
        return f"{value.n} of {value.of}"
    return NOT_KNOWN if value is None else str(value)


def _cited(source: Source) -> str:
    stop = "" if source.title.endswith((".", "?", "!")) else "."
    return f"{source.title}{stop} {source.body}, {source.year}"


def _label(name: str) -> str:
    return _LABELS.get(name, name.replace("_", " "))


def _plain(text: str) -> str:
    return filled(Unit("", "", ()), text).text
