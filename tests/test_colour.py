"""One brand colour in, a table out that reads for every brand and every skin."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from leaflet.colour import PROMISES, SKIN, is_colour, is_near_alert, tokens

EXTREMES = {
    "white": "#ffffff",
    "black": "#000000",
    "yellow": "#ffff00",
    "cyan": "#00ffff",
    "magenta": "#ff00ff",
    "red": "#ff0000",
    "dark red": "#7a0010",
    "blue": "#0000ff",
    "light grey": "#d8d8d8",
    "grey": "#808080",
    "dark grey": "#2b2b2b",
}
BRANDS = st.integers(0, 0xFFFFFF).map("#{:06x}".format) | st.sampled_from(list(EXTREMES.values()))
REDS = [EXTREMES["red"], EXTREMES["dark red"], "#c23a22", "#b51f1f"]
FIXED = ("alert", "alerttint", "ok", "oktint")


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance; written anew so that it can contradict the code."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def greyness(colour: str) -> float:
    """CIE L*, 0 to 100: what is left of a colour on a grey copier."""
    y = luminance(colour)
    return 116 * y ** (1 / 3) - 16 if y > 216 / 24389 else y * 24389 / 27


def broken_promises(table: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (text, paper)
        for text, paper, least in PROMISES
        if ratio(table[text], table[paper]) < least - 0.005
    ]


@settings(max_examples=200, deadline=None)
@given(brand=BRANDS, tone=st.sampled_from(list(SKIN)))
@example(brand="#ffffff", tone="light")
@example(brand="#000000", tone="medium")
@example(brand="#ffff00", tone="dark")
@example(brand="#00ffff", tone="light")
@example(brand="#ff0000", tone="dark")
@example(brand="#808080", tone="medium")
def test_every_brand_keeps_every_promise(brand: str, tone: str) -> None:
    pairs = tokens(brand, tone)
    table = dict(pairs)
    assert broken_promises(table) == []
    assert table["brand"] == brand
    assert [name for name, _ in pairs] == sorted(table)
    assert [value for value in table.values() if not is_colour(value)] == []


def test_a_promise_that_is_not_kept_is_noticed() -> None:
    table = {**dict(tokens("#0f6e78", "dark")), "muted": "#8a8a8a", "onfill": "#0f6e78"}
    assert ("onfill", "fill") in broken_promises(table)
    assert ("muted", "paper") in broken_promises(table)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#0f6e78", "#0f6e78", 1.0)],
)
def test_contrast_is_wcags(one: str, other: str, expected: float) -> None:
    from leaflet.colour import contrast

    assert ratio(one, other) == pytest.approx(expected, abs=0.005)
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)


def test_every_text_colour_has_a_promise_of_at_least_four_and_a_half() -> None:
    least = {text: min(r for t, _, r in PROMISES if t == text) for text, _, _ in PROMISES}
    assert {text for text, limit in least.items() if limit < 4.5} == {"line"}
    assert least["branddeep"] >= 7
    assert least["line"] >= 3


@pytest.mark.parametrize("brand", EXTREMES.values(), ids=EXTREMES.keys())
def test_danger_looks_the_same_for_every_brand(brand: str) -> None:
    table, teal = dict(tokens(brand, "light")), dict(tokens("#0f6e78", "light"))
    assert {name: table[name] for name in FIXED} == {name: teal[name] for name in FIXED}


@pytest.mark.parametrize("brand", REDS)
def test_a_red_brand_keeps_red_for_danger_alone(brand: str) -> None:
    table = dict(tokens(brand, "light"))
    assert is_near_alert(brand)
    assert table["dont"] != table["alert"]
    assert not is_near_alert(table["dont"])


@pytest.mark.parametrize("brand", ["#0f6e78", "#ffffff", "#000000", "#808080", "#ffd200"])
def test_any_other_brand_prohibits_in_red(brand: str) -> None:
    assert dict(tokens(brand, "light"))["dont"] == dict(tokens(brand, "light"))["alert"]


@settings(max_examples=200, deadline=None)
@given(brand=BRANDS)
def test_steps_stay_apart_in_greyscale(brand: str) -> None:
    table = dict(tokens(brand, "light"))
    deep, fill, rule, tint = (greyness(table[n]) for n in ("branddeep", "fill", "rule", "tint"))
    assert max(deep, fill) + 15 < rule < tint - 10


@pytest.mark.parametrize("brand", ["#0f6e78", "#c23a22", "#ffff00", "#00ffff", "#808080"])
def test_headings_are_darker_than_fills(brand: str) -> None:
    table = dict(tokens(brand, "light"))
    assert greyness(table["branddeep"]) < greyness(table["fill"])


@pytest.mark.parametrize("tone", SKIN)
def test_layers_of_skin_stay_apart_without_colour(tone: str) -> None:
    skin = {name.removeprefix("skin-"): greyness(value) for name, value in SKIN[tone].items()}
    assert skin["dermis"] - skin["epidermis"] >= 15
    assert skin["epidermis"] - skin["edge"] >= 25
    assert skin["dermis"] - skin["scar"] >= 20


def test_skin_tones_have_the_same_parts_and_are_told_apart() -> None:
    light, medium, dark = (SKIN[tone] for tone in ("light", "medium", "dark"))
    assert light.keys() == medium.keys() == dark.keys()
    steps = [greyness(tone["skin-epidermis"]) for tone in (light, medium, dark)]
    assert steps[0] - steps[1] >= 10
    assert steps[1] - steps[2] >= 10


@pytest.mark.parametrize(
    ("text", "expected"),
    [("#0f6e78", True), ("#0F6E78", True), ("0f6e78", False), ("#0f6", False), ("#0f6e7g", False)],
)
def test_what_a_colour_is(text: str, *, expected: bool) -> None:
    assert is_colour(text) is expected
