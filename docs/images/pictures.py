"""The pictures of the README, from a fresh build: run it in the root of the repository.

Needs `pdftoppm` (poppler-utils) and, for the phone, `chromium`.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

LEAFLET = "mesotherapy-acne-scars"
HERE = Path(__file__).parent
GREY = "#c8c8c8"


def page(clinic: str, format_: str, number: int, dpi: int) -> Image.Image:
    """A page of an edition as a picture."""
    pdf = f"dist/{clinic}/en-GB/{LEAFLET}.{format_}.pdf"
    call = ["pdftoppm", "-r", str(dpi), "-f", str(number), "-l", str(number), "-png", pdf]
    return Image.open(io.BytesIO(subprocess.run(call, check=True, capture_output=True).stdout))


def phone(clinic: str, width: int, height: int) -> Image.Image:
    """The upper part of the phone page."""
    html = Path(f"dist/{clinic}/en-GB/{LEAFLET}.phone.html").resolve()
    with tempfile.TemporaryDirectory() as folder:
        shot = Path(folder, "phone.png")
        call = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        call += [f"--user-data-dir={folder}/profile", "--window-size=500,1000"]
        subprocess.run(
            [*call, f"--screenshot={shot}", html.as_uri()], check=True, capture_output=True
        )
        return Image.open(shot).convert("RGB").resize((width, height), Image.Resampling.LANCZOS)


def row(pictures: Sequence[Image.Image], gap: int) -> Image.Image:
    """Pictures beside each other."""
    width = sum(one.width for one in pictures) + gap * (len(pictures) - 1)
    made = Image.new("RGB", (width, max(one.height for one in pictures)), GREY)
    left = 0
    for one in pictures:
        made.paste(one, (left, 0))
        left += one.width + gap
    return made


def column(pictures: Sequence[Image.Image], gap: int) -> Image.Image:
    """Pictures below each other."""
    turned = [one.transpose(Image.Transpose.TRANSPOSE) for one in pictures]
    return row(turned, gap).transpose(Image.Transpose.TRANSPOSE)


def save(picture: Image.Image, name: str, *, frame: int = 0) -> None:
    """A small file."""
    framed = Image.new("RGB", (picture.width + 2 * frame, picture.height + 2 * frame), GREY)
    framed.paste(picture, (frame, frame))
    framed.quantize(64, dither=Image.Dither.NONE).save(HERE / name, optimize=True)


def family(clinic: str) -> Image.Image:
    """One leaflet on every paper, all at one scale but for the phone."""

    def pages(format_: str, *numbers: int) -> list[Image.Image]:
        return [page(clinic, format_, number, 36) for number in numbers]

    upper = [*pages("poster-a3", 1), column(pages("trifold", 1, 2), 12), *pages("a4-sheet", 1, 2)]
    lower = [
        *pages("large-print", 1),
        *pages("a4", 1),
        *pages("mono", 3),
        *pages("a5-booklet", 1, 2),
    ]
    return column([row(upper, 12), row([*lower, phone(clinic, 210, 420)], 12)], 12)


if __name__ == "__main__":
    for house in ("riverside", "st-oswin"):
        save(page(house, "a4", 1, 60), f"mesotherapy-{house}-1.png")
    four = [page("riverside", "a4", number, 45) for number in (1, 2, 3, 4)]
    save(row(four, 10), "mesotherapy-riverside-all.png", frame=10)
    save(family("riverside"), "family.png", frame=12)
