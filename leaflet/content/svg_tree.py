"""Reads an SVG file into a small tree of elements with their places, and writes such a tree.

The parser is fed within limits and stops at document types, entities and processing instructions,
so nothing is expanded. What editors leave for themselves in their own name spaces is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from leaflet.content.image_problems import AS_PNG, picture_problem
from leaflet.core.diagnostics import Finding

MAX_SVG_ELEMENTS = 2_000
#: More than any drawing needs, and less than the recursion limit of renderers.
MAX_SVG_DEPTH = 50

SHAPES = frozenset("path circle ellipse rect line polyline polygon".split())

SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
#: Beginnings of the name spaces in which editors keep notes that no viewer draws.
_EDITORS = (
    "http://www.inkscape.org/",
    "http://sodipodi.sourceforge.net/",
    "http://inkscape.sourceforge.net/",
    "http://www.openswatchbook.org/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/",
    "http://ns.adobe.com/",
    "http://www.bohemiancoding.com/sketch/",
    "http://www.serif.com/",
    "http://vectornator.io",
    "https://boxy-svg.com",
)

Place = tuple[int, int]


@dataclass(slots=True)
class Element:
    """An element with its place: line and column, each from 1.

    The name of an element of another name space begins with a colon. `attributes` have the names
    of SVG, with `xlink:` and `xml:` before those of these name spaces.
    `places` holds the places of attributes that stand elsewhere, in a rule of a style sheet.
    """

    name: str
    attributes: dict[str, str]
    place: Place
    children: list[Element] = field(default_factory=list)
    text: str = ""
    text_place: Place = (0, 0)
    places: dict[str, Place] = field(default_factory=dict)

    def every(self) -> Iterator[Element]:
        """The element and all that are inside it, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.every()


@dataclass(slots=True)
class Tree:
    """A drawing's root, None when it cannot be read, with what is wrong.

    `changed` says that the file holds more than the tree, so the tree has to be written.
    """

    root: Element | None
    findings: list[Finding]
    changed: bool = False


def read_tree(path: str, text: str) -> Tree:
    """The tree of a drawing, or the first problem that stops its reading."""
    return _Reader(path, text).read()


def write_tree(root: Element) -> bytes:
    """The drawing as UTF-8, without white space and comments; of words, titles alone are kept."""
    return _written(root, f' xmlns="{SVG}"').encode()


def _written(element: Element, more: str = "") -> str:
    from xml.sax.saxutils import escape, quoteattr  # it brings the HTTP client along

    held = "".join(
        f" {name}={quoteattr(value)}"
        for name, value in element.attributes.items()
        if ":" not in name
    )
    inside = "".join(map(_written, element.children))
    if element.name in ("title", "desc"):
        inside = escape(element.text)
    return f"<{element.name}{more}{held}>{inside}</{element.name}>"


class _Stop(Exception):  # noqa: N818  # not an error: the drawing cannot be read further
    """Ends the parsing of a drawing."""


class _Reader:
    """Builds the tree event by event."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self.tree = Tree(None, [])
        self.open: list[Element] = []
        self.depth = self.count = 0
        self.skipped_from = 0
        self.parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.ProcessingInstructionHandler = self._instruction

    def read(self) -> Tree:
        try:
            self.parser.Parse(self.text, True)  # noqa: FBT003
        except _Stop:
            pass
        except expat.ExpatError as problem:
            message = f"not well-formed: {expat.ErrorString(problem.code)}"
            place = (problem.lineno, problem.offset + 1)
            self._add(message, f"export it again, or {AS_PNG}", place)
        if self.tree.findings:
            self.tree.root = None
        return self.tree

    @property
    def _here(self) -> Place:
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    def _add(self, message: str, hint: str, place: Place) -> None:
        self.tree.findings.append(picture_problem(self.path, message, hint, *place))

    def _stop(self, message: str, hint: str) -> None:
        self._add(message, hint, self._here)
        raise _Stop

    def _doctype(self, *_: Any) -> None:
        before = self.text.partition("<!DOCTYPE")[0]
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
        self._add("<!DOCTYPE> is not allowed in a drawing", "delete it", place)
        raise _Stop

    def _instruction(self, target: str, _: str) -> None:
        self._stop(f"<?{target}?> is not allowed in a drawing", "delete it")

    def _characters(self, text: str) -> None:
        if self.open and not self.skipped_from:
            element = self.open[-1]
            if not element.text:
                element.text_place = self._here
            element.text += text

    def _end(self, _: str) -> None:
        if not self.skipped_from:
            self.open.pop()
        if self.skipped_from == self.depth:
            self.skipped_from = 0
        self.depth -= 1

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.count += 1
        self.depth += 1
        space, _, name = tag.rpartition(" ")
        if self.count == 1:
            self._root(space, name)
        if self.count > MAX_SVG_ELEMENTS:
            hint = f"simplify it to {MAX_SVG_ELEMENTS:,} at most, or {AS_PNG}"
            self._stop("too many elements", hint)
        if self.depth > MAX_SVG_DEPTH:
            self._stop("groups nested too deeply", f"ungroup the drawing, or {AS_PNG}")
        if self.skipped_from:
            return
        if space.startswith(_EDITORS) or (space == SVG and name == "metadata"):
            self.tree.changed = True
            self.skipped_from = self.depth
            return
        if space != SVG:
            name = f":{name}"
        self._open(Element(name, dict(self._attributes(attributes)), self._here))

    def _open(self, element: Element) -> None:
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.tree.root = element
        self.open.append(element)

    def _root(self, space: str, name: str) -> None:
        if name != "svg" or space not in ("", SVG):
            self._stop("the file is not an SVG drawing", "export it as SVG, or as PNG")
        if not space:
            self._stop("the svg element has no name space", f'add xmlns="{SVG}"')

    def _attributes(self, attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
        """The attributes, without those of editors."""
        known = {"": "", _XLINK: "xlink:", _XML: "xml:"}
        for attribute, value in attributes.items():
            space, _, name = attribute.rpartition(" ")
            if space in known:
                yield known[space] + name, value
            else:
                self.tree.changed = True
