"""One brand colour in, a table out that reads for every brand and every skin."""

from __future__ import annotations

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaflet.core.colour import MONO, SKIN, is_colour, is_near_alert, promises, tokens
from tests.support.projects import patient

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
HUES = [
    "#{:02x}{:02x}{:02x}".format(*(round(255 * c) for c in colorsys.hsv_to_rgb(n / 36, s, v)))
    for n in range(36)
    for s, v in ((1, 1), (0.35, 0.95), (0.9, 0.4))
]
CONTRASTS = (4.5, 7.0)
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


def broken_promises(table: dict[str, str], contrast: float = 4.5) -> list[tuple[str, str]]:
    return [
        (text, paper)
        for text, paper, least in promises(contrast)
        if ratio(table[text], table[paper]) < least - 0.005
    ]


@patient
@given(brand=BRANDS, tone=st.sampled_from(list(SKIN)), contrast=st.sampled_from(CONTRASTS))
def test_every_brand_keeps_every_promise(brand: str, tone: str, contrast: float) -> None:
    pairs = tokens(brand, tone, text_contrast=contrast)
    table = dict(pairs)
    assert broken_promises(table, contrast) == []
    assert table["brand"] == brand
    assert [name for name, _ in pairs] == sorted(table)
    assert [value for value in table.values() if not is_colour(value)] == []


@pytest.mark.parametrize("contrast", CONTRASTS)
def test_extremes_and_all_round_the_wheel_keep_every_promise(contrast: float) -> None:
    broken = {
        brand: broken_promises(dict(tokens(brand, "light", text_contrast=contrast)), contrast)
        for brand in (*EXTREMES.values(), *HUES)
    }
    assert {brand: pairs for brand, pairs in broken.items() if pairs} == {}
    assert len(broken) > 100


def test_a_promise_that_is_not_kept_is_noticed() -> None:
    table = {**dict(tokens("#0f6e78", "dark")), "muted": "#8a8a8a", "onfill": "#0f6e78"}
    assert ("onfill", "fill") in broken_promises(table)
    assert ("muted", "paper") in broken_promises(table)


def test_small_print_of_the_usual_edition_is_too_faint_for_large_print() -> None:
    broken = broken_promises(dict(tokens("#0f6e78", "dark")), 7.0)
    assert {("muted", "tint2"), ("brandtext", "paper"), ("onfill", "fill")} <= set(broken)


def test_large_print_darkens_text_and_leaves_papers_and_pictures() -> None:
    usual = dict(tokens("#0f6e78", "dark"))
    large = dict(tokens("#0f6e78", "dark", text_contrast=7.0))
    changed = {name for name in usual if usual[name] != large[name]}
    assert changed == {
        *("muted", "brandtext", "accenttext", "alert", "ok", "dont"),
        *("fill", "alertfill", "keyedge", "emergency"),
    }
    assert [name for name in changed if greyness(large[name]) >= greyness(usual[name])] == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#0f6e78", "#0f6e78", 1.0)],
)
def test_contrast_is_wcags(one: str, other: str, expected: float) -> None:
    from leaflet.core.colour import contrast

    assert ratio(one, other) == pytest.approx(expected, abs=0.005)
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize("contrast", CONTRASTS)
def test_every_text_colour_is_promised_the_contrast_asked_for(contrast: float) -> None:
    lines = {"line", "rule", "urgentedge", "keyedge", "paneledge"}
    promised = promises(contrast)
    least = {text: min(r for t, _, r in promised if t == text) for text, _, _ in promised}
    assert {text for text, limit in least.items() if limit < contrast} == lines
    assert least["branddeep"] >= 7
    assert min(least[line] for line in lines) >= 3


def test_text_on_every_panel_is_promised_a_contrast() -> None:
    pairs = {(text, paper) for text, paper, _ in promises()}
    panels = {"deepfill": "ondeep", "fill": "onfill", "alertfill": "onalert", "badge": "onbadge"}
    assert {(text, panel) for panel, text in panels.items()} <= pairs


@pytest.mark.parametrize("brand", EXTREMES.values(), ids=EXTREMES.keys())
def test_danger_looks_the_same_for_every_brand(brand: str) -> None:
    table, teal = dict(tokens(brand, "light")), dict(tokens("#0f6e78", "light"))
    assert {name: table[name] for name in FIXED} == {name: teal[name] for name in FIXED}


@pytest.mark.parametrize("brand", EXTREMES.values(), ids=EXTREMES.keys())
def test_panels_of_the_coloured_edition_show_no_edge_of_their_own(brand: str) -> None:
    table = dict(tokens(brand, "light"))
    assert table["paneledge"] == table["deepfill"] == table["badge"] == table["branddeep"]
    assert table["ondeep"] == table["onbadge"] == table["onalert"] == table["paper"]
    assert table["alertfill"] == table["alert"]
    assert table["tintedge"] == table["tint"]
    assert table["keyedge"] == ("#3d3d3d" if is_near_alert(brand) else table["fill"])


