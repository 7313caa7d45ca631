"""Paints the state band on top of laid-out pages, out of reach of templates and styles.

The band is laid out as a page of its own, with a stylesheet and a typeface of the program, and
painted after everything else on the page. Its place follows from the format and the paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from leaflet.core import fonts
from leaflet.core.digests import Asset
from leaflet.core.paper import pixels_to_mm, points_to_mm
from leaflet.page.composition import Budget, Composition
from leaflet.page.state_band import Strip
from leaflet.render import weasyprint_setup
from leaflet.render.measure.boxes import inside, kind, texts
from leaflet.render.sandbox import Sandbox
from leaflet.render.tagging.word_blanks import separate_words

#: How far the paper of a page may differ from that of its format, in mm.
_PAPER_TOLERANCE_MM = 0.5

#: The least line height in em: ascenders and descenders of Latin letters keep apart.
_LEAST_LINE_EM = 1.0

#: The line height of several lines, in mm, where there is room.
_LINE_MM = 3.4

#: The steps by which type gets smaller until a text fits.
_STEP = 0.96

_INK, _PAPER = "#000000", "#ffffff"

#: How one band is marked before the finisher writes the file: as an artifact
#: (ISO 14289-1, 7.1; ISO 32000-1, 14.8.2.2).
_MARK = "Artifact"


@dataclass(frozen=True, slots=True)
class _Words:
    """The text of a band, its language and direction."""

    text: str
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class _Type:
    """The top and height in mm, size in points and line height in mm with which a text fits."""

    top_mm: float
    height_mm: float
    points: float
    line_mm: float


class StateBands:
    """The state bands of a composition's pages. `counts` is how many were painted on each page of
    the last file, in order; 0 where a page has another paper than its format or has no room.
    """

    def __init__(self, composition: Composition, points: float) -> None:
        self.words = _Words(composition.state_band, composition.language, composition.direction)
        self.places = composition.band_places
        self.points = points
        self.counts: tuple[int, ...] = ()

    def cover(self, document: Any) -> None:
        """Lets each page of a laid-out `Document` paint its bands after all else."""
        if self.words.text:
            for number, page in enumerate(document.pages, 1):
                _paint_last(page, self._bands(page, number))

    def tag(self, pdf: Any) -> None:
        """Makes the first band of a `pydyf.PDF` part of its structure tree, in place, and counts
        the bands of each page.
        """
        if self.words.text:
            self.counts = _tag(pdf)

    def _bands(self, page: Any, number: int) -> tuple[Any, ...]:
        """The laid-out bands of a page."""
        if self.places is None or not _has_paper(page, self.places.paper_mm):
            return ()
        made = [_band(self.words, strip, self.points) for strip in self.places.on(number)]
        return tuple(band for band in made if band is not None)


def _has_paper(page: Any, paper_mm: tuple[float, float]) -> bool:
    """Whether a page with its bleed has the size of the paper."""
    bleed = page.bleed
    width = pixels_to_mm(page.width + bleed["left"] + bleed["right"])
    height = pixels_to_mm(page.height + bleed["top"] + bleed["bottom"])
    sizes = zip((width, height), paper_mm, strict=True)
    return all(abs(size - wanted) <= _PAPER_TOLERANCE_MM for size, wanted in sizes)


def _paint_last(page: Any, bands: tuple[Any, ...]) -> None:
    from weasyprint.draw import draw_page

    paint = page.paint

    def paint_all(stream: Any, scale: float = 1) -> None:
        paint(stream, scale)
        tags, stream._tags = stream._tags, None  # marked as a whole, below
        for band in bands:
            stream.begin_marked_content(_MARK, _mark_class()({"Type": "/Pagination"}))
            with stream.stacked():
                stream.transform(a=scale, d=scale)
                draw_page(band, stream)
            stream.end_marked_content()
        stream._tags = tags

    page.paint = paint_all


@lru_cache(maxsize=1)
def _mark_class() -> type[Any]:
    import pydyf

    class BandMark(pydyf.Dictionary):  # type: ignore[misc]
        """Marks a state band among the items of a content stream."""

    return BandMark


def _tag(pdf: Any) -> tuple[int, ...]:
    """Makes the first band of a `pydyf.PDF` the first paragraph of its structure tree, and counts
    the bands at the end of each page's content, where nothing follows that could cover them.

    The others stay artifacts, so that the text is read once. Changes the PDF in place.
    """
    streams = [_resolve(pdf, page["Contents"]) for page in _pages(pdf)]
    counts = tuple(_count_at_end(stream.stream) for stream in streams)
    if counts and counts[0]:
        _tag_first(pdf, streams[0].stream)
    return counts


def _pages(pdf: Any) -> list[Any]:
    return [pdf.objects[number] for number in pdf.pages["Kids"][::3]]


def _resolve(pdf: Any, reference: Any) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _count_at_end(items: list[Any]) -> int:
    """How many bands with text stand at the end of a stream's items, with nothing between."""
    count = 0
    marks = [at for at, item in enumerate(items) if isinstance(item, _mark_class())]
    ends = [*(mark - 1 for mark in marks[1:]), len(items)][: len(marks)]
    for mark, end in reversed(list(zip(marks, ends, strict=True))):
        band = items[mark + 1 : end]
        if band.count(b"EMC") != 1 or band[-1] != b"EMC" or b"BT" not in band:
            break
        count += 1
    return count


