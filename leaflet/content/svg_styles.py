"""Resolves the styles of a drawing into presentation attributes, as CSS Cascade 4 orders them.

Illustrator writes rules for classes, Inkscape `style` attributes. Selectors are names of elements,
classes and ids, and lists of them; anything else is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from leaflet.content.image_problems import AS_PNG, picture_problem
from leaflet.content.svg_tree import Element, Place, Tree
from leaflet.core.diagnostics import Finding

MAX_SVG_RULES = 500
#: Declarations that are looked at for all elements together.
MAX_SVG_DECLARATIONS = 100_000

#: Properties of SVG that are attributes as well.
PROPERTIES = frozenset(
    "color fill fill-rule fill-opacity stroke stroke-width stroke-linecap stroke-linejoin"
    " stroke-miterlimit stroke-dasharray stroke-dashoffset stroke-opacity opacity clip-path"
    " clip-rule stop-color stop-opacity display visibility vector-effect paint-order".split()
)
#: Properties that change nothing in a drawing without words, pictures and effects.
IDLE = frozenset(
    "font font-family font-size font-size-adjust font-stretch font-style font-variant"
    " font-variant-ligatures font-variant-position font-variant-caps font-variant-numeric"
    " font-variant-alternates font-variant-east-asian font-feature-settings"
    " font-variation-settings font-weight line-height letter-spacing word-spacing text-align"
    " text-anchor text-decoration text-decoration-line text-decoration-style"
    " text-decoration-color text-indent text-orientation text-transform text-rendering"
    " text-overflow direction writing-mode dominant-baseline baseline-shift white-space"
    " unicode-bidi block-progression shape-padding shape-margin inline-size color-rendering"
    " color-interpolation color-interpolation-filters image-rendering shape-rendering"
    " solid-color solid-opacity enable-background isolation overflow flood-color flood-opacity"
    " lighting-color pointer-events cursor user-select marker marker-start marker-mid"
    " marker-end filter mask mix-blend-mode clip".split()
)
#: Those of them that draw something unless they have one of these values.
_OFF = {
    **dict.fromkeys("marker marker-start marker-mid marker-end filter mask".split(), "none"),
    "mix-blend-mode": "normal",
    "clip": "auto",
}
_SIMPLE = re.compile(r"(?:[A-Za-z][\w-]*|\*)?(?:[.#][\w-]+)*")
_PARTS = re.compile(r"([.#]?)([\w-]+)")


@dataclass(frozen=True, slots=True)
class _Declaration:
    """A property's value. `order` sorts it: importance, kind of selector, place in the file."""

    name: str
    value: str
    order: tuple[bool, int, int, int, int]
    place: Place


def is_idle(name: str, value: str) -> bool:
    """Whether a property with this value changes nothing that is printed."""
    return name in IDLE and value.strip().lower() in ("", _OFF.get(name, value.strip().lower()))


def resolve_styles(path: str, tree: Tree) -> list[Finding]:
    """Gives the elements of a tree the properties of its style sheets and `style` attributes.

    Returns findings on what is more than simple selectors and known properties.
    """
    root = tree.root
    assert root is not None
    sheet = _Sheet(path)
    for element in root.every():
        if element.name == "style":
            sheet.read(element)
        if "style" in element.attributes or element.name == "style":
            tree.changed = True
    for element in root.every():
        sheet.apply(element)
        element.children = [child for child in element.children if child.name != "style"]
    return sheet.findings


class _Sheet:
    """The rules of a drawing by the last name in their selectors."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.findings: list[Finding] = []
        self.rules: dict[str, list[tuple[frozenset[str], list[_Declaration]]]] = {}
        self.count = self.work = 0
        self.start: Place = (0, 0)

    def read(self, element: Element) -> None:
        """Adds the rules of a `style` element."""
        import tinycss2

        self.start = element.text_place

        for rule in tinycss2.parse_stylesheet(
            element.text, skip_comments=True, skip_whitespace=True
        ):
            place = _within(element.text_place, rule)
            if rule.type != "qualified-rule":
                self._add(f"{_shown(rule)} is not allowed in a drawing", place)
                continue
            selectors = tinycss2.serialize(rule.prelude).strip().split(",")
            for selector in map(str.strip, selectors):
                self.count += 1
                if self.count > MAX_SVG_RULES:
                    self._add(f"more than {MAX_SVG_RULES} rules of style", place)
                    return
                self._rule(selector, rule, element.text_place)

    def _rule(self, selector: str, rule: Any, start: Place) -> None:
        if not selector or not _SIMPLE.fullmatch(selector):
            self._add(f'the selector "{selector[:40]}" is not simple', _within(start, rule))
            return
        wanted = frozenset(kind + name for kind, name in _PARTS.findall(selector))
        kinds = [kind for kind, _ in _PARTS.findall(selector)]
        weight = (kinds.count("#"), kinds.count("."), kinds.count(""))
        found = list(self._declarations(rule.content, start, weight))
        key = min(wanted, default="*")
        self.rules.setdefault(key, []).append((wanted, found))

    def _declarations(
        self, content: Any, start: Place, weight: tuple[int, int, int]
    ) -> Iterator[_Declaration]:
        import tinycss2

        for item in tinycss2.parse_blocks_contents(
            content, skip_comments=True, skip_whitespace=True
        ):
            place = _within(start, item)
            if item.type != "declaration":
                self._add(f"{_shown(item)} is not allowed in a drawing", place)
                continue
            value = tinycss2.serialize(item.value).strip()
            name = item.lower_name
            if name in PROPERTIES:
                yield _Declaration(name, value, (item.important, *weight, self.count), place)
            elif not (name.startswith("-") or is_idle(name, value)):
                self._add(f'"{name}: {value[:40]}" is not allowed in a drawing', place)

    def apply(self, element: Element) -> None:
        """Sets the attributes that the rules and the `style` of an element say."""
        names = {f".{name}" for name in element.attributes.get("class", "").split()}
        names |= {element.name, f"#{element.attributes.get('id', '')}"}
        found = [
            declaration
            for name in sorted(names | {"*"})
            for wanted, declarations in self.rules.get(name, [])
            if wanted <= names
            for declaration in declarations
        ]
        self.work += len(found)
        if self.work > MAX_SVG_DECLARATIONS:
            if not self.findings:
                self._add("too many rules of style for its elements", self.start)
            return
        style = element.attributes.pop("style", "")
        self.count += bool(style)
        found += self._declarations(style, element.place, (10**6, 0, 0)) if style else ()
        for one in sorted(found, key=lambda declaration: declaration.order):
            element.attributes[one.name] = one.value
            is_rule = one.order[1] < 10**6
            element.places[one.name] = one.place if is_rule else element.place

    def _add(self, message: str, place: Place) -> None:
        hint = f'export it with "presentation attributes", or {AS_PNG}'
        self.findings.append(picture_problem(self.path, message, hint, *place))


def _within(start: Place, node: Any) -> Place:
    """The place in the file of a node of a style sheet that begins at `start`."""
    line: int = node.source_line
    column: int = node.source_column
    return (start[0], start[1] + column - 1) if line == 1 else (start[0] + line - 1, column)


def _shown(node: Any) -> str:
    if node.type == "at-rule":
        return f"@{node.at_keyword}"
    return "what follows here" if node.type != "error" else "style that is not CSS"
