"""Reads the QR codes of a page as a phone does, and every other code that phones read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leaflet.page.facts import MatrixCode
from leaflet.render.seen.page_images import load_code_reader, rasterise, scale_for
from leaflet.render.seen.visible_ink import levels

#: Pixels per inch: a module of 0.4 mm, the smallest that phones read well, has 4 pixels at 254 dpi.
_DPI = 254
_RANGE_OF_LEVELS = 255


def matrix_codes(page: Any, number: int) -> Iterator[MatrixCode]:
    """The codes on a page of pdfium; `number` counts pages from 1.

    Raises `MachineError` where the reader cannot be loaded.
    """
    reader = load_code_reader()
    scale = scale_for(page, _DPI)
    image = rasterise(page, scale)
    grey, formats = image.convert("L"), _formats(reader)
    read = reader.read_barcodes(grey, formats)
    dark = {code.text for code in read and reader.read_barcodes(grey, formats, try_invert=False)}
    for found in read:
        corners = found.position
        ends = (corners.top_left, corners.top_right, corners.bottom_right, corners.bottom_left)
        xs, ys = [end.x for end in ends], [end.y for end in ends]
        cut = levels(image.crop((min(xs), min(ys), max(xs) + 1, max(ys) + 1)))
        yield MatrixCode(
            page=number,
            text=found.text,
            width_mm=round((max(xs) - min(xs)) / scale * 25.4 / 72, 1),
            contrast=round(_contrast(cut), 1),
            is_inverted=found.text not in dark,
        )


def _formats(reader: Any) -> tuple[Any, ...]:
    """The codes that the cameras of phones open without an app."""
    kinds = reader.BarcodeFormat
    return (kinds.QRCode, kinds.MicroQRCode, kinds.RMQRCode, kinds.Aztec)


def _contrast(image: Any) -> float:
    """The contrast of the dark and the light fifth of an image of levels."""
    histogram, pixels = image.histogram(), image.width * image.height
    dark, light = _percentile(histogram, pixels * 0.2), _percentile(histogram, pixels * 0.8)
    return float(21 ** ((light - dark) / _RANGE_OF_LEVELS))


def _percentile(histogram: list[int], pixels: float) -> int:
    total = 0
    for level, count in enumerate(histogram):
        total += count
        if total >= pixels:
            return level
    return _RANGE_OF_LEVELS
