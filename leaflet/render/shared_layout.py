"""Shared layouts: documents laid out with empty slots once for all clinics, then filled.

The height of a slot box depends only on the height class of its slot, so nothing around it moves.
A slot whose size depends on its content, or in which a page breaks, fits no shared layout. The code
follows WeasyPrint's internal layout steps in their order, since WeasyPrint has no public interface
for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from leaflet.render.measure.boxes import kind
from leaflet.render.slot_boxes import SlotBoxes, UnfitError, holders, running, text_outside_slots
from leaflet.render.slot_layout import Filling, boxes_of
from leaflet.render.svg_cache import Pictures

#: Shared layouts by key, least recently used first: those of the leaflet and of its print pages.
_KEPT: dict[Any, SharedLayout] = {}
_MOST_KEPT = 6


#: The fields of a document's metadata that depend on the clinic.
_CLINICS = ("title", "description", "created", "modified")


class SharedLayout:
    """Laid-out pages with empty slots.

    `html` is their `weasyprint.HTML`, `fonts` a font configuration. `fetcher` opens pictures within
    pictures while pages are painted.
    """

    def __init__(self, html: Any, fonts: Any) -> None:
        from weasyprint import DEFAULT_OPTIONS
        from weasyprint.css.counters import CounterStyle
        from weasyprint.document import Document
        from weasyprint.html import get_html_metadata
        from weasyprint.layout import layout_document

        self.html = html
        self.slot_boxes = SlotBoxes.of(html.etree_element)
        self.fetcher = html.url_fetcher
        self.metadata = get_html_metadata(html)
        self.pictures = Pictures()
        options = {**DEFAULT_OPTIONS, "cache": self.pictures}
        self.context = Document._build_layout_context(html, fonts, CounterStyle(), {}, options)
        root = boxes_of(html, self.context)
        self.running, self.text_outside_slots = list(running(root)), text_outside_slots(root)
        self.pages = list(layout_document(html, root, self.context))
        self.holders: set[int] = set()
        self.misfit: UnfitError | None = None
        try:
            self.holders = {id(box) for page in self.pages for box in holders(page)}
        except UnfitError as problem:
            self.misfit = UnfitError(problem.reason)  # without the traceback, which holds pages
        self.in_margins = {
            name: dict(pages) for name, pages in self.context.running_elements.items()
        }

    def filled(self, own: Any) -> Any:
        """The laid-out `Document` with a clinic's slots; the shared layout is not changed.

        `own` is the `weasyprint.HTML` of the clinic's parts: the head of its document and a body of
        its slots, one of each. Raises `UnfitError` when a slot does not fit its slot box.
        """
        from weasyprint.document import Document, DocumentMetadata, Page
        from weasyprint.html import get_html_metadata

        if self.misfit:
            raise UnfitError(self.misfit.reason)
        filling = Filling(self, own)
        swap = {id(old): new for old, new in zip(self.running, filling.running, strict=True)}
        pages = [
            Page(self._page(number, filling, swap)) for number in range(1, len(self.pages) + 1)
        ]
        metadata = get_html_metadata(own)
        names = {name: metadata[name] for name in _CLINICS}
        metadata = DocumentMetadata(**{**self.metadata, **names})
        return Document(pages, metadata, own.url_fetcher, self.context.font_config, {}, None)

    def _page(self, number: int, filling: Filling, swap: Mapping[int, Any]) -> Any:
        """A page with filled slots and margins of its own, since running lines are slots."""
        from weasyprint.layout.background import layout_box_backgrounds
        from weasyprint.layout.page import make_margin_boxes

        empty = self.pages[number - 1]
        page = empty.copy()
        flow = [child for child in empty.children if kind(child) != "MarginBox"]
        page.children = tuple(filling.fill(child, page) for child in flow)
        context = self.context
        context.current_page = number
        context.running_elements = defaultdict(lambda: defaultdict(list))
        for name, pages in self.in_margins.items():
            for on, boxes in pages.items():
                context.running_elements[name][on] = [swap[id(box)] for box in boxes]
        margins = list(make_margin_boxes(context, page, context.page_maker[number][3]))
        for margin in margins:
            layout_box_backgrounds(page, margin, context.get_image_from_uri)
        page.children = (*page.children, *margins)
        return page


def layout_for(key: tuple[str, object], make: Callable[[], SharedLayout]) -> SharedLayout:
    """The shared layout of a key: the cached one, or a new one from `make`."""
    found = _KEPT.pop(key, None) or make()
    _KEPT[key] = found
    while len(_KEPT) > _MOST_KEPT:
        del _KEPT[next(iter(_KEPT))]
    return found


def forget(first: str) -> None:
    """Drop the shared layouts whose keys have this first part."""
    for key in [key for key in _KEPT if key[0] == first]:
        del _KEPT[key]


def forget_all() -> None:
    """Drop all shared layouts."""
    _KEPT.clear()
