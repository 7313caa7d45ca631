"""Risks and benefits in numbers: one denominator, risks stated both ways, drawn where people can be
counted.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from markupsafe import Markup

from leaflet.compose.composer import compose
from leaflet.compose.icon_arrays import (
    RoundedShare,
    benefit_groups,
    denominator,
    icon_array,
    shares,
)
from leaflet.core import extensions
from leaflet.model.blocks import Benefit, Frequency
from leaflet.model.leaflet import Leaflet, State
from leaflet.page.composition import Composition
from leaflet.render.renderer import render
from tests.support.example import CLINICS, example_edition, example_project
from tests.support.printed import plain
from tests.support.structure import outline, tree


def frequency(n: int, of: int) -> Frequency:
    return Frequency(n=n, of=of, who="invented people", period="a year")


@pytest.mark.parametrize(
    ("given", "of"),
    [
        ([(3, 12)], 12),
        ([(3, 40), (1, 40)], 40),
        ([(3, 12), (1, 40)], 100),
        ([(3, 12), (1, 40), (0, 7)], 100),
        ([(1, 400), (3, 2_000)], 1_000),
        ([(1, 250_000), (1, 300)], 100_000),
    ],
)
def test_all_shares_have_one_denominator(given: list[tuple[int, int]], of: int) -> None:
    frequencies = [frequency(*pair) for pair in given]
    assert denominator(frequencies) == of
    assert {share.of for share in shares(frequencies) if share} == {of}


def test_a_rare_risk_has_a_denominator_apart() -> None:
    assert shares([frequency(38, 100), frequency(1, 1_000), frequency(1, 100)]) == (
        RoundedShare(38, 100),
        RoundedShare(1, 1_000),
        RoundedShare(1, 100),
    )


def test_a_rounded_share_says_so_and_never_becomes_nobody_or_everybody() -> None:
    assert shares([frequency(3, 12), frequency(1, 7)]) == (
        RoundedShare(25, 100),
        RoundedShare(14, 100, True),
    )
    tiny, rare = shares([frequency(1, 300_000), frequency(99, 100_000)])
    assert (tiny, rare) == (RoundedShare(1, 100_000, True), RoundedShare(99, 100_000))
    assert shares([frequency(999, 1_000), frequency(1, 2)])[0] == RoundedShare(99, 100, True)
    assert shares([frequency(0, 9), frequency(1, 2)])[0] == RoundedShare(0, 100)


def test_what_is_not_known_stays_so() -> None:
    assert shares([None, frequency(1, 2), None]) == (None, RoundedShare(1, 2), None)
    assert shares([None, None]) == (None, None)


@pytest.mark.parametrize(("n", "of", "rows"), [(3, 100, 5), (0, 20, 1), (12, 12, 1), (7, 41, 3)])
def test_a_picture_has_as_many_people_as_the_share(n: int, of: int, rows: int) -> None:
    svg = str(icon_array(RoundedShare(n, of), 'a "title" & more'))
    have, have_not = re.findall(r' d="([^"]*)"', svg)
    assert have.count("M") == 2 * n  # a head and a body
    assert have_not.count("M") == 2 * (of - n)
    assert f"rows-{rows}" in svg
    assert "<title>a &#34;title&#34; &amp; more</title>" in svg


def benefit(size: str, against: str = "not known", tried: str = "Invented gel") -> Benefit:
    return Benefit.model_validate(
        {"tried": tried, "says": "Invented gain", "evidence": "weak", "size": size,
         "against": against, "who": "40 invented people, after a year", "sources": ()}
    )  # fmt: skip


def test_those_with_and_those_without_a_treatment_have_one_denominator() -> None:
    given = [benefit("48 of 100", "0 of 100"), benefit("not known"), benefit("22 of 30")]
    assert benefit_groups(given) == (
        (RoundedShare(48, 100), RoundedShare(0, 100)),
        (),
        (RoundedShare(73, 100, True),),
    )
    assert benefit_groups([benefit("22 of 30")]) == ((RoundedShare(22, 30),),)
    assert benefit_groups([]) == ()


def test_groups_of_more_than_a_hundred_are_drawn_as_a_hundred() -> None:
    assert benefit_groups([benefit("60 of 120", "7 of 120")]) == (
        (RoundedShare(50, 100), RoundedShare(6, 100, True)),
    )


@pytest.mark.parametrize("given", [("1 of 1000",), ("8 of 100", "1 of 1000")])
def test_half_a_comparison_is_not_drawn(given: tuple[str, ...]) -> None:
    assert benefit_groups([benefit(*given)]) == ((),)


# --- on the page ---------------------------------------------------------------------------------


def with_frequencies(*given: Frequency | None) -> Leaflet:
    """The example's leaflet with invented numbers for its first risks; never shipped."""
    leaflet = example_edition(CLINICS[0]).leaflet
    sections = []
    for section in leaflet.sections:
        blocks = []
        for block in section.blocks:
            if block.kind == "risks":
                items = list(block.content)
                for index, frequency in enumerate(given):
                    items[index] = items[index].model_copy(update={"frequency": frequency})
                block = block.model_copy(update={"content": tuple(items)})  # noqa: PLW2901
            blocks.append(block)
        sections.append(section.model_copy(update={"blocks": tuple(blocks)}))
    return leaflet.model_copy(update={"sections": tuple(sections)})


