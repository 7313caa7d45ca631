"""Defects of content streams that PDF/A does not allow, and of glyph order."""

from typing import Any

import pikepdf
from pikepdf import String

from .editing import append_code, around, code, font_of, glyph_places, rewrite, show_again
from .kinds import declared, defect
from .reading import Leaflet, operator, to_unicode


def widths(font: pikepdf.Object) -> dict[int, float]:
    """The advance widths of a font, from /W with lists."""
    table: dict[int, float] = {}
    entries: list[Any] = list(font["/DescendantFonts"][0]["/W"])
    for start, values in zip(entries[::2], entries[1::2], strict=True):
        table |= {int(start) + i: float(value) for i, value in enumerate(values)}
    return table


def backwards(codes: list[int], width: dict[int, float]) -> list[bytes | int]:
    """Glyphs painted from the last to the first, each in its own place."""
    parts: list[bytes | int] = []
    pen, left = 0.0, sum(width[number] for number in codes)
    for number in reversed(codes):
        left -= width[number]
        parts += [round(pen - left), number.to_bytes(2)]
        pen = left + width[number]
    return parts


def blanks(font: pikepdf.Object) -> set[int]:
    """The codes of blank glyphs."""
    return {number for number, text in to_unicode(font).items() if not text.strip()}


@defect("letters painted from right to left", "a4", "order")
def letters_backwards(pdf: pikepdf.Pdf) -> None:
    """The heading looks right, but its text is reversed."""
    leaflet = Leaflet(pdf)
    (run,) = leaflet.painted(leaflet.find("H2", "Choosing who treats you"))
    width = widths(font_of(pdf, run))

    def change(parts: list[Any]) -> list[Any]:
        codes = [int.from_bytes(parts[place]) for place in glyph_places(parts)]
        return backwards(codes, width)

    show_again(pdf, run, change)


@defect("words glued at the end of a line", "a5-booklet", "words")
def words_glued(pdf: pikepdf.Pdf) -> None:
    """The blank glyph after the last word of a line is removed."""
    leaflet = Leaflet(pdf)
    run = leaflet.painted(leaflet.find("P", "Some people have raised scars"))[0]
    empty = blanks(font_of(pdf, run))

    def change(parts: list[Any]) -> list[Any]:
        last = glyph_places(parts)[-1]
        assert int.from_bytes(parts[last]) in empty
        return parts[:last]

    show_again(pdf, run, change)


@defect("blanks made by moves in place of glyphs", "trifold", "words")
def blanks_as_moves(pdf: pikepdf.Pdf) -> None:
    """The words of a line look apart but are one word in the text."""
    run = Leaflet(pdf).run("Keep a few days free")
    empty, width = blanks(font_of(pdf, run)), widths(font_of(pdf, run))

    def change(parts: list[Any]) -> list[Any]:
        for place in glyph_places(parts):
            number = int.from_bytes(parts[place])
            if number in empty:
                parts[place] = -round(width[number])
        return parts

    show_again(pdf, run, change)


@defect("glyph 0 in place of letters", "a5-booklet", "fonts")
def glyph_zero(pdf: pikepdf.Pdf) -> None:
    """The first word of a line is painted with .notdef."""
    run = Leaflet(pdf).run("Sudden swelling of the lips")

    def change(parts: list[Any]) -> list[Any]:
        for place in glyph_places(parts)[:6]:
            parts[place] = bytes(2)
        return parts

    show_again(pdf, run, change)


@defect("an unknown operator", "a4", "content")
def unknown_operator(pdf: pikepdf.Pdf) -> None:
    """The program of page 7 has an operator that PDF does not know."""

    def change(operators: list[Any]) -> None:
        operators.append(pikepdf.ContentStreamInstruction([1, 2], pikepdf.Operator("zz")))

    rewrite(pdf, 6, change)


@defect("colours for a printing press", "large-print", "content")
def cmyk(pdf: pikepdf.Pdf) -> None:
    """DeviceCMYK is used with an RGB output intent."""
    around(pdf, [Leaflet(pdf).run("How often is not known")], "q 0 0 0 1 k", "Q")


@defect("an unknown rendering intent", "a5-booklet", "content")
def rendering_intent(pdf: pikepdf.Pdf) -> None:
    """PDF/A allows the four standard intents only."""
    around(pdf, [Leaflet(pdf).run("Make-up can cover scars")], "q /Lively ri", "Q")


@defect("graphics states nested too deeply", "trifold", "content")
def nested_too_deeply(pdf: pikepdf.Pdf) -> None:
    """PDF/A allows 28 levels of q and Q."""
    append_code(pdf, 1, " ".join(["q"] * 29 + ["Q"] * 29))


@defect("a graphics state restored too often", "large-print", "content")
def restored_too_often(pdf: pikepdf.Pdf) -> None:
    """There is one Q more than q."""

    def change(operators: list[Any]) -> None:
        assert any(operator(one) == "Q" for one in operators)
        operators.extend(code(pdf, "q Q")[1:])

    rewrite(pdf, 8, change)


@defect("a drawing whose data lie in another file", "trifold", "content")
def external_data(pdf: pikepdf.Pdf) -> None:
    """The stream of a form names an external file."""
    forms = pdf.pages[0].Resources["/XObject"]
    form = next(one for _, one in forms.items() if str(one["/Subtype"]) == "/Form")
    form["/F"] = String("drawing.bin")


DEFECTS = declared(globals())
