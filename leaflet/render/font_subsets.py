"""Font subsets: the glyphs of a typeface that a document uses, in one weight.

HarfBuzz takes the weight out of the variable font and the glyphs that are not used, in 2 ms.
WeasyPrint has fontTools do the first, which takes 0.1 s a weight and warns where it cannot.

Nothing here imports WeasyPrint; `renderer.py` passes the document's fonts.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

#: Tables that a PDF has no use for, since its text is shaped.
_NOT_EMBEDDED = (
    *("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG "),
    *("STAT", "avar", "cvar", "fvar", "gvar", "HVAR", "MVAR", "VVAR"),
)


class FontSubsets(dict[str, Any]):
    """The `fonts` of a WeasyPrint document, which calls `clean` on each when the PDF is written."""

    def __setitem__(self, key: str, font: Any) -> None:
        """Adds a font that a page uses."""
        font.clean = partial(_embed, font)
        super().__setitem__(key, font)


def _embed(font: Any, glyphs: Iterable[int], hinting: bool) -> None:  # noqa: FBT001  # its signature
    """Replaces the file of a font by its subset; called instead of WeasyPrint's `clean`.

    `glyphs` are the glyphs that the document uses, none where any may be asked for. WeasyPrint
    takes the weight for the font's descriptor from `variations`.
    """
    font.variations = {"wght": font.weight, **font.variations}
    font.file_content = subset(
        font.file_content, font.index, glyphs, font.variations, hinting=hinting
    )


def subset(
    file: bytes, index: int, glyphs: Iterable[int], variations: dict[str, float], *, hinting: bool
) -> bytes:
    """A font file with some glyphs of a face, or all for none, at fixed values of its axes.

    Glyphs keep their numbers. Their shapes are marked as overlapping, as fontTools does: those of a
    variable font may be, and would be drawn with holes.
    """
    import uharfbuzz

    wanted = sorted(glyphs)
    face = uharfbuzz.Face(file, index)
    kinds = uharfbuzz.SubsetFlags
    flags = kinds.RETAIN_GIDS | kinds.NOTDEF_OUTLINE | kinds.SET_OVERLAPS_FLAG
    if not hinting:
        flags |= kinds.NO_HINTING
    asked = uharfbuzz.SubsetInput()
    asked.flags = flags
    if wanted:
        asked.glyph_set.update(wanted)
    else:
        asked.glyph_set.invert()
    asked.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _NOT_EMBEDDED)
    for axis in face.axis_infos:
        asked.pin_axis_location(face, axis.tag, variations.get(axis.tag, axis.default_value))
    return bytes(uharfbuzz.subset(face, asked).blob.data)
