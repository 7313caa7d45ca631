"""Converts prose to safe HTML with the typography of a language; only the tags named here occur."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape
from typing import TYPE_CHECKING

from leaflet.compose.line_breaks import bind_last_word, bind_title, keep_together, set_addresses
from leaflet.content.markdown import Mark, link_words, mark_at, parser
from leaflet.model.locale import Locale

if TYPE_CHECKING:
    from markdown_it.token import Token

_TAGS = {"paragraph": "p", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li"}
#: A link that is no short last word, although a single character stands in for it.
_LONG_LINK = re.compile(r"\u00a0(<a\b[^>]*>)(?=[^<]{14,}</a>)")
_OPENS = re.compile(r"(^|[\s(\ue000])'")
_OPENS_OUTER = re.compile(r'(^|[\s(\ue000])"')

#: A list of more items, or of more characters, may go on in the next column or on the next page.
_MOST_ITEMS, _MOST_LISTED = 8, 700

#: The end of a sentence, in any script.
_SENTENCE_END = re.compile(r"[.!?:](?=[\s\"'’”»)]|$)|[。！？؟।]")

#: Turns a mark into HTML; None means that only its words are printed.
Resolve = Callable[[Mark], str | None]
#: Turns the marks of a sentence into the HTML that stands at its end.
Cite = Callable[[Iterable[Mark]], str]


def to_html(
    markdown: str, locale: Locale, resolve: Resolve, highest: int = 3, cite: Cite | None = None
) -> str:
    """Paragraphs, lists and sub-headings as HTML; no heading is above level `highest`."""
    html = []
    tokens = parser().parse(markdown)
    for index, token in enumerate(tokens):
        name, _, edge = token.type.rpartition("_")
        if token.type == "inline":
            html.append(_inline(token.children or [], locale, resolve, cite))
        elif not token.hidden and (name in _TAGS or name == "heading"):
            tag = _TAGS.get(name) or f"h{max(int(token.tag[1]), highest)}"
            start = _start(token) + _long_list(tokens, index) + _lead(tokens, index)
            html.append(f"<{tag}{start}>" if edge == "open" else f"</{tag}>\n")
    return "".join(html)


def _start(token: Token) -> str:
    """The attributes of a list that does not begin with 1: for readers of HTML and its marks."""
    first = int(token.attrs.get("start", 1))
    return f' start="{first}" style="counter-reset: item {first - 1}"' if first != 1 else ""


def _long_list(tokens: list[Token], index: int) -> str:
    """The attribute of a long list, if one begins here."""
    if tokens[index].type not in ("bullet_list_open", "ordered_list_open"):
        return ""
    level, items, characters = tokens[index].level, 0, 0
    for token in tokens[index + 1 :]:
        if token.level == level:
            break
        items += token.type == "list_item_open" and token.level == level + 1
        characters += len(token.content) if token.type == "inline" else 0
    return ' data-list="long"' if is_long(items, characters) else ""


def _lead(tokens: list[Token], index: int) -> str:
    """The attribute of a paragraph that announces the list after it, if one begins here."""
    if tokens[index].type != "paragraph_open" or tokens[index].hidden:
        return ""
    following = tokens[index + 3].type if index + 3 < len(tokens) else ""
    announces = tokens[index + 1].content.rstrip().endswith(":")
    return ' data-leads="list"' if announces and following.endswith("_list_open") else ""


def has_list(markdown: str) -> bool:
    """Whether a list is in a text, at any depth."""
    return any(token.type.endswith("_list_open") for token in parser().parse(markdown))


def is_long(items: int, characters: int) -> bool:
    """Whether a list of so many items and characters may go on in the next column or on the next
    page: it would take a third of a page or more, or readers do not take it in at once.
    """
    return items > _MOST_ITEMS or characters > _MOST_LISTED


def inline_html(
    text: str,
    locale: Locale,
    resolve: Resolve,
    cite: Cite | None = None,
    *,
    is_narrow: bool = False,
) -> str:
    """One line of text as HTML, for a column that may be narrow."""
    tokens = parser().parseInline(text)
    if not tokens:
        return ""
    return _inline(tokens[0].children or [], locale, resolve, cite, is_narrow=is_narrow)


def _inline(
    children: list[Token],
    locale: Locale,
    resolve: Resolve,
    cite: Cite | None = None,
    *,
    is_narrow: bool = False,
) -> str:
    """Text is joined across marks first, so that typographic rules see "12 people" as a whole."""
    passed: list[Mark] = []
    pieces: list[tuple[bool, str]] = []
    index = 0
    while index < len(children):
        token = children[index]
        if token.type == "link_open":
            mark, href = mark_at(children, index), str(token.attrs["href"])
            words = link_words(children, index)
            passed += [mark] if mark else []
            shown = escape(set_addresses(words))
            made = resolve(mark) if mark else f'<a href="{escape(href)}">{shown}</a>'
            pieces.append((False, words) if made is None else (True, made))
            index = next(i for i in range(index, len(children)) if children[i].type == "link_close")
        elif token.type in ("strong_open", "strong_close"):
            pieces.append((True, "<b>" if token.nesting == 1 else "</b>"))
        elif token.type in ("softbreak", "hardbreak"):
            pieces.append((False, " "))
        elif token.type == "text":
            end = _SENTENCE_END.search(token.content) if passed and cite else None
            if end and cite:
                pieces += [(False, token.content[: end.start()]), (True, cite(passed))]
                pieces.append((False, token.content[end.start() :]))
                passed.clear()
            else:
                pieces.append((False, token.content))
        index += 1
    if cite:
        pieces.append((True, cite(passed)))
    return _set([(is_tag, text) for is_tag, text in pieces if text], locale, is_narrow=is_narrow)


def _set(pieces: list[tuple[bool, str]], locale: Locale, *, is_narrow: bool) -> str:
    """Applies typographic rules to the text of a line; the tags in it stay as they are.

    Private-use characters stand in for the tags. WeasyPrint breaks a line too early after a space
    before an inline tag, so that space moves into the element (Kozea/WeasyPrint#1614).
    """
    tags = [text for is_tag, text in pieces if is_tag]
    holder = "\ue000"
    text = "".join(holder if is_tag else piece.replace(holder, "") for is_tag, piece in pieces)
    parts = escape(typeset(text, locale, is_narrow=is_narrow), quote=False).split(holder)
    html = parts[0] + "".join(tag + part for tag, part in zip(tags, parts[1:], strict=True))
    html = _LONG_LINK.sub(r" \1", html)
    return re.sub(r" (<(?:b|a|span)\b[^>]*>)", r"\1 ", html)


def typeset(text: str, locale: Locale, *, is_narrow: bool = False) -> str:
    """The text with the language's quotation marks, in which ranges, numbers with units, short
    compounds and a short last word are not broken over two lines; in a narrow column, a last word
    may stand alone.
    """
    return bind_last_word(_unbroken(text, locale), is_narrow=is_narrow)


def typeset_title(title: str, locale: Locale) -> str:
    """A title as `typeset` sets it, whose last two words stay on one line where a narrow cover has
    room for both.
    """
    return bind_title(_unbroken(title, locale))


def _unbroken(text: str, locale: Locale) -> str:
    opening, closing = locale.quotes[2], locale.quotes[3]
    text = re.sub(r"(?<=\w)'", lambda _: closing, text)
    text = _OPENS.sub(lambda m: m[1] + opening, text).replace("'", closing)
    text = _OPENS_OUTER.sub(lambda m: m[1] + locale.quotes[0], text)
    text = text.replace('"', locale.quotes[1])
    return keep_together(text, locale.stick_before, locale.stick_between)
