"""The same handout in the input format of each peer, for one clinic after another.

A document is a folder: `page.html` with `assets/` for peers that read HTML, `clinic.json` and
`qr.svg` for the Typst handout, `cv.yaml` for RenderCV.
"""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from benchmarks.pages import Pages, file_name
from leaflet.core import fonts
from leaflet.page.composition import Composition
from leaflet.page.edition import Edition
from leaflet.planning.matrix import Selection

_LINE = re.compile(r'<p class="(\w+)">(.*?)</p>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_QR = re.compile(r"<svg.*?</svg>", re.DOTALL)
#: The weights that the pages use; Typst reads no variable fonts, so each becomes a file.
WEIGHTS = (400, 600, 700)


def write_documents(project: Path, folder: Path) -> list[Path]:
    """A document for each edition of a project, in the order of a build."""
    pages = Pages(project)
    written = []
    for number, edition in enumerate(pages.editions(Selection())):
        place = folder / f"{number:03}"
        page = pages.write(edition, place)
        composition = pages.composition(edition)
        contact = _slot(composition, "contact")
        found = _QR.search(contact)
        assert found is not None
        (place / "qr.svg").write_text(found[0], "utf-8")
        words = json.dumps(clinic(edition, composition), ensure_ascii=False, indent=1)
        (place / "clinic.json").write_text(words, "utf-8")
        sections = Sections.of(page.read_text("utf-8"))
        (place / "cv.yaml").write_text(curriculum(edition, sections), "utf-8")
        written.append(place)
    return written


def write_fonts(folder: Path) -> Path:
    """Files of the typeface in one weight each, instances of the pinned variable font."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    folder.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        font = TTFont(io.BytesIO(fonts.read(fonts.TEXT)), recalcTimestamp=False)
        cut = instantiateVariableFont(font, {"wght": weight}, updateFontNames=True)
        cut.save(folder / f"text-{weight}.ttf")
    return folder


# --- Typst ------------------------------------------------------------------------------------


def clinic(edition: Edition, composition: Composition) -> Mapping[str, Any]:
    """The details of a clinic that the Typst handout prints, taken from the composed slots."""
    left, right = re.findall(
        r'<div class="lines">(.*?)</div>', _slot(composition, "contact"), re.DOTALL
    )
    house, logo = edition.clinic, edition.logo
    assert logo is not None
    assert house.logo is not None
    assert house.logo.width_mm is not None
    scan = re.search(r'class="qr">.*?<p>(.*?)</p>', _slot(composition, "contact"), re.DOTALL)
    assert scan is not None
    return {
        "name": house.name,
        "ask": f" · {house.phones['main'].display}",
        "logo": file_name(logo.uri),
        "logo_width_mm": float(house.logo.width_mm),
        "left": [(_ICONS[kind], plain(line)) for kind, line in _LINE.findall(left)],
        "right": [(_ICONS[kind], plain(line)) for kind, line in _LINE.findall(right)],
        "scan": plain(scan[1]),
        "qr": house.qr,
        "help": plain(_slot(composition, "help-numbers")).split("\n"),
        "imprint": plain(_slot(composition, "imprint-clinic")),
        "colours": dict(composition.tokens),
    }


_ICONS = {name: name for name in ("phone", "mail", "globe", "door", "pin", "clock")}


def plain(markup: str) -> str:
    """The text of an HTML snippet, with a line break for each `<br>`."""
    flat = " ".join(markup.split()).replace("<br> ", "<br>").replace("<br>", "\n")
    return html.unescape(_TAG.sub("", flat)).strip()


def _slot(composition: Composition, name: str) -> str:
    return next(slot.html for slot in composition.slots if slot.name == name)


# --- RenderCV ---------------------------------------------------------------------------------


class Sections(HTMLParser):
    """The text of a page, block by block, by headings of level 2."""

    _BLOCKS = frozenset({"p", "li", "tr", "h1", "h3", "div", "ul", "ol", "section", "figure"})

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self._at = ""
        self._words: list[str] = []
        self._silent = 0

    @classmethod
    def of(cls, page: str) -> dict[str, list[str]]:
        """The blocks of a page by heading; those before the first heading are left out."""
        reader = cls()
        reader.feed(page)
        reader._flush()
        return {heading: blocks for heading, blocks in reader.found.items() if blocks}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block; elements without text for readers are skipped."""
        del attrs
        if tag in ("svg", "style", "title"):
            self._silent += 1
        elif tag in self._BLOCKS or tag == "h2":
            self._flush()
        elif tag in ("td", "br"):
            self._words.append("·" if tag == "td" else " ")

    def handle_endtag(self, tag: str) -> None:
        """End a block; a heading begins a section."""
        if tag in ("svg", "style", "title"):
            self._silent -= 1
        elif tag == "h2":
            self._at = " ".join("".join(self._words).split())
            while self._at in self.found:
                self._at += " (more)"
            self.found[self._at] = []
            self._words = []
        elif tag in self._BLOCKS:
            self._flush()

    def handle_data(self, data: str) -> None:
        """Collect text."""
        if not self._silent:
            self._words.append(data)

    def _flush(self) -> None:
        text = " ".join(" ".join(self._words).split())
        if text and self._at:
            self.found[self._at].append(text)
        self._words = []


def curriculum(edition: Edition, sections: Mapping[str, list[str]]) -> str:
    """The handout as input of RenderCV: sections as those of a CV, a bullet for each block."""
    import yaml

    house = edition.clinic
    bullets = {
        heading: [{"bullet": _escaped(block)} for block in blocks]
        for heading, blocks in sections.items()
    }
    # The phone is left out: RenderCV refuses numbers that are reserved for fiction.
    person = {"name": house.name, "email": house.email, "website": house.web}
    page = {"size": "a4", "show_page_numbering": True, "show_last_updated_date": False}
    design = {"theme": "classic", "page": page}
    made = {"cv": {**person, "sections": bullets}, "design": design}
    return yaml.safe_dump(made, allow_unicode=True, sort_keys=False, width=1000)


def _escaped(text: str) -> str:
    """A text with the special characters of Markdown escaped."""
    return re.sub(r"([*_\[\]])", r"\\\1", text)
