"""The pictures of the README, from a fresh build: run it in the root of the repository.

Needs `pdftoppm` (poppler-utils) and, for the phone, `chromium`.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image

LEAFLET = "mesotherapy-acne-scars"
HERE = Path(__file__).parent
GREY = "#c8c8c8"
#: A day on which nothing is overdue.
DAY = "2026-11-27"


def page(clinic: str, format_: str, number: int, dpi: int) -> Image.Image:
    """A page of an edition as a picture."""
    return pdf_page(f"dist/{clinic}/en-GB/{LEAFLET}.{format_}.pdf", number, dpi)


def pdf_page(pdf: str, number: int, dpi: int) -> Image.Image:
    """A page of a PDF as a picture."""
    call = ["pdftoppm", "-r", str(dpi), "-f", str(number), "-l", str(number), "-png", pdf]
    return Image.open(io.BytesIO(subprocess.run(call, check=True, capture_output=True).stdout))


def phone(html: Path, width: int, height: int) -> Image.Image:
    """The upper part of a page on a phone."""
    with tempfile.TemporaryDirectory() as folder:
        shot = Path(folder, "phone.png")
        call = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        call += [f"--user-data-dir={folder}/profile", "--window-size=500,1000"]
        subprocess.run(
            [*call, f"--screenshot={shot}", html.resolve().as_uri()],
            check=True,
            capture_output=True,
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
    html = Path(f"dist/{clinic}/en-GB/{LEAFLET}.phone.html")
    return column([row(upper, 12), row([*lower, phone(html, 210, 420)], 12)], 12)


def print_forms() -> Image.Image:
    """The sheets for the printer: of a tri-fold, of a booklet, of a large poster."""

    def sheets(format_: str, count: int, dpi: int) -> list[Image.Image]:
        pdf = f"dist/riverside/en-GB/{LEAFLET}.{format_}.print.pdf"
        return [pdf_page(pdf, number, dpi) for number in range(1, count + 1)]

    poster = sheets("poster-a3", 4, 18)
    tiles = column([row(poster[:2], 6), row(poster[2:], 6)], 6)
    folded, stapled = sheets("trifold", 2, 30), sheets("a5-booklet", 2, 30)
    return row([column(folded, 12), column(stapled, 12), tiles], 12)


def clinic_details() -> Image.Image:
    """What a page shows of a clinic: head, foot and contact panel of two clinics, with equal words
    between them.
    """

    def parts(clinic: str) -> Image.Image:
        first, last = (page(clinic, "a4", number, 110).reduce(2) for number in (1, 4))
        head = first.crop((0, 0, first.width, round(first.height * 0.2)))
        panel = last.crop((0, round(last.height * 0.16), last.width, round(last.height * 0.38)))
        foot = last.crop((0, round(last.height * 0.94), last.width, last.height))
        return column([head, panel, foot], 6)

    return row([parts("riverside"), parts("st-oswin")], 12)


class Course:
    """A copy of the project, with a clinic that could be real, from draft to withdrawn."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree("content", folder / "content")
        (folder / "leaflet.yaml").write_text("formats: [a4, phone]\n", "utf-8")
        self.rewrite("content/clinics/riverside/clinic.yaml", "fictional: true", "fictional: false")
        self.rewrite("content/clinics/riverside/clinic.yaml", ".example", ".test")
        self.rewrite("content/clinics/riverside/clinic.yaml", "1632960", "1632970")
        self.rewrite("content/clinics/riverside/clinic.yaml", "1632 960", "1632 970")

    def rewrite(self, file: str, old: str, new: str) -> None:
        """Other words in a file."""
        path = self.folder / file
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    def call(self, *call: str, env: Mapping[str, str] | None = None, check: bool = True) -> None:
        """A command in the copy, which must end well unless that is not to be checked."""
        subprocess.run(
            [sys.executable, "-m", "leaflet", "-C", str(self.folder), *call],
            cwd=self.folder,
            check=check,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(Path.cwd()), **(env or {})},
        )

    def top(self, day: str = DAY) -> Image.Image:
        """The upper part of the first page on a day."""
        self.call("build", "-c", "riverside", "--as-of", day)
        pdf = str(self.folder / f"dist/riverside/en-GB/{LEAFLET}.a4.pdf")
        made = pdf_page(pdf, 1, 55)
        return made.crop((0, 0, made.width, round(made.height * 0.28)))

    def status(self, day: str) -> Image.Image:
        """The page behind the code on a day."""
        self.call("register", "--as-of", day)
        pages = sorted(self.folder.glob("register/riverside/*/*/index.html"))
        return phone(pages[-1], 300, 600)


def course() -> None:
    """The states of one leaflet, the pages behind its code, and its evidence."""
    file = f"content/leaflets/{LEAFLET}/en-GB.md"
    by = ("--by", "Ann Example", "--role", "clinician", "--as-of", DAY)
    with tempfile.TemporaryDirectory() as folder:
        copy = Course(Path(folder))
        tops = [copy.top()]
        copy.call("approve", LEAFLET, *by)
        copy.call("approve", "-c", "riverside", *by)
        tops.append(copy.top())
        good = copy.status(DAY)
        copy.call("evidence", LEAFLET, "-o", "evidence.pdf", "--as-of", DAY)
        pdf = f"{folder}/evidence.pdf"
        save(row([pdf_page(pdf, number, 50) for number in (1, 3, 6)], 10), "evidence.png", frame=10)
        copy.rewrite(file, "means: a protein in skin", "means: a protein of the skin")
        tops.append(copy.top())
        copy.rewrite(file, "means: a protein of the skin", "means: a protein in skin")
        tops.append(copy.top("2027-11-24"))
        save(row([good, copy.status("2027-11-24")], 10), "status.png", frame=10)
        copy.rewrite(file, "\nreview_due", "\nwithdrawn: true\nreview_due")
        tops.append(copy.top())
        save(column(tops, 8), "states.png", frame=8)


if __name__ == "__main__":
    for house in ("riverside", "st-oswin"):
        save(page(house, "a4", 1, 60), f"mesotherapy-{house}-1.png")
    four = [page("riverside", "a4", number, 45) for number in (1, 2, 3, 4)]
    save(row(four, 10), "mesotherapy-riverside-all.png", frame=10)
    save(family("riverside"), "family.png", frame=12)
    save(print_forms(), "print-forms.png", frame=12)
    save(clinic_details(), "clinic-details.png", frame=12)
    course()
