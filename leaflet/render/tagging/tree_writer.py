"""Writes the structure tree into a PDF, in place of WeasyPrint's (ISO 32000-1, 14.7).

To drop this package, let `weasyprint.pdf.add_tags` stand again: tests/render/tagging tells what is
then missing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from leaflet.render.tagging.element_types import numbering
from leaflet.render.tagging.link_annotations import merge_links
from leaflet.render.tagging.structure import Annotation, Element, Mark
from leaflet.render.tagging.tree_builder import TreeBuilder

_OWNERS = {"TH": "/Table", "TD": "/Table", "L": "/List"}


def add_tags(pdf: Any, document: Any, _pdf_version: str, page_streams: list[Any]) -> None:
    """Adds the structure tree of a laid-out `Document` to its `pydyf.PDF`.

    Called by WeasyPrint in place of its own function of this name, after all pages are painted on
    their streams.
    """
    import pydyf

    language = document.metadata.lang or ""
    builder = TreeBuilder(language)
    for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
        builder.add_page(number, page, stream._tags)
    builder.root.prune()
    merge_links(pdf, builder.root)
    _label_lists(builder.root)
    renumbered = [
        _renumber(
            stream.stream, builder.artifacts[number], builder.places[number], len(stream._tags)
        )
        for number, stream in enumerate(page_streams)
    ]
    _Writer(pdf, renumbered).write(builder.root)
    pdf.structure = builder.root
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    if "Lang" not in pdf.catalog:
        message = 'Missing required "lang" attribute at the root of the document'
        logging.getLogger("weasyprint").error(message)
        pdf.catalog["Lang"] = pydyf.String()


@lru_cache(maxsize=1)
def slot_place() -> type[Any]:
    """The class of the items of a content stream that keep the place of a slot."""
    import pydyf

    class SlotPlace(pydyf.Dictionary):  # type: ignore[misc]
        """Marks the place of a slot among the items of a content stream."""

        def __init__(self, name: str) -> None:
            super().__init__({"Type": "/Pagination"})
            self.name = name

    return SlotPlace


def _renumber(
    items: list[Any], artifacts: set[int], places: Mapping[int, str], count: int
) -> list[int | None]:
    """Makes marks of a page's stream artifacts and numbers the others anew, without a hole; returns
    the new MCID by the old one.

    Marks in a transparency group are not among the items of the page; they keep their number.
    """
    import pydyf

    found = {item["MCID"]: at for at, item in enumerate(items) if _is_mark(item)}
    read = [mcid for mcid in range(count) if mcid not in artifacts]
    new: list[int | None] = [None] * count
    for number, mcid in enumerate(read if len(found) == count else range(count)):
        new[mcid] = number
    for mcid, at in found.items():
        if mcid in artifacts:
            name = places.get(mcid)
            kept = slot_place()(name) if name else pydyf.Dictionary({"Type": "/Pagination"})
            items[at - 1], items[at] = "/Artifact", kept
        else:
            items[at]["MCID"] = new[mcid]
    return new


def _is_mark(item: Any) -> bool:
    return isinstance(item, dict) and "MCID" in item


def _label_lists(root: Element) -> None:
    """Says of each list how its items are labelled."""
    for element in root.walk():
        if element.type == "L":
            items = [kid for kid in element.elements if kid.type == "LI"]
            labels = [kid.words for item in items for kid in item.elements if kid.type == "Lbl"]
            element.attributes["ListNumbering"] = numbering(labels)


class _Writer:
    """Writes elements as objects of a PDF, and the tree that leads from marks to them."""

    def __init__(self, pdf: Any, numbers: list[list[int | None]]) -> None:
        self.pdf = pdf
        self.numbers = numbers
        self.parents: list[dict[int, Any]] = [{} for _ in numbers]
        self.annotations: list[tuple[Any, Any]] = []

    def write(self, root: Element) -> None:
        import pydyf

        tree, top = pydyf.Dictionary(), pydyf.Dictionary({"Type": "/StructTreeRoot"})
        self.pdf.add_object(tree)
        self.pdf.add_object(top)
        top["ParentTree"] = tree.reference
        top["K"] = pydyf.Array([self._element(root, top)])
        self.pdf.catalog["StructTreeRoot"] = top.reference
        tree["Nums"] = pydyf.Array(self._numbers())

    def _numbers(self) -> Iterator[Any]:
        import pydyf

        for number, parents in enumerate(self.parents):
            last = max(parents, default=-1)
            yield number
            yield pydyf.Array(parents.get(mcid, "null") for mcid in range(last + 1))
        for number, (reference, annotation) in enumerate(self.annotations, len(self.parents)):
            annotation["StructParent"] = number
            yield number
            yield reference

    def _element(self, element: Element, parent: Any) -> Any:
        """Writes an element and all below it; returns the reference to it."""
        import pydyf

        made = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{element.type}"})
        self.pdf.add_object(made)
        element.reference = made.reference
        made["P"] = parent.reference
        page = next((kid.page for kid in element.kids if not isinstance(kid, Element)), None)
        if page is not None:
            made["Pg"] = self.pdf.page_references[page]
        if element.words and element.type == "Figure":
            made["Alt"] = pydyf.String(element.words)
        if element.language:
            made["Lang"] = pydyf.String(element.language)
        if element.box:
            corners = pydyf.Array(element.box)
            made["A"] = pydyf.Dictionary({"O": "/Layout", "BBox": corners})
        elif element.attributes:
            made["A"] = pydyf.Dictionary({"O": _OWNERS[element.type], **element.attributes})
        made["K"] = pydyf.Array(self._kid(kid, made, page) for kid in element.kids)
        return made.reference

    def _kid(self, kid: Element | Mark | Annotation, made: Any, page: int | None) -> Any:
        import pydyf

        if isinstance(kid, Element):
            return self._element(kid, made)
        here = self.pdf.page_references[kid.page]
        if isinstance(kid, Annotation):
            self.annotations.append((made.reference, kid.dictionary))
            return pydyf.Dictionary({"Type": "/OBJR", "Obj": kid.dictionary.reference, "Pg": here})
        mcid = self.numbers[kid.page][kid.mcid]
        assert mcid is not None, "an artifact is in no element"
        self.parents[kid.page][mcid] = made.reference
        if kid.page == page:
            return mcid
        return pydyf.Dictionary({"Type": "/MCR", "Pg": here, "MCID": mcid})
