"""Names what own styles of a screen page say and a layout on paper cannot show.

A browser shows a page at any width, and knows rules, selectors, properties and values that the PDF
engine leaves out. So styles of a project's own may say what the engine knows and what looks the
same at every width; beyond that, only what the shipped style says word for word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

#: Selectors that mean the same on paper and on a screen, whatever the reader does.
_PSEUDO_CLASSES = frozenset(
    "root is where not has empty lang first-child last-child only-child nth-child nth-last-child"
    " first-of-type last-of-type only-of-type nth-of-type nth-last-of-type any-link".split()
)
_PSEUDO_ELEMENTS = frozenset(["before", "after", "marker"])

#: Functions whose value depends neither on the width of the page nor on the reader. Not among them
#: are those that calculate: with them a style can show a text at the widths looked at alone.
_FUNCTIONS = frozenset(
    "rgb rgba hsl hsla hwb lab lch oklab oklch url linear-gradient repeating-linear-gradient"
    " radial-gradient repeating-radial-gradient repeat minmax fit-content translate translatex"
    " translatey rotate scale scalex scaley matrix skew skewx skewy counter counters rect".split()
)
#: Units other than those of the height of a window or the size of a container.
_UNITS = frozenset("px cm mm q in pt pc em rem ex ch vw vi fr deg rad grad turn".split())

#: What the engine leaves out and no browser hides text with.
_HARMLESS = re.compile(
    r"(cursor|caret-color|touch-action|overscroll-behavior.*|scroll-(behavior|margin|padding).*"
    r"|(-webkit-)?print-color-adjust):.*|text-wrap:(balance|pretty)"
)
#: Words of `font` and `font-family` besides the typefaces that a page declares.
_FONT_WORDS = frozenset(
    "serif sans-serif monospace system-ui inherit normal italic oblique bold bolder lighter"
    " small-caps smaller larger medium".split()
)

#: The rules whose content is read here; of `@page` a browser is told nothing.
_PLAIN_MEDIA = ("", "all", "screen")
_JINJA = re.compile(r"\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Declaration:
    """A declaration with its at-rule and selector, as texts; `tokens` are those of its value."""

    within: str
    selector: str
    text: str
    tokens: tuple[Any, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        rule = f"{self.selector} {{ {self.text} }}" if self.selector else self.text
        return f"{self.within} {rule}".strip()


def unchecked_styles(
    css: str, shipped: str, typefaces: Iterable[str], knows: Callable[[str], bool]
) -> list[str]:
    """The rules of a stylesheet that cannot be checked, in its order.

    `shipped` is the style that may be repeated, `typefaces` are those that the page declares;
    `knows` tells whether the engine knows all of a stylesheet.
    """
    faces, known = frozenset(typefaces), frozenset(_declarations(shipped))
    own = (one for one in dict.fromkeys(_declarations(css)) if one not in known)
    return [str(one) for one in own if not _is_checked(one, faces, knows)]


@cache
def shipped_style() -> str:
    """The shipped style of screen pages, with colours as tokens."""
    from leaflet.content.project import SHIPPED

    return _JINJA.sub("", (SHIPPED / "templates/patient/phone.css.j2").read_text("utf-8"))


def _is_checked(one: _Declaration, faces: frozenset[str], knows: Callable[[str], bool]) -> bool:
    if one.within or not one.tokens:
        return False
    name, _, value = one.text.partition(":")
    if name.startswith("--") or name == "color-scheme" or not _is_plain_selector(one.selector):
        return False
    if not all(_is_plain(token) for token in _all(one.tokens)):
        return False
    if name in ("font", "font-family") and not _has_known_faces(one.tokens, faces):
        return False
    plain = value.replace("!important", "")
    return bool(_HARMLESS.fullmatch(f"{name}:{plain}")) or knows(f"{one.selector}{{{one.text}}}")


def _is_plain(token: Any) -> bool:
    if token.type == "function":
        return token.lower_name in _FUNCTIONS
    return token.type != "dimension" or token.lower_unit in _UNITS


@lru_cache(maxsize=512)
def _is_plain_selector(selector: str) -> bool:
    """Whether a selector matches the same whatever the reader does."""
    import tinycss2

    colons = 0
    for token in _all(tinycss2.parse_component_value_list(selector)):
        if token.type in ("ident", "function") and colons:
            name = token.lower_value if token.type == "ident" else token.lower_name
            if name not in (_PSEUDO_CLASSES if colons == 1 else _PSEUDO_ELEMENTS):
                is_old = colons == 1 and name in ("before", "after")
                if not is_old:
                    return False
        elif token.type == "[] block" and "open" in tinycss2.serialize(token.content).lower():
            return False
        colons = colons + 1 if token == ":" else 0
    return True


def _has_known_faces(tokens: Iterable[Any], faces: frozenset[str]) -> bool:
    """Whether a value names no typeface of the reader's machine but the generic ones."""
    for token in tokens:
        if token.type == "string" and token.value not in faces:
            return False
        if token.type == "ident" and token.lower_value not in _FONT_WORDS:
            return False
    return True


def _all(tokens: Iterable[Any]) -> Iterator[Any]:
    """Tokens and the tokens within them."""
    for token in tokens:
        yield token
        inside = getattr(token, "content", None) or getattr(token, "arguments", None)
        if isinstance(inside, list):
            yield from _all(inside)


def _declarations(css: str, within: str = "") -> Iterator[_Declaration]:
    import tinycss2

    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            yield from _in_rule(rule, within)
        elif rule.type != "at-rule":
            yield _Declaration(within, "", "a rule that cannot be read")
        elif rule.lower_at_keyword not in ("font-face", "page"):
            yield from _in_at_rule(rule, within)


def _in_at_rule(rule: Any, within: str) -> Iterator[_Declaration]:
    import tinycss2

    prelude = _text(rule.prelude)
    name = f"@{rule.lower_at_keyword} {prelude}".strip()
    if rule.lower_at_keyword != "media" or rule.content is None:
        yield _Declaration(within, "", name)
        return
    inner = within if prelude.lower() in _PLAIN_MEDIA else f"{within} {name}".strip()
    yield from _declarations(tinycss2.serialize(rule.content), inner)


def _in_rule(rule: Any, within: str) -> Iterator[_Declaration]:
    import tinycss2

    selector = _text(rule.prelude)
    for part in tinycss2.parse_blocks_contents(
        rule.content, skip_comments=True, skip_whitespace=True
    ):
        if part.type != "declaration":
            yield _Declaration(within, selector, "a declaration that cannot be read")
            continue
        important = "!important" if part.important else ""
        name = part.name if part.name.startswith("--") else part.lower_name
        text = f"{name}:{_text(part.value)}{important}"
        yield _Declaration(within, selector, text, tuple(part.value))


def _text(tokens: Iterable[Any]) -> str:
    """Tokens as text with single spaces and without comments."""
    import tinycss2

    kept = [token for token in tokens if token.type != "comment"]
    return " ".join(tinycss2.serialize(kept).split())
