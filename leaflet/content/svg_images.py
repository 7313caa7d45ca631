"""Checks of SVG files: shapes in solid colours, which print as a browser shows them.

Logos and drawings need no other features of SVG, such as scripts, references, entities, filters
or text in foreign fonts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from leaflet.content.image_problems import AS_PNG, kind_of, other_kind, picture_problem
from leaflet.content.svg_checker import MAX_FINDINGS, Checker, view_box
from leaflet.content.svg_styles import resolve_styles
from leaflet.content.svg_tree import Element, read_tree, write_tree
from leaflet.core.diagnostics import Finding

MAX_SVG_BYTES = 300_000

_TOKEN = re.compile(r"var\(--([a-z0-9-]+)")
_DECLARED = re.compile(r"<\?xml[^>]*encoding\s*=\s*['\"](?!utf-?8['\"])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CheckedSvg:
    """The findings on a drawing, and what is embedded of it: its bytes, or, where something had to
    be resolved or left out, a drawing that looks the same. `root` is None with findings.
    """

    findings: list[Finding]
    data: bytes = b""
    root: Element | None = None


def colour_tokens(svg: str) -> set[str]:
    """The names of the colour tokens that a drawing uses: `var(--skin-edge, #b26f50)`."""
    return set(_TOKEN.findall(svg))


def check_svg(path: str, data: bytes) -> list[Finding]:
    """The first `MAX_FINDINGS` findings on a file that is not a plain SVG drawing."""
    return read_svg(path, data).findings


def read_svg(path: str, data: bytes) -> CheckedSvg:
    """A drawing with its styles resolved, or the first `MAX_FINDINGS` findings on it."""
    text = _text(path, data)
    if isinstance(text, Finding):
        return CheckedSvg([text])
    tree = read_tree(path, text)
    if tree.root is None:
        return CheckedSvg(tree.findings[:MAX_FINDINGS])
    root = tree.root
    findings = resolve_styles(path, tree)
    checker = Checker(path, root, findings)
    checker.check()
    if findings:
        return CheckedSvg(list(dict.fromkeys(findings))[:MAX_FINDINGS])
    changed = tree.changed or checker.changed
    return CheckedSvg([], write_tree(root) if changed else data, root)


def svg_aspect(root: Element) -> float:
    """The width of a checked drawing divided by its height."""
    box = view_box(root)
    assert box is not None
    return box[2] / box[3]


def _text(path: str, data: bytes) -> str | Finding:
    """The text of a drawing in UTF-8, or what the file is instead."""
    if len(data) > MAX_SVG_BYTES:
        limit = f"{MAX_SVG_BYTES // 1000} kB"
        message = f"the drawing has more than {limit}"
        return picture_problem(path, message, f"keep it under {limit}, or {AS_PNG}")
    kind = kind_of(data)
    if kind not in ("", "SVG", "text in UTF-16"):
        return other_kind(path, kind, "SVG")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        return picture_problem(path, "the drawing is not UTF-8 text", "save it as SVG in UTF-8")
    if _DECLARED.match(text):
        hint = 'save it in UTF-8, with encoding="UTF-8" in its first line'
        message = "the drawing declares another encoding than UTF-8"
        return picture_problem(path, message, hint, 1, 1)
    return text
