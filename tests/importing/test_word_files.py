"""What Word files hold beside plain text is kept or named: boxes, notes, changes, drawings."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from leaflet.content.leaflet_file import parse_leaflet
from leaflet.importing import RefusedError
from tests.support.articles import body, drafted, told
from tests.support.word_files import (
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

START = heading("A wound") + paragraph("A wound heals. Keep it dry.")
SHAPE = "<wps:wsp><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp>"
DELETED = "<w:del><w:r><w:delText>old words</w:delText></w:r></w:del>"


def _picture(form: str = "PNG", size: tuple[int, int] = (800, 400)) -> bytes:
    made = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(made, form)
    return made.getvalue()


def test_a_text_box_stands_behind_its_paragraph(tmp_path: Path) -> None:
    inner = SHAPE.format(paragraph("Call the ward first."))
    content = f"<w:txbxContent>{paragraph('Call the ward first.')}</w:txbxContent>"
    old = f"<w:pict><v:textbox>{content}</v:textbox></w:pict>"
    box = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{inner}</w:drawing></mc:Choice>'
    )
    box += f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    draft = drafted(tmp_path, "a.docx", word_file(START, paragraph("See.", f"<w:r>{box}</w:r>")))
    assert body(draft).count("Call the ward first.") == 1
    assert "See.\n\nCall the ward first." in body(draft)
    assert "a text box stands behind its paragraph" in told(draft)


def test_a_text_box_without_an_older_form_is_kept(tmp_path: Path) -> None:
    inner = SHAPE.format(paragraph("Only here."))
    choice = f'<mc:Choice Requires="wps"><w:drawing>{inner}</w:drawing></mc:Choice>'
    box = f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"
    assert "Only here." in body(
        drafted(tmp_path, "a.docx", word_file(START, paragraph("See.", box)))
    )


def test_notes_stay_with_their_words(tmp_path: Path) -> None:
    mark = '<w:r><w:{}Reference w:id="2"/></w:r>'
    parts = {
        f"word/{kind}s.xml": part(
            f"w:{kind}s", f'<w:{kind} w:id="2">{paragraph(f"Words of the {kind}.")}</w:{kind}>'
        )
        for kind in ("footnote", "endnote")
    }
    text = paragraph("Wash it", mark.format("footnote"), " and dry it", mark.format("endnote"), ".")
    draft = drafted(tmp_path, "a.docx", word_file(START, text, heading("Later"), parts=parts))
    assert "Wash it[^1] and dry it[^2]." in body(draft)
    assert "[^1]: Words of the footnote." in body(draft).split("## Later")[0]
    assert "[^2]: Words of the endnote." in body(draft)
    assert "an end note became a note" in told(draft)


def test_of_tracked_changes_the_final_text_is_taken(tmp_path: Path) -> None:
    new = f"<w:ins>{run('new words')}</w:ins>"
    draft = drafted(tmp_path, "a.docx", word_file(START, paragraph("The ", DELETED, new, " stay.")))
    assert "The new words stay." in body(draft)
    assert "deleted words are not in the draft: old words" in told(draft)
    assert "inserted words are in the draft" in told(draft)


def test_comments_running_heads_and_drawings_are_named(tmp_path: Path) -> None:
    parts: dict[str, str | bytes] = {
        "word/comments.xml": part(
            "w:comments",
            f'<w:comment w:id="1" w:author="Bo">{paragraph("Is this so?")}</w:comment>',
        ),
        "word/header1.xml": part("w:hdr", paragraph("Trust 42")),
        "word/footer1.xml": part("w:ftr", paragraph("Leaflet W7")),
        "word/diagrams/data1.xml": part("w:x", "<a:p><a:r><a:t>First, then</a:t></a:r></a:p>"),
        "word/media/image1.emf": b"\x01\x00\x00\x00" + b"\0" * 100,
        "word/_rels/document.xml.rels": relations(("r1", "image", "media/image1.emf")),
        "word/vbaProject.bin": b"macro",
    }
    body_ = (START, paragraph(picture("r1", "a curve")))
    draft = drafted(tmp_path, "a.docx", word_file(*body_, parts=parts))
    for text in (
        "a comment by Bo: Is this so?",
        "a running head: Trust 42",
        "a running foot: Leaflet W7",
        "a SmartArt drawing: First, then",
        "the picture image1.emf: it is EMF",
        "a curve",
        "macros, which were neither read nor run",
    ):
        assert text in told(draft)


@pytest.mark.parametrize(
    ("form", "name"), [("PNG", "x-1.png"), ("JPEG", "x-1.jpg"), ("GIF", "x-1.png")]
)
def test_pictures_become_figures(tmp_path: Path, form: str, name: str) -> None:
    parts: dict[str, str | bytes] = {
        "word/media/p.bin": _picture(form),
        "word/_rels/document.xml.rels": relations(("r1", "image", "media/p.bin")),
    }
    text = paragraph("Before.", picture("r1", "A grey field"))
    draft = drafted(tmp_path, "a.docx", word_file(START, text, parts=parts))
    assert "Before.\n\n![](figure:x-1)" in body(draft)
    assert (draft.figures[0].file, draft.figures[0].alt) == (name, "A grey field")


def test_a_picture_without_words_asks_for_them(tmp_path: Path) -> None:
    parts: dict[str, str | bytes] = {
        "word/media/p.png": _picture(),
        "word/_rels/document.xml.rels": relations(("r1", "image", "media/p.png")),
    }
    draft = drafted(tmp_path, "a.docx", word_file(START, paragraph(picture("r1")), parts=parts))
    assert 'alt: "TODO: say what the picture shows"' in draft.text
    assert "nobody has said what the picture x-1.png shows" in told(draft)


def test_a_picture_of_few_pixels_is_not_printed_large(tmp_path: Path) -> None:
    parts: dict[str, str | bytes] = {
        "word/media/p.png": _picture(size=(200, 100)),
        "word/media/dot.png": _picture(size=(3, 3)),
        "word/_rels/document.xml.rels": relations(
            ("r1", "image", "media/p.png"), ("r2", "image", "media/dot.png")
        ),
    }
    text = paragraph(picture("r1", "A field"), picture("r2"))
    draft = drafted(tmp_path, "a.docx", word_file(START, text, parts=parts))
    made = Image.open(io.BytesIO(draft.figures[0].data))
    assert made.width == 750
    assert len(draft.figures) == 1
    assert "3 by 3 pixels" in told(draft)


def test_formulas_fields_and_hidden_words(tmp_path: Path) -> None:
    formula = "<m:oMath><m:r><m:t>BMI=kg</m:t></m:r></m:oMath>"
    field = f'<w:fldSimple w:instr=" REF x ">{run("chapter two")}</w:fldSimple>'
    hidden = run("secret", "<w:vanish/>")
    text = paragraph("So ", formula, " as in ", field, hidden, ".")
    draft = drafted(tmp_path, "a.docx", word_file(START, text))
    assert "So BMI=kg as in chapter two." in body(draft)
    assert "hidden words: secret" in told(draft)


def test_a_table_of_contents_is_left_out_and_named(tmp_path: Path) -> None:
    contents = paragraph("A wound ......... 3", style="TOC1")
    draft = drafted(tmp_path, "a.docx", word_file(contents, START))
    assert "....." not in body(draft)
    assert "a line of a table of contents: A wound" in told(draft)


def test_cells_that_are_empty_or_span_rows(tmp_path: Path) -> None:
    cell = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>"
    rows = [
        cell.format("", paragraph("Day")) + cell.format("", paragraph("Meal")),
        cell.format('<w:vMerge w:val="restart"/>', paragraph("One"))
        + cell.format("", paragraph("Soup") + paragraph("Bread")),
        cell.format("<w:vMerge/>", paragraph("")) + cell.format("", paragraph("")),
    ]
    text = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    draft = drafted(tmp_path, "a.docx", word_file(START, text))
    assert "| Day | Meal |\n|---|---|\n| One | Soup; Bread |\n| One | – |" in body(draft)
    assert "an empty cell of a table became –" in told(draft)
    assert "the first row of a table was taken for its headings" in told(draft)


def test_a_table_of_many_columns_or_rows_loses_nothing(tmp_path: Path) -> None:
    wide = table([f"Head {n}" for n in range(9)], [f"cell {n}" for n in range(9)])
    long = table(["Drug", "Dose"], *([f"drug {n}", "words " * 5] for n in range(240)))
    draft = drafted(tmp_path, "a.docx", word_file(START, wide, long))
    assert all(f"Head {n}: cell {n}" in body(draft) for n in range(9))
    assert all(f"drug {n} |" in body(draft) for n in range(240))
    assert parse_leaflet(draft.path, draft.text).value is not None


def test_lists_deeper_than_three_levels_stay_lists(tmp_path: Path) -> None:
    items = [bullet(f"level {n}", n) for n in range(5)]
    draft = drafted(tmp_path, "a.docx", word_file(START, *items, paragraph("After.")))
    assert "- level 0\n  - level 1\n    - level 2\n    - level 3\n    - level 4\n\nAfter." in body(
        draft
    )


def test_a_numbered_list_goes_on_after_a_paragraph(tmp_path: Path) -> None:
    items = (number("a"), number("b"), paragraph("Wait."), number("c"))
    assert "1. a\n2. b\n\nWait.\n\n3. c" in body(
        drafted(tmp_path, "a.docx", word_file(START, *items))
    )


def test_a_file_without_text_is_refused(tmp_path: Path) -> None:
    parts: dict[str, str | bytes] = {
        "word/media/p.png": _picture(),
        "word/_rels/document.xml.rels": relations(("r1", "image", "media/p.png")),
    }
    with pytest.raises(RefusedError, match="a scan"):
        drafted(tmp_path, "a.docx", word_file(paragraph(picture("r1")), parts=parts))
    with pytest.raises(RefusedError, match="no text"):
        drafted(tmp_path, "b.docx", word_file(paragraph("")))
