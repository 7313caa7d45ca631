"""The frame of a status page: what the program writes itself, whatever a project's templates do.

Head, policy, state and the link to the current version are the program's, and so is the style. What
a template makes stands below, reduced to plain text, lists and links.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from leaflet.core.diagnostics import UsageError

#: Nothing is loaded, no script runs, no form is sent; only the style of the page itself counts.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

#: The templates of status pages that are the program's alone.
_FIXED = ("status.css.j2", "lead.html.j2")

#: The elements that a template may make; others are left out and their text stays.
_ELEMENTS = frozenset("a b br dd div dl dt em h1 h2 h3 i li ol p span strong ul".split())
_EMPTY = frozenset(["br"])
#: The elements that are left out with everything in them.
_HIDDEN = frozenset(
    "head iframe math noembed noframes noscript object script select style svg template textarea"
    " title".split()
)
_CLASSES = ("house", "value")
_ADDRESS = re.compile(r"(?:tel:|mailto:|https://|(?![a-z+.-]*:|//)).*", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the program says itself: the page's language and title; the state in words and whether
    it is good; the address and the words of the current version, empty where there is none;
    `leads_to` is an address to go to at once.
    """

    language: str
    direction: str
    title: str
    style: str
    state: str = ""
    is_good: bool = False
    newest: tuple[str, str] = ("", "")
    leads_to: str = ""

    def around(self, below: str) -> str:
        """The whole page; `below` is what a template made."""
        return "\n".join(
            [
                "<!doctype html>",
                f'<html lang="{escape(self.language)}" dir="{escape(self.direction)}">',
                *self._head(),
                "<body>",
                *self._body(),
                *(["<main>", reduced(below), "</main>"] if below else []),
                "</body>",
                "</html>",
            ]
        )

    def _head(self) -> list[str]:
        leads = escape(self.leads_to)
        refresh = [
            f'<meta http-equiv="refresh" content="0; url={leads}">',
            f'<link rel="canonical" href="{leads}">',
        ]
        return [
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            *(refresh if leads else []),
            '<meta name="robots" content="noindex">',
            f"<title>{escape(self.title)}</title>",
            f"<style>\n{self.style}\n</style>",
            "</head>",
        ]

    def _body(self) -> list[str]:
        kind = "good" if self.is_good else "bad"
        address, words = self.newest
        state = f'<p class="verdict {kind}">{escape(self.state)}</p>'
        link = f'<p class="newest"><a href="{escape(address)}">{escape(words)}</a></p>'
        said = [*([state] if self.state else []), *([link] if address else [])]
        return ["<header>", *said, "</header>"] if said else []


def check_own(own: tuple[str, ...]) -> None:
    """Raises `UsageError` where a project has a template of its own that only the program fills."""
    for name in own:
        if name.rpartition("/")[2] in _FIXED:
            message = (
                f'"templates/{name}": the style and the head of status pages are the program\'s'
            )
            raise UsageError(message, "delete it; status.html.j2 fills the place below the state")


def reduced(html: str) -> str:
    """HTML of which only plain elements are left: no style, no script, nothing that is loaded or
    sent, no element that is left open.
    """
    reducer = _Reducer()
    reducer.feed(html)
    reducer.close()
    return reducer.text()


class _Reducer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.open: list[str] = []
        self.hidden: list[str] = []

    def text(self) -> str:
        return ("".join(self.parts) + "".join(f"</{tag}>" for tag in reversed(self.open))).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self.hidden.append(tag)
        if self.hidden or tag not in _ELEMENTS:
            return
        kept = _kept({name: value or "" for name, value in attrs})
        self.parts.append(f"<{tag}{kept}>")
        if tag not in _EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # HTML knows no other end of an element

    def handle_endtag(self, tag: str) -> None:
        if self.hidden:
            if tag in self.hidden:
                del self.hidden[self.hidden.index(tag) :]
        elif tag in self.open:
            while True:
                last = self.open.pop()
                self.parts.append(f"</{last}>")
                if last == tag:
                    break

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(escape(data, quote=False))


def _kept(attributes: Mapping[str, str]) -> str:
    """The attributes that stay: an address, a direction, and the classes of the program's style."""
    kept = {
        "class": attributes.get("class", "") in _CLASSES,
        "dir": attributes.get("dir", "") in ("ltr", "rtl"),
        "href": bool(_ADDRESS.fullmatch(attributes.get("href", "").strip() or "javascript:")),
    }
    return "".join(f' {name}="{escape(attributes[name])}"' for name, stays in kept.items() if stays)
