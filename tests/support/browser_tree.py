"""What a browser hands to screen readers: its accessibility tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from playwright.sync_api import Page

_TEXT_NODE = 3
#: Elements of a page whose text is no text of the page.
_WITHOUT_TEXT = frozenset({"style", "script", "svg"})


@dataclass(frozen=True, slots=True)
class Spoken:
    """A node of the tree: its role and name, and whether it stands for a text of the page's source
    and not for what a style sheet adds.
    """

    role: str
    name: str
    is_source: bool


def accessibility_tree(page: Page) -> list[Spoken]:
    """The nodes that are not ignored, in order."""
    session = page.context.new_cdp_session(page)
    document = session.send("DOM.getDocument", {"depth": -1})["root"]
    texts = {
        node["backendNodeId"] for node in _walk_dom(document) if node["nodeType"] == _TEXT_NODE
    }
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    return [
        Spoken(
            node["role"]["value"],
            node.get("name", {}).get("value", ""),
            node.get("backendDOMNodeId") in texts,
        )
        for node in _walk_tree(nodes[0], by_id)
        if not node["ignored"]
    ]


def _walk_dom(node: Any) -> Iterator[Any]:
    yield node
    for child in node.get("children", ()):
        yield from _walk_dom(child)


def _walk_tree(node: Any, by_id: dict[str, Any]) -> Iterator[Any]:
    yield node
    for name in node.get("childIds", ()):
        if name in by_id:
            yield from _walk_tree(by_id[name], by_id)


def spoken_texts(nodes: list[Spoken]) -> list[str]:
    """The texts of the page's source that are spoken, with single blanks."""
    found = (plain(node.name) for node in nodes if node.role == "StaticText" and node.is_source)
    return [text for text in found if text]


def source_texts(element: Element) -> list[str]:
    """The texts of a parsed page, in the order of its source, with single blanks."""
    return [text for text in map(plain, _texts(element)) if text]


def _texts(element: Element) -> Iterator[str]:
    if element.tag.rpartition("}")[2] not in _WITHOUT_TEXT:
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


def plain(text: str) -> str:
    """A text with single blanks and without signs that have no shape."""
    return " ".join(text.translate(dict.fromkeys(map(ord, "\u200b\u2060\u00ad"))).split())
