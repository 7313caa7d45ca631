"""Only the pinned typeface enters a page, and a character that it lacks stops the edition."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from leaflet.core import fonts
from leaflet.core.diagnostics import MachineError
from leaflet.render.renderer import render
from tests.support.example import CLINICS, example
from tests.support.printed import embedded_fonts, in_default_lane, print_clinic, small_page

LEAFLET = "content/leaflets/mesotherapy-acne-scars/en-GB.md"
SMILE = "\N{SLIGHTLY SMILING FACE}"
SVG_WORDS = (
    '<svg width="90" height="20"><title>x</title>'
    '<text y="12" font-family="DejaVu Sans">Words</text></svg>'
)
RIVERSIDE = "content/clinics/riverside/clinic.yaml"
ENGLISH = "content/locales/en-GB.yaml"


def original() -> bytes:
    files = resources.files(fonts.TEXT.package)
    return files.joinpath("files", fonts.TEXT.file).read_bytes()


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, bytes], fonts.Font]:
    """A package of a name that holds the font file with the given bytes."""

    def pack(name: str, data: bytes) -> fonts.Font:
        folder = tmp_path / name
        (folder / "files").mkdir(parents=True)
        (folder / "__init__.py").touch()
        (folder / "files" / fonts.TEXT.file).write_bytes(data)
        monkeypatch.syspath_prepend(tmp_path)
        return replace(fonts.TEXT, package=name)

    return pack


def test_the_pinned_bytes_are_read(packed: Callable[[str, bytes], fonts.Font]) -> None:
    assert fonts.read(packed("pinned_font", original())) == original()


def test_a_changed_byte_is_refused(packed: Callable[[str, bytes], fonts.Font]) -> None:
    data = bytearray(original())
    data[-1] ^= 1
    font = packed("changed_font", bytes(data))
    with pytest.raises(MachineError, match="not the pinned one") as refused:
        fonts.read(font)
    assert "install" in refused.value.hint


def test_a_missing_package_is_named() -> None:
    font = replace(fonts.TEXT, package="no_such_font_package")
    with pytest.raises(MachineError, match=font.family) as refused:
        fonts.read(font)
    assert "install" in refused.value.hint


@pytest.mark.parametrize("font", fonts.FONTS, ids=lambda font: font.family)
def test_the_constants_are_the_files(font: fonts.Font) -> None:
    file = TTFont(io.BytesIO(fonts.read(font)))
    x_height = file["OS/2"].sxHeight / file["head"].unitsPerEm
    assert x_height == pytest.approx(font.x_height, abs=0.0005)
    assert file["name"].getBestFamilyName() == font.family


@pytest.mark.pdf
@pytest.mark.parametrize("clinic", in_default_lane(CLINICS, CLINICS[:1]))
def test_only_declared_typefaces_are_in_the_file(clinic: str) -> None:
    names = embedded_fonts(example(clinic).pdf)
    assert names
    declared = tuple(font.postscript for font in fonts.FONTS)
    assert [name for name in names if not name.startswith(declared)] == []


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("body", "css"),
    [
        ("<p>Plain words</p>", "p { font-family: 'DejaVu Sans' }"),
        ("<p>Plain words</p>", "p { font-family: monospace }"),
        ("<p>Plain words</p>", "p { font-family: system-ui, serif }"),
        (
            "<p>Plain words</p>",
            "@font-face { font-family: Z; src: local('DejaVu Sans') } p { font-family: Z }",
        ),
        (SVG_WORDS, ""),
        (f"<p>漢 ☎ {SMILE}</p>", ""),
    ],
    ids=["named", "generic", "system", "local", "svg", "characters"],
)
def test_no_system_font_enters(body: str, css: str) -> None:
    rendering = render(small_page(body, css), {})
    assert rendering.embedded == (fonts.TEXT.family,)
    names = embedded_fonts(rendering.file)
    assert names
    assert [name for name in names if not name.startswith(fonts.TEXT.postscript)] == []


@pytest.fixture
def with_foreign_characters(project_folder: Path, edit: Callable[[Path, str, str], None]) -> Path:
    edit(project_folder / LEAFLET, "subtitle: What", "subtitle: 漢 What")
    edit(project_folder / LEAFLET, "You have many small", "☎ You have many small")
    edit(project_folder / RIVERSIDE, "- {days: Monday", f"- {{days: {SMILE} Monday")
    edit(project_folder / ENGLISH, "contact_us: Contact us", "contact_us: Contact us ✆")
    return project_folder


def line_of(path: Path, text: str) -> int:
    lines = path.read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


@pytest.mark.pdf
def test_a_missing_glyph_fails_the_edition_at_its_place(with_foreign_characters: Path) -> None:
    printed = print_clinic(with_foreign_characters, "riverside")
    errors = {
        finding.message: str(finding.span).rsplit(":", 1)[0]
        for finding in printed.findings
        if finding.is_error and finding.code == "renderer"
    }
    places = {
        "漢": (LEAFLET, "U+6F22"),
        "☎": (LEAFLET, "U+260E"),
        SMILE: (RIVERSIDE, "U+1F642"),
        "✆": (ENGLISH, "U+2706"),
    }
    assert errors == {
        f'no glyph for "{character}" ({code}) in the declared fonts': (
            f"{file}:{line_of(with_foreign_characters / file, character)}"
        )
        for character, (file, code) in places.items()
    }
    assert printed.rendering.embedded == (fonts.TEXT.family,)


@pytest.mark.pdf
def test_a_foreign_typeface_would_be_noticed() -> None:
    from leaflet.checks.typefaces import CHECK
    from tests.support.printed import rendered_edition

    printed = example(CLINICS[0])
    foreign = replace(printed.rendering, embedded=("DejaVu Sans", fonts.TEXT.family))
    messages = [f.message for f in CHECK.findings(rendered_edition(printed, foreign))]
    assert messages == ['undeclared typeface "DejaVu Sans" in the page']