@pytest.mark.parametrize("brand", REDS)
def test_a_red_brand_keeps_red_for_danger_alone(brand: str) -> None:
    table = dict(tokens(brand, "light"))
    assert is_near_alert(brand)
    assert table["dont"] != table["alert"]
    assert not any(is_near_alert(table[name]) for name in ("dont", "keyedge", "routine"))
    assert table["brandtext"] == table["branddeep"]


@pytest.mark.parametrize("brand", ["#0f6e78", "#ffffff", "#000000", "#808080", "#ffd200"])
def test_any_other_brand_prohibits_in_red(brand: str) -> None:
    assert dict(tokens(brand, "light"))["dont"] == dict(tokens(brand, "light"))["alert"]


@pytest.mark.parametrize("brand", ["#0f6e78", "#c23a22", "#ffff00", "#00ffff", "#808080"])
def test_headings_are_darker_than_fills(brand: str) -> None:
    table = dict(tokens(brand, "light"))
    assert is_near_alert(brand) or greyness(table["branddeep"]) < greyness(table["fill"])


def layers(table: dict[str, str]) -> dict[str, float]:
    return {name.removeprefix("skin-"): greyness(value) for name, value in table.items()}


@pytest.mark.parametrize("tone", SKIN)
def test_layers_of_skin_stay_apart_without_colour(tone: str) -> None:
    skin = layers(SKIN[tone])
    assert skin["dermis"] - skin["epidermis"] >= 15
    assert skin["epidermis"] - skin["edge"] >= 25
    assert skin["dermis"] - skin["scar"] >= 20


def test_skin_tones_have_the_same_parts_and_are_told_apart() -> None:
    light, medium, dark = (SKIN[tone] for tone in ("light", "medium", "dark"))
    assert light.keys() == medium.keys() == dark.keys()
    steps = [greyness(tone["skin-epidermis"]) for tone in (light, medium, dark)]
    assert steps[0] - steps[1] >= 10
    assert steps[1] - steps[2] >= 10


@patient
@given(brand=BRANDS, tone=st.sampled_from(list(SKIN)), contrast=st.sampled_from(CONTRASTS))
def test_the_toner_saving_edition_knows_no_brand_and_no_skin(
    brand: str, tone: str, contrast: float
) -> None:
    made = tokens(brand, tone, mono=True, text_contrast=contrast)
    assert made == tokens("#0f6e78", "light", mono=True)
    assert [name for name, _ in made] == [name for name, _ in tokens(brand, tone)]


@pytest.mark.parametrize("contrast", CONTRASTS)
def test_the_toner_saving_edition_keeps_every_promise(contrast: float) -> None:
    assert broken_promises(MONO, contrast) == []


def test_the_toner_saving_edition_fills_badges_and_the_emergency_alone() -> None:
    papers = {paper for _, paper, _ in promises()} - {"ink", "alert"}  # band, coloured header
    assert {paper for paper in papers if MONO[paper] != "#ffffff"} == {"badge", "emergency"}
    edges = ("paneledge", "tintedge", "keyedge", "alert", "ok", "dont")
    assert {MONO[edge] for edge in edges} == {"#000000"}


def test_the_toner_saving_edition_has_no_colour_and_one_grey_in_its_pictures() -> None:
    assert [value for value in MONO.values() if len({value[1:3], value[3:5], value[5:7]}) > 1] == []
    art = {value for name, value in MONO.items() if name.startswith(("skin-", "art-"))}
    assert art == {"#000000", "#bdbdbd", "#ffffff"}


def test_layers_and_vessels_stay_apart_in_black_and_white() -> None:
    art = layers(MONO)
    assert art["dermis"] - art["epidermis"] >= 15
    assert art["cell"] - art["epidermis"] >= 15
    assert art["art-vein"] - art["art-artery"] >= 25
    assert art["art-fluid-mid"] - art["art-fluid"] >= 25
    assert art["dermis"] > art["fibre"] > art["scar"]
    assert art["art-fat"] > art["art-fat-line"] > art["art-fat-edge"]
    outlined = {"skin-edge": "skin-epidermis", "art-fat-edge": "art-fat", "art-hair": "skin-dermis"}
    outlined |= {"art-metal-dark": "art-metal", "art-artery": "skin-dermis"}
    assert [line for line, area in outlined.items() if ratio(MONO[line], MONO[area]) < 3] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("#0f6e78", True), ("#0F6E78", True), ("0f6e78", False), ("#0f6", False), ("#0f6e7g", False)],
)
def test_what_a_colour_is(text: str, *, expected: bool) -> None:
    assert is_colour(text) is expected
