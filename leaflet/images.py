"""Pictures of others: what an SVG or PNG may hold before it comes near a page.

SVG is checked against a list of allowed elements and attributes, because everything else it can
do (scripts, references, entities, filters, text in foreign fonts) is of no use in a logo or a
drawing. PNG is measured by its header before a single pixel is decoded.
"""

from __future__ import annotations

import io
import re
import warnings
from xml.etree import ElementTree

from leaflet.diagnostics import Finding, Span, error

MAX_PNG_BYTES = 4_000_000
MAX_PNG_PIXELS = 16_000_000
MAX_SVG_BYTES = 300_000
MAX_SVG_ELEMENTS = 2_000

_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset(
    [
        "svg",
        "title",
        "desc",
        "defs",
        "g",
        "path",
        "circle",
        "ellipse",
        "rect",
        "line",
        "polyline",
        "polygon",
        "clipPath",
        "linearGradient",
        "radialGradient",
        "stop",
    ]
)
_LOCAL = re.compile(r"url\(\s*['\"]?#[\w-]+['\"]?\s*\)")
_NUMBER = r"-?\d*\.?\d+"
_VIEW_BOX = re.compile(
    rf"({_NUMBER}[\s,]+){{2}}(?=[\d.,\s]*[1-9])\d*\.?\d+[\s,]+\d*\.?\d*[1-9]\d*\.?\d*"
)
_TOKEN = re.compile(r"var\(--([a-z0-9-]+)")


def check(path: str, data: bytes) -> list[Finding]:
    """What is wrong with a picture file, by its name's ending; nothing when it is safe to use."""
    if not data:
        return [error("picture", Span(path), "the file is empty", "export the picture again")]
    return check_svg(path, data) if path.lower().endswith(".svg") else check_png(path, data)


def colour_tokens(svg: str) -> set[str]:
    """The names of the colour tokens that a drawing uses: `var(--skin-edge, #b26f50)`."""
    return set(_TOKEN.findall(svg))


def aspect(name: str, data: bytes) -> float:
    """Width by height of a checked picture."""
    if name.lower().endswith(".svg"):
        box = ElementTree.fromstring(data).get("viewBox", "0 0 1 1").replace(",", " ").split()
        return float(box[2]) / float(box[3])
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
        return picture.width / picture.height


def check_png(path: str, data: bytes) -> list[Finding]:
    """Whether the file is a PNG of a size that a page can carry and that decodes to the end."""
    from PIL import Image, UnidentifiedImageError

    span = Span(path)
    if len(data) > MAX_PNG_BYTES:
        message = f"the picture has {len(data) / 1e6:.1f} MB"
        return [error("picture", span, message, f"keep it under {MAX_PNG_BYTES / 1e6:.0f} MB")]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
                width, height = picture.size
                if width * height > MAX_PNG_PIXELS:
                    message = f"the picture has {width} by {height} pixels"
                    hint = f"keep it under {MAX_PNG_PIXELS / 1e6:.0f} million pixels"
                    return [error("picture", span, message, hint)]
                picture.load()
    except UnidentifiedImageError:
        return [error("picture", span, "the file is not a PNG picture", "export it as PNG or SVG")]
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as problem:
        hint = "export the picture again"
        return [error("picture", span, f"the PNG cannot be read: {problem}", hint)]
    return []


def check_svg(path: str, data: bytes) -> list[Finding]:
    """Whether the file is a plain, closed drawing."""
    if len(data) > MAX_SVG_BYTES:
        message = f"the drawing has {len(data) // 1000:,} kB"
        return [error("picture", Span(path), message, f"keep it under {MAX_SVG_BYTES // 1000} kB")]
    for forbidden in (b"<!DOCTYPE", b"<!ENTITY", b"<?xml-stylesheet"):
        at = data.upper().find(forbidden.upper())
        if at >= 0:
            span = Span(path, data.count(b"\n", 0, at) + 1, at - data.rfind(b"\n", 0, at))
            message = f"{forbidden.decode()[1:]} is not allowed in a drawing"
            return [error("picture", span, message, "save it as plain SVG")]
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as problem:
        line, column = getattr(problem, "position", (0, -1))
        span = Span(path, line, column + 1)
        return [error("picture", span, f"not well-formed SVG: {problem}", "export it again")]
    return _check_tree(path, root)


def _check_tree(path: str, root: ElementTree.Element) -> list[Finding]:
    findings = []
    span = Span(path)
    if root.tag != f"{_SVG}svg":
        return [error("picture", span, "the file is not an SVG drawing", "export it as SVG")]
    if not _VIEW_BOX.fullmatch(root.get("viewBox", "").strip()):
        hint = 'add viewBox="0 0 width height" to the svg element'
        findings.append(error("picture", span, "no viewBox with a size", hint))
    for count, element in enumerate(root.iter(), 1):
        if count > MAX_SVG_ELEMENTS:
            hint = f"simplify it to {MAX_SVG_ELEMENTS:,} at most"
            return [*findings, error("picture", span, "too many elements", hint)]
        findings += _check_element(span, element)
    return findings


def _check_element(span: Span, element: ElementTree.Element) -> list[Finding]:
    name = str(element.tag).removeprefix(_SVG)
    if name not in _ELEMENTS:
        hint = "turn words into outlines" if name in ("text", "tspan") else "save it as plain SVG"
        return [error("picture", span, f"<{name}> is not allowed in a drawing", hint)]
    findings = []
    for attribute, value in element.attrib.items():
        short = attribute.rsplit("}", 1)[-1]
        foreign = "url(" in value.lower() and not _LOCAL.fullmatch(value.strip())
        if short == "href" or short.startswith("on") or short == "style" or foreign:
            message = f'{short}="{value[:40]}" is not allowed in a drawing'
            findings.append(error("picture", span, message, "save it as plain SVG"))
        elif "opacity" in short and value != "1":
            # A transparency group hides its content from the tag tree (ISO 14289-1, 7.1).
            message = f"<{name}> is transparent"
            findings.append(error("picture", span, message, "use a solid colour"))
    return findings
