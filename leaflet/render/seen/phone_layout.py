"""Lays a screen page out on paper, as wide as a narrow phone and as a wide window, since no browser
runs in a build.

What such a layout cannot show is refused in styles and markup of a project's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from leaflet.core.digests import BASE
from leaflet.page.composition import Composition
from leaflet.page.facts import NOT_CHECKED, PageFacts, Unseen
from leaflet.render import weasyprint_setup
from leaflet.render.html_page import framed_body, page_document
from leaflet.render.measure.lost import generated, lost
from leaflet.render.sandbox import Sandbox, substitute
from leaflet.render.screen_band import confined
from leaflet.render.seen import seen
from leaflet.render.seen.browser_styles import shipped_style, unchecked_styles
from leaflet.render.seen.hidden_markup import hidden_markup

#: The widths of the layouts in CSS px: the narrowest that WCAG 2.2, 1.4.10 asks for, and a wide
#: window.
WIDTHS_PX = (320, 1280)
#: The link at the start of a page that shows when it has the focus.
_SKIP = re.compile(r'<a class="skip" href="#[a-z-]+">([^<0-9]{1,40})</a>')


def phone_seen(composition: Composition, facts: PageFacts, blobs: Mapping[str, bytes]) -> PageFacts:
    """The facts of a screen composition with what its pixels show at each of `WIDTHS_PX`.

    Raises `MachineError` where the rasteriser or the reader of codes cannot be loaded.
    """
    tokens = dict(composition.tokens)
    css, body = substitute(composition.css, tokens), framed_body(composition)
    found = [_seen_at(width, css, body, composition, facts, blobs) for width in WIDTHS_PX]
    hidden = dict.fromkeys(unseen for one in found for unseen in one.unseen)
    skip = _SKIP.match(composition.fill(composition.body).lstrip())
    kept = [unseen for unseen in hidden if not (skip and unseen.text == skip[1].strip())]
    unchecked = _unchecked(css, body, composition)
    return replace(
        found[0],
        unseen=(*kept, *unchecked),
        lost=tuple(dict.fromkeys(part for one in found for part in one.lost)),
        generated=tuple(dict.fromkeys(text for one in found for text in one.generated)),
    )


def _seen_at(
    width_px: int,
    css: str,
    body: str,
    composition: Composition,
    facts: PageFacts,
    blobs: Mapping[str, bytes],
) -> PageFacts:
    with weasyprint_setup.at_work():
        page, document = _laid_out(width_px, css, body, composition, blobs)
        facts = replace(
            facts,
            lost=lost(page.etree_element, document, composition.budget.start),
            generated=generated(document),
        )
        return seen(composition, facts, document.write_pdf(), document)


def phone_pdf(composition: Composition, blobs: Mapping[str, bytes]) -> bytes:
    """A screen composition as a PDF with pages as wide as a phone, to be looked at."""
    css = substitute(composition.css, dict(composition.tokens))
    with weasyprint_setup.at_work():
        _, document = _laid_out(WIDTHS_PX[0], css, framed_body(composition), composition, blobs)
        pdf: bytes = document.write_pdf()
    return pdf


def _laid_out(
    width_px: int, css: str, body: str, composition: Composition, blobs: Mapping[str, bytes]
) -> tuple[Any, Any]:
    """WeasyPrint's page of a screen composition and its layout at a width."""
    sheet = f"@page{{size:{width_px}px 1600px;margin:0}}"
    faces = weasyprint_setup.faces(composition.css, composition.fonts)
    page = weasyprint_setup.load().HTML(
        string=page_document(composition, confined(css)[0] + sheet, body),
        base_url=BASE,
        url_fetcher=weasyprint_setup.fetcher(Sandbox(composition, blobs)),
        media_type="screen",
    )
    return page, page.render(font_config=faces.configuration)


def _unchecked(css: str, body: str, composition: Composition) -> Iterator[Unseen]:
    """What the layouts cannot show: styles for browsers alone, and folded or spoken texts."""
    import tinyhtml5

    root: Any = tinyhtml5.parse(f"<!doctype html><body>{body}", namespace_html_elements=False)
    frame = root.find("body")[-1]
    styles = (element.get("style") for element in frame[0].iter() if isinstance(element.tag, str))
    sheets = [css, *(f"p{{{style}}}" for style in dict.fromkeys(styles) if style)]
    shipped = substitute(shipped_style(), dict(composition.tokens))
    for sheet in sheets:
        for one in unchecked_styles(sheet, shipped, composition.fonts, weasyprint_setup.knows):
            yield Unseen(1, one, NOT_CHECKED)
    for text, reason in hidden_markup(root):
        yield Unseen(1, text, reason)
