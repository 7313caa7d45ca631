"""Common parts of the checks of SVG and PNG files: kind of file, aspect ratio, the finding."""

from __future__ import annotations

from leaflet.core.diagnostics import Finding, Span, error

#: The longest side of a picture divided by its shortest; more is a mistake in its export.
MAX_RATIO = 20

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
#: First bytes of the kinds of file that are found under a picture's name.
_KINDS = {
    PNG_SIGNATURE: "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"RIFF": "WebP",
    b"%PDF": "PDF",
    b"<svg": "SVG",
    b"<?xml": "SVG",
}


def picture_problem(path: str, message: str, hint: str, line: int = 0, column: int = 0) -> Finding:
    """A finding `picture`; line 0 means the file as a whole."""
    return error("picture", Span(path, line, column), message, hint)


def kind_of(data: bytes) -> str:
    """The name of a file's kind by its first bytes, empty for an unknown kind."""
    return next((kind for start, kind in _KINDS.items() if data.startswith(start)), "")


def check_ratio(path: str, width: float, height: float) -> list[Finding]:
    """A finding for a picture with one side more than `MAX_RATIO` times the other."""
    if 1 / MAX_RATIO <= width / height <= MAX_RATIO:
        return []
    message = f"the picture is {width:g} wide and {height:g} high"
    return [picture_problem(path, message, "cut it to what is drawn")]
