"""Whether a joined file whose parts were validated in other files has to be read whole again."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from leaflet.page.composition import Composition
from leaflet.render.joining.connections import connection_faults
from leaflet.render.joining.shared_layout import SharedLayout
from leaflet.render.validation.announcements import Announcement, has_outline
from leaflet.render.validation.file_rules import metadata_faults
from leaflet.render.validation.page_content import Contrast
from leaflet.render.validation.visibility import is_pale


def is_doubtful(
    pdf: bytes,
    composition: Composition,
    shared: SharedLayout,
    contrasts: Iterable[Contrast],
    announced: Iterable[Announcement],
) -> bool:
    """Whether two parts may be wrong together that are each right with others: what leads from one
    to the other, the colours of the clinic on the pages of the leaflet, the levels of headings, or
    the metadata. `contrasts` are those of another file with the same pages.
    """
    import pikepdf

    if not has_outline(announced) or any_pale(contrasts, composition.tokens):
        return True
    title, language = composition.title, composition.language
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            wrong = metadata_faults(opened, title, language, composition.identity)
            return any(wrong) or any(connection_faults(opened, shared))
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError):
        return True  # objects of another kind than a joined file has


def any_pale(contrasts: Iterable[Contrast], tokens: Sequence[tuple[str, str]]) -> bool:
    """Whether a text would be too pale if the colours of a palette were those of other tokens."""
    palette = [bytes.fromhex(colour.removeprefix("#")) for _, colour in tokens]

    def shown(colour: tuple[float, ...]) -> tuple[float, ...]:
        is_numbered = len(colour) == 4
        return tuple(part / 255 for part in palette[int(colour[3])]) if is_numbered else colour

    return any(is_pale(shown(ground), shown(colour)) for ground, colour in contrasts)