def page(format_: str, leaflet: Leaflet) -> Composition:
    edition = replace(
        example_edition(CLINICS[0]),
        leaflet=leaflet,
        format=extensions.load("formats", format_),
    )
    project = example_project()
    return compose(edition, State.DRAFT, project.templates)


@pytest.mark.parametrize("format_", ["a4", "a5-booklet", "large-print", "mono", "phone"])
def test_a_known_frequency_is_drawn_and_stated_both_ways(format_: str) -> None:
    body = page(format_, with_frequencies(frequency(3, 12), frequency(1, 40))).body
    assert body.count("icon-array") == 2
    words = plain(Markup(re.sub(r"<title>.*?</title>", "", body)).striptags())
    assert "25 of 100 people have it. 75 of 100 do not." in words
    assert "About 3 of 100 people have it. 97 of 100 do not." in words
    assert "invented people, a year" in words
    assert "<title>25 of 100 people have it.</title>" in plain(body)


def test_rarer_risks_follow_those_that_are_drawn() -> None:
    body = page("a4", with_frequencies(frequency(1, 1_000), frequency(3, 100))).body
    pictures = plain(body[body.index("risk-pictures") :])
    assert pictures.index("3 of 100 people") < pictures.index("1 of 1000 people")
    assert pictures.count("icon-array") == 1


def test_large_denominators_are_stated_and_not_drawn() -> None:
    body = page("a4", with_frequencies(frequency(3, 1_000))).body
    assert "icon-array" not in body
    assert "3 of 1000 people have it. 997 of 1000 do not." in plain(Markup(body).striptags())


@pytest.mark.parametrize("format_", ["a4", "a5-booklet", "large-print", "phone", "trifold"])
def test_an_unknown_frequency_is_never_drawn(format_: str) -> None:
    body = page(format_, example_edition(CLINICS[0]).leaflet).body
    assert "risk-picture" not in body
    assert "icon-array" not in body


def with_benefits(*given: Benefit) -> Leaflet:
    """The example's leaflet with invented benefits alone; never shipped."""
    leaflet = example_edition(CLINICS[0]).leaflet
    sections = [
        section.model_copy(
            update={
                "blocks": tuple(
                    block.model_copy(update={"content": given})
                    if block.kind == "benefits"
                    else block
                    for block in section.blocks
                )
            }
        )
        for section in leaflet.sections
    ]
    return leaflet.model_copy(update={"sections": tuple(sections)})


def filled(body: str) -> list[int]:
    """The number of filled people of each picture: a head and a body each."""
    return [have.count("M") // 2 for have in re.findall(r'<path fill="var[^>]* d="([^"]*)"', body)]


FULL = ["a4", "a5-booklet", "large-print", "mono", "phone"]


@pytest.mark.parametrize("format_", FULL)
def test_a_benefit_is_drawn_with_and_without_the_treatment(format_: str) -> None:
    body = page(format_, with_benefits(benefit("48 of 100", "3 of 100"))).body
    assert filled(body) == [48, 3]
    shown = plain(body)
    assert "<title>How many. With it: 48 of 100</title>" in shown
    assert "<title>How many. Without it: 3 of 100</title>" in shown
    picture = shown[shown.index("risk-picture pair") :]
    words = plain(Markup(re.sub(r"<title>.*?</title>", "", picture)).striptags())
    said = ["Invented gel", "40 invented people, after a year", "With it 48 of 100"]
    assert [words.index(text) for text in said] == sorted(words.index(text) for text in said)
    assert "Without it 3 of 100" in words


@pytest.mark.parametrize("format_", FULL)
def test_a_benefit_that_nobody_went_without_is_one_group(format_: str) -> None:
    body = page(format_, with_benefits(benefit("22 of 30"))).body
    assert filled(body) == [22]
    assert "<title>How many: 22 of 30</title>" in plain(body)
    assert "Without it" not in body


@pytest.mark.parametrize("format_", FULL)
def test_only_benefits_of_a_known_size_are_drawn(format_: str) -> None:
    assert "icon-array" not in page(format_, with_benefits(benefit("not known"))).body
    given = benefit("not known"), benefit("5 of 20", "1 of 20"), benefit("9 of 20")
    body = page(format_, with_benefits(*given)).body
    assert filled(body) == [5, 1, 9]
    assert body.count("risk-picture pair") == body.count("risk-picture drawn") == 1


def test_a_trifold_states_benefits_and_draws_none() -> None:
    body = page("trifold", with_benefits(benefit("48 of 100", "3 of 100"))).body
    assert "icon-array" not in body


@pytest.mark.pdf
@pytest.mark.parametrize("format_", ["a4", "a5-booklet", "large-print"])
def test_both_groups_are_said_to_who_cannot_see_them(format_: str) -> None:
    leaflet = with_benefits(benefit("48 of 100", "3 of 100"))
    rendering = render(page(format_, leaflet), example_project().blobs)
    assert (rendering.warnings, rendering.refused) == ((), ())
    said = outline(tree(rendering.file)).replace("\\xa0", " ")
    assert "Figure alt='How many. With it: 48 of 100'" in said
    assert "Figure alt='How many. Without it: 3 of 100'" in said


@pytest.mark.pdf
def test_a_picture_is_said_to_who_cannot_see_it() -> None:
    leaflet = with_frequencies(frequency(3, 12))
    rendering = render(page("large-print", leaflet), example_project().blobs)
    assert (rendering.warnings, rendering.refused) == ((), ())
    assert "3 of 12 people have it." in outline(tree(rendering.file))
