"""Rules for the structure tree (ISO 14289-1, 7.1 to 7.5; ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from leaflet.page.read_aloud import Fault
from leaflet.render.validation.file_reading import FileReading, Node

_HEADINGS = tuple(f"H{level}" for level in range(1, 7))
_GROUPS = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Table", "THead",
                     "TBody", "TFoot", "TR", "L", "LI"})  # fmt: skip
_TYPES = frozenset({*_GROUPS, *_HEADINGS, "P", "Lbl", "LBody", "TH", "TD", "Caption", "Figure",
                    "Link", "Span"})  # fmt: skip
#: What an element may hold and where it may stand.
_BELOW = {
    "L": frozenset({"Caption", "LI"}),
    "LI": frozenset({"Lbl", "LBody"}),
    "Table": frozenset({"Caption", "THead", "TBody", "TFoot", "TR"}),
    "THead": frozenset({"TR"}),
    "TBody": frozenset({"TR"}),
    "TFoot": frozenset({"TR"}),
    "TR": frozenset({"TH", "TD"}),
}
_ONLY_IN = {
    "LI": frozenset({"L"}),
    "Lbl": frozenset({"LI"}),
    "LBody": frozenset({"LI"}),
    "THead": frozenset({"Table"}),
    "TBody": frozenset({"Table"}),
    "TFoot": frozenset({"Table"}),
    "TR": frozenset({"Table", "THead", "TBody", "TFoot"}),
    "TH": frozenset({"TR"}),
    "TD": frozenset({"TR"}),
    "Caption": frozenset({"Div", "Table", "L", "Figure"}),
}
_ATTRIBUTES = frozenset({"/O", "/BBox", "/ColSpan", "/RowSpan", "/Scope", "/ListNumbering"})
_NUMBERINGS = frozenset({"/None", "/Disc", "/Decimal"})
_SCOPES = frozenset({"/Row", "/Column", "/Both"})
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-[A-Za-z0-9]{5,8})*")


def tree_faults(file: FileReading) -> Iterator[Fault]:
    """What is wrong with a tree by itself."""
    for message in file.faults:
        yield Fault("7.1 structure", message)
    if file.root is None:
        return
    top = file.pdf.Root.StructTreeRoot
    if "/RoleMap" in top or "/ClassMap" in top:
        yield Fault("7.1 structure", "types of elements are given other meanings (RoleMap)")
    level = 0
    for node in file.nodes:
        yield from _node_faults(file, node)
        if node.type in _HEADINGS:
            yield from _heading_faults(node, level)
            level = int(node.type[1])


def _node_faults(file: FileReading, node: Node) -> Iterator[Fault]:
    page = node.marks[0][0] + 1 if node.marks else 0
    found = [("7.2 shape", message) for message in _shape_faults(node)]
    found += [("7.3 words", message) for message in _word_faults(node)]
    if node.type == "Table":
        found += [("7.5 tables", message) for message in _table_faults(node)]
    if node.type == "L":
        found += [("7.6 lists", message) for message in _list_faults(node)]
    if node.type in _HEADINGS and not file.text(node).strip():
        found.append(("7.4 headings", "a heading has no words"))
    yield from (Fault(rule, message, page) for rule, message in found)


def _word_faults(node: Node) -> Iterator[str]:
    """What is read in place of the words of an element."""
    keys = node.dictionary.keys()
    for key, what in (("/ActualText", "other words than are printed"), ("/E", "an expansion")):
        if key in keys:
            yield f"{node.type} is read as {what}"
    if "/Alt" in keys and node.type != "Figure":
        yield f"{node.type} is read as a picture (Alt)"
    given = node.dictionary["/A"] if "/A" in keys else None
    if given is not None and not (hasattr(given, "keys") and set(given.keys()) <= _ATTRIBUTES):
        yield f"{node.type} has attributes that are not used here"
    language = node.dictionary["/Lang"] if "/Lang" in keys else None
    if language is not None and not _LANGUAGE.fullmatch(str(language)):
        yield f'"{language}" is no language'


def _shape_faults(node: Node) -> Iterator[str]:
    if node.type not in _TYPES:
        yield f"{node.type} is no element that is used here"
    below = _BELOW.get(node.type)
    for kid in node.nodes:
        if below is not None and kid.type not in below:
            yield f"{kid.type} stands in {node.type}"
    around = _ONLY_IN.get(node.type)
    if around is not None and (node.parent is None or node.parent.type not in around):
        yield f"{node.type} stands outside of {' or '.join(sorted(around))}"
    if node.type in _GROUPS and node.marks:
        yield f"words stand in {node.type} itself"
    if not node.kids and node.type not in ("TD", "TH"):
        yield f"{node.type} is empty"
    if node.type == "LI" and [kid.type for kid in node.nodes] not in (["LBody"], ["Lbl", "LBody"]):
        yield "an item of a list is not one label and one body"


def _heading_faults(node: Node, before: int) -> Iterator[Fault]:
    level = int(node.type[1])
    if level > before + 1:
        yield Fault("7.4 headings", f"H{level} follows {f'H{before}' if before else 'no heading'}")
    if level == 1 and before:
        yield Fault("7.4 headings", "there are two H1")
    around = node.parent
    while around is not None:
        if around.type in _HEADINGS or around.type in ("P", "Link", "Span"):
            yield Fault("7.4 headings", f"a heading stands in {around.type}")
        around = around.parent


def _list_faults(node: Node) -> Iterator[str]:
    numbering = _attribute(node, "/ListNumbering")
    if numbering not in _NUMBERINGS:
        yield "a list does not say how its items are labelled (ListNumbering)"
    labelled = any(kid.type == "Lbl" for item in node.nodes for kid in item.nodes)
    if labelled == (numbering == "/None"):
        yield "a list is not labelled as it says (ListNumbering)"


def _table_faults(table: Node) -> Iterator[str]:
    rows = [node for node in table.walk() if node.type == "TR"]
    widths = [sum(_span(cell, "/ColSpan") for cell in row.nodes) for row in rows]
    reach: dict[int, int] = {}
    for number, row in enumerate(rows):
        for cell in row.nodes:
            for below in range(1, _span(cell, "/RowSpan")):
                more = _span(cell, "/ColSpan")
                reach[number + below] = reach.get(number + below, 0) + more
    if len({width + reach.get(number, 0) for number, width in enumerate(widths)}) > 1:
        yield "the rows of a table are of different lengths"
    if not any(cell.type == "TH" for row in rows for cell in row.nodes):
        yield "a table has no headers"
    heads = [cell for row in rows for cell in row.nodes if cell.type == "TH"]
    yield from (message for head in heads for message in _head_faults(head, rows[0]))


def _head_faults(head: Node, first_row: Node) -> Iterator[str]:
    scope, is_in_head = _attribute(head, "/Scope"), _around(head, "THead")
    if scope not in _SCOPES:
        yield "a header of a table does not say what it heads (Scope)"
    is_column_below = scope == "/Column" and not is_in_head and head.parent is not first_row
    if is_column_below or (scope == "/Row" and is_in_head):
        yield "a header of a table says that it heads what it does not (Scope)"


def _around(node: Node, type_: str) -> bool:
    above = node.parent
    while above is not None and above.type != type_:
        above = above.parent
    return above is not None


def _span(cell: Node, key: str) -> int:
    span: Any = _attribute(cell, key)
    return int(span or 1)


def _attribute(node: Node, key: str) -> object:
    """An attribute of a list, or of a cell of a table."""
    given = node.dictionary.get("/A")
    owner = "/List" if node.type == "L" else "/Table"
    if not hasattr(given, "keys") or given.get("/O") != owner or key not in given:
        return None
    return str(given[key]) if str(given[key]).startswith("/") else given[key]


def parent_tree_faults(file: FileReading) -> Iterator[Fault]:
    """Marks that do not lead to the element that holds them (ISO 32000-1, 14.7.4.4), and content
    that stands in none.
    """
    if file.root is None:
        return
    keys_of = list(file.parents)
    if keys_of != sorted(keys_of):
        yield Fault("7.1 structure", "the tree that leads from pages to elements is not in order")
    held = {mark: node for node in file.nodes for mark in node.marks}
    count = sum(len(node.marks) for node in file.nodes)
    if count > len(held):
        yield Fault("7.1 structure", "a piece of content is read twice")
    keys: set[int] = set()
    for number, page in enumerate(file.pdf.pages):
        key = page.obj.get("/StructParents")
        entries = file.parents.get(key) if key is not None else None
        if entries is None or key in keys:
            yield Fault("7.1 structure", "a page does not lead to its elements", number + 1)
            continue
        keys.add(key)
        yield from _page_faults(file, number, list(entries), held)


def _page_faults(
    file: FileReading, number: int, entries: list[Any], held: dict[tuple[int, int], Node]
) -> Iterator[Fault]:
    marks = file.pages[number].marks
    for mcid in marks:
        node = held.get((number, mcid))
        words = file.words.get((number, mcid), "").strip()
        if node is None:
            yield Fault("7.1 structure", f'"{words}" is in no element', number + 1)
        elif mcid >= len(entries) or not _is_same(entries[mcid], node.dictionary):
            yield Fault("7.1 structure", f'"{words}" leads to another element', number + 1)
    for page, mcid in held:
        if page == number and mcid not in marks:
            yield Fault("7.1 structure", f"an element holds what is not there ({mcid})", number + 1)
    if len(entries) > len(marks):
        yield Fault("7.1 structure", "the page leads to elements that it has not", number + 1)


def _is_same(one: Any, other: Any) -> bool:
    """Whether two references lead to the same object, not only to equal ones."""
    return bool(getattr(one, "objgen", None) == other.objgen)
