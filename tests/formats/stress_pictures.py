"""Draws the pages of all cases under stress, as one picture a format, for somebody to look at:

python -m tests.formats.stress_pictures FOLDER [FORMAT]…

Pages that fit and pages with faults are drawn alike; the caption of a case names its findings.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from leaflet.core import fonts
from tests.support.printed import Printed, rasters
from tests.support.stress import CASES, Case, faults, make_project, print_case

#: The height of a page on a sheet, the white between pages, and the height of a caption, in pixels.
_PAGE, _GAP, _CAPTION = 640, 12, 34
#: A sheet is so wide that it is readable at its own size; a long leaflet shows its first pages and
#: its last.
_WIDTH, _MOST = 3800, 6
_PHONE_WIDTH = 360


def main(arguments: Sequence[str]) -> None:
    """Draw the sheets of the formats that are named, or of all."""
    folder, *named = arguments
    made = Path(folder)
    made.mkdir(parents=True, exist_ok=True)
    for format_ in named or dict.fromkeys(name for case in CASES for name in case.formats):
        cases = [case for case in CASES if format_ in case.formats]
        sheet = _sheet([_drawn(case, format_) for case in cases])
        sheet.save(made / f"{format_}.png")
        sys.stdout.write(f"{made / f'{format_}.png'}\n")


def _drawn(case: Case, format_: str) -> Image.Image:
    """The pages of a case beside each other, below its name and what is found on them."""
    with tempfile.TemporaryDirectory() as folder:
        edition = print_case(make_project(Path(folder), case), case, format_)
    pages = list(_pages(edition, format_))
    codes = ", ".join(sorted({found.code for found in faults(edition)})) or "fits"
    caption = f"{case.name}: {codes}"
    font = ImageFont.truetype(io.BytesIO(fonts.read(fonts.TEXT)), 20)
    font.set_variation_by_axes([600])
    width = max(sum(page.width + _GAP for page in pages), round(font.getlength(caption)) + 8)
    strip = Image.new("RGB", (width, _CAPTION + max(page.height for page in pages)), "#777777")
    ImageDraw.Draw(strip).text((4, 4), caption, fill="white", font=font)
    left = 0
    for page in pages:
        strip.paste(page, (left, _CAPTION))
        left += page.width + _GAP
    return strip


def _pages(edition: Printed, format_: str) -> Iterator[Image.Image]:
    if format_ == "phone":
        yield from _screens(edition.rendering.file.decode())
        return
    count = len(edition.rendering.facts.sides)
    for number, page in enumerate(rasters(edition.pdf, 80), 1):
        if number < _MOST or number == count:
            yield page.resize((round(page.width * _PAGE / page.height), _PAGE))


def _screens(html: str) -> Iterator[Image.Image]:
    """A long page on a phone, cut into screens."""
    from tests.support.browsers import chromium, opened

    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        path = Path(folder) / "page.html"
        path.write_text(html, "utf-8")
        with opened(browser, path.as_uri(), width=_PHONE_WIDTH) as shown:
            whole = Image.open(io.BytesIO(shown.page.screenshot(full_page=True))).convert("RGB")
    screens = -(-whole.height // _PAGE)
    for number in range(screens):
        if number < _MOST or number >= screens - 2:
            yield whole.crop((0, number * _PAGE, whole.width, (number + 1) * _PAGE))


def _sheet(strips: Sequence[Image.Image]) -> Image.Image:
    """Strips beside and below each other."""
    places: list[tuple[int, int]] = []
    left = top = row = 0
    for strip in strips:
        if left and left + strip.width > _WIDTH:
            left, top, row = 0, top + row + _GAP, 0
        places.append((left, top))
        left, row = left + strip.width + 2 * _GAP, max(row, strip.height)
    width = max(x + strip.width for (x, _), strip in zip(places, strips, strict=True))
    sheet = Image.new("RGB", (width, top + row), "#777777")
    for place, strip in zip(places, strips, strict=True):
        sheet.paste(strip, place)
    return sheet


if __name__ == "__main__":
    main(sys.argv[1:])
