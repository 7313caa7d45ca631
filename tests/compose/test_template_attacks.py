"""Templates that reach for more than plain values are refused, with a place and a hint."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from itertools import islice

import pytest

from leaflet.compose.composer import compose
from leaflet.content.templates import Templates
from leaflet.core.diagnostics import UsageError
from leaflet.model.leaflet import State
from leaflet.page.composition import Composition
from tests.fuzz.template_attacks import ATTACKS, BOMBS, ESCAPES
from tests.fuzz.templates import mutations
from tests.support.example import CLINICS, example_edition, example_project
from tests.support.printed import in_default_lane

PAGE = "patient/a4.html.j2"


def filled(text: str, name: str = PAGE) -> Composition:
    templates = Templates({**example_project().templates, name: text}, (name,))
    return compose(example_edition(CLINICS[0]), State.DRAFT, templates)


def short(texts: Iterable[str]) -> list[str]:
    return [text if len(text) < 200 else f"{text[:80]}… ({len(text)})" for text in texts]


@pytest.mark.parametrize("text", ATTACKS, ids=short(ATTACKS))
def test_an_attack_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(UsageError) as stopped:
        filled(text)
    assert stopped.value.message.startswith(f"templates/{PAGE}:")
    assert stopped.value.hint
    assert "object at 0x" not in stopped.value.message


def test_there_are_many_attacks() -> None:
    assert min(len(ESCAPES), len(BOMBS)) >= 40
    assert len(set(ATTACKS)) == len(ATTACKS)


@pytest.mark.parametrize(
    "element",
    ["<div>", "<b>", "<span></p>", "<DIV/>", "<div class=a{{ i }}>", "<svg><g>", "<a\nb>"],
)
def test_elements_that_are_never_closed_are_refused(element: str) -> None:
    with pytest.raises(UsageError, match="more than 256 elements are open at once") as stopped:
        filled(f"{{% for i in range(257) %}}{element}{{% endfor %}}")
    assert stopped.value.message.startswith(f"templates/{PAGE}: ")


@pytest.mark.parametrize(
    "element", ['<div title="</div>">', '<div title="<">', '<div title="></div>">', "<div a=b'>"]
)
def test_tags_that_parsers_may_read_in_two_ways_are_refused(element: str) -> None:
    with pytest.raises(UsageError, match="cannot be read") as stopped:
        filled(f"{{% for i in range(3) %}}{element}{{% endfor %}}")
    assert stopped.value.hint.endswith("write &lt; and &gt; in them")


@pytest.mark.parametrize("element", ["<br>", "<p>a", "<li>a", "<b>a</b>", "<DIV></div>", "a < b"])
def test_any_number_of_elements_may_follow_one_another(element: str) -> None:
    assert filled(f"{{% for i in range(3000) %}}{element}{{% endfor %}}").body
    assert filled(f"<svg>{'<path/>' * 3000}</svg>").body


def test_an_attack_that_is_none_is_filled() -> None:
    assert filled("{{ 'a' * 3 }}{{ '%03d' % 7 }}").body == "aaa007"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("{{ leaflet.titel }}", 'a record "Leaflet" has no "titel"', 'did you mean "title"?'),
        ("\n{{ leafet.title }}", "'leafet' is undefined", 'did you mean "leaflet"?'),
        ("{{ leaflet.title.uper() }}", 'a text has no "uper"', 'did you mean "upper"?'),
        ("{{ leaflet.title | uper }}", "No filter named 'uper'", 'did you mean "upper"?'),
        ("{{ 1 is ood }}", "No test named 'ood'", 'did you mean "odd"?'),
        ("{% for a in 'b' %}{{ loop.indx }}{% endfor %}", "loop has no", 'did you mean "index"?'),
        ("{{ leaflet.__class__ }}", '"__class__" cannot be read', "docs/templates.md"),
        ("{{ leaflet() }}", 'a record "Leaflet" cannot be called', "docs/templates.md"),
    ],
)
def test_what_is_refused_is_named_with_what_may_be_meant(
    text: str, message: str, hint: str
) -> None:
    with pytest.raises(UsageError) as stopped:
        filled(text)
    assert message in stopped.value.message
    assert f":{text.count(chr(10)) + 1}: " in stopped.value.message
    assert hint in stopped.value.hint
    assert "docs/templates.md" in stopped.value.hint


@pytest.mark.parametrize("text", ["{% set masthead = 5 %}", "{% macro masthead() %}{% endmacro %}"])
def test_a_slot_that_no_macro_fills_is_reported(text: str) -> None:
    with pytest.raises(UsageError, match=r"templates/shared/slots\.html\.j2"):
        filled(text, "shared/slots.html.j2")


@pytest.mark.parametrize("width", ["x", "0", "nan", "-1", "1e-320", "inf", "1e999"])
def test_the_width_of_a_slots_block_is_a_number(width: str) -> None:
    name = "shared/slots.html.j2"
    text = example_project().templates[name] + (
        f'{{% macro contact(clinic) %}}<p data-width="{width}">words</p>{{% endmacro %}}'
    )
    with pytest.raises(UsageError, match="data-width") as stopped:
        filled(text, name)
    assert stopped.value.message.startswith(f"templates/{name}: ")


@pytest.mark.parametrize("seed", in_default_lane(range(3), [0]))
def test_a_mutated_template_is_filled_or_refused(seed: int) -> None:
    refused = []
    for name, text in islice(mutations(seed), 25):
        with suppress(UsageError):
            filled(text, name)
            continue
        refused.append(name)
    assert 0 < len(refused) < 25


def test_mutations_are_the_same_for_a_seed() -> None:
    assert list(islice(mutations(3), 20)) == list(islice(mutations(3), 20))
    assert list(islice(mutations(3), 20)) != list(islice(mutations(4), 20))
