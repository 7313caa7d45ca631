"""Placeholders stand for a clinic's colours until the file is written; none is left in it."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from leaflet.core.digests import Asset, digest
from leaflet.page.composition import Composition
from leaflet.page.slot import Slot
from leaflet.render import kept_layouts, placeholder_colours
from leaflet.render.joined_pages import is_joined
from leaflet.render.joining import palette
from leaflet.render.renderer import render
from tests.support.printed import small_page

SLOTS = (Slot("house", '<p style="color: var(--brand)">Words</p>', "S"),)
TOKENS = (("brand", "#123456"), ("ink", "#000000"), ("line", "#ffffff"))
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="90" height="90">'
    '<rect x="5" width="4" height="9" fill="var(--brand)" stroke="var(--ink)"/></svg>'
)
SHADED = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="90" height="90">'
    '<linearGradient id="g"><stop stop-color="var(--brand)"/>'
    '<stop offset="1" stop-color="var(--line)"/></linearGradient>'
    '<rect width="4" height="9" fill="url(#g)"/>'
    '<rect x="5" width="4" height="9" fill="var(--brand)" stroke="var(--ink)"/></svg>'
)


def page(css: str, drawing: str = DRAWING) -> tuple[Composition, dict[str, bytes]]:
    data = drawing.encode()
    asset = Asset("asset:///figures/a.svg", digest(data))
    body = '<h1>Title</h1><img src="asset:///figures/a.svg" alt="A"><slot name="house"></slot>'
    made = small_page(body, css + ".house { height: 20mm }", (asset,))
    return replace(made, tokens=TOKENS, slots=SLOTS), {digest(data): data}


def content(pdf: bytes) -> bytes:
    """All that a file's streams and objects say, a line each."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        objects = [thing for thing in file.objects if thing is not None]
        streams = [o.read_bytes() for o in objects if isinstance(o, pikepdf.Stream)]
        return b"\n".join([*streams, *(o.unparse() for o in objects if hasattr(o, "unparse"))])


def colours(pdf: bytes) -> bytes:
    """The colours of the palette, three bytes each."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        space: Any = file.pages[0].obj.Resources.ColorSpace.Ink
        return bytes(space[3])


def numbers(hex_: str) -> bytes:
    parts = (int(hex_[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return " ".join(f"{part:f}".rstrip("0").rstrip(".") for part in parts).encode()


def test_each_token_has_a_placeholder_of_its_own_that_eight_bits_cannot_say() -> None:
    tokens = [(f"t{number}", "#000000") for number in range(200)]
    assert len(set(placeholder_colours.placeholders(tokens).values())) == 200
    for number in range(200):
        parts = placeholder_colours.parts_of(number)
        assert not all(abs(255 * part - round(255 * part)) < 0.01 for part in parts)


@pytest.mark.pdf
def test_a_file_names_the_clinics_colours_by_number_and_has_no_placeholder() -> None:
    composition, blobs = page("h1 { color: var(--brand); border-bottom: 1mm solid var(--line) }")
    assert is_joined(composition, blobs)
    said = content(render(composition, blobs).file)
    assert b"0.0037" not in said
    assert b"/Ink cs 0 sc" in said
    assert b"/Ink CS 1 SC" in said, "drawings too"
    assert colours(render(composition, blobs).file) == bytes.fromhex("123456000000ffffff")


@pytest.mark.pdf
def test_what_shades_colours_into_each_other_has_them_as_they_are() -> None:
    composition, blobs = page("h1 { color: var(--brand) }", SHADED)
    assert not is_joined(composition, blobs)
    said = content(render(composition, blobs).file)
    assert b"0.0037" not in said
    assert b"/C0 [" + numbers("#123456") + b"]" in said
    assert b"/C1 [1 1 1]" in said


@pytest.mark.pdf
def test_without_numbers_the_placeholders_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(palette, "name_by_number", lambda *_: None)
    kept_layouts.forget_all()
    composition, blobs = page("h1 { color: var(--brand) }")
    assert b"0.0037" in content(render(composition, blobs).file)
    kept_layouts.forget_all()


@pytest.mark.parametrize(
    ("text", "derived"),
    [
        ("h1 { color: color-mix(in srgb, var(--brand), white) }", True),
        ("h1 { color: hsl(from var(--brand) h s l) }", True),
        ("h1 { border-top: 1mm groove var(--brand) }", True),
        ("h1 { outline-style: inset }", True),
        ("h1 { background: linear-gradient(var(--brand), white) }", True),
        ('<svg><linearGradient id="g"/></svg>', True),
        ("<p>A gradient of skin tones</p>", False),
        ("h1 { inset: 0; border: 1mm solid var(--brand) }", False),
        ("h1 { inset-inline: 0 } p { content: 'outset' }", False),
        ("<p>A ridge of skin, from one side</p>", False),
    ],
)
def test_colours_that_follow_from_others_are_noticed(text: str, derived: bool) -> None:
    assert placeholder_colours.derives(text) is derived


@pytest.mark.pdf
@pytest.mark.parametrize("border", ["groove", "ridge", "inset", "outset"])
def test_a_colour_that_follows_from_a_token_follows_from_the_clinics(border: str) -> None:
    token, blobs = page(f"h1 {{ border: 2mm {border} var(--brand) }}")
    literal, _ = page(f"h1 {{ border: 2mm {border} #123456 }}")
    assert render(token, blobs).file == render(literal, blobs).file
