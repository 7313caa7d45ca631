"""The drawings and logos that come with the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from leaflet.content.images import check
from leaflet.content.loaders import load_leaflet
from leaflet.content.project_files import ProjectFiles
from leaflet.content.svg_images import colour_tokens
from leaflet.core.colour import MONO, SKIN, tokens
from tests.support.projects import ROOT

DRAWINGS = sorted((ROOT / "content" / "figures").glob("*.svg"))
LEAFLETS = sorted((ROOT / "content" / "leaflets").glob("*/en-GB.md"))
each_drawing = pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.stem)


def numbers(drawing: Path) -> int:
    return drawing.read_text("utf-8").count('<g class="badge">')


@each_drawing
def test_a_drawing_is_small_and_has_no_colour_of_its_own(drawing: Path) -> None:
    text = drawing.read_text("utf-8")
    assert check(drawing.name, text.encode()) == []
    assert len(text) < 30_000
    outside = re.sub(r"var\(--[a-z0-9-]+, #[0-9a-f]{6}\)", "", text)
    assert re.findall(r'(?:fill|stroke)="(?!none")[^"]+"', outside) == []
    for tone in SKIN:
        assert colour_tokens(text) <= {name for name, _ in tokens("#0f6e78", tone)} & set(MONO)


@each_drawing
def test_the_ground_of_a_drawing_reaches_its_edges(drawing: Path) -> None:
    text = drawing.read_text("utf-8")
    box = re.search(r'viewBox="0 0 (\d+) (\d+)"', text)
    assert box is not None
    assert f'<path d="M0 0H{box[1]}V{box[2]}H0z" fill="var(--tint, ' in text


@pytest.mark.parametrize("path", LEAFLETS, ids=lambda path: path.parent.name)
def test_a_legend_has_as_many_entries_as_its_drawing_has_numbers(path: Path) -> None:
    leaflet = load_leaflet(ProjectFiles(ROOT), path).value
    assert leaflet is not None
    for figure in leaflet.figures.values():
        count = numbers(ROOT / "content" / "figures" / figure.file)
        assert count in (0, len(figure.legend)), figure.file
        assert count or len(figure.legend) <= 1


def test_every_drawing_is_in_a_leaflet_but_the_one_for_covers() -> None:
    leaflets = [load_leaflet(ProjectFiles(ROOT), path).value for path in LEAFLETS]
    used = {f.file for leaflet in leaflets if leaflet for f in leaflet.figures.values()}
    assert used | {"person.svg"} == {path.name for path in DRAWINGS}


def test_the_logo_of_pixels_has_clear_space() -> None:
    with Image.open(ROOT / "content" / "clinics" / "st-oswin" / "logo.png") as picture:
        grey = picture.convert("L")
        ink = grey.point(lambda value: 255 if value < 250 else 0).getbbox()
        assert ink is not None
        left, top, right, bottom = ink
        assert min(left, top, grey.width - right, grey.height - bottom) >= 3
        assert grey.width / (52 / 25.4) >= 300, "the width at which the clinic prints it"
