"""Composition is pure: the same page for every clinic but for its slots, logo and colours."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from leaflet.compose.composer import compose
from leaflet.compose.section_rows import rows
from leaflet.content.project import Project
from leaflet.content.templates import Templates
from leaflet.core import extensions
from leaflet.core.diagnostics import LeafletError, UsageError
from leaflet.core.digests import Asset, digest
from leaflet.model.leaflet import Section, State
from leaflet.page.composition import Composition
from leaflet.page.edition import Edition
from leaflet.page.slot import Slot
from leaflet.page.state_band import band_places
from leaflet.planning.matrix import Selection
from leaflet.planning.planner import make_plan
from leaflet.render.renderer import render
from leaflet.render.sandbox import substitute
from tests.support.example import CLINICS, example_edition, example_project
from tests.support.printed import FONT, TODAY, compose_edition, small_page
from tests.support.projects import ROOT

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")


@pytest.fixture(scope="module")
def compositions() -> dict[str, Composition]:
    return {
        clinic: compose_edition(example_project(), example_edition(clinic)) for clinic in CLINICS
    }


def with_template(
    name: str, text: str, state: State = State.DRAFT, edition: Edition | None = None
) -> Composition:
    """The first clinic's edition with one template replaced."""
    templates = with_own({name: text})
    return compose(edition or example_edition(CLINICS[0]), state, templates)


def with_own(own: dict[str, str]) -> Templates:
    """The shipped templates and some of a project's own."""
    return Templates({**example_project().templates, **own}, tuple(own))


# --- what depends on the clinic ------------------------------------------------------------------


def test_there_are_clinics_to_compare() -> None:
    brands = {example_edition(clinic).clinic.brand.rgb for clinic in CLINICS}
    assert len(CLINICS) == len(brands) >= 2


@pytest.mark.parametrize("field", ["body", "css", "language", "direction", "description", "fonts"])
def test_the_page_is_the_same_for_every_clinic(
    compositions: Mapping[str, Composition], field: str
) -> None:
    assert len({getattr(made, field) for made in compositions.values()}) == 1


@pytest.mark.parametrize("field", ["title", "slots", "tokens", "assets"])
def test_what_is_a_clinics_own_differs(compositions: Mapping[str, Composition], field: str) -> None:
    assert len({getattr(made, field) for made in compositions.values()}) == len(CLINICS)


def test_the_page_holds_no_colour_of_a_clinic(compositions: Mapping[str, Composition]) -> None:
    made = compositions[CLINICS[0]]
    assert set(_COLOUR.findall(made.css + made.body)) <= {"#ffffff", "#000000"}
    assert _COLOUR.findall(substitute(made.css, dict(made.tokens)))


@pytest.mark.parametrize("clinic", CLINICS)
def test_the_page_holds_no_word_of_a_clinic(
    compositions: Mapping[str, Composition], clinic: str
) -> None:
    page, edition = compositions[clinic], example_edition(clinic)
    house, phone = edition.clinic, edition.clinic.phones["main"].display.replace(" ", "\u00a0")
    own = [house.name, str(house.email), phone, edition.address]
    assert [text for text in own if text in page.css + page.body] == []
    assert [text for text in own if text not in page.html] == []


@pytest.mark.parametrize("clinic", CLINICS)
def test_every_slot_has_its_box_once(compositions: Mapping[str, Composition], clinic: str) -> None:
    made = compositions[clinic]
    places = re.findall(r'<slot name="([a-z-]+)"></slot>', made.body)
    assert sorted(places) == sorted(slot.name for slot in made.slots)
    assert "<slot" not in made.html
    assert {slot.height_class for slot in made.slots} <= set("SML")


# --- nothing in a composition is idle ------------------------------------------------------------

DOT = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'
DOT_ASSET = Asset("asset:///content/dot.svg", digest(DOT))
PAGE = dataclasses.replace(
    small_page(
        '<p>Words</p><slot name="foot"></slot>',
        "p { color: var(--ink) } p::before { content: '+' } img { display: block; width: 5mm }",
        (DOT_ASSET,),
    ),
    body=f'<p>Words</p><img src="{DOT_ASSET.uri}" alt="A dot"><slot name="foot"></slot>',
    slots=(Slot("foot", "<p>A clinic</p>", "S"),),
    state_band="Overdue",
    band_places=band_places(extensions.load("formats", "a4"), "Overdue", "ltr"),
)
OTHER: dict[str, Any] = {
    "language": "de",
    "direction": "rtl",
    "title": "Another title",
    "description": "Another description",
    "created": "2025-01-01",
    "modified": "2027-01-01",
    "css": PAGE.css + " p { font-size: 30pt }",
    "body": '<p>Other words</p><slot name="foot"></slot>',
    "slots": (Slot("foot", "<p>Another clinic</p>", "L"),),
    "tokens": (("ink", "#908070"),),
    "assets": FONT,
    "fonts": (),
    "budget": dataclasses.replace(PAGE.budget, type_pt=(20.0, 20.0)),
    "medium": "screen",
    "identity": (("code", "SHAQ872"),),
    "state_band": "Draft",
    "own_templates": ("a4.html.j2",),
    "band_places": None,
    "dark_tokens": (("ink", "#fefefe"),),
}


