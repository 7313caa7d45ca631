"""Text in a clinic's colours has enough contrast."""

from collections.abc import Iterator, Mapping

from leaflet.checks.check import Check, Found
from leaflet.core import colour, extensions
from leaflet.core.diagnostics import Severity
from leaflet.core.located import Loaded
from leaflet.model.clinic import Clinic

#: The rounding tolerance of a ratio, since colours have whole channel values from 0 to 255.
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
    """The pairs of text and ground whose contrast is too low: their tokens, the ratio reached and
    the ratio required.
    """
    pairs = (
        (text, ground, colour.contrast(table[text], table[ground]), asked)
        for text, ground, asked in colour.promises(text_contrast)
    )
    return [pair for pair in pairs if pair[2] < pair[3] - _HAIR]


def _ratio(value: float) -> str:
    """A ratio cut to one decimal, so that it is never rounded up to the required ratio."""
    return f"{int(value * 10) / 10:g}"


CHECK = Check(
    id="contrast",
    stage="content",
    reads=Clinic,
    severity=Severity.ERROR,
    summary="Text in a clinic's colours is legible, in greyscale too.",
    run=_run,
    breaks="what the brand colour prints cannot be read",
    finds="a pair of text and ground, in colour, large print or toner-saving print, that reaches"
    " less than 4.5 to 1 (large print 7, lines that carry meaning 3); a note when the brand colour"
    " itself is too pale for text, since a darker shade is printed instead",
    mend="choose a darker colour, or accept the shade",
    why="WCAG 2.2, SC 1.4.3, 1.4.6 and 1.4.11. The ratio depends on luminance alone, so it is the"
    " same on a grey copier.",
)
