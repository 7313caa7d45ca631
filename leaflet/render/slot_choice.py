"""Chooses height classes and forms of slots by what is laid out, where an estimate was wrong.

Every form of every slot is laid out once at its natural height. A slot takes the least class that
holds its full form. In a format with panels, classes must leave the text its place, so slots may
have to take a shorter form in a smaller class: of all combinations that leave it its place, the one
with the fullest forms. The choice depends on the composition alone, like all of its rendering.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from leaflet.core.paper import pixels_to_mm
from leaflet.formats.format import HEIGHT_CLASSES
from leaflet.page.composition import Budget, Composition, Fit
from leaflet.page.facts import TOLERANCE_MM, Heights, LeftOut
from leaflet.page.slot import Form, Slot
from leaflet.render.copyfitting import is_held, tightest
from leaflet.render.measure.boxes import elements, inside, is_painted

#: The slot that holds what the others leave out.
CONTINUATION = "continuation"

#: Lays a composition out with a fit, on an endless page.
Measure = Callable[[Composition, Fit], Heights]

#: Measures the heights that the forms of slots need, in mm, by slot and form.
Natural = Callable[[Composition], Mapping[tuple[str, int], float]]


@dataclass(frozen=True, slots=True)
class Choice:
    """A composition with the slots as they are printed, and what these leave out."""

    composition: Composition
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A form of a slot in a height class; form 0 is the full one."""

    slot: Slot
    form: int
    height_class: int

    @property
    def height_mm(self) -> float:
        return self.slot.heights_mm[self.height_class]

    @property
    def shorter(self) -> Form:
        """The form; the full one leaves nothing out."""
        return self.slot.shorter[self.form - 1] if self.form else Form(self.slot.html)

    @property
    def filled(self) -> Slot:
        """The slot as it is printed; without shorter forms, because this one is chosen."""
        height_class = HEIGHT_CLASSES[self.height_class]
        return replace(self.slot, html=self.shorter.html, height_class=height_class, shorter=())

    def in_smaller_classes(self) -> list[_Candidate]:
        """The form in its class and in all smaller ones, which do not hold it."""
        return [replace(self, height_class=i) for i in range(self.height_class, -1, -1)]


def choose(composition: Composition, natural: Natural, measure: Measure) -> Choice:
    """The slots of a composition whose estimated classes do not fit. Takes up to three layouts, or
    four with a continuation.
    """
    needed = natural(composition)
    candidates = {
        slot.name: _candidates(slot, needed)
        for slot in composition.slots
        if slot.heights_mm and (slot.name, 0) in needed
    }
    if composition.budget.panels:
        chosen = _within_panels(composition, candidates, measure)
    else:
        chosen = {name: of[0] for name, of in candidates.items()}
    return _continued(_chosen(composition, chosen), chosen.values(), natural)


def in_least_classes(composition: Composition, natural: Natural) -> Composition:
    """The composition with each slot's full form in the least class that holds it; in the tallest
    where none does.
    """
    needed = natural(composition)
    slots = {
        slot.name: replace(slot, height_class=HEIGHT_CLASSES[_class_of(slot, needed)])
        for slot in composition.slots
        if slot.heights_mm and (slot.name, 0) in needed
    }
    return composition.with_slots(slots)


def _class_of(slot: Slot, needed: Mapping[tuple[str, int], float]) -> int:
    least = _least_class(slot, needed[slot.name, 0])
    return len(slot.heights_mm) - 1 if least is None else least


def _chosen(composition: Composition, chosen: Mapping[str, _Candidate]) -> Choice:
    is_continued = any(slot.name == CONTINUATION for slot in composition.slots)
    left_out = tuple(
        LeftOut(name, field, is_continued)
        for name, candidate in chosen.items()
        for field in candidate.shorter.left_out
    )
    slots = {name: candidate.filled for name, candidate in chosen.items()}
    return Choice(composition.with_slots(slots), left_out)


def _continued(choice: Choice, chosen: Any, natural: Natural) -> Choice:
    """The choice with what its forms leave out in the continuation."""
    html = "".join(candidate.shorter.continued for candidate in chosen)
    slot = next((s for s in choice.composition.slots if s.name == CONTINUATION), None)
    if slot is None or not html:
        return choice
    slot = replace(slot, html=html)
    composition = choice.composition.with_slots({CONTINUATION: slot})
    needed = natural(composition)
    filled = _candidates(slot, needed)[0].filled
    return replace(choice, composition=composition.with_slots({CONTINUATION: filled}))


