"""Puts the state band first on a screen page, where no template and no style of one reaches it.

All else stands in a frame that lets nothing be painted outside of it (CSS Containment 2, 3.5), and
every selector of the stylesheet is confined to that frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

#: The frame of the page's content, and its styles; important declarations in a style attribute win
#: over all others (CSS Cascade 5, 6.1).
_FRAME = "leaflet-page"
_FRAME_STYLE = "display:block;position:relative;isolation:isolate;z-index:0;contain:paint;margin:0"
_INSIDE = f":where(#{_FRAME}) "
_BODY = f":where(#{_FRAME})>div"

#: The band is a landmark of its own, so that readers who go by landmarks do not pass it.
_BAND_ROLE = 'role="complementary"'
_BAND_STYLE = (
    "all:initial;display:block;box-sizing:border-box;position:sticky;top:0;z-index:2147483647;"
    "padding:.34em 1.14em;"
    "font:700 clamp(14px,.88rem,32px)/1.35 'Source Sans 3',system-ui,sans-serif;"
    "text-align:center;text-wrap:balance;color:#ffffff;background:#1a1a1a;"
    "-webkit-text-fill-color:#ffffff;print-color-adjust:exact;-webkit-print-color-adjust:exact"
)

#: The id of the state band, which stands in `body` beside the frame.
BAND_ID = "state-band"

#: What a stylesheet may set on the root: nothing that hides or moves what stands in it.
_ROOT = frozenset(
    "font-size scroll-padding scroll-padding-block scroll-padding-top scroll-padding-bottom"
    " scroll-behavior text-size-adjust -webkit-text-size-adjust background background-color color"
    " color-scheme".split()
)
_FACE = frozenset(["font-family", "font-weight", "font-style", "font-display", "src"])
_NESTING = ("media", "supports")
_KEPT = ("font-face", "keyframes")


def with_band(body: str, text: str, language: str, direction: str) -> str:
    """The content of `body`: the state band, if there is a text, then the frame with all else."""
    from markupsafe import escape

    band = f'<p id="{BAND_ID}" {_BAND_ROLE} dir="{direction}" style="{_important(_BAND_STYLE)}">'
    frame = f'<div id="{_FRAME}" style="{_important(_FRAME_STYLE)}">'
    inner = f'<div lang="{escape(language)}" dir="{direction}">{body}</div></div>'
    return f"{band}{escape(text)}</p>{frame}{inner}" if text else f"{frame}{inner}"


def print_css(text: str) -> str:
    """The page rule for printing the screen page, with the state band on every sheet."""
    words = "".join(f"\\{ord(character):x} " for character in text)
    band = f'@top-center{{content:"{words}";font:700 9pt sans-serif}}' if text else ""
    return f"@page{{margin:16mm;{band}}}"


def _important(style: str) -> str:
    return "".join(f"{declaration}!important;" for declaration in style.split(";"))


def outside_frame(root: Any, text: str) -> Iterator[str]:
    """What a template's markup puts outside of the frame of a parsed page: end tags that close the
    frame, and attributes of `<html>` or `<body>`.
    """
    body = root.find("body")
    ids = [element.get("id") for element in body]
    tails = [element.tail for element in body] + [body.text]
    if ids != ([BAND_ID] if text else []) + [_FRAME] or any(t and t.strip() for t in tails):
        yield "</div>"
    if len(body[-1]) != 1 or any(t and t.strip() for t in (body[-1].text, body[-1][0].tail)):
        yield "</div>"
    for element in (root, body):
        if element.attrib:
            yield f"<{element.tag}>"


def confined(css: str) -> tuple[str, tuple[str, ...]]:
    """A stylesheet whose selectors match inside the frame alone, and what was refused in it.

    `body` becomes the frame's content. The root keeps what cannot hide the band. Rules for printed
    pages are left out. RefusedError are other at-rules than `@media`, `@supports`, `@font-face` and
    `@keyframes`, rules within rules, and faces that scale or shift their letters.
    """
    import tinycss2

    refused: list[str] = []
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(_confined(rule, refused) for rule in rules), tuple(refused)


def confined_changes(css: str, other: str) -> str:
    """The rules of another version of a stylesheet, with the same selectors, that differ from those
    of `css`; confined.
    """
    import tinycss2

    pairs = (
        tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
        for text in (css, other)
    )
    return "".join(
        _confined(changed, [])
        for rule, changed in zip(*pairs, strict=True)
        if rule.serialize() != changed.serialize()
    )


def _confined(rule: Any, refused: list[str]) -> str:
    import tinycss2

    if rule.type == "qualified-rule":
        return _rule(rule, refused)
    if rule.type != "at-rule":
        refused.append("a rule that cannot be read")
        return ""
    name = rule.lower_at_keyword
    if name == "font-face":
        refused += _refused_in_face(rule.content or [])
    if name in _KEPT:
        return str(rule.serialize())
    if name in _NESTING and rule.content is not None:
        inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        rules = "".join(_confined(one, refused) for one in inner)
        return f"@{name}{tinycss2.serialize(rule.prelude)}{{{rules}}}"
    if name != "page":
        refused.append(f"@{name}")
    return ""


def _rule(rule: Any, refused: list[str]) -> str:
    import tinycss2

    if any(token.type == "{} block" for token in rule.content):
        refused.append("a rule within a rule")
        return ""
    made = []
    declarations = tinycss2.serialize(rule.content)
    selectors = [tinycss2.serialize(part).strip() for part in _parts(rule.prelude)]
    if any(selector in (":root", "html") for selector in selectors):
        refused += _refused_on_root(rule.content)
        made.append(f":root{{{declarations}}}")
    others = [_confined_selector(it) for it in selectors if it not in (":root", "html")]
    if others:
        made.append(f"{','.join(others)}{{{declarations}}}")
    return "".join(made)


def _confined_selector(selector: str) -> str:
    return _BODY if selector == "body" else f"{_INSIDE}{selector}"


def _parts(prelude: list[Any]) -> Iterator[list[Any]]:
    """A selector list split at its commas."""
    part: list[Any] = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _refused_in_face(content: list[Any]) -> Iterator[str]:
    import tinycss2

    for item in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        name = getattr(item, "lower_name", item.type)
        if name not in _FACE:
            yield f"@font-face {{ {name} }}"


def _refused_on_root(content: list[Any]) -> Iterator[str]:
    import tinycss2

    for item in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if item.type != "declaration":
            yield ":root { … }"
        elif item.lower_name not in _ROOT and not item.name.startswith("--"):
            yield f":root {{ {item.lower_name} }}"
