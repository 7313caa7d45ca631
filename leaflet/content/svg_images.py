"""Checks of SVG files against a list of allowed elements and attributes.

Logos and drawings need no other features of SVG, such as scripts, references, entities, filters
or text in foreign fonts.
"""

from __future__ import annotations

import math
import re
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from leaflet.content.image_problems import check_ratio, kind_of, picture_problem
from leaflet.core.diagnostics import Finding

MAX_SVG_BYTES = 300_000
MAX_SVG_ELEMENTS = 2_000
#: More than any drawing needs, and less than the recursion limit of renderers.
MAX_SVG_DEPTH = 50
MAX_FINDINGS = 10

_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset(
    "svg title desc defs g path circle ellipse rect line polyline polygon clipPath linearGradient"
    " radialGradient stop".split()
)
_ATTRIBUTES = frozenset(
    "id class version baseProfile viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r"
    " rx ry fx fy fr d points pathLength transform color fill fill-rule stroke stroke-width"
    " stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset"
    " vector-effect paint-order clip-path clip-rule clipPathUnits offset stop-color gradientUnits"
    " gradientTransform spreadMethod opacity fill-opacity stroke-opacity stop-opacity overflow"
    " display visibility enable-background shape-rendering color-interpolation role lang space"
    .split()
)  # fmt: skip
_LOCAL = re.compile(r"url\(\s*['\"]?#[\w-]+['\"]?\s*\)")
_TOKEN = re.compile(r"var\(--([a-z0-9-]+)")
_DECLARED = re.compile(r"<\?xml[^>]*encoding\s*=\s*['\"](?!utf-?8['\"])", re.IGNORECASE)


def colour_tokens(svg: str) -> set[str]:
    """The names of the colour tokens that a drawing uses: `var(--skin-edge, #b26f50)`."""
    return set(_TOKEN.findall(svg))


def svg_aspect(data: bytes) -> float:
    """The width of a checked SVG divided by its height; 1.0 without a viewBox."""
    box = _view_box(ElementTree.fromstring(data).get("viewBox", ""))
    return box[0] / box[1] if box else 1.0


def _view_box(text: str) -> tuple[float, float] | None:
    """The width and height in a `viewBox` attribute; None if it gives none."""
    try:
        numbers = [float(number) for number in text.replace(",", " ").split()]
    except ValueError:
        return None
    if len(numbers) != 4 or not all(map(math.isfinite, numbers)) or min(numbers[2:]) <= 0:
        return None
    return numbers[2], numbers[3]


def check_svg(path: str, data: bytes) -> list[Finding]:
    """The first `MAX_FINDINGS` findings on a file that is not a plain SVG drawing."""
    if len(data) > MAX_SVG_BYTES:
        limit = f"{MAX_SVG_BYTES // 1000} kB"
        return [
            picture_problem(path, f"the drawing has more than {limit}", f"keep it under {limit}")
        ]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [picture_problem(path, "the drawing is not UTF-8 text", "save it as SVG in UTF-8")]
    if "\0" in text:
        return [picture_problem(path, "the drawing is not UTF-8 text", "save it as SVG in UTF-8")]
    if _DECLARED.match(text):
        hint = 'save it in UTF-8, with encoding="UTF-8" in its first line'
        return [
            picture_problem(path, "the drawing declares another encoding than UTF-8", hint, 1, 1)
        ]
    if kind_of(data) not in ("", "SVG"):
        return [picture_problem(path, f"the file is {kind_of(data)}, not SVG", "export it as SVG")]
    return _SvgReader(path, text).read()


class _Stop(Exception):  # noqa: N818  # not an error: enough has been found
    """Ends the parsing of a drawing."""


class _SvgReader:
    """Checks a drawing event by event, so no entity is expanded and no deep tree is built."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self.findings: dict[Finding, None] = {}
        self.depth = self.count = 0
        self.parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.ProcessingInstructionHandler = self._instruction

    def read(self) -> list[Finding]:
        try:
            self.parser.Parse(self.text, True)  # noqa: FBT003
        except _Stop:
            pass
        except expat.ExpatError as problem:
            message = f"not well-formed: {expat.ErrorString(problem.code)}"
            self._add(message, "export it as SVG again", problem.lineno, problem.offset + 1)
        return list(self.findings)

    def _add(self, message: str, hint: str, line: int = 0, column: int = 0) -> None:
        line = line or self.parser.CurrentLineNumber
        column = column or self.parser.CurrentColumnNumber + 1
        self.findings[picture_problem(self.path, message, hint, line, column)] = None
        if len(self.findings) >= MAX_FINDINGS:
            raise _Stop

    def _stop(self, message: str, hint: str) -> None:
        self._add(message, hint)
        raise _Stop

    def _doctype(self, *_: Any) -> None:
        before = self.text.partition("<!DOCTYPE")[0]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        self._add("<!DOCTYPE> is not allowed in a drawing", "delete it", line, column)
        raise _Stop

    def _instruction(self, target: str, _: str) -> None:
        self._stop(f"<?{target}?> is not allowed in a drawing", "delete it")

    def _end(self, _: str) -> None:
        self.depth -= 1

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.count += 1
        self.depth += 1
        space, _, name = tag.rpartition(" ")
        if self.count == 1:
            self._root(space, name, attributes)
        if self.count > MAX_SVG_ELEMENTS:
            self._stop("too many elements", f"simplify it to {MAX_SVG_ELEMENTS:,} at most")
        if self.depth > MAX_SVG_DEPTH:
            self._stop("groups nested too deeply", "ungroup the drawing")
        if space != _SVG or name not in _ELEMENTS:
            words = name in ("text", "tspan")
            hint = "turn words into outlines" if words else "save it as plain SVG"
            self._add(f"<{name}> is not allowed in a drawing", hint)
            return
        for attribute, value in attributes.items():
            self._attribute(name, attribute, value)

    def _root(self, space: str, name: str, attributes: dict[str, str]) -> None:
        if name != "svg" or space not in ("", _SVG):
            self._stop("the file is not an SVG drawing", "export it as SVG")
        if not space:
            self._stop("the svg element has no name space", f'add xmlns="{_SVG}"')
        size = _view_box(attributes.get("viewBox", ""))
        if size is None:
            self._add("no viewBox with a size", 'add viewBox="0 0 width height" to <svg>')
        elif problems := check_ratio(self.path, *size):
            self._add(problems[0].message, problems[0].hint)

    def _attribute(self, element: str, attribute: str, value: str) -> None:
        name = attribute.rpartition(" ")[2]
        shown = value if len(value) < 40 else f"{value[:40]}…"
        reaches_out = "url" in value.lower() and not _LOCAL.fullmatch(value.strip())
        if name == "style":
            hint = 'export it with "presentation attributes" instead of styles'
            self._add(f'style="{shown}" is not allowed in a drawing', hint)
        elif not (name in _ATTRIBUTES or name.startswith(("data-", "aria-"))):
            self._add(f'{name}="{shown}" is not allowed in a drawing', "save it as plain SVG")
        elif (reaches_out and name not in ("id", "class")) or "\\" in value:
            self._add(f'{name}="{shown}" is not allowed in a drawing', "use colours only")
        elif "opacity" in name and not _is_opaque(value):
            # A transparency group hides its content from the tag tree (ISO 14289-1, 7.1).
            self._add(f"<{element}> is transparent", "use a solid colour")


def _is_opaque(value: str) -> bool:
    try:
        return float(value) == 1
    except ValueError:
        return value.strip() == "100%"