def print_page(composition: Composition) -> tuple[str, bytes, tuple[object, ...]]:
    """The page as HTML and as bytes, where its state band was found and what its stylesheet adds;
    as bytes only what went wrong where it cannot be printed.
    """
    try:
        rendering = render(composition, {DOT_ASSET.sha256: DOT})
        facts = rendering.facts
        return composition.html, rendering.file, (facts.state_bands, facts.generated)
    except LeafletError as problem:
        return composition.html, problem.message.encode(), ()


#: What screens alone show: see the tests of the phone page.
OF_SCREENS = ("dark_tokens",)


@pytest.mark.pdf
@pytest.mark.parametrize("field", [name for name in OTHER if name not in OF_SCREENS])
def test_every_field_reaches_the_page(field: str) -> None:
    changed = dataclasses.replace(PAGE, **{field: OTHER[field]})
    assert print_page(changed) != print_page(PAGE)


def test_every_field_is_compared() -> None:
    assert {field.name for field in dataclasses.fields(Composition)} == set(OTHER)


@pytest.mark.pdf
def test_the_comparison_page_is_sound() -> None:
    rendering = render(PAGE, {DOT_ASSET.sha256: DOT})
    assert (rendering.refused, rendering.warnings) == ((), ())
    assert rendering.embedded == PAGE.fonts
    assert print_page(dataclasses.replace(PAGE)) == (PAGE.html, rendering.file, ((1,), ()))


# --- purity --------------------------------------------------------------------------------------


@pytest.mark.parametrize("clinic", CLINICS)
def test_composing_twice_gives_the_same(clinic: str) -> None:
    project = Project(example_project().root)
    chosen = Selection(clinics=(clinic,))
    edition = make_plan(project, chosen, today=TODAY).editions[0].edition
    assert edition == example_edition(clinic)
    again = compose_edition(project, example_edition(clinic))
    assert again == compose_edition(example_project(), example_edition(clinic))


def test_composing_reads_neither_clock_nor_files(monkeypatch: pytest.MonkeyPatch) -> None:
    edition, templates = example_edition(CLINICS[0]), example_project().templates
    compose(edition, State.DRAFT, templates)

    def never(*_: Any, **__: Any) -> Any:
        raise AssertionError("composing touches the world")

    with monkeypatch.context() as patch:
        for target in ("builtins.open", "io.open", "os.open", "time.time", "socket.socket"):
            patch.setattr(target, never)
        with pytest.raises(AssertionError, match="touches"):
            ROOT.joinpath("leaflet.yaml").read_bytes()
        assert compose(edition, State.DRAFT, templates)


# --- states --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.DRAFT, "Draft: not approved. Not for patients."),
        (State.OVERDUE, "Out of date: review was due 23\u00a0November\u00a02027. Do not use."),
        (State.WITHDRAWN, "Withdrawn: do not use."),
        (State.APPROVED, None),
    ],
)
def test_the_band_says_the_state(state: State, words: str | None) -> None:
    templates = example_project().templates
    made = compose(example_edition(CLINICS[0]), state, templates)
    assert made.state_band == (words or "")
    assert (made.band_places is not None) == bool(words)
    assert not words or words not in made.html


# --- broken templates ----------------------------------------------------------------------------

BROKEN = {
    "syntax": ("<p>\n{% if %}", "2"),
    "unclosed": ("<p>\n\n{% for x in leaflet.sections %}", "3"),
    "undefined variable": ("<p>\n{{ no_such_thing }}", "2"),
    "undefined field": ("<p>\n\n{{ leaflet.no_such_field }}", "3"),
    "missing template": ('<p>\n{% include "none.html.j2" %}', "2"),
    "sandbox": ("<p>\n{{ ''.__class__.__mro__ }}", "2"),
    "sandbox of a function": ("<p>\n{{ line.__globals__ }}", "2"),
    "change of a value": ("<p>\n{% set x = [1] %}{{ x.append(2) }}", "2"),
    "wrong types": ("<p>\n{{ 1 + 'a' }}", "2"),
    "division": ("<p>\n\n{{ 1 / 0 }}", "3"),
    "unknown figure": ("<p>\n{{ figure('none') }}", "2"),
}


