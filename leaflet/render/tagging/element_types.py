"""The structure type of each element of a page's source (ISO 32000-1, 14.8.4)."""

from __future__ import annotations

from typing import Any

from leaflet.core.characters import without_break_signs

_SVG = "{http://www.w3.org/2000/svg}svg"

#: Types by name of the element. Others pass what they hold to the element around them; a block
#: among them begins a paragraph of its own.
_TYPES = {
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    **dict.fromkeys(("ul", "ol", "dl"), "L"),
    **dict.fromkeys(("caption", "figcaption"), "Caption"),
    **dict.fromkeys(("img", _SVG), "Figure"),
    "article": "Art",
    "blockquote": "BlockQuote",
    "dd": "LBody",
    "dt": "LI",
    "figure": "Div",
    "li": "LI",
    "main": "Part",
    "p": "P",
    "section": "Sect",
    "table": "Table",
    "tbody": "TBody",
    "td": "TD",
    "tfoot": "TFoot",
    "th": "TH",
    "thead": "THead",
    "tr": "TR",
}

_ROLES = {"list": "L", "listitem": "LI"}

#: The name of the numbering of lists by the kind of their labels (ISO 32000-1, table 347).
_NUMBERED, _BULLETED, _UNLABELLED = "/Decimal", "/Disc", "/None"


def type_of(box: Any) -> str:
    """The structure type of a box: by its role, for lists in a run of text, else by its name; none
    where its element has none. A slot is an element of its own.
    """
    tag = str(box.element_tag)
    if "::" in tag:
        return type_of_tag(tag)
    if box.element.get("data-slot"):
        return "Div"
    return _ROLES.get(str(box.element.get("role", "")), "") or type_of_tag(tag)


def is_label(box: Any) -> bool:
    """Whether a box is the label of the item of a list that it stands in."""
    tag = str(box.element_tag)
    is_marked = "::" not in tag and box.element.get("data-label") is not None
    return is_marked or tag in ("li::before", "li::marker")


def type_of_tag(tag: object) -> str:
    """The structure type of elements of a name."""
    return _TYPES.get(str(tag), "")


def scope_of(cell: Any, *, is_in_head: bool) -> str:
    """Whether a header of a table heads its column or its row (ISO 14289-1, 7.5)."""
    said = cell.element.get("scope", "")
    return "/Row" if said.startswith("row") or not (said or is_in_head) else "/Column"


def numbering(labels: list[str]) -> str:
    """The numbering of a list by the texts of its labels."""
    if not any(labels):
        return _UNLABELLED
    return _NUMBERED if any(sign.isdigit() for sign in labels[0]) else _BULLETED


def words_for(element: Any) -> str:
    """The words that stand for a picture: the `alt` of an image or the title of a drawing."""
    if element.tag != _SVG:
        words = element.get("alt") or ""
    else:
        words = element.findtext("{http://www.w3.org/2000/svg}title") or ""
    return " ".join(without_break_signs(words).split())


def link_words(element: Any) -> str:
    """The words that say where a link leads: those of its `data-says`, else its own, else those for
    the pictures in it.
    """
    own = "".join(element.itertext()).strip() or " ".join(
        words_for(below) for below in element.iter() if type_of_tag(below.tag) == "Figure"
    )
    said = str(element.get("data-says") or "") or own
    return " ".join(without_break_signs(said).split())
