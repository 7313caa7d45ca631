"""Pictures as programs export them: ordinary ones print, others are told at their line."""

from __future__ import annotations

import io
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from leaflet.content.images import check, read_picture
from leaflet.content.loaders import load_clinic
from leaflet.content.logo_ink import logo_problems
from leaflet.content.project_files import ProjectFiles
from leaflet.content.svg_checker import MAX_SVG_NUMBERS
from leaflet.content.svg_geometry import MAX_SVG_NUMBER
from leaflet.content.svg_styles import MAX_SVG_RULES
from leaflet.core import colour
from leaflet.core.diagnostics import Severity
from tests.fuzz.pictures import mutations
from tests.support.projects import svg

ILLUSTRATOR = b"""<?xml version="1.0" encoding="UTF-8"?>
<svg id="Layer_1" data-name="Layer 1" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10">
<defs><style>
.cls-1, .cls-2{fill:#7a2f8f;}.cls-2{fill-rule:evenodd; font-family: Arial}</style></defs>
<rect class="cls-1" width="6" height="6" rx="1"/><path class="cls-2" fill="red" d="M8,2h6v4h-6Z"/>
</svg>"""
INKSCAPE = b"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<svg width="120mm" height="30mm" viewBox="0 0 40 10" version="1.1" id="svg1"
 inkscape:version="1.3" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
 xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
 xmlns:xlink="http://www.w3.org/1999/xlink" xmlns="http://www.w3.org/2000/svg">
<sodipodi:namedview id="namedview1" pagecolor="#ffffff"><inkscape:page/></sodipodi:namedview>
<defs id="defs1"><linearGradient id="a"><stop style="stop-color:#0f6e78;stop-opacity:0"/>
</linearGradient><linearGradient id="b" xlink:href="#a"/></defs>
<g inkscape:label="Layer 1" inkscape:groupmode="layer" id="layer1">
<rect style="fill:#0f6e78;fill-opacity:1;stroke:none;stroke-opacity:0.4;-inkscape-stroke:none"
 id="rect1" width="30" height="8" x="0" y="0" /></g>
<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata></svg>"""
FIGMA = b"""<svg width="40" height="10" viewBox="0 0 40 10" fill="none"
 xmlns="http://www.w3.org/2000/svg">
<g clip-path="url(#clip0_1_2)"><path fill-rule="evenodd" clip-rule="evenodd"
 d="M0 0H30V8H0V0ZM2 2V4H4V2H2Z" fill="#E11D48"/></g>
