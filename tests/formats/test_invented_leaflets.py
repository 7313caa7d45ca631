"""Every word, picture and row of the invented leaflets stands on the pages of each format."""

from __future__ import annotations

from functools import cache

import pytest

from leaflet.content.project import Project
from leaflet.core.diagnostics import Finding
from leaflet.model.kind import Kind
from leaflet.page.composition import Composition
from leaflet.page.rendering import Rendering
from leaflet.planning.matrix import Selection
from leaflet.planning.plan import PlannedEdition
from leaflet.planning.planner import make_plan
from leaflet.render.page_fitting import MOST_LAYOUTS_PAGES
from tests.support.leaflet_pages import expected_texts, lost_in_composition, rendered_findings
from tests.support.printed import TODAY, page_texts, without_source_numbers
from tests.support.projects import FIXTURES
from tests.support.renderings import render_once
from tests.support.source_words import page_words, squeezed, word_list

INVENTED = FIXTURES / "leaflets"
NAMES = tuple(sorted(path.name for path in (INVENTED / "content/leaflets").iterdir()))
FORMATS = ("a4", "phone", "trifold", "a4-sheet", "a5-booklet", "large-print", "poster-a4")
#: The format that each leaflet is rendered in in the default lane, and the leaflets that are also
#: rendered on paper there.
_CHEAP, _ON_PAPER = "phone", ("bump", "medicine")


def _is_cheap(name: str, format_: str) -> bool:
    return format_ == _CHEAP or (format_ == "a4" and name.endswith(_ON_PAPER))


_RENDERED = [
    pytest.param(name, format_, marks=() if _is_cheap(name, format_) else pytest.mark.slow)
    for name in NAMES
    for format_ in FORMATS
]


@cache
def invented() -> Project:
    return Project(INVENTED)


@cache
def planned_editions() -> dict[tuple[str, str], PlannedEdition]:
    plan = make_plan(invented(), Selection(), today=TODAY)
    return {(planned.id.leaflet, planned.id.format): planned for planned in plan.editions}


@cache
def composed(name: str, format_: str) -> tuple[Composition, list[str]]:
    return lost_in_composition(invented(), planned_editions()[name, format_])


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_an_invented_leaflet_is_lost_in_silence(name: str, format_: str) -> None:
    assert composed(name, format_)[1] == []


@pytest.mark.pdf
@pytest.mark.parametrize(("name", "format_"), _RENDERED)
def test_an_invented_leaflet_is_on_the_pages(name: str, format_: str) -> None:
    planned = planned_editions()[name, format_]
    rendering = render_once(composed(name, format_)[0], invented().blobs)
    assert _broken(planned, rendering) == []
    assert rendering.facts.lost == ()
    assert rendering.facts.fit.layouts <= MOST_LAYOUTS_PAGES
    pages = _words_on_pages(rendering, format_)
    lost = [
        word
        for item in expected_texts(invented(), planned)
        for word in word_list(item)
        if squeezed(word) not in pages
    ]
    assert lost == []


def _broken(planned: PlannedEdition, rendering: Rendering) -> list[Finding]:
    return [found for found in rendered_findings(planned, rendering) if found.is_broken]


def _words_on_pages(rendering: Rendering, format_: str) -> str:
    if format_ == "phone":
        return page_words(rendering.file.decode())
    return squeezed("".join(map(without_source_numbers, page_texts(rendering.file))))


def test_each_kind_that_we_do_not_ship_has_an_invented_leaflet() -> None:
    kinds = {
        loaded.value.kind
        for key in invented().leaflets
        if (loaded := invented().leaflets[key]).value is not None
    }
    assert kinds == {
        *("treatment", "test", "medicine", "operation", "screening", "vaccination"),
        *("preparation", "discharge", "service", "self-care"),
    }
    assert all(isinstance(invented().kind(kind), Kind) for kind in kinds)


@pytest.mark.parametrize("name", NAMES)
def test_nobody_takes_an_invented_leaflet_for_advice(name: str) -> None:
    leaflet = invented().leaflets[name, "en-GB"].value
    assert leaflet is not None
    assert "example" in leaflet.title.casefold()
    assert leaflet.audience == "Nobody. This is an example"
    hosts = {str(source.address).split("/")[2] for source in leaflet.sources.values()}
    assert hosts <= {"example.org"}


def test_the_invented_operation_is_long() -> None:
    leaflet = invented().leaflets["example-operation", "en-GB"]
    words = invented().text(invented().leaflets.paths["example-operation", "en-GB"])[0].split()
    assert leaflet.value is not None
    assert len(words) > 3_000


def test_danger_signs_that_are_written_first_are_printed_first() -> None:
    for format_ in ("a4", "phone", "a5-booklet", "large-print", "a4-sheet"):
        body = page_words(composed("example-bump", format_)[0].body)
        assert body.index("dangersigns") < body.index("fortwodays"), format_
        assert body.index("yourhatfloats") < body.index("restonasoftcloud"), format_
