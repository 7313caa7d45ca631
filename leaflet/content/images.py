"""Pictures of others: what an SVG or PNG may hold before it comes near a page.

SVG is checked against a list of allowed elements and attributes, because everything else it can
do (scripts, references, entities, filters, text in foreign fonts) is of no use in a logo or a
drawing. Pillow reads the header of a PNG, and decodes only a picture whose size is within the
limits.
"""

from __future__ import annotations

import io
import math
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree
from xml.parsers import expat

from leaflet.core.diagnostics import Finding, Span, error

if TYPE_CHECKING:
    from PIL.PngImagePlugin import PngImageFile

MAX_PNG_BYTES = 4_000_000
MAX_PNG_PIXELS = 16_000_000
#: Chunks that hold no pixels: each may unfold into 1 MB, whoever opens the picture.
MAX_PNG_CHUNKS = 100
MAX_SVG_BYTES = 300_000
MAX_SVG_ELEMENTS = 2_000
#: Far more than a drawing needs, far less than what a recursive renderer bears.
MAX_SVG_DEPTH = 50
#: A picture longer than this by its other side is a mistake in its export.
MAX_RATIO = 20
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

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PIXEL_CHUNKS = (b"IDAT", b"fcTL", b"fdAT")
#: How other kinds of file begin that are given a picture's name.
_KINDS = {
    _PNG_SIGNATURE: "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"RIFF": "WebP",
    b"%PDF": "PDF",
    b"<svg": "SVG",
    b"<?xml": "SVG",
}


def check(path: str, data: bytes) -> list[Finding]:
    """What is wrong with a picture file, by its name's ending; nothing when it is safe to use."""
    if not data:
        return [_problem(path, "the file is empty", "export the picture again")]
    return check_svg(path, data) if path.lower().endswith(".svg") else check_png(path, data)


def _problem(path: str, message: str, hint: str, line: int = 0, column: int = 0) -> Finding:
    return error("picture", Span(path, line, column), message, hint)


def colour_tokens(svg: str) -> set[str]:
    """The names of the colour tokens that a drawing uses: `var(--skin-edge, #b26f50)`."""
    return set(_TOKEN.findall(svg))


def aspect(name: str, data: bytes) -> float:
    """Width by height of a checked picture."""
    if name.lower().endswith(".svg"):
        box = view_box(ElementTree.fromstring(data).get("viewBox", ""))
        return box[0] / box[1] if box else 1.0
    with _open_png(data) as picture:
        return picture.width / picture.height


def view_box(text: str) -> tuple[float, float] | None:
    """Width and height of an SVG's viewBox; None when it gives none."""
    try:
        numbers = [float(number) for number in text.replace(",", " ").split()]
    except ValueError:
        return None
    if len(numbers) != 4 or not all(map(math.isfinite, numbers)) or min(numbers[2:]) <= 0:
        return None
    return numbers[2], numbers[3]


def _check_ratio(path: str, width: float, height: float) -> list[Finding]:
    if 1 / MAX_RATIO <= width / height <= MAX_RATIO:
        return []
    message = f"the picture is {width:g} wide and {height:g} high"
    return [_problem(path, message, "cut it to what is drawn")]


def _kind(data: bytes) -> str:
    return next((kind for start, kind in _KINDS.items() if data.startswith(start)), "")


# --- PNG -------------------------------------------------------------------------------------


def check_png(path: str, data: bytes) -> list[Finding]:
    """Whether the file is one whole PNG picture of a size that a page can carry."""
    kind = _kind(data)
    if kind != "PNG":
        what = f"the file is {kind}, not PNG" if kind else "the file is not a PNG picture"
        return [_problem(path, what, "export it as PNG or SVG")]
    if len(data) > MAX_PNG_BYTES:
        limit = f"{MAX_PNG_BYTES / 1e6:.0f} MB"
        return [_problem(path, f"the picture has more than {limit}", f"keep it under {limit}")]
    try:
        with _strict_pillow():
            return _check_chunks(path, data) or _check_picture(path, data)
    except Exception:  # noqa: BLE001  # Pillow raises whatever its decoders come upon
        return [_damaged(path)]


