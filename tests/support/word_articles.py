"""Word files as articles of their own: with styles, without, with changes, and a discharge card."""

from __future__ import annotations

import io

from tests.support.word_files import (
    AGAIN,
    bullet,
    heading,
    number,
    paragraph,
    part,
    picture,
    relations,
    run,
    table,
    word_file,
)

DIAGRAM = '<wp:inline><wp:docPr id="4" name="Diagram"/></wp:inline>'
BOLD = "<w:b/>"


def grey_field(form: str = "PNG") -> bytes:
    """A picture that is wide enough to be printed."""
    from PIL import Image

    made = io.BytesIO()
    Image.linear_gradient("L").resize((800, 300)).convert("RGB").save(made, form)
    return made.getvalue()


def _bold(text: str) -> str:
    return paragraph(run(text, BOLD))


def _note(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def _notes(*texts: str) -> str:
    made = "".join(
        f'<w:footnote w:id="{number}">{paragraph(text)}</w:footnote>'
        for number, text in enumerate(texts, 2)
    )
    return part("w:footnotes", made)


def _field(instruction: str, shown: str) -> str:
    """A field as Word writes it: its instruction and what it shows, between three marks."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    said = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
    return mark.format("begin") + said + mark.format("separate") + run(shown) + mark.format("end")


def with_styles() -> bytes:
    """Styles, lists of three levels, numbers that begin again, a table, a note, a picture."""
    body = (
        paragraph(_field(' TOC \\o "1-2" ', "What is a wisdom tooth? 2"), style="TOC1"),
        paragraph("Having a wisdom tooth out", style="Title"),
        paragraph("An example leaflet of the Example Dental Unit."),
        heading("What is a wisdom tooth?"),
        paragraph("It is the last tooth at the back. ", run("Most people", "<w:i/>"),
                  " have four", _note(2), "."),
        bullet("two at the top"),
        bullet("two at the bottom"),
        bullet("some lie across", 1),
        bullet("and touch a nerve", 2),
        bullet("some never come through", 1),
        paragraph("If you are pregnant, you must not take this."),
        heading("Before your operation"),
        number("Eat a light meal."),
        number("Brush your teeth."),
        paragraph("On the ward:"),
        number("Put on the gown.", AGAIN),
        number("Take off rings.", AGAIN),
        heading("On the day"),
        table(["When", "What happens"], ["8.30", "You come in"], ["10.00", "The tooth comes out"]),
        paragraph("You may wait for some hours; bring a book."),
        heading("Risks"),
        paragraph("Bleeding, swelling", run("2", '<w:vertAlign w:val="superscript"/>'),
                  " and a stiff jaw."),
        heading("A numb lip", 2),
        paragraph("It may last for weeks."),
        heading("Looking after your mouth"),
        paragraph(picture("r1", "How to hold the syringe")),
        paragraph("Rinse gently, from the second day on.", style="Caption"),
        heading("Who to call"),
        paragraph("Ring the unit on 01632 960 700 and ask for Sister Bea Example."),
    )  # fmt: skip
    parts: dict[str, str | bytes] = {
        "word/footnotes.xml": _notes("Some people have none at all."),
        "word/media/syringe.jpeg": grey_field("JPEG"),
        "word/_rels/document.xml.rels": relations(("r1", "image", "media/syringe.jpeg")),
    }
    return word_file(*body, parts=parts)


def without_styles() -> bytes:
    """Bold lines for headings, typed lists, running heads with page numbers."""
    body = (
        paragraph(run("Mending a broken wrist", "<w:b/><w:sz w:val='36'/>")),
        _bold("What happens in the clinic"),
        paragraph("A nurse looks at your wrist. Then a doctor talks with you about the plan, ",
                  run("and you sign a form", BOLD), "."),
        _bold("Do not eat for six hours before you come."),
        _bold("What to bring:"),
        paragraph("-", "<w:r><w:tab/></w:r>", "your glasses"),
        paragraph("-", "<w:r><w:tab/></w:r>", "a list of your tablets"),
        paragraph("Leave rings at home."),
        paragraph(run("Going home ", BOLD), run("with a cast", BOLD)),
        paragraph("Keep the arm up.", "<w:r><w:br/></w:r>", "Move your fingers every hour."),
        paragraph("1)", "<w:r><w:tab/></w:r>", "Make a fist."),
        paragraph("2)", "<w:r><w:tab/></w:r>", "Open it wide."),
        _bold("Side effects and risks"),
        paragraph("The bone may heal out of line. ",
                  "About 1 in 20 people in this made-up story had that."),
        _bold("Further reading"),
        paragraph(_field(' HYPERLINK "https://wrist.example/more" ', "More about wrists")),
        paragraph("Example Trust, 4 Sample Road, Exampleton EX1 3AA. Reviewed by Dr Ann Example."),
    )  # fmt: skip
    page = paragraph("Page ", _field(" PAGE ", "2"), " of ", _field(" NUMPAGES ", "3"))
    return word_file(*body, parts={
        "word/header1.xml": part("w:hdr", paragraph("Orthopaedic department")),
        "word/footer1.xml": part("w:ftr", page),
    })  # fmt: skip


def with_changes() -> bytes:
    """Tracked changes, comments, a text box, SmartArt and EMF."""
    box = paragraph(run("Phone first", BOLD)) + paragraph("01632 960 810, all day.")
    shape = f"<wps:wsp><wps:txbx><w:txbxContent>{box}</w:txbxContent></wps:txbx></wps:wsp>"
    old = f"<w:pict><v:textbox><w:txbxContent>{box}</w:txbxContent></v:textbox></w:pict>"
    drawing = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing>'
        f"</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    deleted = '<w:del w:id="1">{}</w:del>'.format("<w:r><w:delText>two weeks ago</w:delText></w:r>")
    inserted = f'<w:ins w:id="2">{run("three days")}</w:ins>'
    joined = (
        "<w:p><w:pPr><w:rPr><w:del w:id='3'/></w:rPr></w:pPr>"
        f"{run('The drip stays in overnight ')}</w:p>"
    )
    comment = (
        '<w:commentRangeStart w:id="1"/>', run("A nurse changes it."),
        '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>',
    )  # fmt: skip
    body = (
        heading("Your drip"),
        heading("Why do I have a drip?", 2),
        paragraph("It gives you fluid for ", deleted, inserted, "."),
        joined,
        paragraph("and comes out in the morning."),
        heading("What to expect", 2),
        paragraph(*comment, drawing),
        paragraph(f"<w:r><w:drawing>{DIAGRAM}</w:drawing></w:r>"),
        paragraph(picture("r1", "a curve of the pressure")),
        f'<w:moveTo w:id="7">{paragraph("You can walk with it.")}</w:moveTo>',
        heading("Problems that may happen", 2),
        bullet("The arm swells."),
        paragraph(f'<w:ins w:id="8">{run("The skin gets red.")}</w:ins>', list_id="1"),
        paragraph("Tell us at once."),
    )  # fmt: skip
    parts: dict[str, str | bytes] = {
        "word/comments.xml": part(
            "w:comments",
            f'<w:comment w:id="1" w:author="Cy">{paragraph("Each day?")}</w:comment>',
        ),
        "word/diagrams/data1.xml": part(
            "w:x", "<a:p><a:r><a:t>Bag</a:t></a:r></a:p><a:p><a:r><a:t>Tube</a:t></a:r></a:p>"
        ),
        "word/media/image1.emf": b"\x01\x00\x00\x00" + b"\0" * 100,
        "word/_rels/document.xml.rels": relations(("r1", "image", "media/image1.emf")),
    }
    return word_file(*body, parts=parts)


def discharge_card() -> bytes:
    """Help levels, what to do and not to do, boxes to tick, doses, times."""
    body = (
        paragraph("Going home after a made-up operation", style="Title"),
        heading("When to get help"),
        paragraph(run("Call 999 or go to A&E", BOLD), " if you have:"),
        bullet("pain in your chest"),
        bullet("bleeding that does not stop"),
        paragraph("Call 111 if:"),
        bullet("you have a high temperature"),
        bullet("you are sick again and again"),
        paragraph("See your GP if:"),
        bullet("the wound is sore after a week"),
        paragraph("If you are pregnant, you must not take this."),
        heading("Your tablets"),
        table(["Tablet", "How much", "How often"], ["Examplol", "10 mg", "twice a day"],
              ["Samplate", "5 ml", "at night"]),
        paragraph("Tomorrow:"),
        paragraph("8am: Examplol with food"),
        paragraph("1pm: nothing"),
        paragraph("10.30pm: Samplate"),
        paragraph("After that go on as the table says."),
        heading("Do and do not"),
        heading("Do", 2),
        bullet("walk a little every hour"),
        bullet("drink water"),
        heading("Do not", 2),
        bullet("lift more than a kettle"),
        bullet("drive"),
        paragraph("You can work again after two weeks."),
        heading("Before you leave the ward"),
        paragraph("☐ I have my tablets"),
        paragraph("☐ I have somebody with me"),
        paragraph("☐ I know who to ring"),
        heading("Coming back"),
        paragraph("Please bring:"),
        bullet("this card"),
        bullet("your tablets"),
        paragraph("We promise that you will be completely cured."),
    )  # fmt: skip
    return word_file(*body)


WORD_ARTICLES = {
    "styles.docx": with_styles,
    "no-styles.docx": without_styles,
    "changes.docx": with_changes,
    "discharge.docx": discharge_card,
}
