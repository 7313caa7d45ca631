"""Traps in articles of each form: what must stand together in the draft, and what must be told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from leaflet.content.leaflet_file import parse_leaflet
from leaflet.importing import RefusedError
from tests.support.articles import body, drafted, told
from tests.support.word_files import bullet, heading, paragraph, run, table, word_file

PREGNANT = "If you are pregnant, you must not take this."
FEET = heading("About feet") + paragraph("Feet carry you.")
TAB, BREAK = "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>"


def _cells(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def _cell(*inner: str, span: int = 1) -> str:
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{"".join(inner)}</w:tc>'


def _large(text: str, size: int) -> str:
    return paragraph(run(text, f'<w:sz w:val="{size}"/>'))


def _box(*inner: str) -> str:
    shape = (
        f"<wps:wsp><wps:txbx><w:txbxContent>{''.join(inner)}</w:txbxContent></wps:txbx></wps:wsp>"
    )
    return f"<w:r><w:drawing>{shape}</w:drawing></w:r>"


@dataclass(frozen=True, slots=True)
class Trap:
    """A file with a trap: its name and bytes, and texts that its draft and its report hold."""

    name: str
    data: bytes | str
    holds: tuple[str, ...]
    tells: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


START = "Foot care\n\nWhat to do\n\n"
TRAPS = {
    trap.name: trap
    for trap in (
        # --- text
        Trap("letter-o.txt", f"{START}o  wash\no  dry\n   o  gently\n   o  well\no  look\n\nTell us.",
             ("- wash\n- dry\n  - gently\n  - well\n- look\n\nTell us.",), ("typed as a bullet",)),
        Trap("dashes.txt", f"{START}– wash – gently – each day\n-dry\n-look",
             ("- wash – gently – each day\n- dry\n- look",)),
        Trap("arrows.txt", f"{START}→ wash\n➔ dry\n=> walk", ("- wash\n- dry\n- walk",)),
        Trap("crosses.txt", f"{START}✓ walk\n✗ smoke\n❌ drive", ("- walk\n- smoke\n- drive",),
             ("a cross before words is left out: does it say what not to do?: smoke; drive",)),
        Trap("letters.txt", f"{START}a) wash\nb) dry\nc) walk\n\nThen rest.",
             ("1. wash\n2. dry\n3. walk\n\nThen rest.",), ("letters before the items of a list",)),
        Trap("behind-words.txt", f"{START}Do this: 1. Sit.\n2. Rest.", ("Do this:\n\n1. Sit.\n2. Rest.",)),
        Trap("goes-on.txt", f"{START}- Wear them for an hour,\nthen for two.\n- Walk.\n{PREGNANT}",
             (f"- Wear them for an hour, then for two.\n- Walk.\n\n{PREGNANT}",)),
        Trap("commas.txt", f"{START}- you are hot,\n- you are sick,\n- you are sore.",
             ("- you are hot,\n- you are sick,\n- you are sore.",)),
        Trap("numbered.txt", "Feet\n\n1. Washing\n\nUse soap.\n\n1. Rub.\n2. Rinse.\n\n2. Drying\n\nUse a towel.",
             ("## 1. Washing\n\nUse soap.\n\n1. Rub.\n2. Rinse.\n\n## 2. Drying",)),
        Trap("restart.txt", f"{START}1. Wash\n2. Dry\n1. Walk\n2. Sit", ("1. Wash\n2. Dry\n1) Walk\n2) Sit",)),
        Trap("levels.txt", "Feet\n\n1 Washing\n\n1.1 By hand\n\n1.1.1 Soap\n\nUse little of it.\n\n2 Drying\n\nDry.",
             ("## 1 Washing\n\n### 1.1 By hand\n\n#### 1.1.1 Soap\n\nUse", "## 2 Drying")),
        Trap("tabs.txt", "Feet\n\nHours\n\nMonday\t9 to 5\nTuesday\t9 to 12\nFriday\tclosed",
             ("Monday 9 to 5\\\nTuesday 9 to 12\\\nFriday closed",), ("columns made with tabs",)),
        Trap("typed-table.txt", f"{START}Age      Morning   Night\n2 to 5   5 ml      10 ml\n6 to 9   10 ml     15 ml",
             ("| Age | Morning | Night |\n|---|---|---|\n| 2 to 5 | 5 ml | 10 ml |",)),
        Trap("star.txt", f"{START}Wash your feet* each day.\n* Not in hot water.", (r"\*Not in hot water.",)),
        Trap("capitals.txt", f"{START}Ask at the GP. DO NOT WASH THEM AT THE GP OR HERE. Go on.",
             ("at the GP. **Do not wash them at the GP or here**. Go on.",), ("are names among them?",)),
        Trap("soft.txt", f"{START}The pa\u00adtient\u00a0is well\u200f and used a hair\u2010\ndryer well\u00ad\nbeing so.",
             ("The patient is well and used a hairdryer wellbeing so.",)),
        Trap("mixed-ends.txt", b"Feet\r\n\r\nWhat to do\r\rWash your feet each day.\n\n- a\r\n- b\r- c\n",
             ("Wash your feet each day.\n\n- a\n- b\n- c",)),
        Trap("utf16.txt", f"{START}Wash – “well”.".encode("utf-16"), ("Wash – “well”.",)),
        Trap("no-mark.txt", f"{START}Wash them each day.".encode("utf-16-le"), ("Wash them each day.",)),
        Trap("evidence.txt", f"{START}It is twice as likely. The risk is 1:2000. A trial of 240 people. Take 2.5 mg at 8:30.",
             ("twice as likely",), ("fact with its source: It is twice", "fact with its source: The risk is 1:2000.",
                                    "fact with its source: A trial of 240 people."), ("fact:",)),
        Trap("extension.txt", f"{START}Call 01632 960123 ext 45.", ("01632 960123 ext 45",),
             ("[words](clinic:phones.main): 01632 960123 ext 45",)),
        Trap("us.txt", "Feet\n\nWhen to call\n\nCall us if:\n- it hurts\n- it bleeds\n\nBye.",
             ("Call us if:\n\n- it hurts\n- it bleeds\n\nBye.",), ("perhaps the block help",), ("urgency",)),
        Trap("hospital.txt", "Feet\n\nWhen to go\n\nGo to the hospital straight away if:\n- it hurts\n- it bleeds",
             ("- it hurts\n- it bleeds",), (), ("call: clinic",)),
        # --- Markdown
        Trap("ones.md", f"# A\n\n1. Wash\n1. Dry\n1. Walk\n{PREGNANT}\n\n![a sock](x.png \"Wash at 30\")",
             (f"1. Wash\n2. Dry\n3. Walk\n\n{PREGNANT}",), ("a sock Wash at 30",)),
        # --- pages
        Trap("breaks.html", "<b>Feet</b><br><br>They carry you.<br><br><b>Washing</b><br>Wash.<br>Dry.<br><br><b>Walking</b><br>Walk.",
             ("## Washing\n\nWash.\\\nDry.\n\n## Walking",)),
        Trap("word.htm", "<body><p class=MsoTitle><o:p>Feet</o:p></p><h1>Washing</h1>"
             "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·&nbsp; </span>with water</p>"
             "<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o&nbsp; </span>warm</p><p>Done.</p>",
             ("## Washing\n\n- with water\n  - warm\n\nDone.",), (), ("o warm",)),
        Trap("google.html", "<style>.c5{font-weight:700}</style><p class='title'>Feet</p><h1>Washing</h1><p>Wash <span class=c5>well</span>.</p>"
             "<ul class='lst-kix_a-0'><li>water</li></ul><ul class='lst-kix_a-1'><li>warm</li></ul><ul class='lst-kix_a-0'><li>soap</li></ul>",
             ("Wash **well**.\n\n- water\n  - warm\n- soap",)),
        Trap("named.html", "<div class=x1><span><a href=a>Home</a></span></div><div id=main-content><h1>Feet</h1><p>They carry you all day.</p>"
             "<p>Wash them.</p></div><div class=legal>All rights.</div>",
             ("They carry you all day.",), ("outside of the main text: Home", "outside of the main text: All rights."), ("rights",)),
        Trap("beside.html", "<div><div><main><h1>Feet</h1><p>They carry you.</p></main></div><div>Other pages</div></div>",
             ("They carry you.",), ("outside of the main text: Other pages",)),
        Trap("last-line.html", f"<h1>A</h1><ul><li>if you drive<li>if you drink<br>{PREGNANT}</ul>",
             (f"- if you drink\n\n{PREGNANT}",), ("stands behind the list",)),
        Trap("nested.html", "<h1>A</h1><ul><li>one<div><ul><li>two</li></ul></div></li><li>three</li></ul>",
             ("- one\n  - two\n- three",)),
        Trap("spans.html", "<h1>A</h1><table><tr><th colspan=3>Doses</tr><tr><th>Age<th>Morning<th>Night</tr><tr><td>2 to 5<td colspan=2>5 ml</tr></table>",
             ("Table: Doses\n\n| Age | Morning | Night |\n|---|---|---|\n| 2 to 5 | 5 ml | 5 ml |",)),
        Trap("signs.html", "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>Words &x; here.</p>", ("Words",), (), ("root",)),
        # --- Word
        Trap("sizes.docx", word_file(_large("Feet", 40), _large("Washing", 32), _large("Wash them well each day.", 22), _large("By hand", 26),
                                     _large("Use soap, but only a little of it.", 22), _large("Drying", 32), _large("Dry them well.", 22)),
             ("## Washing\n\nWash them well each day.\n\n### By hand\n\nUse soap", "## Drying")),
        Trap("own-title.docx", word_file(paragraph("Caring for feet"), paragraph("A few words for all who come to see us."), FEET, heading("Risks"), paragraph("None.")),
             ("A few words",), ("the first line was taken for the title: Caring for feet",)),
        Trap("box.docx", word_file(FEET, _cells(_cell(paragraph(run("Take care", "<w:b/>")), paragraph("Not barefoot."))), paragraph("After the box.")),
             ("**Take care**\n\nNot barefoot.\n\nAfter the box.",), ("a table of one row",)),
        Trap("text-box.docx", word_file(FEET, paragraph("See.", _box(paragraph(run("Call us", "<w:b/>")), paragraph("All day."))), paragraph("After it.")),
             ("See.\n\n**Call us**\n\nAll day.\n\nAfter it.",)),
        Trap("columns.docx", word_file(FEET, _cells(_cell(paragraph(run("Left", "<w:b/>")), paragraph("A text on the left.")) + _cell(paragraph(run("Right", "<w:b/>")), paragraph("A text on the right.")))),
             ("## Left\n\nA text on the left.\n\n## Right\n\nA text on the right.",)),
        Trap("lists-in-cells.docx", word_file(FEET, table(["Time", "Food"], ["8:00", "bread"]), _cells(_cell(paragraph("9:00")) + _cell(bullet("nuts"), bullet("milk")), _cell(paragraph("10:00")) + _cell(paragraph("- tea"), paragraph("- soup")))),
             ("| 9:00 | nuts; milk |", "| 10:00 | tea; soup |")),
        Trap("both.docx", word_file(FEET, _cells(_cell(paragraph("Do")) + _cell(paragraph("Don’t")), _cell(bullet("walk"), bullet("drink")) + _cell(bullet("smoke")))),
             ("do:\n  - \"walk\"\n  - \"drink\"\ndont:\n  - \"smoke\"",), ("says these words itself: Do Don’t",)),
        Trap("span.docx", word_file(FEET, _cells(_cell(paragraph("Doses"), span=3), _cell(paragraph("Age")) + _cell(paragraph("Morning")) + _cell(paragraph("Night")),
                                           _cell(paragraph("2 to 5")) + _cell(paragraph("5 ml"), span=2))),
             ("Table: Doses", "| 2 to 5 | 5 ml | 5 ml |")),
        Trap("typed.docx", word_file(FEET, paragraph("a.", TAB, "wash"), paragraph("b.", TAB, "dry"), paragraph("Done.")), ("1. wash\n2. dry\n\nDone.",), (), ("columns",)),
        Trap("soft-return.docx", word_file(FEET, bullet("Wash."), paragraph(run("Dry."), BREAK, run(PREGNANT), list_id="1"), paragraph("End.")),
             (f"- Wash.\n- Dry.\n\n{PREGNANT}\n\nEnd.",)),
        Trap("bring.docx", word_file(FEET, heading("What to bring"), bullet("a towel"), bullet("slippers"), heading("End"), paragraph("Bye.")),
             ("## What to bring {role=preparing}\n\n```checklist\n- \"a towel\"",)),
        Trap("wide-span.docx", word_file(FEET, _cells(*[_cell(paragraph("x"), span=999_999_999) + _cell(paragraph("y"))] * 2)), ("x",)),
    )
}  # fmt: skip


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_is_no_trap(name: str, tmp_path: Path) -> None:
    trap = TRAPS[name]
    draft = drafted(tmp_path, name, trap.data)
    report = told(draft)
    for text in trap.holds:
        assert text in body(draft)
    for text in trap.tells:
        assert text in report
    for text in trap.lacks:
        assert text not in body(draft)
    assert "not known" not in report
    loaded = parse_leaflet(draft.path, draft.text)
    assert loaded.value is not None, loaded.findings


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Title\n\n" + "a\n" * 30_000, "more than 20,000 lines"),
        ("Title\n\n" + "a b " * 90_000, "more than 300,000 characters"),
    ],
)
def test_a_text_larger_than_any_leaflet_is_refused(text: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=reason):
        drafted(tmp_path, "a.txt", text)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 99_000, "Bring: " + " - a" * 30_000, "AB CD " * 20_000, "a" * 99_000 + "@",
        "5 in " * 20_000, " " * 99_000 + "x", "• a " * 900, "- a\n" * 5_000,
    ],
)  # fmt: skip
def test_a_text_of_one_sign_ends_in_a_draft_or_a_refusal(text: str, tmp_path: Path) -> None:
    try:
        draft = drafted(tmp_path, "a.txt", f"Title\n\n{text}")
    except RefusedError as refused:
        assert refused.hint  # noqa: PT017
    else:
        assert parse_leaflet(draft.path, draft.text).value is not None


def test_a_table_of_very_many_cells_is_refused(tmp_path: Path) -> None:
    rows = "<tr><td colspan=99 rowspan=99>x<td>y" * 300
    with pytest.raises(RefusedError, match="more than 20,000 cells"):
        drafted(tmp_path, "a.html", f"<h1>A</h1><table>{rows}</table>")


def test_items_that_end_in_a_word_of_any_phrase_are_not_joined(tmp_path: Path) -> None:
    items = ("the letter that we sent you", "a list of what you are allergic to", "your glasses")
    listed = "\n".join(f"- {item}" for item in items)
    draft = body(
        drafted(tmp_path, "visit.md", f"# Visit\n\n## Before\n\nPlease bring:\n\n{listed}\n")
    )
    assert [f'- "{item}"' in draft for item in items] == [True] * 3


def test_only_the_sentence_that_leads_to_signs_says_how_urgent_they_are(tmp_path: Path) -> None:
    lead = "Call 999 if it bleeds and does not stop. Call us if:"
    text = f"# Wound\n\n## Help\n\n{lead}\n\n- it is red\n- it is hot\n"
    assert "```help" not in body(drafted(tmp_path, "wound.md", text))
    alone = text.replace(lead, "Call 999 if:")
    assert "urgency: emergency" in body(drafted(tmp_path, "alone.md", alone))
