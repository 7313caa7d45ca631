"""Lays a screen page out on paper as wide as a phone, since no browser runs in a build.

What the PDF engine does not know is not seen, media queries above all. Properties by which browsers
alone can hide text are therefore refused in styles of a project's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from leaflet.core.digests import BASE
from leaflet.page.composition import Composition
from leaflet.page.facts import PageFacts, Unseen
from leaflet.render import weasyprint_setup
from leaflet.render.sandbox import Sandbox, substitute
from leaflet.render.seen import seen

#: The width of the layout in CSS px, that of a common phone.
WIDTH_PX = 390
_SHEET = f"@page {{ size: {WIDTH_PX}px 1600px; margin: 0 }}"
#: Properties and rules that browsers know and the PDF engine does not, by which text can be hidden.
_BROWSER_ONLY = re.compile(
    r"(?<![\w-])("
    r"(?:clip-path|mask(?:-[a-z]+)?|backdrop-filter|filter|mix-blend-mode|text-shadow"
    r"|-webkit-(?!text-size-adjust|print-color-adjust)[a-z-]+|background-clip|animation(?:-[a-z]+)?"
    r"|content-visibility|zoom|translate|rotate|scale)(?=\s*:)"
    r"|@(?:container|supports|layer|scope))"
)
#: The link at the start of a page that shows when it has the focus.
_SKIP = re.compile(r'^\s*<a class="skip" href="#[a-z-]+">([^<0-9]{1,40})</a>')


def phone_seen(composition: Composition, facts: PageFacts, blobs: Mapping[str, bytes]) -> PageFacts:
    """The facts of a screen composition with what its pixels show on a phone.

    Raises `MachineError` where the rasteriser or the reader of codes cannot be loaded.
    """
    body, css = _coloured(composition)
    with weasyprint_setup.at_work():
        document = _document(composition, blobs)
        found = seen(composition, facts, document.write_pdf(), document)
    skip = _SKIP.search(body)
    hidden = [unseen for unseen in found.unseen if not (skip and unseen.text == skip[1].strip())]
    ways = sorted({match[1] for match in _BROWSER_ONLY.finditer(css)})
    hidden += [Unseen(1, way, "cannot be checked on a screen page") for way in ways]
    return replace(found, unseen=tuple(hidden))


def phone_pdf(composition: Composition, blobs: Mapping[str, bytes]) -> bytes:
    """A screen composition as a PDF with pages as wide as a phone, to be looked at."""
    with weasyprint_setup.at_work():
        pdf: bytes = _document(composition, blobs).write_pdf()
    return pdf


def _coloured(composition: Composition) -> tuple[str, str]:
    """The body and the style with literal colours."""
    tokens = dict(composition.tokens)
    body = substitute(composition.fill(composition.body), tokens)
    return body, substitute(composition.css, tokens)


def _document(composition: Composition, blobs: Mapping[str, bytes]) -> Any:
    """WeasyPrint's document of a screen composition."""
    body, css = _coloured(composition)
    faces = weasyprint_setup.faces(composition.css, composition.fonts)
    page = weasyprint_setup.load().HTML(
        string=f"<html><head><style>{css}{_SHEET}</style></head><body>{body}</body></html>",
        base_url=BASE,
        url_fetcher=weasyprint_setup.fetcher(Sandbox(composition, blobs)),
        media_type="screen",
    )
    return page.render(font_config=faces.configuration)
