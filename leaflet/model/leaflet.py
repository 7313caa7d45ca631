"""Leaflets and their sections; all types are frozen and strict.

`docs/content.md` documents the fields. Unknown fields, empty texts and wrong types are errors.
Values arrive as text (`content/documents.py`); these types convert them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from leaflet.model.blocks import Block
from leaflet.model.fields import (
    ContentModel,
    Doi,
    FieldError,
    FileName,
    Https,
    Jurisdiction,
    Language,
    Plain,
    Slug,
    Text,
    Version,
)


class State(StrEnum):
    """The state of a leaflet on the day of the build; derived, never written by an author."""

    DRAFT = "draft"
    APPROVED = "approved"
    OVERDUE = "overdue"
    WITHDRAWN = "withdrawn"


class Author(ContentModel):
    """An author of the leaflet."""

    name: Text
    role: Text


class Reviewer(ContentModel):
    """A clinician who checked the leaflet."""

    name: Text
    profession: Text
    register_name: Text = Field(alias="register")
    number: Text
    date: datetime.date


class Involvement(ContentModel):
    """How patients took part."""

    how: Text
    people: int = Field(gt=0)
    date: datetime.date


class Change(ContentModel):
    """A version and what it changed."""

    version: Version
    date: datetime.date
    note: Text


class Source(ContentModel):
    """A work that a claim rests on."""

    title: Text
    body: Text
    year: int = Field(ge=1900, le=2100)
    url: Https | None = None
    doi: Doi | None = None
    level: Literal[
        "guideline", "review", "trial", "series", "case", "law", "manufacturer", "article"
    ]
    accessed: datetime.date
    verified: bool

    @model_validator(mode="after")
    def _can_be_found(self) -> Source:
        if not self.address:
            raise FieldError('neither "url" nor "doi"', "add one of the two")
        return self

    @property
    def address(self) -> str | None:
        """The web address of the source."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url


class Fact(ContentModel):
    """A claim, its sources, and whether it was verified in the text of the source itself; `prints`
    are other forms of its numbers that may stand in a mark.
    """

    says: Text
    prints: tuple[Text, ...] = ()
    sources: tuple[Slug, ...]
    verified: bool


class Term(ContentModel):
    """A term of the glossary: how to say it and what it means."""

    term: Text
    say: Text
    means: Text


class Figure(ContentModel):
    """An illustration with its words, which are not part of the drawing.

    `licence`, `author` and `consent` (of a `person` who is shown) are printed in the imprint; only
    a figure with `cover` stands on covers and posters, cropped to their room or `whole`.
    """

    file: FileName
    alt: Plain
    legend: tuple[Text, ...] = ()
    licence: Text | None = None
    author: Text | None = None
    consent: Text | None = None
    person: bool | None = None
    cover: bool | Literal["whole"] = False


class Waiver(ContentModel):
    """A finding that somebody accepts, and the reason."""

    check: Slug
    reason: Text
    by: Text
    date: datetime.date


class Translation(ContentModel):
    """The version that a translation was made from."""

    language: Language
    version: Version
    sections: Mapping[Slug, Text]


class Section(BaseModel):
    """A part of the body. `role` says what it is for, `source` where the doses and numbers in it
    come from; `short` are the blocks that a small format prints instead.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    heading: str
    priority: int
    blocks: tuple[Block, ...]
    role: str | None = None
    source: str | None = None
    short: tuple[Block, ...] = ()

    def find(self, kind: str) -> Block | None:
        """The first block of a kind."""
        return next((block for block in self.blocks if block.kind == kind), None)


class FrontMatter(ContentModel):
    """The fields of a leaflet. Only the title is needed: `id` and `language` come from the path of
    the file, and what approval needs is reported where it is missing. `jurisdictions` are those
    that the leaflet is written for; without any it is offered to all clinics. `contact` is the
    department of the clinic whose details stand in the contact panel. `abridge` has the number of
    words that a format of fixed room prints at most, by format, where its own is too many.
    `protect` are sentences that must stand in the text word for word.
    """

    title: Plain
    id: Slug
    language: Language
    subtitle: Text | None = None
    kind: Slug | None = None
    audience: Text | None = None
    decision: Text | None = None
    main_message: Text | None = None
    contact: Slug | None = None
    poster: Annotated[tuple[Text, ...], Field(max_length=3)] = ()
    abridge: Mapping[Slug, Annotated[int, Field(ge=40)]] = Field(default_factory=dict)
    jurisdictions: tuple[Jurisdiction, ...] = ()
    version: Version = "0.1.0"
    published: datetime.date | None = None
    review_due: datetime.date | None = None
    evidence_searched: datetime.date | None = None
    authors: tuple[Author, ...] = ()
    reviewers: tuple[Reviewer, ...] = ()
    patient_involvement: tuple[Involvement, ...] = ()
    funding: Text | None = None
    conflicts: Text | None = None
    keywords: tuple[Text, ...] = ()
    changes: tuple[Change, ...] = ()
    withdrawn: bool = False
    sources: Mapping[Slug, Source] = Field(default_factory=dict)
    facts: Mapping[Slug, Fact] = Field(default_factory=dict)
    glossary: tuple[Term, ...] = ()
    figures: Mapping[Slug, Figure] = Field(default_factory=dict)
    translation_of: Translation | None = None
    waivers: tuple[Waiver, ...] = ()
    protect: Annotated[tuple[Plain, ...], Field(max_length=5)] = ()


class Leaflet(FrontMatter):
    """A leaflet: front matter and sections, independent of clinic and format."""

    sections: tuple[Section, ...]

    def with_role(self, role: str) -> Section | None:
        """The first section with a role."""
        return next((section for section in self.sections if section.role == role), None)

    @property
    def key_points(self) -> tuple[str, ...]:
        """The key points, those of the section for them first; none without a block of them."""
        sections = filter(None, (self.with_role("key-points"), *self.sections))
        block = next(filter(None, (section.find("key-points") for section in sections)), None)
        return tuple(block.content) if block else ()


def blocks(leaflet: Leaflet, kind: str) -> Iterator[tuple[tuple[str | int, ...], Block]]:
    """The blocks of a kind, each with the field path of its content."""
    for i, section in enumerate(leaflet.sections):
        for j, block in enumerate(section.blocks):
            if block.kind == kind:
                yield ("sections", i, "blocks", j, "content"), block


def texts(
    value: Any, field_path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text inside a value, with its field path, in the order of the fields."""
    if isinstance(value, str):
        yield field_path, value
        return
    left = [_inner(value, field_path)]
    while left:
        for path, inner in left[-1]:
            if isinstance(inner, str):
                yield path, inner
            elif not isinstance(inner, _NO_TEXT):
                left.append(_inner(inner, path))
                break
        else:
            left.pop()


#: Values without texts inside.
_NO_TEXT = (int, float, datetime.date, type(None))


def _inner(
    value: Any, field_path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """The values right inside a value, with their field paths; none inside other values than
    models, mappings and sequences.
    """
    if isinstance(value, BaseModel):
        return (((*field_path, name), getattr(value, name)) for name in type(value).model_fields)
    if isinstance(value, tuple | list):
        return (((*field_path, index), inner) for index, inner in enumerate(value))
    if isinstance(value, Mapping):
        return (((*field_path, key), inner) for key, inner in value.items())
    return iter(())
