"""Converts prose to safe HTML with the typography of a language; only the tags named here occur."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from leaflet.content.markdown import Mark, link_words, mark_at, parser
from leaflet.model.locale import Locale

if TYPE_CHECKING:
    from markdown_it.token import Token

_TAGS = {"paragraph": "p", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li"}
_OPENS = re.compile(r"(^|[\s(\ue000])'")
_OPENS_OUTER = re.compile(r'(^|[\s(\ue000])"')
#: A short last word is joined to the word before: WeasyPrint has no `text-wrap: pretty`.
_LAST_WORD = re.compile(r"(?<=.{24}) (\S{1,9})\Z", re.DOTALL)

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
    for token in parser().parse(markdown):
        name, _, edge = token.type.rpartition("_")
        if token.type == "inline":
            html.append(_inline(token.children or [], locale, resolve, cite))
        elif not token.hidden and (name in _TAGS or name == "heading"):
            tag = _TAGS.get(name) or f"h{max(int(token.tag[1]), highest)}"
            html.append(f"<{tag}{_start(token)}>" if edge == "open" else f"</{tag}>\n")
    return "".join(html)


def _start(token: Token) -> str:
    """The attributes of a list that does not begin with 1: for readers of HTML and its marks."""
    first = int(token.attrs.get("start", 1))
    return f' start="{first}" style="counter-reset: item {first - 1}"' if first != 1 else ""


def inline_html(text: str, locale: Locale, resolve: Resolve, cite: Cite | None = None) -> str:
    """One line of text as HTML."""
    tokens = parser().parseInline(text)
    return _inline(tokens[0].children or [], locale, resolve, cite) if tokens else ""


def _inline(
    children: list[Token], locale: Locale, resolve: Resolve, cite: Cite | None = None
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
            made = resolve(mark) if mark else f'<a href="{escape(href)}">{escape(words)}</a>'
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
    return _set([(is_tag, text) for is_tag, text in pieces if text], locale)


def _set(pieces: list[tuple[bool, str]], locale: Locale) -> str:
    """Applies typographic rules to the text of a line; the tags in it stay as they are.

    Private-use characters stand in for the tags. WeasyPrint breaks a line too early after a space
    before an inline tag, so that space moves into the element (Kozea/WeasyPrint#1614).
    """
    tags = [text for is_tag, text in pieces if is_tag]
    holder = "\ue000"
    text = "".join(holder if is_tag else piece.replace(holder, "") for is_tag, piece in pieces)
    parts = escape(typeset(text, locale), quote=False).split(holder)
    html = parts[0] + "".join(tag + part for tag, part in zip(tags, parts[1:], strict=True))
    return re.sub(r" (<(?:b|a|span)\b[^>]*>)", r"\1 ", html)


def typeset(text: str, locale: Locale) -> str:
    """The text with the language's quotation marks and no-break spaces: a number stays with its
    unit, a short last word with the word before.
    """
    return _rules(locale)(text)


@cache
def _compiled(before: tuple[str, ...], between: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    units = "|".join(map(re.escape, before)) or "$^"
    joins = "|".join(map(re.escape, between)) or "$^"
    return (
        re.compile(rf"(\d\ue000?) (?=(?:{units})\b)"),
        re.compile(rf"(\d\ue000?) ({joins}) (?=\ue000?\d)"),
        re.compile(r"(?<![\d–-])(\d{1,3})\s?[-–]\s?(\d{1,3})(?![\d–-])"),
    )


def _rules(locale: Locale) -> Callable[[str], str]:
    unit, join, span = _compiled(locale.stick_before, locale.stick_between)
    opening, closing = locale.quotes[2], locale.quotes[3]

    def apply(text: str) -> str:
        text = re.sub(r"(?<=\w)'", lambda _: closing, text)
        text = _OPENS.sub(lambda m: m[1] + opening, text).replace("'", closing)
        text = _OPENS_OUTER.sub(lambda m: m[1] + locale.quotes[0], text)
        text = text.replace('"', locale.quotes[1])
        text = unit.sub("\\1\u00a0", text)
        text = join.sub("\\1\u00a0\\2\u00a0", text)
        text = span.sub("\\1\u2060–\u2060\\2", text)
        return _LAST_WORD.sub("\u00a0\\1", text)

    return apply
