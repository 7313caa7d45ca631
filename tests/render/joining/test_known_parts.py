"""A file whose parts were valid in other files is read where they meet, and is judged as if it had
been read whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from leaflet.page.composition import Composition
from leaflet.page.read_aloud import Fault
from leaflet.render import joined_pages, kept_layouts, page_layouts
from leaflet.render.joining import join
from leaflet.render.joining.join import Pair
from leaflet.render.joining.pairs import pair_of
from leaflet.render.joining.parts import Position, filled
from leaflet.render.renderer import render
from leaflet.render.validation.validator import Validation, validate
from tests.render.joining.test_joined_pages import ADDRESS, CODED, coded, page

pytestmark = pytest.mark.pdf


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    kept_layouts.forget_all()
    yield
    kept_layouts.forget_all()


@pytest.fixture
def read_whole(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the files that are read whole."""
    titles: list[str] = []

    def listen(pdf: bytes, said: Any) -> Validation:
        titles.append(said.title)
        return validate(pdf, said)

    monkeypatch.setattr(page_layouts, "validate", listen)
    return titles


def leaflet(title: str, words: str = CODED, body: str = "<h2>Body</h2><p>x</p>") -> Composition:
    made = page(words, "h3 { margin: 0 }", body, title=title)
    return replace(made, identity=(("code", title.upper()),))


def with_known_parts() -> Composition:
    """A leaflet of a clinic where both were valid, each with another."""
    other = coded("XYZ6789").replace("Mill", "High")
    for title, words in (("One", other), ("Two", other), ("One", CODED)):
        assert render(leaflet(title, words), {}).facts.faults == ()
    return leaflet("Two", coded("QQQ7777"))


def test_pages_and_slots_are_read_whole_once(read_whole: list[str]) -> None:
    made = with_known_parts()
    assert read_whole == ["One", "Two", "One"]
    known = render(made, {})
    assert read_whole == ["One", "Two", "One"]
    kept_layouts.forget_all()
    alone = render(made, {})
    assert read_whole == ["One", "Two", "One", "Two"]
    assert (known.file, known.facts) == (alone.file, alone.facts)
    assert "Newest version" in known.facts.read_aloud.links
    assert "Opens https://a.example/l/QQQ7777" in known.facts.read_aloud.pictures


def exchanged_elements(patch: pytest.MonkeyPatch) -> None:
    add = join._Joining._add_page

    def exchanged(self: Any, index: int, page: Any) -> None:
        add(self, index, page)
        number, source = self.moving.pop()
        entries = source[1:-1].replace(b" 0 R", b"").split()
        entries[0], entries[-1] = entries[-1], entries[0]
        self.moving.append((number, b"[%s]" % b" ".join(b"%s 0 R" % one for one in entries)))

    patch.setattr(join._Joining, "_add_page", exchanged)


def marks_counted_from_one(patch: pytest.MonkeyPatch) -> None:
    def shifted(template: Any, at: Position, pair: Any) -> bytes:
        return filled(template, replace(at, first_mcid=at.first_mcid + 1), pair)

    patch.setattr(join, "filled", shifted)


def slot_held_nowhere(patch: pytest.MonkeyPatch) -> None:
    def without_slots(_: Any, holder: Any) -> bytes:
        return b"".join(part for part in holder.parts if isinstance(part, bytes))

    patch.setattr(join._Joining, "_parent", without_slots)


def links_that_lead_to_each_other(patch: pytest.MonkeyPatch) -> None:
    tree = join._number_tree

    def exchanged(keys: list[tuple[int, int]]) -> bytes:
        numbers, elements = zip(*keys, strict=True)
        return tree(list(zip(numbers, (elements[0] + 1, *elements[1:]), strict=True)))

    patch.setattr(join, "_number_tree", exchanged)


def slot_on_another_page(patch: pytest.MonkeyPatch) -> None:
    def elsewhere(template: Any, at: Position, pair: Any) -> bytes:
        return filled(template, replace(at, page=at.page - 1), pair)

    patch.setattr(join, "filled", elsewhere)


def other_pair(change: Callable[[Pair], Pair]) -> Callable[[pytest.MonkeyPatch], None]:
    def harm(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(joined_pages, "pair_of", lambda *given: change(pair_of(*given)))

    return harm


@pytest.mark.parametrize(
    "harm",
    [
        exchanged_elements,
        marks_counted_from_one,
        slot_held_nowhere,
        links_that_lead_to_each_other,
        slot_on_another_page,
        other_pair(lambda pair: replace(pair, xmp_code=b"WRONG12")),
        other_pair(lambda pair: replace(pair, xmp_title=b"Another title")),
        other_pair(lambda pair: replace(pair, title=b"(Another title)")),
    ],
)
def test_what_is_wrong_where_parts_meet_is_found(
    harm: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = with_known_parts()
    assert render(made, {}).facts.faults == ()
    harm(monkeypatch)
    assert render(made, {}).facts.faults != ()


def test_two_fonts_of_one_tag_leave_a_doubt(read_whole: list[str]) -> None:
    made = with_known_parts()
    for shared in kept_layouts.SHARED.made.values():
        assert shared.joined is not None
        resources = dict(shared.joined.resources)
        resources["Font"] += b"/Again " + resources["Font"].split(b" ", 1)[1]
        shared.joined = replace(shared.joined, resources=resources)
    render(made, {})
    assert read_whole[3:] == ["Two"]


def test_colours_that_are_too_pale_on_other_pages_are_found() -> None:
    def made(title: str, brand: str) -> Composition:
        body = '<p style="color: var(--brand)">Words</p>' if title == "Branded" else ""
        return replace(page(ADDRESS, body=body, title=title), tokens=(("brand", brand),))

    for title, brand in (("Plain", "#123456"), ("Branded", "#123456"), ("Plain", "#fafafa")):
        assert render(made(title, brand), {}).facts.faults == ()
    assert render(made("Branded", "#123457"), {}).facts.faults == ()
    (fault,) = render(made("Branded", "#fafafa"), {}).facts.faults
    assert fault == Fault("7.1 content", '"Words" is too pale', 1)


def test_levels_of_headings_that_do_not_go_together_are_found() -> None:
    deep = "<h3>Deep</h3>" + ADDRESS
    for title, words, body in (
        ("Flat", ADDRESS, "<p>x</p>"),
        ("Deep", deep, "<h2>Two</h2>"),
    ):
        assert render(leaflet(title, words, body), {}).facts.faults == ()
    (fault,) = render(leaflet("Flat", deep, "<p>x</p>"), {}).facts.faults
    assert fault.message == "H3 follows H1"
