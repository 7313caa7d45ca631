"""Makes the table of colour tokens from one brand colour; every text colour keeps its contrast.

Steps are chosen in OKLCH by lightness, so that the page also works in greyscale. Contrast is
WCAG 2.2's ratio (SC 1.4.3: 4.5 to 1 for text, SC 1.4.6: 7 to 1 in large print, SC 1.4.11: 3 to 1
for lines that carry meaning). Hues of danger and of "do" are fixed and never made from the brand:
a red clinic must not change what "get help" looks like.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coloraide import Color

TEXT_CONTRAST = 4.5
DEEP_CONTRAST = 7.0
INK_CONTRAST = 10.0
LINE_CONTRAST = 3.2

_ALERT_HUE = 27.0
_OK_HUE = 150.0
_URGENT_HUE = 75.0
_WARM_HUE = 60.0
_NEAR_ALERT = 25.0
_ACCENT_HUES = (75.0, 195.0, 265.0, 330.0)
_PAPER = "#ffffff"
#: Heads, bars and marks of a red brand, whose own shades could be taken for danger.
_NEUTRAL = "#3d3d3d"

#: Skin in the illustrations: three tones, chosen by the clinic, never made from the brand.
SKIN: dict[str, dict[str, str]] = {
    "light": {
        "skin-epidermis": "#d99a78",
        "skin-edge": "#7f4227",
        "skin-dermis": "#f6d5c4",
        "skin-dermis-deep": "#efc3ae",
        "skin-fibre": "#dfae98",
        "skin-cell": "#c07f5d",
        "skin-scar": "#b0603f",
    },
    "medium": {
        "skin-epidermis": "#b47d50",
        "skin-edge": "#4a270f",
        "skin-dermis": "#efc5b0",
        "skin-dermis-deep": "#e4b099",
        "skin-fibre": "#d39c82",
        "skin-cell": "#96623a",
        "skin-scar": "#98502f",
    },
    "dark": {
        "skin-epidermis": "#80533a",
        "skin-edge": "#0f0603",
        "skin-dermis": "#e3b2a1",
        "skin-dermis-deep": "#d59d8a",
        "skin-fibre": "#c38673",
        "skin-cell": "#5f3926",
        "skin-scar": "#843f2b",
    },
}

#: The other colours of the illustrations, the same for every clinic.
ART: dict[str, str] = {
    "art-fat": "#f6dd98",
    "art-fat-line": "#dcb45f",
    "art-fat-edge": "#6f5010",
    "art-artery": "#a93a4f",
    "art-vein": "#4a5f9c",
    "art-metal": "#cfd6dc",
    "art-metal-dark": "#434d58",
    "art-fluid": "#125467",
    "art-fluid-mid": "#5badc2",
    "art-fluid-light": "#b4dbe2",
    "art-hair": "#2e1f18",
}

_MONO_NAMES = {
    "#ffffff": "paper tint tint2 accenttint alerttint oktint donttint fill deepfill alertfill"
    " urgent urgenttint routine routinetint onemergency onbadge"
    " skin-dermis skin-dermis-deep skin-cell art-fat art-metal art-fluid-light",
    "#bdbdbd": "skin-epidermis skin-fibre art-fat-line art-vein art-fluid-mid",
    "#777777": "rule",
    "#555555": "line",
    "#333333": "muted",
    "#000000": "ink brand brandtext branddeep accent accenttext alert ok dont onfill ondeep onalert"
    " emergency urgentedge onurgent onroutine badge paneledge tintedge keyedge"
    " skin-edge skin-scar art-fat-edge art-artery art-metal-dark"
    " art-fluid art-hair",
}
#: The toner-saving table: panels are outlined instead of filled, illustrations have one grey.
MONO = {name: colour for colour, names in _MONO_NAMES.items() for name in names.split()}


def is_colour(text: str) -> bool:
    """Whether the text is a colour in the form `#` and six hexadecimal digits."""
    return (
        len(text) == 7 and text[0] == "#" and all(c in "0123456789abcdefABCDEF" for c in text[1:])
    )


def contrast(one: str, other: str) -> float:
    """The WCAG 2 contrast ratio of two hex colours, 1 to 21."""
    from coloraide import Color

    return Color(one).contrast(Color(other), method="wcag21")


def promises(text_contrast: float = TEXT_CONTRAST) -> tuple[tuple[str, str, float], ...]:
    """The pairs of text colour and background, each with the least contrast in every token table.

    `text_contrast` is 4.5 (WCAG 2.2 SC 1.4.3) or, in large print, 7 (SC 1.4.6).
    """
    papers = ("paper", "tint", "tint2")
    texts = ("muted", "brandtext", "accenttext", "alert", "ok")
    return (
        *((text, paper, text_contrast) for text in texts for paper in papers),
        *(("ink", paper, INK_CONTRAST) for paper in papers),
        *(("branddeep", paper, DEEP_CONTRAST) for paper in papers),
        *(("ink", f"{kind}tint", DEEP_CONTRAST) for kind in ("alert", "ok", "accent", "dont")),
        *((text, f"{text}tint", text_contrast) for text in ("alert", "ok", "dont")),
        ("accenttext", "accenttint", text_contrast),
        ("onfill", "fill", text_contrast),
        ("onalert", "alertfill", text_contrast),
        ("onemergency", "emergency", text_contrast),
        ("onurgent", "urgent", DEEP_CONTRAST),
        ("onroutine", "routine", DEEP_CONTRAST),
        ("ink", "urgenttint", DEEP_CONTRAST),
        ("ink", "routinetint", DEEP_CONTRAST),
        ("paper", "alert", text_contrast),
        ("ondeep", "deepfill", DEEP_CONTRAST),
        ("onbadge", "badge", DEEP_CONTRAST),
        ("paper", "ink", INK_CONTRAST),
        ("line", "paper", LINE_CONTRAST),
        ("rule", "paper", LINE_CONTRAST),
        ("urgentedge", "paper", LINE_CONTRAST),
        ("keyedge", "tint", LINE_CONTRAST),
        ("paneledge", "paper", LINE_CONTRAST),
    )


@cache
def tokens(
    brand: str, skin_tone: str, *, mono: bool = False, text_contrast: float = TEXT_CONTRAST
) -> tuple[tuple[str, str], ...]:
    """All colour tokens of a clinic, sorted by name: `(("accent", "#e3a340"), …)`.

    `brand` is a hex colour, `skin_tone` a key of `SKIN`. The token `brand` is for use beside the
    logo only; colours that carry text are darkened until `promises(text_contrast)` hold. With
    `mono` the result is the toner-saving table, which depends on no other argument.
    """
    if mono:
        return tuple(sorted(MONO.items()))
    table = {**_brand_tokens(brand, text_contrast), **_fixed_tokens(text_contrast)}
    table |= _beside_danger(table, brand)
    table |= _panel_tokens(table)
    table |= _urgency_tokens(table)
    return tuple(sorted({**table, **SKIN[skin_tone], **ART}.items()))


@cache
def dark_tokens(brand: str, skin_tone: str) -> tuple[tuple[str, str], ...]:
    """All colour tokens of a clinic for screens that ask for dark pages, sorted by name. Text is
    light on dark papers and keeps `promises()`; drawings and the levels of help keep their colours.
    """
    light = dict(tokens(brand, skin_tone))
    _, chroma, hue = _oklch(brand)
    papers = tuple(_hex(step, min(chroma, 0.016), hue) for step in (0.2, 0.25, 0.29))
    alert_tint, ok_tint = _hex(0.25, 0.05, _ALERT_HUE), _hex(0.25, 0.04, _OK_HUE)
    accent_hue, accent_chroma = _accent(brand)
    ink = _lighten(0.94, min(chroma, 0.01), hue, (*papers, alert_tint, ok_tint), INK_CONTRAST)
    fill = _lighten(0.7, min(chroma, 0.12), hue, papers, TEXT_CONTRAST)
    deep = _lighten(0.8, min(chroma, 0.1), hue, papers, DEEP_CONTRAST)
    accent_text = _lighten(0.8, min(accent_chroma, 0.1), accent_hue, papers, TEXT_CONTRAST)
    alert = _lighten(0.72, 0.14, _ALERT_HUE, (*papers, alert_tint), TEXT_CONTRAST)
    table = {
        **dict(zip(("paper", "tint", "tint2"), papers, strict=True)),
        "ink": ink,
        "muted": _lighten(0.75, min(chroma, 0.02), hue, papers, TEXT_CONTRAST),
        "brandtext": _lighten(0.75, min(chroma, 0.11), hue, papers, TEXT_CONTRAST),
        **dict.fromkeys(("branddeep", "badge"), deep),
        **dict.fromkeys(("onfill", "onbadge"), papers[0]),
        **dict.fromkeys(("fill", "keyedge"), fill),
        **dict.fromkeys(
            ("line", "rule", "paneledge"),
            _lighten(0.55, min(chroma, 0.05), hue, papers, LINE_CONTRAST),
        ),
        "accenttext": accent_text,
        **dict.fromkeys(("accenttint", "urgenttint", "routinetint", "tintedge"), papers[1]),
        "alert": alert,
        "alerttint": alert_tint,
        "ok": _lighten(0.75, 0.12, _OK_HUE, (*papers, ok_tint), TEXT_CONTRAST),
        "oktint": ok_tint,
        "dont": ink if is_near_alert(brand) else alert,
        "donttint": papers[0] if is_near_alert(brand) else alert_tint,
    }
    return tuple(sorted({**light, **table}.items()))


def _brand_tokens(brand: str, text_contrast: float) -> dict[str, str]:
    lightness, chroma, hue = _oklch(brand)
    tint = _hex(0.967, min(chroma, 0.016), hue)
    tint2 = _hex(0.925, min(chroma, 0.035), hue)
    papers = (_PAPER, tint, tint2)
    accent_hue, accent_chroma = _accent(brand)
    accent_tint = _hex(0.965, min(accent_chroma, 0.03), accent_hue)
    return {
        "paper": _PAPER,
        "tint": tint,
        "tint2": tint2,
        "ink": _darken(0.27, 0.02, hue, papers, INK_CONTRAST),
        "muted": _darken(0.50, 0.025, hue, papers, text_contrast),
        "brandtext": _darken(min(lightness, 0.52), chroma, hue, papers, text_contrast),
        "branddeep": _darken(0.36, min(chroma, 0.11), hue, papers, DEEP_CONTRAST),
        "ondeep": _PAPER,
        "brand": brand.lower(),
        "fill": brand.lower()
        if contrast(brand, _PAPER) >= text_contrast
        else _darken(lightness, chroma, hue, (_PAPER,), text_contrast),
        "onfill": _PAPER,
        "line": _darken(0.68, min(chroma, 0.05), hue, (_PAPER,), LINE_CONTRAST),
        "rule": _darken(0.72, min(chroma, 0.05), hue, (_PAPER,), LINE_CONTRAST),
        "accent": _hex(0.76, min(accent_chroma, 0.135), accent_hue),
        "accenttint": accent_tint,
        "accenttext": _darken(
            0.52, min(accent_chroma, 0.11), accent_hue, (*papers, accent_tint), text_contrast
        ),
    }


def _fixed_tokens(text_contrast: float) -> dict[str, str]:
    alert_tint, ok_tint = _hex(0.962, 0.018, _ALERT_HUE), _hex(0.965, 0.022, _OK_HUE)
    # The second colour is the darkest second tint that any brand can give.
    papers = (_PAPER, _hex(0.925, 0.035, 265.0), "#e4e4e4")
    return {
        "alert": _darken(0.50, 0.19, _ALERT_HUE, (*papers, alert_tint), text_contrast),
        "alerttint": alert_tint,
        "ok": _darken(0.50, 0.12, _OK_HUE, (*papers, ok_tint), text_contrast),
        "oktint": ok_tint,
    }


def _beside_danger(table: dict[str, str], brand: str) -> dict[str, str]:
    """Tokens of what must not be taken for danger: prohibitions are red, and heads, marks and
    grounds have the brand's hue. With a red brand all of them are grey, and the brand's own colour
    stands beside the logo and on covers alone.
    """
    if not is_near_alert(brand):
        return {"dont": table["alert"], "donttint": table["alerttint"]}
    return {
        "dont": table["ink"],
        "donttint": _PAPER,
        "tint": "#f4f4f4",
        "tint2": "#e9e9e9",
        **dict.fromkeys(("line", "rule"), "#8a8a8a"),
        **dict.fromkeys(("fill", "brandtext", "branddeep"), _NEUTRAL),
    }


def _urgency_tokens(table: dict[str, str]) -> dict[str, str]:
    """Tokens of the levels of help: red, amber and the brand's dark."""
    return {
        "emergency": table["alert"],
        "onemergency": _PAPER,
        "urgent": _hex(0.82, 0.15, _URGENT_HUE),
        "urgentedge": _darken(0.76, 0.15, _URGENT_HUE, (_PAPER,), LINE_CONTRAST),
        "onurgent": "#1a1a1a",
        "urgenttint": _hex(0.965, 0.03, _URGENT_HUE),
        "routine": table["branddeep"],
        "onroutine": _PAPER,
        "routinetint": table["tint"],
    }


