"""Makes the screen page of a composition: one HTML file that loads nothing, in the same sandbox.

The declared assets of the composition are embedded as `data:` addresses. Everything else that a
browser could load or run is refused, and a page with a refusal has no bytes.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from leaflet.core import fonts
from leaflet.core.digests import BASE
from leaflet.model.leaflet_code import NAMESPACE
from leaflet.page.composition import Composition
from leaflet.render.sandbox import Sandbox, substitute
from leaflet.render.screen_band import (
    confined,
    confined_changes,
    outside_frame,
    print_css,
    with_band,
)

_ADDRESS = re.compile(r"((?:\bsrc=|url\()[\"']?)(" + re.escape(BASE) + r"[^\s\"')>]+)")
_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_SPACE = re.compile(r"(<(?:a|b|span)\b[^>]*>) ")
#: An address as `compose.line_breaks` sets it for paper, between tags: it has zero-width spaces.
_PARTED = re.compile(r"(?<![^\s>(])[^\s<>\u200b]*+(?:\u200b[^\s<>\u200b]*+)+(?![^<]*>)")
#: A word with a hyphen at which it does not break.
_HYPHENED = re.compile(r"(?<![^\s<>])[^\s<>]*-\u2060[^\s<>]*(?![^<]*>)")
_LINK = re.compile(r'<a (?=href="https:)')

#: The page loads nothing from outside, runs no script and sends no form (CSP Level 3).
_POLICY = (
    "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'"
)

#: The elements that a body may have: none that load or run anything, except pictures.
_ELEMENTS = frozenset(
    "html head body a aside b br caption dd details div dl dt figcaption figure footer h1 h2 h3 h4"
    " header img li main nav ol p section span summary table tbody td th thead tr ul".split()
) | {
    # Icon arrays; these elements may have no addresses, so they load nothing.
    "{http://www.w3.org/2000/svg}" + name
    for name in ("svg", "title", "path")
}
_ATTRIBUTES = frozenset(
    "alt class d dir fill href id lang rel role scope src start stroke-width style tabindex"
    " viewBox".split()
)
_SCHEMES = ("#", "https://", "mailto:", "tel:")
#: A text file in the folder of the page, which a reader may open.
_TEXT_FILE = re.compile(r"[a-z0-9-]+\.[a-z0-9-]+\.txt")
#: CSS functions other than `url()` that load files.
_LOADERS = frozenset(["src", "image", "image-set", "-webkit-image-set"])


@dataclass(frozen=True, slots=True)
class Page:
    """A page as one file, and the addresses, elements and attributes that were `refused`; `html` is
    empty when anything was refused.
    """

    html: bytes
    refused: tuple[str, ...] = ()


def make_page(composition: Composition, blobs: Mapping[str, bytes]) -> Page:
    """The composition as a screen page with literal colours, filled slots and embedded assets.

    `blobs` holds the bytes of the declared assets by sha256; fonts come from their packages, as
    WOFF2 of the whole file. Raises `MachineError` when a pinned font is missing.
    """
    text = composition.state_band
    body = framed_body(composition)
    own_css = substitute(composition.css, dict(composition.tokens))
    css, unconfined = confined(own_css)
    css += _dark_css(composition, blobs) + print_css(text)
    store = _Store(composition, blobs)
    refused = [*_refused_in_body(body, text, store), *_refused_in_css(own_css, store), *unconfined]
    if "</" in own_css or "</" in css:
        refused.append("</")  # would end the style element
    html = _ADDRESS.sub(
        lambda match: match[1] + store.data_uri(match[2]), page_document(composition, css, body)
    )
    refused += sorted(store.asked - store.put_in)  # escaped, so that `_ADDRESS` did not match
    return Page(b"" if refused else html.encode(), tuple(dict.fromkeys(refused)))


def _dark_css(composition: Composition, blobs: Mapping[str, bytes]) -> str:
    """The rules of the stylesheet that have other colours on dark screens; on paper the page is as
    light as ever.
    """
    if not composition.dark_tokens:
        return ""
    dark = replace(composition, tokens=composition.dark_tokens)
    in_light, in_dark = (_embedded_css(version, blobs) for version in (composition, dark))
    embedded = confined_changes(in_light, in_dark)
    return f"@media screen and (prefers-color-scheme: dark){{{embedded}}}"


def _embedded_css(composition: Composition, blobs: Mapping[str, bytes]) -> str:
    """The stylesheet with literal colours and embedded pictures, without its typefaces."""
    store = _Store(composition, blobs)
    css = _FACE.sub("", substitute(composition.css, dict(composition.tokens)))
    return _ADDRESS.sub(lambda match: match[1] + store.data_uri(match[2]), css)


def framed_body(composition: Composition) -> str:
    """What the body of the page holds: the state band, and the frame with all that was composed."""
    body = substitute(composition.fill(composition.body), dict(composition.tokens))
    body = _SPACE.sub(r" \1", body)  # undoes a rule of `compose.typography` for paper
    body = _HYPHENED.sub(_without_joiners, _PARTED.sub(_parts, body))
    body = _LINK.sub('<a rel="noreferrer" ', body)
    text = composition.state_band
    return with_band(body, text, composition.language, composition.direction)


def _parts(match: re.Match[str]) -> str:
    """An address in parts between which a browser breaks it; copied, it has no foreign sign."""
    parts = match[0].replace("\u2060", "").split("\u200b")
    return "".join(f'<span class="address-part">{part}</span>' for part in parts)


def _without_joiners(match: re.Match[str]) -> str:
    """A short address without invisible signs; other words keep them."""
    is_address = "@" in match[0] or re.search(r"\.\w", match[0])
    return match[0].replace("-\u2060", "-") if is_address else match[0]


def page_document(composition: Composition, css: str, body: str) -> str:
    """The page with a confined stylesheet and a framed body, before its assets are embedded."""
    from markupsafe import escape

    head = (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        '<meta name="color-scheme" content="light dark">'
        '<meta name="format-detection" content="telephone=no">'
        f"<title>{escape(composition.title)}</title>"
        f'<meta name="description" content="{escape(composition.description)}">'
        f"{composition.date_metadata}{_identity(composition)}"
        '<link rel="icon" href="data:,">'  # otherwise browsers request one from the server
        f"<style>{css}</style>"
    )
    tag = f'<html lang="{escape(composition.language)}" dir="{composition.direction}">'
    start = '<body style="margin:0!important">'
    return f"<!doctype html>\n{tag}<head>{head}</head>{start}{body}</body></html>\n"


def _identity(composition: Composition) -> str:
    """The metadata that identify the leaflet, under the same names as in a PDF's XMP."""
    from markupsafe import escape

    metadata = [("schema", NAMESPACE), *composition.identity] if composition.identity else []
    return "".join(f'<meta name="leaflet:{name}" content="{escape(it)}">' for name, it in metadata)


