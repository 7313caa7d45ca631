"""Checks the elements of a drawing against what WeasyPrint draws as browsers do, within limits.

Gradients, masks and clips in clips are refused, because WeasyPrint draws them otherwise, or takes
work without bounds for them.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

from leaflet.content import svg_dashes, svg_geometry
from leaflet.content.image_problems import AS_PNG, check_ratio, picture_problem
from leaflet.content.svg_attributes import (
    LOCAL,
    TRANSPARENT,
    Problem,
    attribute_problem,
    is_opaque,
)
from leaflet.content.svg_colours import paint_problem
from leaflet.content.svg_geometry import GLUED, IDENTITY, Matrix
from leaflet.content.svg_styles import is_idle
from leaflet.content.svg_tree import SHAPES, Element
from leaflet.core.diagnostics import Finding

#: Numbers in the shapes of a drawing; those of a clip path count for each use.
MAX_SVG_NUMBERS = 100_000
MAX_FINDINGS = 10

GRADIENTS = frozenset(["linearGradient", "radialGradient"])
_ELEMENTS = SHAPES | frozenset("svg title desc defs g clipPath".split())
#: Attributes that change nothing and were always let through.
_KEPT = frozenset("overflow enable-background shape-rendering color-interpolation".split())


def view_box(root: Element) -> tuple[float, ...] | None:
    """The four numbers of a root's `viewBox`; None if it gives no size."""
    try:
        found = svg_geometry.numbers(root.attributes.get("viewBox", ""))
    except ValueError:
        return None
    return tuple(found) if len(found) == 4 and min(found[2:]) > 0 else None


