"""Common parts of the checks of SVG, PNG and JPEG files: kind of file, ratio, the finding."""

from __future__ import annotations

from leaflet.core.diagnostics import Finding, Span, error

#: The longest side of a picture divided by its shortest; more is a mistake in its export.
MAX_RATIO = 20
#: The way out for a drawing that cannot be printed as it is: 46 mm at 300 dpi are 550 pixels.
AS_PNG = "save it as PNG, 550 pixels wide"

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
LFS = "a Git LFS pointer"
#: First bytes of the kinds of file that are found under a picture's name.
_KINDS = {
    PNG_SIGNATURE: "PNG",
    b"version https://git-lfs.": LFS,
    b"version https://hawser.": LFS,
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"RIFF": "WebP",
    b"%PDF": "PDF",
    b"%!PS": "EPS",
    b"\xc5\xd0\xd3\xc6": "EPS",
    b"\x1f\x8b": "compressed (SVGZ)",
    b"BM": "BMP",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"8BPS": "PSD",
    b"PK\x03\x04": "a ZIP archive",
    b"\0\0\1\0": "ICO",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
    b"<svg": "SVG",
    b"<?xml": "SVG",
}


def picture_problem(path: str, message: str, hint: str, line: int = 0, column: int = 0) -> Finding:
    """A finding `picture`; line 0 means the file as a whole."""
    return error("picture", Span(path, line, column), message, hint)


def kind_of(data: bytes) -> str:
    """The name of a file's kind by its first bytes, empty for an unknown kind."""
    start = data[:2000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if data[4:8] == b"ftyp":
        return "AVIF or HEIC"
    if start[:14].lower() == b"<!doctype html" or start[:5].lower() == b"<html":
        return "HTML"
    return next((kind for first, kind in _KINDS.items() if start.startswith(first)), "")


def other_kind(path: str, kind: str, wanted: str) -> Finding:
    """The finding for a file of another kind than its name says."""
    if kind == LFS:
        hint = "run git lfs pull: the picture itself has not been fetched"
        return picture_problem(path, "the file is a Git LFS pointer, no picture", hint)
    if kind == "HTML":
        hint = "download the picture itself, not the page that shows it"
        return picture_problem(path, f"the file is HTML, not {wanted}", hint)
    if kind in ("PNG", "SVG"):
        hint = f"name it .{kind.lower()}"
    elif kind == "JPEG":
        hint = "export it as PNG or SVG, or name it .jpg"
    elif kind == "compressed (SVGZ)":
        hint = "save it as SVG without compression"
    else:
        hint = "export it as PNG or SVG; another name does not change what it is"
    return picture_problem(path, f"the file is {kind}, not {wanted}", hint)


def check_ratio(path: str, width: float, height: float) -> list[Finding]:
    """A finding for a picture with one side more than `MAX_RATIO` times the other."""
    if 1 / MAX_RATIO <= width / height <= MAX_RATIO:
        return []
    message = f"the picture is {width:g} wide and {height:g} high"
    return [picture_problem(path, message, "cut it to what is drawn")]
