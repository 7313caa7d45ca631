"""The typed blocks of a section, written as fences in the Markdown.

`KINDS` is the table of fences with fields: the name in the Markdown, and the type of the content.
`MARKDOWN` are the fences whose content is Markdown. Blocks for lists of times, doses and results
are in `model/listings.py`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationInfo,
    model_validator,
)

from leaflet.model.fields import ContentModel, FieldError, Slug, Text
from leaflet.model.listings import LISTINGS

NOT_KNOWN = "not known"

#: The raised digits, by which a text refers to a note.
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"

#: Fields of items that hold no words for the reader.
SILENT = frozenset(
    {"sources", "source", "kind", "urgency", "phase", "call", "go", "evidence", "picture"}
    | {"ready", "width", "address", "row_heads", "frequency_class"}
)

Evidence = Literal["good", "some", "weak", "none"]


def _total(of: int, others: ValidationInfo) -> int:
    n = others.data.get("n", 0)
    if n > of:
        raise FieldError(f"{n} of {of} is more than all", "check the two numbers")
    return of


Total = Annotated[int, Field(gt=0), AfterValidator(_total)]


class Frequency(ContentModel):
    """A frequency: `n` in `of` people, who they were, and over what time."""

    n: int = Field(ge=0)
    of: Total
    who: Text
    period: Text


class Share(ContentModel):
    """A share: `n` of `of`."""

    n: int = Field(ge=0)
    of: Total


def _frequency(value: Any) -> Any:
    if isinstance(value, str) and value != NOT_KNOWN:
        hint = 'write "not known", or {n: 3, of: 100, who: adults, period: in a year}'
        raise FieldError(f'"{value}" is no frequency', hint)
    return None if value == NOT_KNOWN else value


def _share(value: Any) -> Any:
    if value == NOT_KNOWN:
        return None
    if not isinstance(value, str):
        return value
    match = re.fullmatch(r"(\d+) of (\d+)", value)
    if match is None:
        raise FieldError("not a share", 'write "8 of 12" or "not known"')
    return {"n": match[1], "of": match[2]}


class Benefit(ContentModel):
    """A benefit: what may get better, how strong the evidence is, in how many, in which people.
    `tried` names the treatment where a table compares several, `against` is the share of those who
    did not have it.
    """

    tried: Text | None = None
    says: Text
    evidence: Evidence
    size: Annotated[Share | None, BeforeValidator(_share)]
    against: Annotated[Share | None, BeforeValidator(_share)] = None
    who: Text
    sources: tuple[Slug, ...]

    @model_validator(mode="after")
    def _compares_like_with_like(self) -> Benefit:
        if self.against and not self.size:
            raise FieldError("a share to compare with, and none of the treated", "write size, too")
        return self


class Risk(ContentModel):
    """A risk: what can go wrong, how often, and what to do then. `frequency` None: not known."""

    name: Text
    urgency: Literal["expected", "call-us", "emergency"] = Field(alias="class")
    frequency: Annotated[Frequency | None, BeforeValidator(_frequency)]
    onset: Text | None = None
    lasts: Text | None = None
    do: Text
    sources: tuple[Slug, ...]


class Alternative(ContentModel):
    """A choice, such as doing nothing; all have the same fields. `own` is True for the treatment
    that the leaflet is on.
    """

    name: Text
    kind: Literal["none", "self-care", "treatment"]
    what: Text
    may_help: Text
    downsides: Text
    recovery: Text
    evidence: Evidence
    sources: tuple[Slug, ...]
    own: bool = False


class Step(ContentModel):
    """A step: something that happens or that the reader does. `when` is in words or a time of day;
    `picture` is the id of a figure.
    """

    phase: Literal["before", "day", "after"] | None = None
    when: Text | None = None
    title: Text | None = None
    do: Text
    picture: Slug | None = None


class DoDont(ContentModel):
    """What to do and what not to do, printed side by side."""

    do: tuple[Text, ...] = Field(min_length=1)
    dont: tuple[Text, ...] = Field(min_length=1)


#: Whom a help block may ask to call, besides a department of the clinic.
LINES = ("emergency", "urgent-advice", "clinic")


class Help(ContentModel):
    """The signs of one urgency, and whom to call or where to go. `call` is emergency,
    urgent-advice, clinic, or a department of the clinic.
    """

    urgency: Literal["emergency", "same-day", "routine"]
    signs: tuple[Text, ...] = Field(min_length=1)
    call: Slug | None = None
    go: Literal["emergency-department", "gp", "pharmacist"] | None = None

    @model_validator(mode="after")
    def _says_what_to_do(self) -> Help:
        if self.call is None and self.go is None:
            hint = "write call: emergency, urgent-advice, clinic or a department; or go: gp"
            raise FieldError("neither whom to call nor where to go", hint)
        return self


class Table(ContentModel):
    """A table: the cells of its header and of its rows, each as many as columns; `row_heads` tells
    whether the first cell of a row is its heading.
    """

    header: tuple[Text, ...]
    rows: tuple[tuple[str, ...], ...]
    row_heads: bool = False
    caption: Text | None = None


Texts = Annotated[tuple[Text, ...], Field(min_length=1)]

KINDS: dict[str, Any] = {
    "key-points": Annotated[tuple[Text, ...], Field(min_length=1, max_length=5)],
    "benefits": Annotated[tuple[Benefit, ...], Field(min_length=1)],
    "unknowns": Texts,
    "risks": Annotated[tuple[Risk, ...], Field(min_length=1)],
    "alternatives": Annotated[tuple[Alternative, ...], Field(min_length=2)],
    "steps": Annotated[tuple[Step, ...], Field(min_length=1)],
    "do-dont": DoDont,
    "help": Annotated[tuple[Help, ...], Field(min_length=1)],
    "checklist": Texts,
    "questions": Texts,
    **LISTINGS,
}

#: Fences whose content is Markdown: boxes, and parts for a group of readers.
MARKDOWN = ("warning", "important", "for")


class Block(BaseModel):
    """A block of a section. `kind` is a key of `KINDS`, one of `MARKDOWN`, "prose", "figures",
    "table" or "notes".

    `content` is Markdown for prose and the kinds of `MARKDOWN`, figure ids for figures, a `Table`,
    the texts of footnotes for notes, else a value of the type in `KINDS`; `lines` is the number of
    writing lines after the block, `label` the group of readers that a part is for.
    """

    model_config = ConfigDict(frozen=True)

    kind: str
    content: Any
    lines: int = 0
    label: str = ""

    @property
    def is_markdown(self) -> bool:
        """Whether its content is Markdown."""
        return self.kind == "prose" or self.kind in MARKDOWN


@cache
def adapter(kind: str) -> TypeAdapter[Any]:
    """The validator of a fence's content."""
    return TypeAdapter(KINDS[kind])
