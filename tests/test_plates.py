"""One layout for all clinics: with a plate that was kept, a file is what it is without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from leaflet import render as rendering
from leaflet.boxes import texts
from leaflet.composition import Composition
from leaflet.matrix import Selection
from leaflet.planner import make_plan
from leaflet.plates import Plate
from leaflet.render import Rendering, render
from leaflet.slots import Slot
from tests.printed import TODAY, compose_edition, shipped_project, small_page

ADDRESS = '<p>1 Mill Lane, <a href="https://a.example">a.example</a></p>'
CSS = ".house { height: 20mm } @page { @bottom-center { content: element(foot) } }"
RUNNING = ".foot { position: running(foot) }"


@cache
def shipped_compositions() -> tuple[tuple[str, Composition], ...]:
    """All shipped editions on paper, by clinic and format."""
    project = shipped_project()
    wanted = make_plan(project, Selection(), today=TODAY).editions
    editions = [w.edition for w in wanted if w.edition is not None]
    return tuple(
        (f"{e.clinic.id} {e.format.id}", compose_edition(project, e))
        for e in editions
        if e.format.medium == "paper"
    )


SHARED = [(name, c) for name, c in shipped_compositions() if c.keeps_places]


@pytest.fixture(autouse=True)
def _no_plates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "_PLATES", {})


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Plate]:
    """The plates that are made meanwhile."""
    plates: list[Plate] = []

    class Counted(Plate):
        def __init__(self, html: Any, fonts: Any) -> None:
            super().__init__(html, fonts)
            plates.append(self)

    monkeypatch.setattr(rendering, "Plate", Counted)
    return plates


def blobs() -> Mapping[str, bytes]:
    return shipped_project().blobs


def in_one_piece(composition: Composition, monkeypatch: pytest.MonkeyPatch) -> Rendering:
    """The composition laid out with its slots filled from the start."""
    with monkeypatch.context() as patched:
        patched.setattr(Composition, "keeps_places", property(lambda _: False))
        return render(composition, blobs())


def page(words: str, css: str = CSS, name: str = "house", body: str = "") -> Composition:
    """A page with one slot that holds the words."""
    place = f'<h1>Title</h1>{body}<slot name="{name}"></slot><p>Words after it</p>'
    return replace(small_page(place, css), slots=(Slot(name, words, "S"),))


def test_most_formats_share_their_layout() -> None:
    formats = {name.split()[1] for name, _ in SHARED}
    assert formats >= {"a4", "a4-sheet", "a5-booklet", "mono", "poster-a3", "trifold"}
    assert "large-print" not in formats, "its slots grow"


@pytest.mark.pdf
@pytest.mark.parametrize(("name", "composition"), SHARED, ids=[name for name, _ in SHARED])
def test_a_filled_plate_is_the_page_laid_out_in_one_piece(
    name: str, composition: Composition, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = in_one_piece(composition, monkeypatch)
    assert not rendering._PLATES
    filled = render(composition, blobs())
    assert rendering._PLATES, f"{name} has a plate"
    assert filled.facts == whole.facts
    assert filled.file == whole.file


@pytest.mark.pdf
def test_a_plate_stays_as_it_is_whoever_fills_it(made: list[Plate]) -> None:
    short, long = page(ADDRESS), page("<p>2 High Street</p><p>Second line</p>")
    alone = []
    for one in (short, long):
        rendering._PLATES.clear()
        alone.append(render(one, {}).file)
    assert alone[0] != alone[1]
    rendering._PLATES.clear()
    made.clear()
    assert [render(one, {}).file for one in (short, long, short, long)] == [*alone, *alone]
    assert len(made) == 1


@pytest.mark.pdf
def test_two_clinics_share_a_plate_and_keep_their_colours(made: list[Plate]) -> None:
    css = CSS + "h1 { color: var(--brand) }"
    red, blue = (
        replace(page(ADDRESS, css), tokens=(("brand", hex_),)) for hex_ in ("#aa0000", "#0000aa")
    )
    files = [render(one, {}).file for one in (red, blue)]
    assert len(made) == 1
    assert files[0] != files[1]


@pytest.mark.pdf
def test_running_lines_are_each_clinics_own(made: list[Plate]) -> None:
    css = CSS + RUNNING
    one, other = (page(f"<p>{name}</p>", css, name="foot") for name in ("North", "South"))
    files = [render(one, {}).file for one in (one, other)]
    assert len(made) == 1
    assert files[0] != files[1]


@pytest.mark.pdf
@pytest.mark.parametrize(
    "css",
    [
        "",
        ".house { display: inline-block; height: 20mm }",
        ".house { float: left; height: 20mm }",
        ".house { height: 20mm } .house p { position: absolute; top: 0 }",
        ".house { height: 20mm } body { position: absolute; top: 0 }",
        ".house { height: 20mm } body { display: table-cell }",
        ".house { height: 20mm } body { display: flex }",
        ".house { height: 20mm } body { display: grid; grid-template-columns: auto auto }",
        ".house { height: 20mm; columns: 2 }",
        ".house { height: 20mm } .house p { float: footnote }",
        ".house { height: 20mm } body { columns: 2 }",
        ".house { height: 20mm; position: fixed; top: 0; left: 0; right: 0 }",
        "@page { size: 100mm 60mm } h1 { margin-bottom: 20mm } .house { height: auto }",
    ],
    ids=[
        "as tall as its words",
        "in a line",
        "floating",
        "stands elsewhere",
        "shrinks",
        "in a cell",
        "in a row",
        "in a grid",
        "columns",
        "footnote",
        "in columns",
        "fixed",
        "cut in two",
    ],
)
def test_a_slot_that_does_not_keep_its_place_is_laid_out_with_its_page(
    css: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = ADDRESS * 6 if "60mm" in css else ADDRESS
    composition = page(body, css)
    assert render(composition, {}).file == in_one_piece(composition, monkeypatch).file


@pytest.mark.pdf
def test_each_document_hears_what_is_amiss_with_a_plate(made: list[Plate]) -> None:
    css = CSS + "h1 { background: url(asset:///missing.png) }"
    for _ in range(2):
        assert render(page(ADDRESS, css), {}).refused == ("asset:///missing.png",)
    assert len(made) == 2
    assert not rendering._PLATES


@pytest.mark.pdf
def test_each_document_hears_what_a_drawing_asks_for_while_it_is_painted(
    made: list[Plate],
) -> None:
    drawing = '<svg width="9" height="9"><image href="file:///etc/hostname"/></svg>'
    for _ in range(2):
        refused = render(page(ADDRESS, body=drawing), {}).refused
        assert refused == ("file:///etc/hostname",)
    assert len(made) == 2


@pytest.mark.pdf
def test_documents_of_one_plate_do_not_change_each_other(made: list[Plate]) -> None:
    def lay_out(words: str) -> Any:
        composition = page(f"<p>{words}</p>")
        return rendering._Press(composition, {}).lay_out(composition.budget.start)

    def words(document: Any) -> str:
        return " ".join(box.text for page_ in document.pages for box in texts(page_._page_box))

    north, south = lay_out("North"), lay_out("South")
    assert len(made) == 1
    assert words(north) == "Title North Words after it"
    assert words(south) == "Title South Words after it"


@pytest.mark.pdf
def test_so_many_plates_are_kept(monkeypatch: pytest.MonkeyPatch, made: list[Plate]) -> None:
    monkeypatch.setattr(rendering, "_MOST_PLATES", 2)
    pages = [page(ADDRESS, body=f"<p>{number}</p>") for number in range(3)]
    for one in (pages[0], pages[1], pages[0], pages[2], pages[0]):
        render(one, {})
    assert len(made) == 3, "the one that is used again stays"
    render(pages[1], {})
    assert len(made) == 4


def test_a_plate_follows_from_all_but_the_clinic() -> None:
    one = dict(SHARED)["riverside a4"]
    colours = tuple((name, "#000000") for name, _ in one.tokens)
    clinic = replace(one, title="Another", tokens=colours, identity=(), created="2000-01-01")
    slots = tuple(replace(slot, html="another") for slot in one.slots)
    assert replace(clinic, slots=slots).plate_key == one.plate_key
    taller = (replace(one.slots[0], height_class="another"), *one.slots[1:])
    icon = next(a for a in one.assets if a.uri in one.css and "icons" in a.uri)
    icons = tuple(replace(a, sha256="0" * 64) if a == icon else a for a in one.assets)
    others = [
        replace(one, body=one.body + "x"),
        replace(one, css=one.css + "x"),
        replace(one, slots=taller),
        replace(one, assets=icons),
        replace(one, direction="rtl"),
        replace(one, tokens=one.tokens[1:]),
    ]
    assert one.plate_key not in {other.plate_key for other in others}
