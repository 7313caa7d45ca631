"""What a leaflet tells, part by part: how easily, which risks each format names, and its marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leaflet.core import extensions
from leaflet.formats.format import Format
from leaflet.model.leaflet import texts
from leaflet.text.abridge import abridged_for
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.named_risks import grave_risks, unnamed
from leaflet.text.readability import count, scores
from leaflet.text.sentences import Sentence

#: Sentences of fewer words are labels and cells, whose score says nothing.
_LEAST_WORDS = 3
_FACT = "fact:"


@dataclass(frozen=True, slots=True)
class PartReading:
    """How hard a part of a leaflet is to read: a section, its table cells or its short form, with
    its words, the mean length of its sentences and the score that decides; empty without one.
    """

    name: str
    words: int
    mean: str
    score: str


@dataclass(frozen=True, slots=True)
class NamedRisks:
    """The risks that need help: how many a format names, and those that it does not."""

    format: str
    named: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkedFact:
    """Words with a mark, the section in which they stand, and what their fact says."""

    section: str
    words: str
    fact: str


def readings(text: LeafletText) -> Iterator[PartReading]:
    """The parts of a leaflet in order: the prose of each section, its cells, its short form."""
    for section in text.leaflet.sections:
        own = [s for s in text.sentences if s.unit.section == section.id]
        kinds = {
            "": [s for s in own if s.unit.kind not in ("heading", "short") and not s.unit.is_item],
            "lists and cells": [s for s in own if s.unit.is_item and s.unit.kind != "short"],
            "short form": [s for s in own if s.unit.kind == "short"],
        }
        for kind, sentences in kinds.items():
            if made := _reading(text, sentences):
                name = f"{section.heading}, {kind}" if kind else section.heading
                yield PartReading(name, *made)


def _reading(text: LeafletText, sentences: Sequence[Sentence]) -> tuple[int, str, str] | None:
    words = [s.words for s in sentences if len(s.words) >= _LEAST_WORDS]
    if not words:
        return None
    counts = count(words, text.leaflet.language)
    found = scores(counts, text.leaflet.language)
    score = f"{found[0].value:.1f}" if found else ""
    return counts.words, f"{counts.words / counts.sentences:.1f}", score


def named_risks(text: LeafletText) -> Iterator[NamedRisks]:
    """The grave risks by format, of those that print more than a title and a few points."""
    leaflet = text.leaflet
    told_in = [s.id for s in leaflet.sections if s.find("risks")]
    grave = tuple(grave_risks(block for section in leaflet.sections for block in section.blocks))
    formats: tuple[Format, ...] = extensions.load_all("formats")
    for format_ in formats if grave else ():
        if format_.extract:
            continue
        form = [s for s in abridged_for(leaflet, format_).leaflet.sections if s.id in told_in]
        printed = (one for _, one in texts(form))
        missing = tuple(risk.name for risk in unnamed(grave, printed, text.lexicon))
        yield NamedRisks(format_.id, len(grave) - len(missing), missing)


def marked_facts(text: LeafletText) -> Iterator[MarkedFact]:
    """Every mark of a fact, in the order of the leaflet."""
    for unit in text.units:
        for mark in unit.marks:
            name = mark.target.removeprefix(_FACT)
            fact = text.leaflet.facts.get(name)
            if mark.target.startswith(_FACT) and fact is not None:
                words = unit.text[mark.start : mark.end]
                yield MarkedFact(unit.section or unit.kind, words, fact.says)