class _Store:
    """The declared assets as `data:` addresses. `asked` are the addresses that a browser would
    load, `put_in` those that were embedded in the page.
    """

    def __init__(self, composition: Composition, blobs: Mapping[str, bytes]) -> None:
        self.sandbox = Sandbox(composition, blobs)
        self.asked: set[str] = set()
        self.put_in: set[str] = set()

    def holds(self, uri: str) -> bool:
        """Whether an address is declared and its bytes have the declared digest."""
        self.asked.add(uri)
        return self.sandbox.open(uri) is not None

    def data_uri(self, uri: str) -> str:
        """The `data:` address of a declared asset; any other address unchanged."""
        opened = self.sandbox.open(uri)
        if opened is None:
            return uri
        self.put_in.add(uri)
        data, media_type = opened
        font = self.sandbox.fonts.get(uri)
        if font is None:
            return _data_uri(media_type, data)
        packed = self.sandbox.blobs.get(PACKED + font.sha256)
        return _data_uri("font/woff2", pack(font) if packed is None else packed)


def _data_uri(media_type: str, data: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


#: The key prefix, followed by a font's sha256, under which blobs may hold the font as WOFF2.
PACKED = "packed "


@cache
def pack(font: fonts.Font) -> bytes:
    """The whole font as WOFF2; its licence reserves the font name, so it is not subset. Takes
    seconds.
    """
    from fontTools.ttLib import woff2

    packed = io.BytesIO()
    woff2.compress(io.BytesIO(fonts.read(font)), packed)
    return packed.getvalue()


def _refused_in_body(body: str, text: str, store: _Store) -> Iterator[str]:
    """The forbidden elements, attributes and addresses of a body, parsed as a browser does."""
    import tinyhtml5

    root = tinyhtml5.parse(
        f"<!doctype html><html><head></head><body>{body}", namespace_html_elements=False
    )
    yield from outside_frame(root, text)
    for element in root.iter():
        if callable(element.tag):  # a comment
            continue
        if element.tag not in _ELEMENTS:
            yield f"<{element.tag}>"
        for name, value in element.attrib.items():
            yield from _refused_attribute(name, value, store)


def _refused_attribute(name: str, value: str, store: _Store) -> Iterator[str]:
    if name in ("style", "fill", "stroke"):
        yield from _refused_in_css(value, store)
    elif name == "src":
        if not store.holds(value):
            yield value
    elif name == "href":
        if not (value.startswith(_SCHEMES) or _TEXT_FILE.fullmatch(value)):
            yield value
    elif name not in _ATTRIBUTES and not name.startswith(("aria-", "data-")):
        yield f'{name}="{value}"'


def _refused_in_css(css: str, store: _Store) -> Iterator[str]:
    import tinycss2

    yield from _refused_tokens(tinycss2.parse_component_value_list(css), store)


def _refused_tokens(tokens: list[Any], store: _Store) -> Iterator[str]:
    """The refused addresses and loading rules of a stylesheet; escapes are read as browsers do."""
    for token in tokens:
        yield from (uri for uri in _addresses(token) if not store.holds(uri))
        if token.type == "function" and token.lower_name in _LOADERS:
            yield f"{token.lower_name}()"
        if token.type == "at-keyword" and token.lower_value == "import":
            yield "@import"
        inside = getattr(token, "content", None) or getattr(token, "arguments", None)
        yield from _refused_tokens(inside or [], store)


def _addresses(token: Any) -> list[str]:
    if token.type == "url":
        return [token.value]
    if token.type == "function" and token.lower_name == "url":
        return [part.value for part in token.arguments if part.type == "string"]
    return []