<defs><clipPath id="clip0_1_2"><rect width="40" height="10" fill="white"/></clipPath>
</defs></svg>"""


@pytest.mark.parametrize("data", [ILLUSTRATOR, INKSCAPE, FIGMA], ids=["AI", "Inkscape", "Figma"])
def test_an_ordinary_export_is_taken_and_seen(data: bytes) -> None:
    picture = read_picture("a.svg", data)
    assert picture.findings == []
    assert logo_problems("a.svg", picture) == []
    assert picture.aspect == 4.0
    assert check("a.svg", picture.data) == [], "what is embedded is checked the same"


def test_styles_become_attributes() -> None:
    root = ElementTree.fromstring(read_picture("a.svg", ILLUSTRATOR).data)
    path = root[1 + 1]
    assert (path.get("fill"), path.get("fill-rule")) == ("#7a2f8f", "evenodd")
    assert path.get("font-family") is None
    held = read_picture("a.svg", INKSCAPE).data
    assert b'fill="#0f6e78"' in held
    assert b"inkscape" not in held


def test_rules_cascade() -> None:
    rules = "<style>#i{fill:#00f}.a{fill:red}path{fill:#0f0}.a.b{fill:#111 !important}</style>"
    shapes = '<path/><path class="a"/><path class="a" id="i"/><path class="b a" style="fill:#eee"/>'
    root = ElementTree.fromstring(read_picture("a.svg", svg(rules + shapes)).data)
    assert [path.get("fill") for path in root] == ["#0f0", "red", "#00f", "#111"]


def test_what_needs_no_change_keeps_its_bytes() -> None:
    data = svg('<!-- mine --><path class="x" d="M0 0h9v9z" fill="#0f6e78" data-name="a"/>')
    assert read_picture("a.svg", data).data == data
    assert read_picture("a.svg", FIGMA).data == FIGMA


GRADIENT = '<linearGradient id="g"><stop stop-color="{}"/><stop/></linearGradient>'
REFUSED = {
    "gradient": (GRADIENT.format("red") + '\n<path fill="url(#g)"/>', 3, "prints wrongly"),
    "gradient of a stroke": (GRADIENT.format("red") + '<path stroke="url(#g)"/>', 2, "wrongly"),
    "gradient of a rule": (
        "<style>\n.a{fill:url(#g)}</style>" + GRADIENT.format("red") + '<path class="a"/>',
        3, "wrongly",
    ),
    "see-through stop": (GRADIENT.format("transparent") + '<g fill="url(#g)"/>', 2, "see-through"),
    "rgba": ('<path fill="rgba(1,2,3,.4)"/>', 2, "see-through"),
    "rgb with a slash": ('<path stroke="rgb(1 2 3 / 40%)"/>', 2, "see-through"),
    "eight digits": ('<path fill="#0f6e7866"/>', 2, "see-through"),
    "four digits": ('<path fill="#0f68"/>', 2, "see-through"),
    "hsla": ('<path fill="hsla(9,9%,9%,0.5)"/>', 2, "see-through"),
    "transparent": ('<path fill="transparent"/>', 2, "see-through"),
    "transparent by a rule": (
        '<style>\n.a{}\n.a{opacity:.4}</style><g class="a"/>', 4, "transparent"
    ),
    "transparent by style": ('<path style="fill-opacity:.4"/>', 2, "transparent"),
    "no colour": ('<path fill="$brand"/>', 2, "no colour"),
    "another space": ('<path fill="oklch(50% 0.1 20)"/>', 2, "no colour"),
    "an unknown token": ('<path fill="var(--nothing)"/>', 2, "no colour token"),
    "a selector": ("<style>\ng > path{fill:red}</style>", 3, "not simple"),
    "a pseudo-class": ("<style>path:hover{fill:red}</style>", 2, "not simple"),
    "a font": ("<style>@font-face{src:url(http://x)}</style>", 2, "@font-face"),
    "an unknown property": ('<path style="position:fixed"/>', 2, "position"),
    "a filter by style": ('<path style="filter:url(#f)"/>', 2, "filter"),
    "a blend": ('<path style="mix-blend-mode:multiply"/>', 2, "mix-blend-mode"),
    "a large number": ('<path d="M0 0L1e300 5"/>', 2, f"more than {MAX_SVG_NUMBER:,}"),
    "no number": ('<path d="M0 0Lnan 5"/>', 2, "too few numbers"),
    "half a point": ('<path d="M0 0L5"/>', 2, "too few numbers"),
    "an infinite length": ('<rect width="inf" height="1"/>', 2, "no length"),
    "a strange unit": ('<rect width="9em" height="1"/>', 2, "no length"),
    "half a corner": ('<polygon points="1,2,3"/>', 2, "no y"),
    "a flat transform": ('<g transform="scale(0)"/>', 2, "flat"),
    "an endless transform": (
        '<g transform="scale(99999)"><g transform="scale(99999)"/></g>', 2, "without end"
    ),
    "no transform": ('<g transform="perspective(9)"/>', 2, "no transform"),
    "short dashes": ('<path stroke-dasharray="0.00001"/>', 2, "too short"),
    "a clip in a clip": (
        '<clipPath id="c" clip-path="url(#c)"/><g clip-path="url(#c)"/>',
        2, "more than plain shapes",
    ),
    "a group in a clip": ('<clipPath id="c"><g/></clipPath>', 2, "more than plain shapes"),
    "a clip of nothing": ('<g clip-path="url(#c)"/>', 2, "leads to no clip path"),
    "a drawing in a drawing": ("<svg/>", 2, "<svg>"),
    "a mask": ('<mask id="m"/>', 2, "<mask>"),
    "many rules": ("<style>" + ".a{}" * (MAX_SVG_RULES + 1) + "</style>", 2, "more than 500 rules"),
    "many numbers": (f'<path d="M0 0{"h1" * MAX_SVG_NUMBERS}"/>', 2, "too many numbers"),
    "many clips": (
        f'<clipPath id="c"><path d="M0 0{"h1" * 1_000}"/></clipPath>'
        + '<g clip-path="url(#c)"/>' * 101, 2, "too many numbers",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("inner", "line", "says"), REFUSED.values(), ids=REFUSED.keys())
def test_what_prints_wrongly_is_told_at_its_line(inner: str, line: int, says: str) -> None:
    found = check("a.svg", svg(inner))
    assert found
    assert says in found[0].message
    assert found[0].span.line == line
    assert "plain SVG" not in found[0].hint


KINDS = {
    "pointer": (
        b"version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 1\n",
        "git lfs pull",
    ),
    "page": (b"<!DOCTYPE html><html></html>", "download the picture"),
    "JPEG": (b"\xff\xd8\xff\xe0", "export it as PNG or SVG"),
    "WebP": (b"RIFF....WEBP", "export it as PNG or SVG"),
    "PDF": (b"%PDF-1.7", "export it as PNG or SVG"),
    "EPS": (b"%!PS-Adobe", "export it as PNG or SVG"),
    "SVGZ": (b"\x1f\x8b\x08", "without compression"),
    "AVIF": (b"\0\0\0 ftypavif", "export it as PNG or SVG"),
}


@pytest.mark.parametrize("name", ["a.svg", "a.png", "A.PNG"])
@pytest.mark.parametrize(("data", "hint"), KINDS.values(), ids=KINDS.keys())
def test_a_file_of_another_kind_says_what_it_is(name: str, data: bytes, hint: str) -> None:
    (found,) = check(name, data)
    assert hint in found.hint


def png(mode: str, colour_: object = 0, **how: object) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, (60, 20), colour_).save(stream, "PNG", **how)  # type: ignore[arg-type]
    return stream.getvalue()


def test_odd_pngs_are_refused_at_the_file() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    cases = {"8 bits": png("I;16"), "turn it": png("RGB", exif=exif)}
    for hint, data in cases.items():
        (found,) = check("a.png", data)
        assert hint in found.hint
    palette = png("P")
    at = palette.index(b"PLTE") - 4
    size = 12 + int.from_bytes(palette[at : at + 4])
    assert "palette" in check("a.png", palette[:at] + palette[at + size :])[0].message
    assert check("a.png", png("RGB", transparency=(1, 2, 3))) == []
    assert "transparency" in check("a.png", png("L", transparency=300))[0].message


SEEN = {
    "dark": (svg('<path fill="#0f6e78" d="M0 0h9v9H0z"/>'), None),
    "white on a badge": (
        svg('<circle cx="20" cy="5" r="5" fill="#123"/><path fill="#fff" d="M17 3h6v4h-6z"/>'),
        None,
    ),
    "thin words on white": (
        svg('<path fill="#fff" d="M0 0h40v10H0z"/><path stroke="#333" d="M2 5h9"/>'),
        None,
    ),
    "white": (svg('<path fill="#fff" d="M0 0h9v9H0z"/>'), "too pale"),
    "cream": (svg('<g fill="#f6ece3"><path d="M0 0h9v9H0z"/></g>'), "too pale"),
    "white with a dot": (
        svg('<path fill="#fff" d="M0 0h30v9H0z"/><path d="M32 2h1v1h-1z" fill="#000"/>'),
        "too pale",
    ),
    "nothing": (svg('<path fill="none" d="M0 0h9v9H0z"/>'), "paints nothing"),
    "hidden": (svg('<g display="none"><path d="M0 0h9v9H0z"/></g>'), "paints nothing"),
    "outside": (svg('<path d="M100 100h9v9h-9z"/>'), "paints nothing"),
    "lost classes": (svg('<path class="cls-1" d="M0 0h9v9H0z"/>'), "nothing in it says its colour"),
    "currentColor": (svg('<path fill="currentColor" d="M0 0h9v9H0z"/>'), "says its colour"),
    "a shape twice": (svg('<path fill="#123" d="M0 0h9v9H0zM0 0h9v9H0z"/>'), None),
    "a shape twice, even-odd": (
        svg('<g fill-rule="evenodd"><path fill="#123" d="M0 0h9v9H0zM0 0h9v9H0z"/></g>'),
        "paints nothing",
    ),
    "a shape and its hole": (
        svg('<path fill="#123" d="M0 0h9v9H0zM0 0v9h9V0z"/>'),
        "paints nothing",
    ),
    "plain black": (svg('<path d="M0 0h9v9H0z"/>'), None),
    "a stroke": (svg('<path fill="none" stroke="#123" d="M0 5h9a3 3 0 0 1 5 0"/>'), None),
    "white PNG": (png("RGB", (255, 255, 255)), "too pale"),
    "clear PNG": (png("RGBA", (0, 0, 0, 0)), "paints nothing"),
    "dark PNG": (png("RGBA", (9, 9, 9, 255)), None),
    "palette PNG": (png("P", 0), None),
    "black PNG": (png("1", 0), None),
}


@pytest.mark.parametrize(("data", "says"), SEEN.values(), ids=SEEN.keys())
def test_a_logo_that_cannot_be_seen_is_told(data: bytes, says: str | None) -> None:
    picture = read_picture("a.png" if data.startswith(b"\x89PNG") else "a.svg", data)
    assert picture.findings == []
    found = logo_problems("a", picture)
    assert [says in finding.message for finding in found if says] == ([True] if says else [])
    assert bool(found) == bool(says)


def test_a_pale_logo_is_a_warning_at_the_clinic(project_folder: Path) -> None:
    folder = project_folder / "content/clinics/riverside"
    (folder / "logo.svg").write_bytes(SEEN["white"][0])
    loaded = load_clinic(ProjectFiles(project_folder), folder / "clinic.yaml")
    (found,) = loaded.findings
    assert found.span.path.endswith("clinic.yaml")
    assert found.severity is Severity.WARNING
    assert loaded.value is not None
    (folder / "logo.svg").write_bytes(SEEN["nothing"][0])
    assert load_clinic(ProjectFiles(project_folder), folder / "clinic.yaml").value is None


def test_every_colour_token_may_be_used() -> None:
    for name in dict(colour.tokens("#0f6e78", "medium")):
        assert check("a.svg", svg(f'<path fill="var(--{name})"/>')) == []


def test_spoilt_pictures_are_read_or_refused() -> None:
    for suffix, data in mutations(7, 200):
        picture = read_picture(f"a{suffix}", data)
        assert not any("cannot be read" in finding.message for finding in picture.findings)
        if not picture.findings:
            logo_problems("a", picture)
