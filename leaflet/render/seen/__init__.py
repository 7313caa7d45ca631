"""Holds what can be seen of a rendered page: its pixels, not its boxes.

Pages that a project's own templates or styles made are looked at; pdfium and the reader of QR codes
are loaded only then.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from leaflet.page.composition import Composition
from leaflet.page.facts import PageFacts
from leaflet.render.measure.boxes import texts


def seen(composition: Composition, facts: PageFacts, pdf: bytes, document: Any) -> PageFacts:
    """The facts of a composition with what its pixels show.

    `pdf` is the file that was written from WeasyPrint's `document`. Raises `MachineError` where the
    rasteriser or the reader of codes cannot be loaded.
    """
    from leaflet.render.seen.looked_at import look_at

    pages = (texts(page._page_box, margins=True) for page in document.pages)
    laid_out = [[box.text for box in page] for page in pages]
    smallest = facts.type_sizes[0].points if facts.type_sizes else 0.0
    unseen, codes = look_at(pdf, laid_out, smallest)
    return replace(
        facts,
        unseen=unseen,
        codes=codes,
        codes_composed=composition.fill(composition.body).count('class="qr-code"'),
        own_templates=composition.own_templates,
    )