def _tag_first(pdf: Any, items: list[Any]) -> None:
    """Adds a paragraph with the first band to the tree, before all other elements."""
    import pydyf

    root = _resolve(pdf, pdf.catalog["StructTreeRoot"])
    document = _resolve(pdf, root["K"][0])
    page_elements = _resolve(pdf, root["ParentTree"])["Nums"][1]
    mcid = len(page_elements)
    element = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/P",
            "K": pydyf.Array([mcid]),
            "Pg": pdf.page_references[0],
            "P": document.reference,
        }
    )
    pdf.add_object(element)
    document["K"].insert(0, element.reference)
    page_elements.append(element.reference)
    at = next(at for at, item in enumerate(items) if isinstance(item, _mark_class()))
    items[at - 1 : at + 1] = ["/P", _mark_class()({"MCID": mcid})]


@lru_cache(maxsize=64)
def _band(words: _Words, strip: Strip, points: float) -> Any | None:
    """The page box with a band in its strip, or None when its text has no room there."""
    type_ = _fitting(words, strip, points)
    return None if type_ is None else _laid_out(words, strip, type_)


def _fitting(words: _Words, strip: Strip, points: float) -> _Type | None:
    """The largest type in which a text fits its strip, in as few lines as possible; else in which
    it fits the room around the strip.
    """
    sizes = [strip.type_rem * points]
    while sizes[-1] * _STEP >= strip.least_pt:
        sizes.append(sizes[-1] * _STEP)
    start_mm, end_mm = strip.room_mm
    for room_mm in (strip.height_mm, end_mm - start_mm):
        for size in sizes:
            lines = _lines(words, strip, size)
            if lines and lines * _LEAST_LINE_EM * points_to_mm(size) <= room_mm:
                height_mm = strip.height_mm
                if room_mm > height_mm:
                    height_mm = min(room_mm, max(height_mm, lines * _LINE_MM))
                top_mm = max(start_mm, min(strip.top_mm, end_mm - height_mm))
                return _Type(top_mm, height_mm, size, height_mm / lines)
    return None


def _lines(words: _Words, strip: Strip, points: float) -> int:
    """The number of lines of a text in a type size; 0 when a word is wider than the strip."""
    page = _laid_out(words, strip, _Type(0, strip.height_mm, points, strip.height_mm))
    width = pixels_to_mm(max((text.width for text in texts(page)), default=0))
    if width > strip.width_mm:
        return 0
    return sum(kind(box) == "LineBox" for box in inside(page))


def _laid_out(words: _Words, strip: Strip, type_: _Type) -> Any:
    from markupsafe import escape

    css = (
        "@page{size:2000mm 2000mm;margin:0}body{margin:0}"
        f"p{{position:absolute;margin:0;left:{strip.left_mm:.4f}mm;top:{type_.top_mm:.4f}mm;"
        f"width:{strip.width_mm:.4f}mm;height:{type_.height_mm:.4f}mm;"
        f'font:700 {type_.points:.4f}pt/{type_.line_mm:.4f}mm "{fonts.TEXT.family}";'
        f"text-align:center;color:{_PAPER};background:{_INK}}}"
    )
    html = (
        f'<html lang="{escape(words.language)}" dir="{escape(words.direction)}">'
        f"<style>{_FACE}{css}</style><p>{escape(words.text)}</p>"
    )
    made = weasyprint_setup.load().HTML(string=html, base_url=_BASE, url_fetcher=_fetcher())
    document = made.render(font_config=weasyprint_setup.faces(_FACE, (_OWN,)).configuration)
    separate_words(document)
    return document.pages[0]._page_box


_BASE = "asset:///"
_FACE = f'@font-face{{font-family:"{fonts.TEXT.family}";src:url("{fonts.TEXT.uri}")}}'

#: Keeps the font configuration of bands apart from those of pages.
_OWN = "state band"


@lru_cache(maxsize=1)
def _fetcher() -> Any:
    """A fetcher that opens the typeface and nothing else."""
    return weasyprint_setup.fetcher(Sandbox(_typeface_alone(), {}))


def _typeface_alone() -> Composition:
    """A composition that declares the pinned typeface."""
    return Composition(
        language="en",
        direction="ltr",
        title="",
        description="",
        created="",
        modified="",
        css="",
        body="",
        slots=(),
        tokens=(),
        assets=(Asset(fonts.TEXT.uri, fonts.TEXT.sha256),),
        fonts=(fonts.TEXT.family,),
        budget=Budget(0, (), 0, 1, 0, (1, 1, 1), (1, 1), (1, 1)),
    )