@dataclass(slots=True)
class Checker:
    """Walks a tree and reports what cannot be printed; takes out what is never printed."""

    path: str
    root: Element
    findings: list[Finding]
    changed: bool = False
    work: int = 0
    clips: dict[str, Element] = field(default_factory=dict)

    def check(self) -> None:
        """Adds findings, takes out what is never printed, and says whether it did."""
        self._gradients()
        self.clips = {
            element.attributes.get("id", ""): element
            for element in reversed(list(self.root.every()))
            if element.name == "clipPath"
        }
        self._root_size()
        self._walk(self.root, IDENTITY, None)
        if not self.findings:
            self._many_dashes()

    def _add(self, element: Element, message: str, hint: str, attribute: str = "") -> None:
        place = element.places.get(attribute, element.place)
        if len(self.findings) < MAX_FINDINGS:
            self.findings.append(picture_problem(self.path, message, hint, *place))

    def _gradients(self) -> None:
        """Takes out the gradients, and reports where a used one is see-through."""
        used = self._used_gradients()
        for element in self.root.every():
            kept = [child for child in element.children if child.name not in GRADIENTS]
            for child in element.children:
                if child.name in GRADIENTS and child.attributes.get("id") in used:
                    for stop in child.children:
                        self._stop(stop)
            self.changed |= len(kept) < len(element.children)
            element.children = kept

    def _used_gradients(self) -> set[str]:
        """The ids of gradients that paint something, by themselves or through others."""
        named = {e.attributes.get("id", ""): e for e in self.root.every() if e.name in GRADIENTS}
        waiting = {
            match[1]
            for element in self.root.every()
            for name in ("fill", "stroke")
            if (match := LOCAL.match(element.attributes.get(name, "").strip()))
        }
        used: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name in named and name not in used:
                used.add(name)
                links = (named[name].attributes.get(link, "") for link in ("xlink:href", "href"))
                waiting |= {link.strip().removeprefix("#") for link in links}
        return used

    def _stop(self, stop: Element) -> None:
        for name in ("stop-color", "stop-opacity"):
            value = stop.attributes.get(name, "1" if name == "stop-opacity" else "black")
            if name == "stop-color" and (problem := paint_problem(value)):
                self._add(stop, f'{name}="{value[:40]}" {problem[0]}', problem[1], name)
            if name == "stop-opacity" and not is_opaque(value):
                self._add(stop, f"<stop> {TRANSPARENT[0]}", TRANSPARENT[1], name)

    def _root_size(self) -> None:
        box = view_box(self.root)
        if box is None:
            hint = 'add viewBox="0 0 width height" to <svg>'
            self._add(self.root, "no viewBox with a size", hint)
            return
        if problems := check_ratio(self.path, *box[2:]):
            self._add(self.root, problems[0].message, problems[0].hint)
        size = [self.root.attributes.get(name) for name in ("width", "height")]
        if any(size) and not _agrees(size, box[2] / box[3]):
            self.changed = True
            for name in ("width", "height"):
                self.root.attributes.pop(name, None)

    def _walk(self, element: Element, matrix: Matrix, clip: Element | None) -> None:
        if len(self.findings) >= MAX_FINDINGS:
            return
        if element.name not in _ELEMENTS or (element.name == "svg" and element is not self.root):
            hint = f"take it out, or {AS_PNG}"
            if element.name in ("text", "tspan", "textPath"):
                hint = f"turn words into outlines, or {AS_PNG}"
            name = element.name.removeprefix(":")
            self._add(element, f"<{name}> is not allowed in a drawing", hint)
            return
        for name, value in list(element.attributes.items()):
            self._attribute(element, name, value)
        self.work += _numbers_of(element)
        if self.work > MAX_SVG_NUMBERS:
            self._add(element, "too many numbers", f"simplify its paths, or {AS_PNG}")
            return
        matrix = self._transformed(element, matrix)
        if element.name == "clipPath":
            self._clip_path(element)
        for child in element.children:
            self._walk(child, matrix, clip)

    def _transformed(self, element: Element, matrix: Matrix) -> Matrix:
        text = element.attributes.get("transform")
        if text is None:
            return matrix
        try:
            return svg_geometry.multiplied(matrix, svg_geometry.transforms(text))
        except ValueError as problem:
            self._add(element, f"transform: {problem}", f"ungroup the drawing, or {AS_PNG}")
            return matrix

    def _clip_path(self, clip: Element) -> None:
        """Reports what WeasyPrint does not clip by as browsers do."""
        shapes = [child for child in clip.children if child.name not in ("title", "desc")]
        wrong = (
            any(shape.name not in SHAPES for shape in shapes)
            or "clip-path" in clip.attributes
            or any("clip-path" in shape.attributes for shape in shapes)
            or (len(shapes) > 1 and any("transform" in shape.attributes for shape in shapes))
            or any(_has_holes(shape) for shape in shapes)
        )
        if wrong:
            hint = f"release the clipping, or {AS_PNG}"
            self._add(clip, "a clip path of more than plain shapes", hint)

    def _attribute(self, element: Element, name: str, value: str) -> None:
        shown = value if len(value) < 40 else f"{value[:40]}…"
        if is_idle(name, value) and name not in _KEPT:
            element.attributes.pop(name)
            self.changed = True
        if name == "xml:space" or is_idle(name, value):
            return
        try:
            problem = self._value_problem(element, name, value)
        except ValueError as mistake:
            self._add(element, f"{name}: {mistake}", f"write it anew, or {AS_PNG}", name)
            return
        if problem:
            message = f'{name.rpartition(":")[2]}="{shown}" {problem[0]}'
            if problem == TRANSPARENT:
                message = f"<{element.name}> {problem[0]}"
            self._add(element, message, problem[1], name)

    def _value_problem(self, element: Element, name: str, value: str) -> Problem:
        """What is wrong with an attribute. Raises `ValueError` for a wrong number."""
        if name == "clip-path":
            return self._clip(value)
        if name == "stroke-dasharray":
            return self._dashes(value)
        if name in ("d", "points"):
            return self._outline(element, name, value)
        if "opacity" in name and _paints_nothing(element, name):
            return None
        return attribute_problem(name, value)

    def _outline(self, element: Element, name: str, value: str) -> Problem:
        if name == "points":
            svg_geometry.points(value)
            spaced = " ".join(f"{number:.12g}" for number in svg_geometry.numbers(value))
        else:
            spaced = svg_geometry.spaced(svg_geometry.commands(value))
        if GLUED.search(value):
            element.attributes[name] = spaced
            self.changed = True
        return None

    def _clip(self, value: str) -> Problem:
        match = LOCAL.fullmatch(value.strip())
        if match and match[1] in self.clips:
            self.work += sum(map(_numbers_of, self.clips[match[1]].children))
        elif value.strip() != "none":
            return "leads to no clip path", f"delete it, or {AS_PNG}"
        return None

    def _many_dashes(self) -> None:
        if element := svg_dashes.too_many(self.root):
            message = "the dashes are too short for the lines"
            self._add(element, message, f"draw solid lines, or {AS_PNG}", "stroke-dasharray")

    def _dashes(self, value: str) -> Problem:
        if value.strip() in ("none", "inherit"):
            return None
        found = svg_dashes.lengths(value)
        box = view_box(self.root) or (0, 0, 1, 1)
        if min(found, default=0) < 0 or 0 < sum(found) < math.hypot(*box[2:]) / 1000:
            return "has dashes too short to print", f"draw a solid line, or {AS_PNG}"
        return None


def _paints_nothing(element: Element, name: str) -> bool:
    """Whether an opacity belongs to a fill or stroke that is `none`, or to no gradient's stop."""
    paint = name.removesuffix("-opacity")
    return paint == "stop" or element.attributes.get(paint, "").strip() == "none"


def _numbers_of(element: Element) -> int:
    """About how many numbers draw an element."""
    drawn = element.attributes.get("d", "") + element.attributes.get("points", "")
    return 4 + len(re.findall(r"\d+(?:\.\d+)?|\.\d+", drawn))


def _has_holes(shape: Element) -> bool:
    rule = shape.attributes.get("clip-rule", "")
    return rule == "evenodd" and shape.attributes.get("d", "").upper().count("M") > 1


def _agrees(size: list[str | None], ratio: float) -> bool:
    """Whether width and height of a root have the ratio of its `viewBox`."""
    try:
        width, height = (svg_geometry.length(text or "") for text in size)
    except ValueError:
        return False
    return height > 0 and abs(width / height / ratio - 1) < 0.01
