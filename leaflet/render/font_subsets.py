"""Font subsets: the glyphs of a typeface that a document uses, in one weight. Cached per process.

WeasyPrint subsets the variable font for every file, which takes a tenth of the time of a rendering,
although similar files use the same glyphs. A subset depends only on its key, so a cached subset
gives the same bytes.

Nothing here imports WeasyPrint; `renderer.py` passes the document's fonts.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sized
from dataclasses import dataclass
from functools import partial
from typing import Any

#: The most subsets that a process caches; one takes 20 to 60 kB.
_MOST_KEPT = 64

_Key = tuple[Any, ...]

#: The cached subsets by key, least recently used first.
_KEPT: OrderedDict[_Key, _Subset] = OrderedDict()


@dataclass(frozen=True, slots=True)
class _Subset:
    """A font file as it is embedded, and the axis values that it was instanced at."""

    file: bytes
    axes: tuple[tuple[str, float], ...]


class FontSubsets(dict[str, Any]):
    """The `fonts` of a WeasyPrint document, which calls `clean` on each when the PDF is written.

    `complaints` are the warnings logged so far. A subset that causes a warning is not cached, so
    that every document that uses it gets the warning.
    """

    def __init__(self, complaints: Sized) -> None:
        super().__init__()
        self.complaints = complaints

    def __setitem__(self, key: str, font: Any) -> None:
        """Adds a font that a page uses."""
        font.clean = partial(self._subset, font, font.clean, font.file_content)
        super().__setitem__(key, font)

    def _subset(self, font: Any, make: Callable[..., None], whole: bytes, *asked: Any) -> None:
        """Replaces the font's file by its subset; called instead of `clean`. `asked` are the glyphs
        and hinting.
        """
        key = _follows_from(font, whole, *asked)
        subset = _KEPT.get(key)
        if subset is not None:
            _KEPT.move_to_end(key)
            font.file_content, font.variations = subset.file, dict(subset.axes)
            return
        before = len(self.complaints)
        make(*asked)
        if len(self.complaints) == before:
            _KEPT[key] = _Subset(font.file_content, tuple(font.variations.items()))
        while len(_KEPT) > _MOST_KEPT:
            _KEPT.popitem(last=False)


def _follows_from(font: Any, whole: bytes, glyphs: Iterable[int], *hinting: bool) -> _Key:
    """The key of a subset: the whole file, the glyphs, and the values that choose the axes.

    Where glyphs are `missing`, the subset also has the outline of the replacement glyph.
    """
    file = hashlib.sha256(whole).digest()
    chosen = (font.style, font.weight, font.font_size, tuple(sorted(font.variations.items())))
    return (file, font.index, tuple(sorted(glyphs)), hinting, *chosen, bool(font.missing))
