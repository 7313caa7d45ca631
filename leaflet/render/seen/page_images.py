"""Rasterises the pages of a PDF with pdfium, which is loaded only here and only then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from leaflet.core.diagnostics import MachineError
from leaflet.render.seen.text_layers import text_alone, without_text

#: Pixels per inch: two to the point, so that the stems of 8 pt type are whole pixels.
DPI = 144
#: The most pixels of a page: A3 at 144 dpi has 4.0 million. Larger pages get fewer per inch.
MOST_PIXELS = 6_000_000
#: The longest side of a page in pixels; a reader of codes takes no more than 65,535.
MOST_SIDE = 20_000
#: The most pages of a file that are looked at.
MOST_PAGES = 64


@dataclass(frozen=True, slots=True)
class PageImages:
    """A page as it is printed, without its text, and with its text alone (black on white), all of
    one size; `page` is pdfium's, `scale` the number of pixels to the point.
    """

    page: Any
    scale: float
    printed: Any
    without_text: Any
    text_alone: Any


def load_rasteriser() -> Any:
    """The `pypdfium2` module. Raises `MachineError` where it cannot be loaded."""
    return _load("pypdfium2")


def load_code_reader() -> Any:
    """The `zxingcpp` module. Raises `MachineError` where it cannot be loaded."""
    return _load("zxingcpp")


def _load(name: str) -> Any:
    import importlib

    try:
        return importlib.import_module(name)
    except (ImportError, OSError) as problem:
        message = f"pages of a project's own templates cannot be looked at: {problem}"
        hint = "run `leaflet doctor`, or build with the shipped templates"
        raise MachineError(message, hint) from problem


def page_images(pdf: bytes) -> Iterator[PageImages]:
    """The images of each page, one page at a time, of the first `MOST_PAGES`.

    Raises `MachineError` where the rasteriser cannot be loaded.
    """
    pdfium = load_rasteriser()
    with ExitStack() as opened:
        files = [
            opened.enter_context(pdfium.PdfDocument(data))
            for data in (pdf, without_text(pdf), text_alone(pdf))
        ]
        for number in range(min(len(files[0]), MOST_PAGES)):
            pages = [file[number] for file in files]
            scale = scale_for(pages[0], DPI)
            images = [rasterise(page, scale) for page in pages]
            yield PageImages(pages[0], scale, *images)


def page_pictures(pdf: bytes, dpi: float) -> Iterator[Any]:
    """Each page as an RGB image of Pillow, one at a time, of the first `MOST_PAGES`.

    Raises `MachineError` where the rasteriser cannot be loaded.
    """
    with load_rasteriser().PdfDocument(pdf) as file:
        for number in range(min(len(file), MOST_PAGES)):
            yield rasterise(file[number], scale_for(file[number], dpi))


def scale_for(page: Any, dpi: float) -> float:
    """The pixels to the point for a resolution, fewer where a page would have too many pixels."""
    width, height = page.get_size()
    by_area = (MOST_PIXELS / max(width * height, 1)) ** 0.5
    return float(min(dpi / 72, by_area, MOST_SIDE / max(width, height, 1)))


def rasterise(page: Any, scale: float) -> Any:
    """A page as an RGB image of Pillow. Annotations are not drawn."""
    return page.render(scale=scale, may_draw_forms=False, draw_annots=False).to_pil().convert("RGB")
