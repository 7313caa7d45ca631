"""Kinds of leaflets: what a leaflet on a treatment, a test or a medicine must tell.

A kind is a file, `content/kinds/<id>.yaml`; `docs/content.md` documents its fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, TypeVar

from pydantic import Field, model_validator

from leaflet.model.fields import ContentModel, FieldError, Language, Plain, Slug, Text
from leaflet.model.roles import Role

#: The fields of a leaflet's front matter that a kind may ask for before a leaflet is approved.
AskedField = Literal[
    "subtitle",
    "audience",
    "decision",
    "main_message",
    "jurisdictions",
    "published",
    "review_due",
    "evidence_searched",
    "funding",
    "conflicts",
    "keywords",
    "sources",
]

#: The fields of the record that a reader keeps, each a word of the locale (`write_<name>`).
RecordField = Literal[
    "date", "time", "place", "with", "maker", "batch", "cost", "dose", "fasting", "call_if"
]

T = TypeVar("T")

Urgency = Literal["emergency", "same-day", "routine"]
Pair = tuple[float, float]


#: The norms of which more is stricter: scores of easy reading, the number of
#: alternatives, and the age from which a treatment is given.
_LOWER_BOUNDS = ("fre", "inflesz", "alternatives", "least_age")


class Norms(ContentModel):
    """The bounds of the checks of words: of two values the first is advice, the second unfit.

    Reading level: AMA and NIH advise grade 6 and below, NHS and PIF a reading age of 9 to 11, else
    11 to 14. 203 British dermatology leaflets had a mean of 9.8 (FKGL) and 12.1 (SMOG; Hunt 2022,
    PMID 34854104). INFLESZ: 65 is "fairly easy", 55 "normal" (Barrio-Cantalejo 2008). Sentences:
    plain English asks for a mean of 15 to 20 words.
    """

    fkgl: Pair = (6, 8)
    smog: Pair = (8, 10)
    fre: Pair = (70, 60)
    inflesz: Pair = (65, 55)
    mean_words: Pair = (15, 20)
    sentence_words: int = Field(default=25, ge=1)
    paragraph_sentences: tuple[int, int] = (4, 6)
    section_words: tuple[int, int] = (150, 400)
    leaflet_words: int = Field(default=1400, ge=1)
    heading_words: int = Field(default=8, ge=1)
    list_items: int = Field(default=7, ge=1)
    cell_words: int = Field(default=25, ge=1)
    passive_share: float = Field(default=0.2, ge=0, le=1)
    review_months: tuple[int, int] = (24, 36)
    evidence_years: int = Field(default=3, ge=1)
    alternatives: int = Field(default=2, ge=1)
    least_age: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _are_in_order(self) -> Norms:
        for name in type(self).model_fields:
            bounds = _bounds(getattr(self, name))
            if len(bounds) == 2:
                _in_order(name, *(reversed(bounds) if name in _LOWER_BOUNDS else bounds))
        return self

    def looser_than(self, other: Norms) -> tuple[str, ...]:
        """The names of the bounds that allow what those of `other` do not."""
        return tuple(
            name
            for name in type(self).model_fields
            if any(
                mine < theirs if name in _LOWER_BOUNDS else mine > theirs
                for mine, theirs in zip(
                    _bounds(getattr(self, name)), _bounds(getattr(other, name)), strict=True
                )
            )
        )


def _bounds(norm: float | tuple[float, ...]) -> tuple[float, ...]:
    return norm if isinstance(norm, tuple) else (norm,)


def _in_order(name: str, advised: float, most: float) -> None:
    if advised > most:
        message = f'of "{name}" the bound of advice is beyond the other'
        raise FieldError(message, "swap the two")


#: The checks that hold a leaflet against fields of its kind.
_ASKED_BY = {
    "sections": ("must", "should"),
    "approval-fields": ("fields",),
    "help-levels": ("signs",),
    "topics": ("topics",),
    "protected-sentences": ("protect",),
}


class Kind(ContentModel):
    """A kind of leaflets.

    `label` is its printed name by language. `must` and `should` are the roles that sections of such
    a leaflet have; `order` is the order that is proposed for them. `fields` are the fields of the
    front matter that approval asks for. `signs` has the levels of help that such a leaflet gives,
    each with signs that must stand in it, `topics` what a section of a role must tell of,
    `protect` the sentences by language that must stand word for word. `record` are the fields that
    a reader fills in and keeps, for the end of the complete leaflet. `without` are the checks that
    do not apply.
    """

    label: Mapping[Language, Text]
    must: tuple[Role, ...] = ()
    should: tuple[Role, ...] = ()
    order: tuple[Role, ...] = ()
    fields: tuple[AskedField, ...] = ()
    signs: Mapping[Urgency, tuple[Text, ...]] = Field(default_factory=dict)
    topics: Mapping[Role, tuple[Text, ...]] = Field(default_factory=dict)
    protect: Mapping[Language, Annotated[tuple[Plain, ...], Field(max_length=5)]] = Field(
        default_factory=dict
    )
    record: Annotated[tuple[RecordField, ...], Field(max_length=6)] = ()
    norms: Norms = Norms()
    without: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Kind:
        if both := set(self.must) & set(self.should):
            message = f'"{min(both)}" is both in "must" and in "should"'
            raise FieldError(message, "keep one of the two")
        asked = (*self.must, *self.should)
        if self.order and (missing := [role for role in asked if role not in self.order]):
            raise FieldError(f'"{missing[0]}" is not in "order"', "add it where it belongs")
        for name in ("must", "should", "order", "fields", "record", "without"):
            given: tuple[str, ...] = getattr(self, name)
            if twice := [one for one in given if given.count(one) > 1]:
                raise FieldError(f'"{twice[0]}" is twice in "{name}"', "keep one of the two")
        for check, names in _ASKED_BY.items():
            if check in self.without and (unheld := [n for n in names if getattr(self, n)]):
                message = f'"{unheld[0]}" asks for what nobody checks, without "{check}"'
                raise FieldError(message, f'take "{check}" out of "without"')
        return self

    def asks_for(self, role: str) -> bool:
        """Whether a leaflet of this kind must or should have a section of a role."""
        return role in self.must or role in self.should

    def protected_in(self, language: str) -> tuple[str, ...]:
        """The protected sentences in a language, or in its primary subtag."""
        return name_in(self.protect, language) or ()

    def name_in(self, language: str) -> str | None:
        """The printed name in a language, or in its primary subtag (`en` for `en-GB`)."""
        return name_in(self.label, language)


def name_in(label: Mapping[str, T], language: str) -> T | None:
    """The value of a mapping by language, such as a label, in a language or in its primary
    subtag.
    """
    return label.get(language) or label.get(language.partition("-")[0])


#: The kind of a leaflet that names none, or one that does not exist: nothing is asked for.
NO_KIND = Kind(
    label={},
    without=(
        "alternatives",
        "balance",
        "benefit-evidence",
        "daily-life",
        "decision-aids",
        "find-more",
        "no-treatment",
        "timeline",
        "unknowns",
    ),
)
