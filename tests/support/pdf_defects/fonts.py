"""Defects of fonts: embedding, widths, and the way from glyphs to Unicode."""

import re
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from .editing import code, copy_of, rewrite
from .kinds import declared, defect
from .reading import Leaflet, Run, operator, to_unicode

REGULAR = re.compile(r"Source-Sans-3,?$")
BOLD = re.compile(r"3-Bold$")
SEMI_BOLD = re.compile(r"3-Semi-Bold$")


def font(pdf: pikepdf.Pdf, name: re.Pattern[str]) -> pikepdf.Object:
    """The font of all pages whose name matches."""
    for found in pdf.pages[0].Resources["/Font"].values():
        if name.search(str(found["/BaseFont"])):
            return found
    raise AssertionError(f"no font {name.pattern}")


def descendant(found: pikepdf.Object) -> pikepdf.Object:
    """The CID font of a composite font."""
    return found["/DescendantFonts"][0]


def descriptor(found: pikepdf.Object) -> pikepdf.Object:
    """The font descriptor of a composite font."""
    return descendant(found)["/FontDescriptor"]


def entry(number: int, text: str) -> str:
    """A line of a ToUnicode map."""
    return f"<{number:04x}> <{text.encode('utf-16-be').hex()}>"


def map_to(pdf: pikepdf.Pdf, found: pikepdf.Object, changes: dict[str, str]) -> None:
    """Write a ToUnicode map in which characters are replaced by others."""
    cmap = found["/ToUnicode"].read_bytes().decode("ascii")
    for number, text in to_unicode(found).items():
        if text in changes:
            assert entry(number, text) in cmap
            cmap = cmap.replace(entry(number, text), entry(number, changes[text]))
    assert cmap.encode() != found["/ToUnicode"].read_bytes()
    found["/ToUnicode"] = pdf.make_stream(cmap.encode())


def numbers_of(found: pikepdf.Object, char: str) -> list[int]:
    """The glyph codes that stand for a character."""
    return [number for number, text in to_unicode(found).items() if text == char]


@defect("a font that is not embedded", "a4", "fonts")
def not_embedded(pdf: pikepdf.Pdf) -> None:
    """The font file of the bold font is missing."""
    del descriptor(font(pdf, BOLD))["/FontFile2"]