def _panel_tokens(table: dict[str, str]) -> dict[str, str]:
    """Tokens of panels, their text and edges. They repeat other tokens, except in `MONO`."""
    return {
        **dict.fromkeys(("deepfill", "paneledge", "badge"), table["branddeep"]),
        **dict.fromkeys(("onalert", "onbadge"), _PAPER),
        "alertfill": table["alert"],
        "keyedge": table["fill"],
        "tintedge": table["tint"],
    }


def is_near_alert(brand: str) -> bool:
    """Whether the brand's hue lies within 25 degrees of the colour of danger."""
    _, chroma, hue = _oklch(brand)
    return chroma > 0.04 and _hue_distance(hue, _ALERT_HUE) <= _NEAR_ALERT


def _accent(brand: str) -> tuple[float, float]:
    """The hue and the most chroma of the accent: the curated hue whose distance from the brand's is
    closest to 130 degrees; a warm grey with a red brand, beside which a third colour is loud.
    """
    if is_near_alert(brand):
        return _WARM_HUE, 0.02
    hue = _oklch(brand)[2]
    return min(_ACCENT_HUES, key=lambda accent: abs(_hue_distance(accent, hue) - 130)), 1.0


def _hue_distance(one: float, other: float) -> float:
    return abs((one - other + 180) % 360 - 180)


