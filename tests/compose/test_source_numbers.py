"""Numbers lead from the text of a complete leaflet to its list of sources."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from leaflet.compose.composer import compose
from leaflet.compose.source_numbers import row_numbers, source_numbers
from leaflet.compose.typography import inline_html
from leaflet.core import extensions
from leaflet.model.leaflet import Leaflet, State
from tests.support.example import example_project
from tests.support.printed import planned_edition, shipped_project

SHOWN = re.compile(r'<span class="source-numbers">[\u00a0 ]\[([\d,\u00a0 ]+)\]</span>')


def leaflet() -> Leaflet:
    value = example_project().leaflets["mesotherapy-acne-scars", "en-GB"].value
    assert value is not None
    return value


def numbers(name: str) -> str:
    """The numbers of the sources behind a fact or a source, as they are printed."""
    fact = leaflet().facts.get(name)
    order = list(leaflet().sources)
    ids = fact.sources if fact else (name,)
    return ",\u00a0".join(str(n) for n in sorted(order.index(one) + 1 for one in ids))


def html(text: str, format_: str = "a4") -> str:
    cite = source_numbers(leaflet(), extensions.load("formats", format_))
    locale = example_project().locales["en-GB"].value
    assert locale is not None
    return inline_html(text, locale, lambda _: None, cite).replace("\u00a0", " ")


def shown(text: str, format_: str = "a4") -> list[str]:
    return SHOWN.findall(html(text, format_))


def test_the_numbers_stand_before_the_end_of_the_sentence() -> None:
    text = "Most have sunken ones: [8 or 9 in 10](fact:c10) people. Others do not."
    shown_numbers = f'<span class="source-numbers"> [{numbers("c10")}]</span>'
    assert html(text).startswith(f"Most have sunken ones: 8 or 9 in 10 people{shown_numbers}.")


def test_the_marks_of_a_sentence_share_one_bracket_in_order() -> None:
    text = "[Two](fact:c4) in [2014](source:has-2014) and [12](fact:c15). No mark here."
    ids = {*leaflet().facts["c4"].sources, "has-2014", *leaflet().facts["c15"].sources}
    order = sorted(list(leaflet().sources).index(one) + 1 for one in ids)
    assert shown(text) == [", ".join(map(str, order))]


def test_each_sentence_has_its_own_and_a_text_without_end_has_them_last() -> None:
    assert shown("[One](fact:c10). [Two](fact:c13)") == [numbers("c10"), numbers("c13")]


def test_a_mark_of_another_kind_has_none() -> None:
    assert shown("Call [us](clinic:phones.main), or read [a page](https://example.org).") == []


@pytest.mark.parametrize("format_", ["trifold", "a4-sheet", "poster-a4"])
def test_a_format_without_the_list_of_sources_has_none(format_: str) -> None:
    assert shown("[8 or 9 in 10](fact:c10) people.", format_) == []


def test_a_row_has_those_of_its_sources_and_its_cells() -> None:
    cite = source_numbers(leaflet(), extensions.load("formats", "a4"))
    made = row_numbers(cite, ["has-2014"], ["Seen in [12](fact:c15)", None])
    ids = {"has-2014", *leaflet().facts["c15"].sources}
    order = sorted(list(leaflet().sources).index(one) + 1 for one in ids)
    assert made.replace("\u00a0", " ") == (
        f'<span class="source-numbers"> [{", ".join(map(str, order))}]</span>'
    )


@pytest.mark.parametrize("name", ["a4", "a5-booklet", "large-print", "mono", "phone"])
def test_every_number_on_a_page_is_in_its_list(name: str) -> None:
    planned = planned_edition("riverside")
    assert planned.edition is not None
    edition = replace(planned.edition, format=extensions.load("formats", name))
    body = compose(edition, State.DRAFT, shipped_project().templates).body.replace("\u2060", "")
    found = {int(n) for one in SHOWN.findall(body) for n in re.split(r",[\u00a0 ]", one)}
    assert found == set(range(1, len(edition.leaflet.sources) + 1))
    titles = [source.title.partition(" ")[0] for source in edition.leaflet.sources.values()]
    assert [title for title in titles if title not in body] == []