@pytest.mark.parametrize(
    "name", ["patient/a4.html.j2", "patient/a4.css.j2", "shared/slots.html.j2"]
)
@pytest.mark.parametrize(("text", "line"), BROKEN.values(), ids=BROKEN)
def test_a_broken_template_is_named_with_its_line(name: str, text: str, line: str) -> None:
    with pytest.raises(UsageError) as stopped:
        with_template(name, text)
    assert f"templates/{name}:{line}: " in stopped.value.message
    assert stopped.value.hint


def test_a_file_of_a_project_may_lie_in_templates_itself_and_name_others_by_their_files() -> None:
    own = {"a4.html.j2": '{% import "blocks.html.j2" as blocks %}<main>Own words</main>'}
    made = compose(example_edition(CLINICS[0]), State.DRAFT, with_own(own))
    assert made.own_templates == ("a4.html.j2",)
    assert made.body == "<main>Own words</main>"
    own["a4.html.j2"] += "{{ 1 / 0 }}"
    with pytest.raises(UsageError, match=r"templates/a4\.html\.j2:1: "):
        compose(example_edition(CLINICS[0]), State.DRAFT, with_own(own))


def test_a_stylesheet_of_a_project_may_ask_for_rooms() -> None:
    css = "{% for name in format.rooms %}.{{ name }}{} {% endfor %}"
    made = with_template("patient/a4.css.j2", css)
    assert ".contact{}" in made.css


@pytest.mark.parametrize(
    "address",
    ["icons/none.svg", "icons/../../etc/passwd", "fonts/Other.ttf", "content/figures/none.svg"],
)
def test_an_unknown_asset_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="asks for") as stopped:
        with_template("patient/a4.html.j2", f'<img src="asset:///{address}" alt="x">')
    assert address in stopped.value.message
    assert stopped.value.hint


def test_assets_are_those_that_the_page_asks_for() -> None:
    body = "<p style=\"background: url('asset:///icons/check.svg?ok')\">x</p>"
    made = with_template("patient/a4.html.j2", body)
    icon = example_project().templates["icons/check.svg"]
    assert Asset("asset:///icons/check.svg?ok", digest(icon.encode())) in made.assets
    assert not [asset for asset in made.assets if "figures" in asset.uri]


def test_what_authors_write_is_escaped() -> None:
    edition = example_edition(CLINICS[0])
    hostile = '<script>alert(1)</script> & "quotes"'
    clinic = edition.clinic.model_copy(update={"name": hostile, "directions": hostile})
    leaflet = edition.leaflet.model_copy(update={"title": hostile, "subtitle": hostile})
    hostile_edition = dataclasses.replace(edition, clinic=clinic, leaflet=leaflet)
    made = compose(hostile_edition, State.DRAFT, example_project().templates)
    assert "<script" not in made.html
    assert "&lt;script" in made.html
    assert '"quotes"' not in made.html.split("<style>", maxsplit=1)[0]


# --- rows ----------------------------------------------------------------------------------------


def test_rows_keep_every_section_in_its_order() -> None:
    sections = example_edition(CLINICS[0]).leaflet.sections
    assert tuple(s for row in rows(sections) for s in row.sections) == sections
    assert {row.kind for row in rows(sections)} <= {"wide", "columns"}
    assert rows(()) == []


def test_one_narrow_section_stands_alone() -> None:
    narrow = Section(id="about", heading="About", priority=2, blocks=())
    kinds: Callable[[int], list[str]] = lambda n: [row.kind for row in rows((narrow,) * n)]  # noqa: E731
    assert (kinds(1), kinds(2)) == (["wide"], ["columns"])


def test_an_unknown_slot_is_named() -> None:
    name = "patient/a4.html.j2"
    text = example_project().templates[name].replace('slot("masthead")', 'slot("mastheat")')
    with pytest.raises(UsageError) as caught:
        with_template(name, text)
    assert "templates/patient/a4.html.j2" in caught.value.message
    assert caught.value.hint == 'did you mean "masthead"?'


def test_an_address_in_the_words_is_no_asset() -> None:
    edition = example_edition(CLINICS[0])
    words = edition.leaflet.model_copy(update={"subtitle": "See asset:///none.svg for more"})
    changed = dataclasses.replace(edition, leaflet=words)
    made = compose(changed, State.DRAFT, example_project().templates)
    assert "asset:///none.svg" in made.body
    assert "asset:///none.svg" not in {asset.uri for asset in made.assets}
