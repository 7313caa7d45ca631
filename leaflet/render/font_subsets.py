"""Font subsets: the glyphs of a typeface that a document uses, in one weight. Made once a process.

WeasyPrint subsets the variable font anew for every file, though most files that are alike use the
same glyphs: a tenth of the time of a rendering. A subset follows from what is in its key alone, so
whoever takes one that is kept writes the same bytes.

Nothing here imports WeasyPrint; `render.py` gives the document its fonts.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

#: How many subsets a process keeps; one takes 20 to 60 kB.
_MOST_KEPT = 64

_Key = tuple[Any, ...]

#: File contents by what they follow from, the one used last at the end.
_KEPT: OrderedDict[_Key, _Subset] = OrderedDict()


@dataclass(frozen=True, slots=True)
class _Subset:
    """A font file as it is embedded, and the axes at which it was made."""

    file: bytes
    axes: tuple[tuple[str, float], ...]


class FontSubsets(dict[str, Any]):
    """The `fonts` of a document of WeasyPrint, which asks each to `clean` itself as it is written.

    `complaints` is what the renderer has complained of so far: a subset that it complains of is
    made again for every document, so that each hears of it.
    """

    def __init__(self, complaints: Sequence[str]) -> None:
        super().__init__()
        self.complaints = complaints

    def __setitem__(self, key: str, font: Any) -> None:
        """A font that was met on a page."""
        font.clean = partial(self._subset, font, font.clean, font.file_content)
        super().__setitem__(key, font)

    def _subset(self, font: Any, make: Callable[..., None], whole: bytes, *asked: Any) -> None:
        """In place of `clean`: the font's file becomes its subset. `asked` are glyphs and
        hinting.
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
    """All that a subset follows from: the whole file, the glyphs, and what chooses the axes.

    `missing` glyphs ask for the outline of the one that stands for them.
    """
    file = hashlib.sha256(whole).digest()
    chosen = (font.style, font.weight, font.font_size, tuple(sorted(font.variations.items())))
    return (file, font.index, tuple(sorted(glyphs)), hinting, *chosen, bool(font.missing))