@defect("a font file cut short", "large-print", "fonts")
def file_cut_short(pdf: pikepdf.Pdf) -> None:
    """Only the first part of the semi-bold font is left."""
    file = descriptor(font(pdf, SEMI_BOLD))["/FontFile2"]
    data = file.read_bytes()
    file.write(data[: len(data) // 3])


@defect("a font file of another font", "a5-booklet", "fonts")
def file_of_other_font(pdf: pikepdf.Pdf) -> None:
    """The semi-bold font is embedded as the regular one; some glyphs are not there."""
    good, other = descriptor(font(pdf, REGULAR)), descriptor(font(pdf, SEMI_BOLD))
    good["/FontFile2"] = other["/FontFile2"]


@defect("a font without a Unicode map", "trifold", "fonts")
def no_unicode(pdf: pikepdf.Pdf) -> None:
    """The words of the regular font cannot be read."""
    del font(pdf, REGULAR)["/ToUnicode"]


@defect("digits that mean other digits", "a5-booklet", "fonts")
def digits_lie(pdf: pikepdf.Pdf) -> None:
    """In the regular font 7 and 4 are each other in the Unicode map."""
    map_to(pdf, font(pdf, REGULAR), {"7": "4", "4": "7"})


@defect("a number that means another number in one place", "a4", "fonts")
def one_number_lies(pdf: pikepdf.Pdf) -> None:
    """A copy of a font, used for one line only, maps 7 to 1."""
    run = Leaflet(pdf).run("77 in 100")
    fonts = pdf.pages[run.page].Resources["/Font"]
    copy = pdf.make_indirect(copy_of(fonts[run.font]))
    map_to(pdf, copy, {"7": "1"})
    fonts["/Other"] = copy
    use_font(pdf, run, "/Other")


def use_font(pdf: pikepdf.Pdf, run: Run, name: str) -> None:
    """Set a run in another font."""

    def change(operators: list[Any]) -> None:
        at = next(i for i in range(run.begin, run.end) if operator(operators[i]) == "Tf")
        operators[at] = code(pdf, f"BT {name} {run.size} Tf ET")[1]

    rewrite(pdf, run.page, change)


@defect("a letter without Unicode", "trifold", "fonts")
def letter_without_unicode(pdf: pikepdf.Pdf) -> None:
    """The bold letter w is not in the Unicode map."""
    found = font(pdf, BOLD)
    cmap = found["/ToUnicode"].read_bytes().decode("ascii")
    (number,) = numbers_of(found, "w")
    shorter = cmap.replace(entry(number, "w") + "\n", "", 1)
    assert shorter != cmap
    counts = re.compile(r"(\d+) beginbfchar((?:(?!endbfchar).)*)endbfchar", re.DOTALL)
    fixed = counts.sub(
        lambda m: f"{m[2].count('> <')} beginbfchar{m[2]}endbfchar",
        shorter,
    )
    found["/ToUnicode"] = pdf.make_stream(fixed.encode())


@defect("a letter that means a byte order mark", "large-print", "fonts")
def letter_means_bom(pdf: pikepdf.Pdf) -> None:
    """The letter k of the regular font is mapped to U+FEFF."""
    map_to(pdf, font(pdf, REGULAR), {"k": "\ufeff"})


@defect("a sign that means a private character", "large-print", "fonts")
def private_character(pdf: pikepdf.Pdf) -> None:
    """The ampersand of A&E is mapped to the private use area."""
    map_to(pdf, font(pdf, REGULAR), {"&": "\ue026"})


@defect("wrong glyph widths", "large-print", "fonts")
def wrong_widths(pdf: pikepdf.Pdf) -> None:
    """The widths of the bold font are three quarters of those in its file."""
    found = descendant(font(pdf, BOLD))
    entries: list[Any] = list(found["/W"])
    for place in range(1, len(entries), 2):
        entries[place] = Array([round(float(width) * 0.75) for width in entries[place]])
    found["/W"] = Array(entries)


@defect("a font without a glyph map", "a5-booklet", "fonts")
def no_glyph_map(pdf: pikepdf.Pdf) -> None:
    """CIDToGIDMap is missing, so nobody knows which glyph is meant."""
    del descendant(font(pdf, SEMI_BOLD))["/CIDToGIDMap"]


@defect("digits that look like other digits", "trifold", "fonts")
def digits_look_wrong(pdf: pikepdf.Pdf) -> None:
    """The glyph map paints 6 for 8 and 8 for 6; the text is right."""
    found = font(pdf, REGULAR)
    sixes, eights = numbers_of(found, "6"), numbers_of(found, "8")
    assert sixes
    assert len(sixes) == len(eights)
    glyph = list(range(65536))
    for six, eight in zip(sorted(sixes), sorted(eights), strict=True):
        glyph[six], glyph[eight] = eight, six
    data = b"".join(number.to_bytes(2) for number in glyph)
    descendant(found)["/CIDToGIDMap"] = pdf.make_stream(data)


@defect("words set from top to bottom", "a4", "fonts")
def vertical_words(pdf: pikepdf.Pdf) -> None:
    """The semi-bold font has a vertical encoding."""
    found = font(pdf, SEMI_BOLD)
    assert str(found["/Encoding"]) == "/Identity-H"
    found["/Encoding"] = Name("/Identity-V")


@defect("a line set in a font that is not in the file", "a5-booklet", "fonts")
def standard_font(pdf: pikepdf.Pdf) -> None:
    """A page number is set in Helvetica, which is not embedded."""
    run = next(run for run in Leaflet(pdf).runs(12) if run.text == "13")
    fonts = pdf.pages[run.page].Resources["/Font"]
    fonts["/Plain"] = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )

    def change(operators: list[Any]) -> None:
        at = next(i for i in range(run.begin, run.end) if operator(operators[i]) == "Tf")
        operators[at] = code(pdf, f"BT /Plain {run.size} Tf ET")[1]
        operators[run.shown] = code(pdf, "BT (13) Tj ET")[1]

    rewrite(pdf, run.page, change)


DEFECTS = declared(globals())