def needed_mm(document: Any) -> dict[tuple[str, int], float]:
    """The heights that forms need, by slot and form: those of their boxes with padding."""
    needed: dict[tuple[str, int], float] = {}
    for page in document.pages:
        for box in elements(page._page_box, "data-form"):
            key = (box.element.get("data-slot"), int(box.element.get("data-form")))
            painted = (below for below in inside(box) if is_painted(below))
            bottom = max((below.position_y + below.height for below in painted), default=0)
            content = max(bottom - box.content_box_y(), 0)
            if "center" in box.style["align_items"]:
                content += max(content - box.height, 0)  # letters reach out of both ends
            padding = box.border_height() - box.height
            mm = pixels_to_mm(content + padding)
            needed[key] = max(needed.get(key, 0), mm)
    return needed


def _candidates(slot: Slot, needed: Mapping[tuple[str, int], float]) -> list[_Candidate]:
    """The forms of a slot, from the fullest on, each in the least class that holds it and smaller
    than those before, of those that leave out the same the smallest; where no class holds any, the
    shortest in the tallest class.
    """
    found: list[_Candidate] = []
    for form in range(len(slot.shorter) + 1):
        if (slot.name, form) not in needed:
            continue
        height_class = _least_class(slot, needed[slot.name, form])
        if height_class is None or (found and height_class >= found[-1].height_class):
            continue
        candidate = _Candidate(slot, form, height_class)
        if found and found[-1].shorter.left_out == candidate.shorter.left_out:
            found.pop()
        found.append(candidate)
    return found or [_Candidate(slot, len(slot.shorter), len(slot.heights_mm) - 1)]


def _least_class(slot: Slot, needed_mm: float) -> int | None:
    return next(
        (i for i, mm in enumerate(slot.heights_mm) if needed_mm <= mm + TOLERANCE_MM / 2), None
    )


def _within_panels(
    composition: Composition, candidates: Mapping[str, list[_Candidate]], measure: Measure
) -> dict[str, _Candidate]:
    """The fullest forms of all slots where the panels hold them as they are laid out; else by what
    each class adds to the height of its panel, which is too much where a slot stands beside others.
    """
    full = {name: of[0] for name, of in candidates.items()}
    budget = composition.budget
    laid_out = composition.with_slots({name: one.filled for name, one in full.items()})
    if is_held(budget, tightest(budget, lambda fit: measure(laid_out, fit))):
        return full
    return _fullest(_Text.of(composition, candidates, measure), candidates)


def _fullest(text: _Text, candidates: Mapping[str, list[_Candidate]]) -> dict[str, _Candidate]:
    """The fullest forms that leave a text its place in the panels. Where none do, the clinic has
    too much: the shortest forms in the tallest classes that do, although these do not hold them. A
    text that no classes leave its place is too long whatever the clinic has.
    """
    last = {name: of[-1] for name, of in candidates.items()}
    smaller = {name: one.in_smaller_classes() for name, one in last.items()}
    if not text.has_place({name: of[-1] for name, of in smaller.items()}):
        return {name: of[0] for name, of in candidates.items()}
    both = (*_combinations(candidates), *_combinations(smaller))
    return next(chosen for chosen in both if text.has_place(chosen))


def _combinations(candidates: Mapping[str, list[_Candidate]]) -> Iterator[dict[str, _Candidate]]:
    """One candidate of each slot, in the order of how many steps they are shortened together."""
    steps = product(*(range(len(of)) for of in candidates.values()))
    for at in sorted(steps, key=lambda each: (sum(each), max(each, default=0), each)):
        yield {name: of[index] for (name, of), index in zip(candidates.items(), at, strict=True)}


@dataclass(frozen=True, slots=True)
class _Text:
    """A text set as tightly as its format allows, with the least class of each slot."""

    budget: Budget
    heights: Heights

    @classmethod
    def of(
        cls, composition: Composition, candidates: Mapping[str, list[_Candidate]], measure: Measure
    ) -> _Text:
        least = {
            name: replace(of[0].slot, height_class=HEIGHT_CLASSES[0])
            for name, of in candidates.items()
        }
        budget, smallest = composition.budget, composition.with_slots(least)
        return cls(budget, tightest(budget, lambda fit: measure(smallest, fit)))

    def has_place(self, chosen: Mapping[str, _Candidate]) -> bool:
        """Whether the panels hold the text beside some slots."""
        panels, pieces = dict(self.heights.panels), dict(self.heights.pieces)
        for name, candidate in chosen.items():
            more = candidate.height_mm - candidate.slot.heights_mm[0]
            place = self.heights.slots.get(name, "")
            if place in pieces:
                pieces[place] += more
                place = self.heights.held[place]
            if place in panels:
                panels[place] += more
        return is_held(self.budget, replace(self.heights, panels=panels, pieces=pieces))
