"""Whether a clinic's colour can carry text."""

from collections.abc import Iterator, Mapping

from leaflet.checks.check import Check, Found
from leaflet.core import colour, extensions
from leaflet.core.diagnostics import Severity
from leaflet.core.located import Loaded
from leaflet.model.clinic import Clinic

#: Colours are kept as whole steps of 255, so that a ratio may miss its mark by a hair.
_HAIR = 0.005
_PAPER = "#ffffff"


def _run(loaded: Loaded[Clinic]) -> Iterator[Found]:
    clinic = loaded.value
    assert clinic is not None
    brand, place = clinic.brand.rgb, loaded.place(("brand", "rgb"))
    reached = colour.contrast(brand, _PAPER)
    if reached < colour.TEXT_CONTRAST:
        message = f'"{brand}" reaches {_ratio(reached)} to 1 on white: too pale for text'
        hint = f"choose a colour that reaches {colour.TEXT_CONTRAST:g}, or expect a darker shade"
        yield place, message, hint, Severity.NOTE
    formats = extensions.load_all("formats")
    for is_mono, least in sorted({(format_.mono, format_.text_contrast) for format_ in formats}):
        table = dict(colour.tokens(brand, clinic.skin_tone, mono=is_mono, text_contrast=least))
        for text, ground, reached, asked in broken(table, least):
            message = f'"{text}" on "{ground}" reaches {_ratio(reached)} to 1, not {asked:g}'
            yield place, message, "choose another colour, and report this"


def broken(table: Mapping[str, str], text_contrast: float) -> list[tuple[str, str, float, float]]:
    """The pairs of a table of tokens that do not reach their contrast, with what they reach and
    what is asked of them.
    """
    pairs = (
        (text, ground, colour.contrast(table[text], table[ground]), asked)
        for text, ground, asked in colour.promises(text_contrast)
    )
    return [pair for pair in pairs if pair[2] < pair[3] - _HAIR]


def _ratio(value: float) -> str:
    """A ratio cut to one digit, so that what is missed is never rounded up to what is asked."""
    return f"{int(value * 10) / 10:g}"


CHECK = Check(
    id="contrast",
    stage="content",
    reads=Clinic,
    severity=Severity.ERROR,
    summary="Text in a clinic's colours can be read, in greyscale too.",
    run=_run,
    finds="a pair of text and ground, in colour, large print or toner-saving print, that reaches"
    " less than 4.5 to 1 (large print 7, lines that carry meaning 3); a note of a brand colour"
    " that is itself too pale for text, since a darker shade is printed in its place",
    mend="choose a darker colour, or accept the shade",
    why="WCAG 2.2, SC 1.4.3, 1.4.6 and 1.4.11. The ratio compares luminance alone, so that it is"
    " the same on a grey copier.",
)
