"""Blocks that list times, doses, effects, results, exercises and fields to fill in by hand."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from leaflet.model.fields import ContentModel, FieldError, Https, Slug, Text

Texts = Annotated[tuple[Text, ...], Field(min_length=1)]


class TimetableRow(ContentModel):
    """A time, in words or as a time of day, and what to do then."""

    time: Text
    do: Text


class TimetableDay(ContentModel):
    """What to do on a day, for all or for a group: "Morning list"."""

    day: Text
    group: Text | None = None
    rows: Annotated[tuple[TimetableRow, ...], Field(min_length=1)]


class Dose(ContentModel):
    """Who takes how much of a medicine, how often, and how much at most."""

    who: Text
    how_much: Text
    how_often: Text
    at_most: Text | None = None


class Doses(ContentModel):
    """The doses of a medicine, with the source of all of them."""

    source: Slug | None = None
    rows: Annotated[tuple[Dose, ...], Field(min_length=1)]


#: The classes of side effects by how often they happen (CIOMS; EMA QRD template, section 4.8).
HOW_OFTEN = ("very-common", "common", "uncommon", "rare", "very-rare", "not-known")


class SideEffectClass(ContentModel):
    """Side effects that happen about equally often, and what to do about them."""

    frequency_class: Literal[
        "very-common", "common", "uncommon", "rare", "very-rare", "not-known"
    ] = Field(alias="how_often")
    effects: Texts
    do: Text | None = None


class SideEffects(ContentModel):
    """The side effects of a medicine by class, with the source of all of them."""

    source: Slug | None = None
    classes: Annotated[tuple[SideEffectClass, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _is_in_order(self) -> SideEffects:
        ranks = [HOW_OFTEN.index(item.frequency_class) for item in self.classes]
        if ranks != sorted(set(ranks)):
            raise FieldError("classes out of order or repeated", f"order: {', '.join(HOW_OFTEN)}")
        return self


class Result(ContentModel):
    """A result of a test, what it means, and what happens then."""

    result: Text
    means: Text
    then: Text


class Exercise(ContentModel):
    """An exercise: a picture (the id of a figure), how to start, its steps, how often, and when to
    stop.
    """

    name: Text
    picture: Slug | None = None
    start: Text
    steps: Texts
    how_often: Text
    stop_if: Text


class WriteInField(ContentModel):
    """A field to fill in by hand: its label, its width, and what is written there."""

    label: Text
    width: Literal["short", "half", "full"] = "full"
    kind: Literal["line", "date", "time", "tick"] = "line"


class WriteIn(ContentModel):
    """Fields to fill in by hand, or one of the ready sets of them."""

    title: Text | None = None
    ready: Literal["appointment", "my-record"] | None = None
    fields: tuple[WriteInField, ...] = ()

    @model_validator(mode="after")
    def _has_fields(self) -> WriteIn:
        if not self.fields and self.ready is None:
            raise FieldError("no fields to fill in", "list fields, or write ready: appointment")
        return self


class Video(ContentModel):
    """A video, printed as its address and a QR code."""

    title: Text
    address: Https


LISTINGS: dict[str, Any] = {
    "timetable": Annotated[tuple[TimetableDay, ...], Field(min_length=1)],
    "doses": Doses,
    "side-effects": SideEffects,
    "results": Annotated[tuple[Result, ...], Field(min_length=1)],
    "exercise": Exercise,
    "write-in": WriteIn,
    "video": Video,
}
