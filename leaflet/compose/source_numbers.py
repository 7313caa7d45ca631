"""The numbers by which the text of a complete leaflet points to its list of sources.

They stand in brackets before the end of a sentence, so that no number of the text can be read with
them, and at the end of the first cell of a table row; never at the start of a line.
"""

from __future__ import annotations

from collections.abc import Iterable

from leaflet.compose.typography import Cite
from leaflet.content.markdown import Mark, marks
from leaflet.formats.format import Format
from leaflet.model.leaflet import Leaflet

#: The most numbers in brackets that stay on one line.
_FEW = 3


def source_numbers(leaflet: Leaflet, format_: Format) -> Cite:
    """A function that gives the numbers, from 1 on, of the sources behind marks, as HTML.

    It gives an empty text where no source is behind them, and for a format that does not print the
    whole text with its list of sources.
    """
    if format_.words is not None or format_.extract:
        return lambda _: ""
    number = {name: n for n, name in enumerate(leaflet.sources, start=1)}

    def cite(of: Iterable[Mark]) -> str:
        numbers = sorted({number[name] for mark in of for name in _behind(leaflet, mark)})
        # So few stay together that a narrow column has room for them and for the word before.
        between = ",\u00a0" if len(numbers) <= _FEW else ", "
        said = between.join(map(str, numbers))
        return f'<span class="source-numbers">\u00a0[{said}]</span>' if said else ""

    return cite


def row_numbers(cite: Cite, sources: Iterable[str], cells: Iterable[str | None]) -> str:
    """The numbers of a table row as HTML: of its own sources and of the marks in its cells."""
    of = [Mark("source", name, "") for name in sources]
    return cite([*of, *(mark for cell in cells if cell for mark, _ in marks(cell))])


def _behind(leaflet: Leaflet, mark: Mark) -> Iterable[str]:
    if mark.scheme == "fact" and mark.target in leaflet.facts:
        return [one for one in leaflet.facts[mark.target].sources if one in leaflet.sources]
    is_source = mark.scheme == "source" and mark.target in leaflet.sources
    return [mark.target] if is_source else []
