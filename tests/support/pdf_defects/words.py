"""Defects of words that a screen reader reads in place of the painted ones."""

from typing import Any

import pikepdf
from pikepdf import String

from .editing import copy_of, retype, rewrite
from .kinds import declared, defect
from .reading import Leaflet, Run


def add_property(pdf: pikepdf.Pdf, run: Run, key: str, value: str) -> None:
    """Add an entry to the property list of the mark of a run."""

    def change(operators: list[Any]) -> None:
        tag, properties = operators[run.opened].operands
        copy = copy_of(properties)
        copy[key] = String(value)
        operators[run.opened] = pikepdf.ContentStreamInstruction(
            [tag, copy], operators[run.opened].operator
        )

    rewrite(pdf, run.page, change)


@defect("ActualText of a mark that turns the sense of a line", "a4", "words")
def actual_text_of_mark(pdf: pikepdf.Pdf) -> None:
    """'Do not stop any prescribed medicine' is read without 'not'."""
    run = Leaflet(pdf).run("Do not stop any prescribed medicine")
    add_property(pdf, run, "/ActualText", run.text.replace("Do not stop", "Stop"))


@defect("ActualText of a paragraph that lies", "a5-booklet", "words")
def actual_text_of_paragraph(pdf: pikepdf.Pdf) -> None:
    """The paragraph on pregnancy says the opposite."""
    paragraph = Leaflet(pdf).find("P", "It may be better for you to wait")
    paragraph["/ActualText"] = String("You need not wait if you are pregnant or breastfeeding.")


@defect("ActualText that stands for a whole section", "large-print", "words")
def actual_text_of_section(pdf: pikepdf.Pdf) -> None:
    """All warning signs are read as the heading alone."""
    section = Leaflet(pdf).find("H2", "When to get help")["/P"]
    section["/ActualText"] = String("When to get help")


@defect("empty ActualText that hides a paragraph", "trifold", "words")
def empty_actual_text(pdf: pikepdf.Pdf) -> None:
    """The warning about medicines is not read."""
    Leaflet(pdf).find("P", "Do not stop any prescribed")["/ActualText"] = String("")


@defect("ActualText on the cell of a table with another number", "a4", "words")
def actual_text_of_cell(pdf: pikepdf.Pdf) -> None:
    """The result of a trial is read as 84 of 100."""
    cell = Leaflet(pdf).find("TD", "48 of 100")
    cell["/ActualText"] = String("84 of 100; without it 0 of 100")


@defect("Alt on a paragraph that hides its words", "a4", "words")
def alt_of_paragraph(pdf: pikepdf.Pdf) -> None:
    """A reader that trusts Alt does not read the paragraph."""
    Leaflet(pdf).find("P", "In the one trial of filler")["/Alt"] = String("Text")


@defect("an expansion that lies", "trifold", "words")
def expansion_lies(pdf: pikepdf.Pdf) -> None:
    """/E of 'See your GP' names another profession."""
    Leaflet(pdf).find("H3", "See your GP")["/E"] = String("See your beauty therapist")


@defect("an element with the language of another country", "trifold", "words")
def element_language(pdf: pikepdf.Pdf) -> None:
    """English words are read with a French voice."""
    Leaflet(pdf).find("H2", "What are the risks?")["/P"]["/Lang"] = String("fr-FR")


@defect("a mark with the language of another country", "a5-booklet", "words")
def mark_language(pdf: pikepdf.Pdf) -> None:
    """A line in the content stream says that it is German."""
    add_property(pdf, Leaflet(pdf).run("Sudden swelling of the lips"), "/Lang", "de-DE")


@defect("no language of the document", "a5-booklet", "words")
def no_language(pdf: pikepdf.Pdf) -> None:
    """/Lang of the catalog is missing."""
    del pdf.Root["/Lang"]


@defect("the wrong language of the document", "a4", "words")
def wrong_language(pdf: pikepdf.Pdf) -> None:
    """The catalog says that the document is German."""
    assert str(pdf.Root["/Lang"]) == "en-GB"
    pdf.Root["/Lang"] = String("de-DE")


@defect("a language tag that does not exist", "large-print", "words")
def invalid_language(pdf: pikepdf.Pdf) -> None:
    """No voice can be chosen for the language of the Document element."""
    root = Leaflet(pdf).root
    assert "/Lang" in root
    root["/Lang"] = String("xx-invalid-12345")


@defect("a language tag that is not well formed", "trifold", "words")
def malformed_language(pdf: pikepdf.Pdf) -> None:
    """The catalog has an underscore in its language tag."""
    assert "/Lang" in pdf.Root
    pdf.Root["/Lang"] = String("english_UK")


@defect("two digits of a phone number exchanged in its text only", "trifold", "words")
def phone_digits_exchanged(pdf: pikepdf.Pdf) -> None:
    """The eye reads 906, the link calls 960."""
    leaflet = Leaflet(pdf)
    link = leaflet.find("Link", "01632 960 140", nth=1)
    retype(pdf, leaflet.painted(link)[0], "960", "906")


@defect("the word not left out of the painted text", "large-print", "words")
def word_not_lost(pdf: pikepdf.Pdf) -> None:
    """'This is not for you' becomes 'This is for you'."""
    leaflet = Leaflet(pdf)
    paragraph = leaflet.find("P", "Under 18?")
    run = next(run for run in leaflet.painted(paragraph) if "is not for you" in run.text)
    retype(pdf, run, "is not for", "is for")


@defect("a number changed in the painted text", "a5-booklet", "words")
def number_changed(pdf: pikepdf.Pdf) -> None:
    """The depth of the needle becomes 9 mm."""
    run = Leaflet(pdf).run("They go up to about 4 mm deep")
    retype(pdf, run, "4 mm", "9 mm")


@defect("a letter lost from a word", "a4", "words")
def letter_lost(pdf: pikepdf.Pdf) -> None:
    """'hyaluronic' loses a letter in the list of words."""
    leaflet = Leaflet(pdf)
    retype(pdf, leaflet.painted(leaflet.find("LBody", "hyaluronic acid"))[0], "ronic", "onic")


DEFECTS = declared(globals())
