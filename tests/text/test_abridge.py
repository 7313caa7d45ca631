"""What a format with less room prints: short forms, priorities, and what never goes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflet.checks.run import check_edition
from leaflet.checks.subjects import CheckedEdition
from leaflet.core import extensions
from leaflet.formats.format import Format
from leaflet.model.blocks import Block, Table
from leaflet.model.leaflet import Leaflet, Section
from leaflet.model.listings import WriteIn
from leaflet.model.roles import KEPT, ROLES
from leaflet.planning.matrix import Selection
from leaflet.planning.planner import make_plan
from leaflet.text.abridge import abridge, abridged_for, fewer_words
from tests.support.example import example_edition, example_project
from tests.support.printed import TODAY
from tests.support.projects import patient

LEAFLET = example_edition("riverside").leaflet


def section(name: str, words: int, *, short: int | None = None, priority: int = 2) -> Section:
    """A section of so many words under a heading of one; a name that is a role is its role."""
    return Section(
        id=name,
        heading="Heading",
        priority=priority,
        blocks=(_prose(words - 1),),
        role=name if name in ROLES else None,
        short=() if short is None else (_prose(short - 1),),
    )


def _prose(words: int) -> Block:
    return Block(kind="prose", content=" ".join(["word"] * words))


def leaflet_of(*sections: Section) -> Leaflet:
    return LEAFLET.model_copy(update={"sections": sections, "glossary": ()})


def printed(leaflet: Leaflet, words: int | None) -> dict[str, int]:
    """Sections that are printed, and in how many words."""
    return {
        s.id: 1 + sum(len(b.content.split()) for b in s.blocks)
        for s in abridge(leaflet, words).leaflet.sections
    }


def test_without_a_budget_all_is_printed() -> None:
    form = abridge(LEAFLET, None)
    assert form.leaflet == LEAFLET
    assert (form.shortened, form.left_out) == ((), ())


def test_priority_three_goes_first_then_two_is_shortened_then_one() -> None:
    leaflet = leaflet_of(
        section("what-is-it", 50, short=20),
        section("how-it-works", 50, short=20, priority=1),
        section("summary", 30, priority=3),
    )
    assert printed(leaflet, 130) == {"what-is-it": 50, "how-it-works": 50, "summary": 30}
    assert printed(leaflet, 129) == {"what-is-it": 50, "how-it-works": 50}
    assert printed(leaflet, 99) == {"what-is-it": 20, "how-it-works": 50}
    assert printed(leaflet, 69) == {"what-is-it": 20, "how-it-works": 20}


def _in_words(words: int | None) -> Format:
    sheet: Format = extensions.load("formats", "a4-sheet")
    return replace(sheet, words=words, section_words=None)


def test_a_leaflet_may_ask_for_fewer_words_in_a_format_and_never_for_more() -> None:
    leaflet = leaflet_of(section("what-is-it", 50, short=20), section("how-it-works", 50))
    for asked, kept in (({}, ()), ({"trifold": 80}, ()), ({"a4-sheet": 80}, ("what-is-it",))):
        given = leaflet.model_copy(update={"abridge": asked})
        assert abridged_for(given, _in_words(120)).shortened == kept
    more = leaflet.model_copy(update={"abridge": {"a4-sheet": 120}})
    assert abridged_for(more, _in_words(80)).shortened == ("what-is-it",)


def test_fewer_words_are_proposed_by_what_is_printed() -> None:
    leaflet = leaflet_of(section("what-is-it", 60, short=20), section("risks", 40))
    assert fewer_words(leaflet, _in_words(500), 10) == (90, True)
    assert fewer_words(leaflet, _in_words(500), 50) == (50, True)
    assert fewer_words(leaflet, _in_words(500), 65) == (40, True)
    assert fewer_words(leaflet, _in_words(80), 25) == (40, True)
    kept = leaflet_of(section("risks", 90), section("benefits", 40))
    assert fewer_words(kept, _in_words(500), 20) == (110, False)
    assert fewer_words(leaflet, _in_words(None), 10) is None


def test_what_saves_most_is_shortened_first() -> None:
    leaflet = leaflet_of(section("condition", 40, short=30), section("choosing", 60, short=20))
    assert printed(leaflet, 70) == {"condition": 40, "choosing": 20}


def test_sections_without_a_short_form_go_from_the_end() -> None:
    leaflet = leaflet_of(
        section("what-is-it", 40), section("preparing", 40), section("consent", 40)
    )
    assert printed(leaflet, 100) == {"what-is-it": 40, "preparing": 40}
    assert abridge(leaflet, 100).left_out == ("consent",)


@pytest.mark.parametrize("name", sorted(KEPT))
@pytest.mark.parametrize("priority", [1, 2, 3])
def test_what_warns_and_helps_never_goes(name: str, priority: int) -> None:
    leaflet = leaflet_of(section(name, 90, priority=priority), section("summary", 10))
    assert printed(leaflet, 1) == {name: 90}


def test_risks_help_and_no_treatment_are_among_what_stays() -> None:
    assert {"risks", "who-should-wait", "get-help", "alternatives", "benefits"} <= KEPT


def test_a_short_form_keeps_the_figures() -> None:
    form = abridge(LEAFLET, 500).leaflet.with_role("condition")
    assert form is not None
    assert [block.kind for block in form.blocks] == ["prose", "figures"]


@given(st.integers(min_value=0, max_value=1300))
@patient
def test_less_room_never_prints_more(words: int) -> None:
    tight, wide = abridge(LEAFLET, words), abridge(LEAFLET, words + 50)
    assert set(wide.left_out) <= set(tight.left_out)
    assert set(wide.shortened) <= {*tight.shortened, *tight.left_out}
    kept = [s.id for s in tight.leaflet.sections]
    assert kept == [s.id for s in LEAFLET.sections if s.id in kept], "the order stays"
    assert {s.id for s in LEAFLET.sections if s.role in KEPT} <= set(kept)


def test_whoever_approves_is_informed() -> None:
    plan = make_plan(example_project(), Selection(formats=("a4-sheet",)), today=TODAY)
    notes = {f.message for f in plan.findings if f.code == "abridged"}
    assert len(notes) == 2, "once, whatever the clinic"
    never, note = sorted(notes)
    assert never == (
        "a4-sheet never prints the subtitle, the heading of the section with the role about, the"
        " list of sources, when studies were searched, who paid for it, conflicts of interest"
    )
    assert note.startswith("a4-sheet shortens about, what-is-it, ")
    assert note.endswith(
        "and leaves out aftercare, questions, consent, summary, glossary, find-more"
    )


def test_the_complete_leaflet_has_no_such_note() -> None:
    edition = example_edition("riverside")
    assert check_edition(CheckedEdition(edition, ())) == []


def test_a_section_that_no_panel_holds_is_shortened_or_left_out() -> None:
    leaflet = leaflet_of(
        section("what-is-it", 40),
        section("storage", 300),
        section("aftercare", 300, short=50),
        section("costs", 300, short=290),
        section("risks", 300),
        section("consent", 300, priority=1),
    )
    form = abridge(leaflet, None, in_section=200)
    assert form.shortened == ("aftercare",)
    assert form.left_out == ("storage", "costs")
    assert [s.id for s in form.leaflet.sections] == ["what-is-it", "aftercare", "risks", "consent"]


def test_what_is_left_out_for_its_length_does_not_come_back_shorter() -> None:
    leaflet = leaflet_of(section("costs", 300, short=290), section("storage", 150, short=20))
    form = abridge(leaflet, 100, in_section=200)
    assert form.left_out == ("costs",)
    assert form.shortened == ("storage",)


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (Block(kind="figures", content=("a",)), 60),
        (Block(kind="figures", content=("a", "b", "c", "d")), 80),
        (Block(kind="write-in", content=WriteIn(ready="appointment")), 58),
    ],
)
def test_what_is_not_words_takes_room_in_a_panel(block: Block, words: int) -> None:
    plain = section("storage", 100)
    with_block = plain.model_copy(update={"blocks": (*plain.blocks, block)})
    leaflet = leaflet_of(with_block)
    assert abridge(leaflet, None, in_section=100 + words).left_out == ()
    assert abridge(leaflet, None, in_section=99 + words).left_out == ("storage",)


def with_blocks(name: str, *blocks: Block, short: int = 5) -> Section:
    """A section of blocks with a short form."""
    return section(name, 1).model_copy(update={"blocks": blocks, "short": (_prose(short),)})


def table_of(rows: int) -> Block:
    cells = tuple(("word", "word") for _ in range(rows))
    return Block(kind="table", content=Table(header=("word", "word"), rows=cells))


def test_pictures_fields_and_rows_take_room_that_words_do_not_count() -> None:
    fields = Block(kind="write-in", content=WriteIn(ready="appointment"))
    room = [
        ("figures", Block(kind="figures", content=("cup",))),
        ("fields", fields),
        ("rows", table_of(4)),
    ]
    for name, block in room:
        sections = [with_blocks(f"{name}-{number}", _prose(20), block) for number in range(4)]
        form = abridge(leaflet_of(*sections), 180)
        assert form.shortened, name
        words_alone = [with_blocks(f"{name}-{number}", _prose(20)) for number in range(4)]
        assert not abridge(leaflet_of(*words_alone), 180).shortened, name
