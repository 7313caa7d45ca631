"""Makes one annotation of a link that is broken over lines, and says in words where it leads.

WeasyPrint makes an annotation for each line and for each element in a link, and readers announce
each by its address (Kozea/WeasyPrint#2482).
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from leaflet.render.tagging.structure import Annotation, Element


def merge_links(pdf: Any, root: Element) -> None:
    """Leaves one annotation of each link on each page: with the lines as its quads
    (ISO 32000-1, table 173), and the words for it as its contents (ISO 14289-1, 7.18.5).
    """
    import pydyf

    for link in [element for element in root.walk() if element.type == "Link"]:
        annotations = [kid for kid in link.kids if isinstance(kid, Annotation)]
        others = [kid for kid in link.kids if not isinstance(kid, Annotation)]
        kept = []
        for number, on_page in groupby(annotations, lambda annotation: annotation.page):
            first, *rest = on_page
            _merge(first.dictionary, [other.dictionary for other in rest])
            if link.words:
                first.dictionary["Contents"] = pydyf.String(link.words)
            _remove(pdf, number, [other.dictionary for other in rest])
            kept.append(first)
        link.kids = [*kept, *others]


def _merge(first: Any, rest: list[Any]) -> None:
    """Gives an annotation the places of others."""
    import pydyf

    places = [list(map(float, annotation["Rect"])) for annotation in (first, *rest)]
    places = [[min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)] for x1, y1, x2, y2 in places]
    if rest:
        quads = [c for x1, y1, x2, y2 in places for c in (x1, y2, x2, y2, x1, y1, x2, y1)]
        first["QuadPoints"] = pydyf.Array(quads)
    lows, highs = zip(*((place[:2], place[2:]) for place in places), strict=True)
    first["Rect"] = pydyf.Array([*map(min, *lows, lows[0]), *map(max, *highs, highs[0])])


def _remove(pdf: Any, number: int, annotations: list[Any]) -> None:
    """Removes annotations from a page; their objects stay, as those of the file are numbered."""
    page = pdf.objects[pdf.pages["Kids"][3 * number]]
    gone = {annotation.reference for annotation in annotations}
    page["Annots"][:] = [reference for reference in page["Annots"] if reference not in gone]
    for annotation in annotations:
        annotation.clear()
