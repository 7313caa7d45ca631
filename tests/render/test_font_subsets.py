"""A typeface is subset once for all documents that use the same glyphs, and no file shows it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from leaflet.render import font_subsets
from leaflet.render.font_subsets import FontSubsets
from leaflet.render.renderer import render
from tests.support.printed import small_page

pytestmark = pytest.mark.pdf


@dataclass
class Face:
    """A font as WeasyPrint hands it over, with a `clean` that says what it was asked."""

    file_content: bytes = b"whole"
    index: int = 0
    style: int = 0
    weight: int = 400
    font_size: float = 10.0
    variations: dict[str, float] = field(default_factory=dict)
    missing: dict[int, int] = field(default_factory=dict)
    made: list[bytes] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    complains: bool = False

    def clean(self, glyphs: Any, hinting: bool) -> None:
        self.variations = {**self.variations, "wght": self.weight}
        self.file_content = f"{sorted(glyphs)} {hinting} {self.weight}".encode()
        self.made.append(self.file_content)
        if self.complains:
            self.complaints.append("unable to cut")


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font_subsets, "_KEPT", type(font_subsets._KEPT)())


def embed(face: Face, glyphs: Any = (1, 2), *, hinting: bool = False) -> Face:
    """The face after a document has written it."""
    document = FontSubsets(face.complaints)
    document["key"] = face
    document["key"].clean(glyphs, hinting)
    return face


def test_the_second_document_takes_the_subset_of_the_first() -> None:
    first, second = embed(Face()), embed(Face(), {2: "b", 1: "a"})
    assert first.made
    assert not second.made
    assert (second.file_content, second.variations) == (first.file_content, first.variations)


@pytest.mark.parametrize(
    "change",
    [
        {"file_content": b"another"},
        {"index": 1},
        {"style": 2},
        {"weight": 700},
        {"font_size": 12.0},
        {"variations": {"opsz": 12.0}},
        {"missing": {9: 1}},
    ],
    ids=str,
)
def test_whatever_a_subset_follows_from_makes_another(change: dict[str, Any]) -> None:
    embed(Face())
    assert embed(replace(Face(), **change)).made


def test_other_glyphs_or_hints_make_another() -> None:
    embed(Face())
    assert embed(Face(), (1, 2, 3)).made
    assert embed(Face(), hinting=True).made


def test_each_document_hears_a_complaint() -> None:
    for _ in range(2):
        assert embed(Face(complains=True)).complaints == ["unable to cut"]


def test_so_many_are_kept_and_the_one_used_last_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font_subsets, "_MOST_KEPT", 2)
    for weight in (300, 400, 300, 500):
        embed(Face(weight=weight))
    assert not embed(Face(weight=300)).made
    assert embed(Face(weight=400)).made
    assert len(font_subsets._KEPT) == 2


def test_a_file_is_the_same_with_a_subset_that_was_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    import weasyprint.pdf.fonts as embedding

    asked: list[str] = []
    instantiate = embedding.instantiateVariableFont

    def count(*given: Any, **options: Any) -> Any:
        asked.append("cut")
        return instantiate(*given, **options)

    monkeypatch.setattr(embedding, "instantiateVariableFont", count)
    page = small_page("<h1>Title</h1><p>Words that are <b>bold</b></p>")
    first = render(page, {}).file
    asked_once = len(asked)
    assert asked_once
    assert render(page, {}).file == first
    assert len(asked) == asked_once, "the second document subsets nothing"
    font_subsets._KEPT.clear()
    assert render(page, {}).file == first
    assert len(asked) == 2 * asked_once
