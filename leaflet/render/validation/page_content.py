"""What a page paints, as it is read from its content stream."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from leaflet.render.validation.fonts import Decoder
from leaflet.render.validation.geometry import IDENTITY, Box, Matrix

#: What a mark is: the MCID of content, ARTIFACT, or NOTHING outside of all marks.
ARTIFACT, NOTHING = -1, -2

#: The colour of a ground and that of a text on it.
Contrast = tuple[tuple[float, ...], tuple[float, ...]]


@dataclass(slots=True)
class Text:
    """A text as it is painted: its mark, words, place in points from the lower left of the page and
    size in points. `hidden` is the reason why no reader can see it, empty for none.
    """

    mark: int
    words: str
    x: float
    y: float
    size: float
    hidden: str = ""


@dataclass(slots=True)
class PageContent:
    """What a page paints, in order: its texts, the marks that it opens by their MCID and type,
    those in which something is painted, the closed shapes that are painted in each, what is wrong
    with it, and the grounds and colours of its texts.
    """

    texts: list[Text] = field(default_factory=list)
    marks: dict[int, bytes] = field(default_factory=dict)
    painted: set[int] = field(default_factory=set)
    closed: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    contrasts: set[Contrast] = field(default_factory=set)


@dataclass
class GraphicsState:
    """The graphics state as far as it decides whether text is seen."""

    matrix: Matrix = IDENTITY
    clip: Box | None = None
    colour: tuple[float, ...] | None = (0.0,)
    alpha: float = 1.0
    mode: int = 0
    font: Decoder | None = None
    size: float = 0.0
    rise: float = 0.0
    is_masked: bool = False

    def __copy__(self) -> GraphicsState:
        made = object.__new__(GraphicsState)
        made.__dict__.update(self.__dict__)
        return made
