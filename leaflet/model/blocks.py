"""The typed blocks of a section: what may stand in a fence, item by item.

`KINDS` is the one table of fences: name in the Markdown, type of what stands inside.
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
)

from leaflet.model.fields import ContentModel, FieldError, Slug, Text

NOT_KNOWN = "not known"

#: Fields of items that hold no words of the reader's.
SILENT = frozenset({"sources", "kind", "urgency", "phase", "call", "evidence"})

Evidence = Literal["good", "some", "weak", "none"]


def _total(of: int, others: ValidationInfo) -> int:
    n = others.data.get("n", 0)
    if n > of:
        raise FieldError(f"{n} of {of} is more than all", "check the two numbers")
    return of


Total = Annotated[int, Field(gt=0), AfterValidator(_total)]


class Frequency(ContentModel):
    """How often: `n` in `of` people, who they were, and over what time."""

    n: int = Field(ge=0)
    of: Total
    who: Text
    period: Text


class Share(ContentModel):
    """How many of how many."""

    n: int = Field(ge=0)
    of: Total


def _known(value: Any) -> Any:
    return None if value == NOT_KNOWN else value


def _share(value: Any) -> Any:
    if not isinstance(value, str) or value == NOT_KNOWN:
        return _known(value)
    match = re.fullmatch(r"(\d+) of (\d+)", value)
    if match is None:
        raise FieldError("not a share", 'write "8 of 12" or "not known"')
    return {"n": match[1], "of": match[2]}


class Benefit(ContentModel):
    """What may get better, how sure that is, in how many, in whom."""

    says: Text
    evidence: Evidence
    size: Annotated[Share | None, BeforeValidator(_share)]
    who: Text
    sources: tuple[Slug, ...]


class Risk(ContentModel):
    """What can go wrong, how often, and what the reader does then. `frequency` None: not known."""

    name: Text
    urgency: Literal["expected", "call-us", "emergency"] = Field(alias="class")
    frequency: Annotated[Frequency | None, BeforeValidator(_known)]
    onset: Text | None = None
    lasts: Text | None = None
    do: Text
    sources: tuple[Slug, ...]


class Alternative(ContentModel):
    """Another way, the same fields for each, doing nothing included."""

    name: Text
    kind: Literal["none", "self-care", "treatment"]
    what: Text
    may_help: Text
    downsides: Text
    recovery: Text
    evidence: Evidence
    sources: tuple[Slug, ...]


class Step(ContentModel):
    """One thing that happens or is to be done, and when."""

    phase: Literal["before", "day", "after"]
    when: Text
    title: Text
    do: Text


class DoDont(ContentModel):
    """What to do and what to leave, side by side."""

    do: tuple[Text, ...] = Field(min_length=1)
    dont: tuple[Text, ...] = Field(min_length=1)


class Help(ContentModel):
    """Signs of one urgency, and whom to call."""

    urgency: Literal["emergency", "same-day", "routine"]
    signs: tuple[Text, ...] = Field(min_length=1)
    call: Literal["emergency", "urgent-advice", "clinic"]


Texts = Annotated[tuple[Text, ...], Field(min_length=1)]

KINDS: dict[str, Any] = {
    "key-points": Annotated[tuple[Text, ...], Field(min_length=3, max_length=5)],
    "benefits": Annotated[tuple[Benefit, ...], Field(min_length=1)],
    "unknowns": Texts,
    "risks": Annotated[tuple[Risk, ...], Field(min_length=1)],
    "alternatives": Annotated[tuple[Alternative, ...], Field(min_length=2)],
    "steps": Annotated[tuple[Step, ...], Field(min_length=1)],
    "do-dont": DoDont,
    "help": Annotated[tuple[Help, ...], Field(min_length=1)],
    "checklist": Texts,
    "questions": Texts,
}


class Block(BaseModel):
    """A piece of a section. `kind` is a key of `KINDS`, "prose" or "figures".

    `content` is Markdown for prose, figure ids for figures, else the type that `KINDS` names;
    `lines` the writing lines that follow.
    """

    model_config = ConfigDict(frozen=True)

    kind: str
    content: Any
    lines: int = 0


@cache
def adapter(kind: str) -> TypeAdapter[Any]:
    """What validates the inside of a fence."""
    return TypeAdapter(KINDS[kind])