def _damaged(path: str) -> Finding:
    return _problem(path, "the PNG is damaged or cut off", "export the picture again")


def _check_chunks(path: str, data: bytes) -> list[Finding]:
    """Whether one header comes first (ISO/IEC 15948, 5.6), and little besides the pixels.

    Raises what Pillow raises for a chunk that is cut off or has a wrong checksum.
    """
    from PIL.PngImagePlugin import ChunkStream

    stream = io.BytesIO(data)
    stream.seek(len(_PNG_SIGNATURE))
    with ChunkStream(stream) as chunks:
        kinds = chunks.verify()
    if kinds[0] != b"IHDR" or kinds.count(b"IHDR") > 1:
        return [_damaged(path)]
    if sum(kind not in _PIXEL_CHUNKS for kind in kinds) > MAX_PNG_CHUNKS:
        hint = "export it without texts and profiles"
        return [_problem(path, "the PNG holds too much besides its pixels", hint)]
    return []


def _check_picture(path: str, data: bytes) -> list[Finding]:
    """Whether the picture is of a size that a page can carry, stands still and decodes to the end.

    Raises what Pillow raises for a picture that does not.
    """
    with _open_png(data) as picture:
        width, height = picture.size
        if width * height > MAX_PNG_PIXELS:
            message = f"the picture has {width:,} by {height:,} pixels"
            limit = f"{MAX_PNG_PIXELS / 1e6:.0f} million"
            return [_problem(path, message, f"keep it under {limit} pixels")]
        if picture.is_animated:
            return [_problem(path, "the picture is animated", "export one frame of it as PNG")]
        picture.load()
    return _check_ratio(path, width, height)


def _open_png(data: bytes) -> PngImageFile:
    """The picture with its header read and no pixel decoded.

    `Image.open` would stop at a size of its own and not tell which size the picture has.
    """
    from PIL.PngImagePlugin import PngImageFile

    return PngImageFile(io.BytesIO(data))


@contextmanager
def _strict_pillow() -> Iterator[None]:
    """Pictures that end early are errors, though WeasyPrint tells Pillow to let them pass."""
    from PIL import ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


# --- SVG -------------------------------------------------------------------------------------


def check_svg(path: str, data: bytes) -> list[Finding]:
    """Whether the file is a plain, closed drawing; the first `MAX_FINDINGS` of what is not."""
    if len(data) > MAX_SVG_BYTES:
        limit = f"{MAX_SVG_BYTES // 1000} kB"
        return [_problem(path, f"the drawing has more than {limit}", f"keep it under {limit}")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [_problem(path, "the drawing is not UTF-8 text", "save it as SVG in UTF-8")]
    if "\0" in text:
        return [_problem(path, "the drawing is not UTF-8 text", "save it as SVG in UTF-8")]
    if _DECLARED.match(text):
        hint = 'save it in UTF-8, with encoding="UTF-8" in its first line'
        return [_problem(path, "the drawing declares another encoding than UTF-8", hint, 1, 1)]
    if _kind(data) not in ("", "SVG"):
        return [_problem(path, f"the file is {_kind(data)}, not SVG", "export it as SVG")]
    return _SvgReader(path, text).read()


class _Stop(Exception):  # noqa: N818  # no error: enough has been found
    """Ends the parsing of a drawing."""


class _SvgReader:
    """Looks at a drawing event by event, so that nothing is expanded and no tree grows deep."""

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
        self.findings[_problem(self.path, message, hint, line, column)] = None
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
        size = view_box(attributes.get("viewBox", ""))
        if size is None:
            self._add("no viewBox with a size", 'add viewBox="0 0 width height" to <svg>')
        elif problems := _check_ratio(self.path, *size):
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
