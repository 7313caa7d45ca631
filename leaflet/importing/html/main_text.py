"""Finds the main text of a web page, and what the page says of itself.

The page's own `<main>` or single `<article>` counts. Of the rest navigation, menus and lists of
links are left out, each with its words; what is unsure stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from leaflet.importing.document import Remark, dropped
from leaflet.model.fields import is_web_address

_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->")
_YEAR = re.compile(r"\b(19\d\d|20\d\d)\b")
_FURNITURE = {
    "nav": "navigation",
    "footer": "the foot of the page",
    "aside": "a part beside the text",
    "form": "a form",
}
_ROLES = {
    "navigation": "navigation",
    "banner": "the head of the page",
    "contentinfo": "the foot of the page",
    "complementary": "a part beside the text",
    "search": "a form",
}
#: Names of classes and ids that no text of an article has.
_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|breadcrumbs?|share|sharing|social|newsletter|subscribe|skip-?link|sidebar"
    r"|adverts?|advertisement|pagination|navbar|nav|menu|site-?header|site-?footer|popup)(?:$|[\s_-])",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DATES = (
    "article:modified_time", "article:published_time", "dcterms.modified", "dcterms.issued",
    "dc.date", "date", "last-modified",
)  # fmt: skip
#: Ids of the element that holds the text, and how much of the words of a page it then holds.
_NAMES = re.compile(r"(?:main|page|article|body)?[-_]?(?:main|content|article)", re.IGNORECASE)
_TEXT_SHARE = 0.6
_LEAST_LINKS, _LINK_SHARE = 3, 0.75


def properties(root: Any, text: str) -> dict[str, Any]:
    """Title, language, address, publisher and year, as far as the page says them."""
    metas = {
        (one.get("property") or one.get("name") or "").casefold(): (
            one.get("content") or ""
        ).strip()
        for one in root.iter("meta")
    }
    links = {one.get("rel", "").casefold(): one.get("href", "") for one in root.iter("link")}
    saved = _SAVED.search(text[:4_000])
    found = (links.get("canonical", ""), metas.get("og:url", ""), saved[1] if saved else "")
    address = next((one for one in found if is_web_address(one)), "")
    dates = filter(None, (_YEAR.search(metas.get(name, "")) for name in _DATES))
    year = next((int(one[1]) for one in dates), None)
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    title = root.find(".//title")
    return {
        "title": " ".join(title.text_content().split()) if title is not None else "",
        "language": root.get("lang", ""),
        "address": address,
        "publisher": metas.get("og:site_name", "") or host,
        "year": year,
    }


def find_main(root: Any) -> tuple[Any, list[Remark]]:
    """The element of the main text, without what is no part of it, and what was left out."""
    body = root.find("body")
    body = root if body is None else body
    remarks = list(_without_unseen(body))
    mains = [*body.iter("main"), *body.xpath(".//*[@role='main']")]
    articles = list(body.iter("article"))
    parts = (one for one in body.iter("div", "section", "td") if one.get("id"))
    named = [one for one in parts if _NAMES.fullmatch(one.get("id")) and _holds_the_text(one, body)]
    main = next(iter(mains or (articles if len(articles) == 1 else named[-1:])), body)
    if main is not body:
        remarks += _outside(body, main)
    remarks += _without_furniture(main)
    return main, remarks


def _holds_the_text(element: Any, body: Any) -> bool:
    """Whether an element holds the first heading of a page and most words of its paragraphs."""
    title = next(body.iter("h1"), None)
    if title is not None and not any(one is element for one in title.iterancestors()):
        return False
    inner, outer = (
        sum(len(_text(one)) for one in some.iter("p", "li", "td", "h2", "h3"))
        for some in (element, body)
    )
    return inner >= _TEXT_SHARE * max(outer, 1)


def _text(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _without_unseen(body: Any) -> Iterator[Remark]:
    """Take out what is not shown."""
    for element in list(body.iter()):
        if not isinstance(element.tag, str) or element is body:
            continue
        style = element.get("style", "")
        is_unseen = element.get("hidden") is not None or bool(_UNSEEN.search(style))
        if is_unseen and element.getparent() is not None:
            if words := _text(element):
                yield dropped("words that the page does not show", words)
            element.drop_tree()


def _outside(body: Any, main: Any) -> Iterator[Remark]:
    """Remarks on the words outside of the main text."""
    inner = {main, *main.iterancestors()}
    for element in main.iterancestors():
        for child in element:
            if child in inner or not isinstance(child.tag, str):
                continue
            if child.tag not in ("script", "style", "noscript", "template"):
                for unread in list(child.iter("script", "style", "noscript", "template")):
                    unread.drop_tree()
                if words := _text(child):
                    yield dropped("outside of the main text", words)
        if element is body:
            break


def _without_furniture(main: Any) -> Iterator[Remark]:
    """Take navigation, lists of links and the like out of the main text."""
    for element in list(main.iter()):
        if not isinstance(element.tag, str) or element is main or element.getparent() is None:
            continue
        if not any(one is main for one in element.iterancestors()):
            continue  # it went with what it stood in
        if what := _furniture(element):
            if words := _text(element):
                yield dropped(what, words)
            element.drop_tree()


def _furniture(element: Any) -> str:
    role = element.get("role", "")
    if element.tag in _FURNITURE:
        is_box = element.tag in ("form", "aside") and len(_text(element).split()) > 40
        return "" if is_box else _FURNITURE[element.tag]
    if role in _ROLES:
        return _ROLES[role]
    if element.tag == "header" and next(element.iter("h1", "h2", "p"), None) is None:
        return "the head of the page"
    if element.tag in ("div", "ul", "ol", "section", "p", "span", "table", "a"):
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if _CLASSES.search(names) and len(_text(element).split()) < 80:
            return "a part of the page, not of the text"
        if element.tag in ("div", "ul", "ol") and _is_menu(element):
            return "a list of links"
    return ""


def _is_menu(element: Any) -> bool:
    """Whether nearly all words of an element are links to other pages."""
    links = [one for one in element.iter("a") if one.get("href")]
    if len(links) < _LEAST_LINKS or next(element.iter("p", "table"), None) is not None:
        return False
    linked = sum(len(_text(one)) for one in links)
    return linked >= _LINK_SHARE * max(len(_text(element)), 1)
