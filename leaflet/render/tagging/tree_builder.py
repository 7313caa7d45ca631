"""Builds the structure tree from the boxes of laid-out pages.

WeasyPrint makes an element for each box (`weasyprint/pdf/tags.py`): a paragraph that a column or a
page cuts becomes two, a list in two columns two lists, a wrapped link several, and each line has an
element of its own (Kozea/WeasyPrint#2482). Here there is one element for each element of the
source, wherever its boxes stand. What repeats on each page is an artifact (ISO 14289-1, 7.1;
Kozea/WeasyPrint#1836).
"""

from __future__ import annotations

from typing import Any

from leaflet.core.paper import POINTS_PER_PIXEL
from leaflet.page.slot import PLACE
from leaflet.render.measure.boxes import children, inside, kind
from leaflet.render.tagging.element_types import (
    is_label,
    link_words,
    scope_of,
    type_of,
    words_for,
)
from leaflet.render.tagging.structure import GROUPS, Annotation, Element, Mark

#: The corners of a box are in CSS pixels of 1/96 inch, those of a page in points of 1/72.


class TreeBuilder:
    """Builds the tree of a document from one page after another.

    `artifacts` are the marks that are none of the tree's, by page; `places` are those among them
    that keep the place of a slot, with its name.
    """

    def __init__(self, language: str) -> None:
        self.root = Element("Document", language=language)
        self.artifacts: dict[int, set[int]] = {}
        self.places: dict[int, dict[int, str]] = {}
        self._made: dict[tuple[Any, str], Element] = {}
        self._page = 0
        self._height = 0.0
        self._marks: dict[Any, Any] = {}

    def add_page(self, number: int, page: Any, marks: dict[Any, Any]) -> None:
        """Adds what stands on a WeasyPrint `Page`. `marks` are the MCIDs by box, as its stream has
        noted them; those that stand in no box become artifacts.
        """
        self._page, self._height = number, page.height
        self._marks = {box: noted["mcid"] for box, noted in marks.items()}
        self.artifacts[number] = set()
        self.places[number] = {}
        self._walk(page._page_box, self.root)
        self.artifacts[number] |= set(self._marks.values())

    def _walk(self, box: Any, into: Element) -> None:
        """Adds what a box holds to an element."""
        for child in children(box):
            name = kind(child)
            if name == "MarginBox":
                self._leave_out(child)
            elif name == "TextBox":
                self._add_text(child, into)
            elif name == "LineBox":
                self._walk(child, self._paragraph(box, into) if _has_words(child) else into)
            elif self._is_part_of(child, into):
                self._walk(child, into)
            else:
                self._add(child, into)

    def _is_part_of(self, box: Any, into: Element) -> bool:
        """Whether a box belongs to the same element as the one around it, as an anonymous one."""
        return box.element is None or (
            into.source is not None and (box.element, box.element_tag) == into.source
        )

    def _paragraph(self, block: Any, into: Element) -> Element:
        """The element for the words of a block: the paragraph that its own words are in where it
        stands in one that groups others.
        """
        if into.holder.type not in GROUPS:
            return into
        source = (block.element, f"{block.element_tag}::words")
        if into.last is not None and into.last.source == source:
            return into.last
        return into.add(Element("P", source, self._page))

    def _add(self, box: Any, into: Element) -> None:
        source = (box.element, str(box.element_tag))
        type_ = type_of(box)
        if source[1] in ("html", "body"):
            self._walk(box, into)
        elif is_label(box):
            self._walk(box, self._label(into))
        elif type_ == "Figure":
            self._add_figure(box, source, into)
        elif self._is_repeated(box, type_, source):
            self._leave_out(box)
        elif box.link_annotation or source[1] == "a":
            self._add_link(box, source, into)
        elif type_ in ("LI", "LBody"):
            self._walk(box, self._item(source, into))
        elif type_:
            self._walk(box, self._typed(type_, box, source, into))
        else:
            self._walk(box, self._other(box, source, into))

    def _is_repeated(self, box: Any, type_: str, source: tuple[Any, str]) -> bool:
        """Whether a box stands on a page before too: the head of a table that goes on, or what is
        fixed to all pages.
        """
        repeats = type_ == "THead" or box.style["position"] == "fixed"
        return repeats and source in self._made and self._made[source].page < self._page

    def _element(self, type_: str, source: tuple[Any, str], into: Element) -> Element:
        """The element for an element of the source, made where it stands first."""
        if source not in self._made:
            language = str(source[0].get("lang") or "") if "::" not in source[1] else ""
            made = Element(type_, source, self._page, language=language)
            self._made[source] = into.add(made)
        return self._made[source]

    def _typed(self, type_: str, box: Any, source: tuple[Any, str], into: Element) -> Element:
        element = self._element(type_, source, into)
        if type_ in ("TH", "TD"):
            spans = {"ColSpan": box.colspan, "RowSpan": box.rowspan}
            element.attributes = {name: count for name, count in spans.items() if count != 1}
        if type_ == "TH":
            is_in_head = _around(into, "THead") is not None
            element.attributes["Scope"] = scope_of(box, is_in_head=is_in_head)
        return element

    def _other(self, box: Any, source: tuple[Any, str], into: Element) -> Element:
        """An element without a type, or one for words in another language."""
        if "::" in source[1] or not box.element.get("lang"):
            return self._element("", source, into)
        is_inline = into.holder.type not in GROUPS or kind(box) == "InlineBox"
        return self._element("Span" if is_inline else "Div", source, into)

    def _item(self, source: tuple[Any, str], into: Element) -> Element:
        """The body of an item of a list; a term and what it means are label and body of one."""
        if source not in self._made:
            is_meaning = source[1] == "dd" and into.last is not None and into.last.type == "LI"
            item = into.last if is_meaning else None
            item = item or into.add(Element("LI", source, self._page))
            part = "Lbl" if source[1] == "dt" else "LBody"
            self._made[source] = item.add(Element(part, source, self._page))
        return self._made[source]

    def _label(self, body: Element) -> Element:
        """The label of the item of a list whose body is given."""
        item = body.holder.parent
        if item is None or item.type != "LI":
            return body
        label = item.elements[0]
        if label.type != "Lbl":
            label = Element("Lbl", page=self._page, parent=item)
            item.kids.insert(0, label)
        return label

    def _add_link(self, box: Any, source: tuple[Any, str], into: Element) -> None:
        link = _around(into, "Link") or self._element("Link", source, into)
        link.words = link.words or link_words(box.element)
        if box.link_annotation:
            link.kids.append(Annotation(self._page, box.link_annotation))
        self._walk(box, into if _around(into, "Link") else link)

    def _add_figure(self, box: Any, source: tuple[Any, str], into: Element) -> None:
        """Adds a picture; one with empty words for it is an ornament."""
        mcid = self._marks.pop(box, None)
        if mcid is None:
            return
        if box.element.get(PLACE):
            _slot_around(into).slot = self._keep_place(box, mcid)
            return
        words = words_for(box.element)
        if not words and box.element.get("alt") == "":
            self.artifacts[self._page].add(mcid)
            return
        link = _around(into, "Link")
        if box.link_annotation and link is not None:
            link.kids.append(Annotation(self._page, box.link_annotation))
        figure = self._element("Figure", source, into)
        figure.words = words
        left, top = box.content_box_x(), box.content_box_y()
        corners = (left, self._height - top - box.height, left + box.width, self._height - top)
        figure.box = tuple(round(corner * POINTS_PER_PIXEL, 2) for corner in corners)
        figure.kids.append(Mark(self._page, mcid))

    def _add_text(self, box: Any, into: Element) -> None:
        mcid = self._marks.pop(box, None)
        if mcid is None:
            return
        if box.text.strip() and box.style["visibility"] == "visible":
            into.kids.append(Mark(self._page, mcid))
            into.holder.words += box.text if into.holder.type == "Lbl" else ""
        else:
            self.artifacts[self._page].add(mcid)

    def _leave_out(self, box: Any) -> None:
        """Makes all that a box holds artifacts."""
        for below in inside(box, margins=True):
            mcid = self._marks.pop(below, None)
            if mcid is None:
                continue
            if kind(below) != "TextBox" and below.element is not None and below.element.get(PLACE):
                self._keep_place(below, mcid)
            self.artifacts[self._page].add(mcid)

    def _keep_place(self, box: Any, mcid: int) -> str:
        """Notes that a mark keeps the place of a slot; returns the name of the slot."""
        name = str(box.element.get(PLACE))
        self.places[self._page][mcid] = name
        self.artifacts[self._page].add(mcid)
        return name


def _has_words(line: Any) -> bool:
    """Whether a line holds words itself, and not only blocks that stand in it."""
    return any(
        bool(child.text.strip()) if kind(child) == "TextBox" else _has_words(child)
        for child in children(line)
        if kind(child) in ("TextBox", "InlineBox")
    )


def _slot_around(element: Element) -> Element:
    """The element of the slot that an element stands in."""
    while not element.of_slot:
        assert element.parent is not None, "a place is kept outside of slots"
        element = element.parent
    return element


def _around(element: Element | None, type_: str) -> Element | None:
    """The nearest element of a type that an element is or stands in."""
    while element is not None and element.type != type_:
        element = element.parent
    return element
