"""QR codes as drawings, made by the ZXing library that also reads them back from own templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any

from leaflet.core.web_addresses import link_of

#: The levels of error correction from 15 to 30 of a hundred (ISO/IEC 18004, 5.5.1).
_LEVELS = ("M", "Q", "H")


@lru_cache(maxsize=64)
def qr_svg(address: str, title: str) -> str:
    """A QR code as inline SVG; its title becomes /Alt in a PDF. Its error correction is that of
    level M, or of a stronger one that takes no more modules.

    The SVG has no quiet zone: the stylesheet adds 4 modules of white (ISO/IEC 18004, 5.3.8).
    """
    from markupsafe import escape

    modules = _modules(link_of(address))
    size = len(modules)
    path = "".join(
        f"M{start} {y}h{width}v1h-{width}z"
        for y, row in enumerate(modules)
        for start, width in _runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" class="qr-code">'
        f'<title>{escape(title)}</title><path fill="#000000" d="{path}"/></svg>'
    )


def _modules(text: str) -> list[list[bool]]:
    """The rows of modules of a code; True for a dark one."""
    import zxingcpp

    made: list[list[bool]] = []
    for level in _LEVELS:
        code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
        image: Any = memoryview(code.to_image(scale=1, add_quiet_zones=False))
        rows = [[value == 0 for value in row] for row in image.tolist()]
        if not made or len(rows) == len(made):
            made = rows
    return made


def _runs(row: Iterable[bool]) -> Iterator[tuple[int, int]]:
    """Start and length, in modules, of each run of dark modules in a row."""
    start = 0
    for dark, modules in groupby(row):
        width = len(list(modules))
        if dark:
            yield start, width
        start += width
