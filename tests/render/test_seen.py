"""Words that hide are found in the pixels, whatever hides them; what is legible passes."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pytest

from leaflet.checks.seen import CHECK
from leaflet.checks.subjects import OwnPages, RenderedEdition
from leaflet.compose.qr_code import _modules
from leaflet.core.diagnostics import MachineError, Severity
from leaflet.page.facts import NOT_CHECKED, PageFacts, Unseen
from leaflet.page.printed_text import PrintedText
from leaflet.planning.matrix import Selection
from leaflet.planning.plan import PlannedEdition
from leaflet.planning.planner import make_plan
from leaflet.render.renderer import render
from leaflet.render.seen.matrix_codes import matrix_codes
from leaflet.render.seen.page_images import DPI, rasterise, scale_for
from tests.support.printed import (
    TODAY,
    compose_edition,
    in_default_lane,
    rendered_edition,
    shipped,
    shipped_project,
    small_page,
)

pytestmark = pytest.mark.pdf

#: PDFs are measured in points: an inch has 72.
SIZES_PT = [(595, 842), (14_400, 14_400), (14_400, 3), (3, 14_400), (3, 3)]

BODY = (
    '<p class="lead">Before the words.</p>'
    '<div class="box"><p class="words">Call 999 if you cannot breathe.</p>'
    '<i class="after"></i></div>'
    '<p class="last">After the words.</p>'
)
PAGE = "@page { size: 100mm 80mm; margin: 8mm } p { font-size: 9pt; margin: 2mm 0 } "
COVER = "position: absolute; left: 0; top: 0; width: 84mm; height: 60mm; "

#: Styles each of which hides words of `BODY`, or makes them hard to read.
HIDING: Mapping[str, str] = {
    "white on white": ".words { color: #fff }",
    "nearly white": ".words { color: #eee }",
    "pale grey": ".words { color: #aaa }",
    "a pale yellow": ".words { color: #fd4 }",
    "black on black": ".words { background: #000 }",
    "colour of the box": ".box { background: #a11 } .words { color: #a11 }",
    "transparent": ".words { color: rgba(0, 0, 0, 0) }",
    "nearly transparent": ".words { color: rgba(0, 0, 0, .1) }",
    "opacity": ".words { opacity: .02 }",
    "opacity of the box": ".box { opacity: .15 }",
    "no opacity": ".words { opacity: 0 }",
    "invisible": ".words { visibility: hidden }",
    "a cover": f".after {{ {COVER} background: #fff }}",
    "a cover of the page": f"body::after {{ content: ''; {COVER} background: #fff }}",
    "a veil": f".after {{ {COVER} background: rgba(255, 255, 255, .8) }}",
    "a gradient": f".after {{ {COVER} background: linear-gradient(#fff, #fff) }}",
    "a later element": ".last { position: relative; top: -8mm; background: #fff }",
    "the half of a cover": f".after {{ {COVER} width: 20mm; background: #fff }}",
    "z-index": ".box { position: relative; z-index: -1 } .lead { background: #fff; height: 20mm;"
    " margin-bottom: -16mm }",
    "a border over it": f".after {{ {COVER} width: 0; border-left: 80mm solid #000 }}",
    "an outline over it": ".last { outline: 12mm solid #1a1a1a }",
    "smaller than legible": ".words { font-size: .1pt }",
    "letters on each other": ".words { letter-spacing: -.5em }",
    "words on each other": ".words { letter-spacing: -1em; word-spacing: -2em }",
    "lines on each other": ".words { width: 20mm; line-height: .1 }",
    "another text on it": ".last { margin-top: -6.1mm }",
    "moved away": ".words { transform: translate(-5000mm, 0) }",
    "moved to the edge": ".words { transform: translate(-12mm, 0) }",
    "turned": ".words { transform: rotate(180deg) }",
    "turned a little": ".words { transform: rotate(8deg) }",
    "mirrored": ".words { transform: scale(-1, 1) }",
    "scaled down": ".words { transform: scale(.3) }",
    "flattened": ".words { transform: scale(1, .1) }",
    "indented away": ".words { text-indent: -9999px; white-space: nowrap }",
    "pushed off": ".words { margin-left: 200mm; white-space: nowrap }",
    "struck through": ".words { text-decoration: line-through #000 }",
    "a line through it": ".after { display: block; position: relative; top: -4.2mm; height: .3mm;"
    " background: #a11 }",
    "underlined thickly": ".words { text-underline-offset: -4mm;"
    " text-decoration: underline 5mm #000 }",
    "its middle covered": ".after { display: block; position: relative; top: -4.8mm; height: 1mm;"
    " background: #fff }",
    "cut off": ".words { height: 0; overflow: hidden }",
    "cut off below": ".words { height: 1.6mm; overflow: hidden }",
    "cut off at the side": ".words { width: 10mm; white-space: nowrap; overflow: hidden }",
    "clipped": ".words { position: absolute; clip: rect(0, 1px, 1px, 0) }",
    "stripes of its colour": ".words { background: repeating-linear-gradient(90deg,"
    " #000 0, #000 1mm, #fff 1mm, #fff 2mm) }",
    "one word": ".words b { color: #fff }",
}
#: Styles that change the look and hide nothing.
LEGIBLE: Mapping[str, str] = {
    "as it is": "",
    "white on black": ".words { color: #fff; background: #000 }",
    "a brand": ".words { color: #0f6e78; background: #eef6f7 }",
    "grey": ".words { color: #767676 }",
    "spacing": ".words { margin: 9mm; letter-spacing: .08em; line-height: 2 }",
    "tight": ".words { letter-spacing: -.02em; line-height: 1.05 }",
    "underlined": ".words { text-decoration: underline }",
    "framed": ".words { border: .3mm solid #000; padding: 1mm; border-radius: 2mm }",
    "large": ".words { font-size: 26pt; font-weight: 700 }",
    "capitals": ".words { text-transform: uppercase; font-style: italic }",
    "a tint on its half": f".after {{ {COVER} z-index: -1; width: 20mm; background: #dde }}",
    "moved a little": ".words { position: relative; top: 1mm; left: 2mm }",
    "a pseudo-element": ".words::before { content: '!'; color: #a11; font-weight: 700 }",
    "centred": ".words { text-align: center } .lead { text-align: justify }",
}


def looked_at(css: str, body: str = BODY) -> PageFacts:
    page = replace(small_page(body, PAGE + css), own_templates=("shared/base.css.j2",))
    return render(page, {}).facts


@pytest.mark.parametrize("css", HIDING.values(), ids=HIDING.keys())
def test_words_that_hide_are_found(css: str) -> None:
    body = BODY.replace("999", "<b>999</b>")
    assert looked_at(css, body).unseen, css


@pytest.mark.parametrize("css", LEGIBLE.values(), ids=LEGIBLE.keys())
def test_words_that_can_be_read_pass(css: str) -> None:
    assert looked_at(css).unseen == ()


def test_words_of_a_hidden_margin_are_found() -> None:
    css = '@page { @top-center { content: "Draft: not approved."; color: #fff } }'
    assert [unseen.text for unseen in looked_at(css).unseen] == ["Draft: not approved."]


# --- codes -------------------------------------------------------------------------------------

ADDRESS = "https://clinic.example/leaflets/SHAQ872"
FOREIGN = "https://evil.example/x"
CODES: Mapping[str, tuple[str, str, str]] = {
    "as it is": (ADDRESS, "", ""),
    "foreign": (FOREIGN, "", f'a code leads to "{FOREIGN}"'),
    "tiny": (ADDRESS, ".qr-code { width: 2mm !important }", "1 of 1 QR codes cannot be read"),
    "small": (ADDRESS, ".qr-code { width: 9mm !important }", "mm wide, under 12"),
    "inverted": (ADDRESS, ".box { background: #000 } /* fill: #fff */", "light on dark"),
    "pale": (ADDRESS, "/* fill: #bbb */", "a contrast of"),
    "covered": (
        ADDRESS,
        f".after {{ {COVER} background: #fff }}",
        "1 of 1 QR codes cannot be read",
    ),
    "hidden": (ADDRESS, ".qr-code { visibility: hidden }", "1 of 1 QR codes cannot be read"),
}


def drawn_code(address: str, fill: str) -> str:
    rows = _modules(address)
    size = len(rows)
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    svg = f'<svg class="qr-code" viewBox="0 0 {size} {size}" style="width:20mm">'
    return (
        f'<div class="box" style="padding:4mm">{svg}<title>x</title>'
        f'<path fill="{fill}" d="{path}"/></svg></div>'
        '<i class="after"></i>'
    )


@pytest.mark.parametrize(("address", "css", "said"), CODES.values(), ids=CODES.keys())
def test_a_code_leads_to_its_leaflet(address: str, css: str, said: str) -> None:
    fill = re.search(r"fill: (#\w+)", css)  # the engine fills by attribute alone
    facts = looked_at(css, drawn_code(address, fill[1] if fill else "#000"))
    printed = shipped("riverside")
    good = replace(
        facts,
        codes=tuple(
            replace(c, text=printed.edition.address) if c.text == ADDRESS else c
            for c in facts.codes
        ),
    )
    subject = rendered_edition(printed, replace(printed.rendering, facts=good))
    found = [finding.message for finding in CHECK.findings(subject)]
    assert [said in message for message in found] == ([True] if said else []), found


# --- the whole ---------------------------------------------------------------------------------


def test_a_finding_names_the_own_style_and_cannot_be_waived() -> None:
    printed = shipped("riverside")
    facts = replace(
        looked_at(HIDING["white on white"]),
        own_templates=("patient/a4.css.j2", "shared/base.css.j2"),
    )
    subject = rendered_edition(printed, replace(printed.rendering, facts=facts))
    found = list(CHECK.findings(subject))
    assert [str(finding.span) for finding in found] == ["templates/patient/a4.css.j2"]
    assert found[0].severity is Severity.ERROR
    assert "Call 999 if you cannot breathe." in found[0].message
    assert CHECK.binds


def test_shipped_templates_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    assert render(small_page(BODY, PAGE + HIDING["white on white"]), {}).facts.unseen == ()


@pytest.mark.parametrize("module", ["pypdfium2", "zxingcpp"])
def test_without_a_rasteriser_nothing_is_made(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MachineError, match="own templates cannot be looked at"):
        looked_at("")


@cache
def _editions() -> dict[str, PlannedEdition]:
    plan = make_plan(shipped_project(), Selection(), today=TODAY)
    return {planned.edition.path: planned for planned in plan.editions if planned.edition}


@pytest.mark.parametrize(
    "path",
    in_default_lane(
        _editions(),
        [path for path in _editions() if re.search(r"oswin.*/mesotherapy.*-sheet\.", path)],
    ),
)
def test_shipped_pages_can_be_read(path: str) -> None:
    planned = _editions()[path]
    assert planned.edition is not None
    page = replace(compose_edition(shipped_project(), planned.edition), own_templates=("x",))
    rendering = render(page, shipped_project().blobs)
    subject = RenderedEdition(planned.edition, planned.files, rendering)
    assert [finding.message for finding in CHECK.findings(subject)] == []


@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("", ""),
        (".words { color: #fff }", "Call 999 if you cannot breathe."),
        (".words { clip-path: inset(50%) }", "clip-path"),
        ("@supports (display: grid) { .words { color: #fff } }", "@supports"),
        (".words { -webkit-text-fill-color: #fff }", "-webkit-text-fill-color"),
        (".last::after { content: ''; position: fixed; inset: 0; background: #fff }", "Call 999"),
        (".words { position: relative; left: 300px; white-space: nowrap }", "Call 999"),
        (
            ".box { overflow: hidden; max-width: 400px } .words { position: relative; left: 30vw }",
            "Call 999",
        ),
        ("[dir='ltr'] > .box { color: #fff }", "Call 999"),
        ("@media (hover) { .words { color: #fff } }", "@media (hover) .words { color:#fff }"),
    ],
)
def test_a_phone_page_is_looked_at_on_paper(css: str, said: str) -> None:
    skip = '<a class="skip" href="#text">Skip</a>'
    css = ".skip { position: absolute; left: -999px } " + css
    page = replace(
        small_page(skip + BODY.replace("<i", "<b").replace("</i", "</b"), css),
        medium="screen",
        own_templates=("patient/phone.css.j2",),
    )
    found = [unseen.text for unseen in render(page, {}).facts.unseen]
    assert any(said in text for text in found) if said else not found, found


@pytest.mark.parametrize("medium", ["paper", "screen"])
@pytest.mark.parametrize("css", [".words { display: none }", ".words { font-size: 0 }"])
def test_words_without_a_box_are_lost_in_each_medium(medium: str, css: str) -> None:
    body = BODY.replace("<i", "<b").replace("</i", "</b")
    page = replace(small_page(body, css), medium=medium, own_templates=("x",))
    assert [part.text for part in render(page, {}).facts.lost] == [
        "Call 999 if you cannot breathe."
    ]


def test_a_code_that_own_templates_leave_out_is_a_finding() -> None:
    printed = shipped("riverside")
    facts = replace(printed.rendering.facts, own_templates=("patient/a4.html.j2",))
    has_code = PrintedText(("<picture qr Code>",), (), ())
    pages = OwnPages({"patient/a4.html.j2": ""}, has_code, (has_code,))
    subject = rendered_edition(printed, replace(printed.rendering, facts=facts))
    found = list(CHECK.findings(replace(subject, own_pages=pages)))
    assert [finding.message for finding in found] == [
        f"page {len(facts.sides)}: 1 of 1 QR codes were left out"
    ]
    assert str(found[0].span) == "templates/patient/a4.html.j2"
    assert not list(CHECK.findings(subject))


def test_a_style_that_cannot_be_checked_is_shown_in_its_template() -> None:
    printed = shipped("riverside")
    name, text = "patient/phone.css.j2", "p { color: #123 }\n  a:hover { opacity: 0 }\n"
    rule = Unseen(1, "a:hover { opacity:0 }", NOT_CHECKED)
    facts = replace(printed.rendering.facts, own_templates=(name,), unseen=(rule,))
    pages = OwnPages({name: text}, PrintedText((), (), ()), ())
    subject = rendered_edition(printed, replace(printed.rendering, facts=facts))
    (found,) = CHECK.findings(replace(subject, own_pages=pages))
    assert str(found.span) == f"templates/{name}:2:13"
    assert "as the shipped style does" in found.hint


@pytest.mark.parametrize("size_pt", SIZES_PT)
def test_a_page_of_any_size_becomes_an_image_that_readers_take(size_pt: tuple[int, int]) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    page = document.new_page(*size_pt)
    image = rasterise(page, scale_for(page, DPI))
    assert min(image.size) >= 1
    assert max(image.size) <= 20_000
    assert image.size[0] * image.size[1] <= 6_100_000
    assert not [*matrix_codes(page, 1)]


def test_a_run_that_stands_where_two_lines_meet_hides_no_other() -> None:
    lines = "<p>Stay in the shade<br>at noon. Wear a hat.</p><p>Stay in the shade at noon.</p>"
    page = small_page(lines, PAGE)
    rendering = render(replace(page, own_templates=("patient/a4.html.j2",)), {})
    assert rendering.facts.unseen == ()