def _oklch(colour: str) -> tuple[float, float, float]:
    from coloraide import Color

    converted = Color(colour).convert("oklch")
    lightness, chroma, hue = converted["lightness"], converted["chroma"], converted["hue"]
    if math.isnan(hue):  # black, white and greys have no hue
        return lightness, 0.0, 250.0
    return lightness, min(chroma, 0.16), hue


def _colour(lightness: float, chroma: float, hue: float) -> Color:
    from coloraide import Color

    return Color("oklch", [lightness, chroma, hue]).convert("srgb").fit(method="oklch-chroma")


def _hex(lightness: float, chroma: float, hue: float) -> str:
    return str(_colour(lightness, chroma, hue).to_string(hex=True))


def _lighten(
    lightness: float, chroma: float, hue: float, papers: tuple[str, ...], ratio: float
) -> str:
    """The darkest colour of the hue, at least `lightness`, with contrast `ratio` on all papers."""
    while lightness < 0.99:
        candidate = _hex(lightness, chroma, hue)
        if all(contrast(candidate, paper) >= ratio for paper in papers):
            return candidate
        lightness += 0.005
    return "#ffffff"


def _darken(
    lightness: float, chroma: float, hue: float, papers: tuple[str, ...], ratio: float
) -> str:
    """The lightest colour of the hue, at most `lightness`, with contrast `ratio` on all papers."""
    while lightness > 0.02:
        candidate = _hex(lightness, min(chroma, 0.37 * lightness), hue)
        if all(contrast(candidate, paper) >= ratio for paper in papers):
            return candidate
        lightness -= 0.005
    return "#000000"
