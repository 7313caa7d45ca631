"""Copies of a PDF for the comparison of its pixels: one without its text, one with nothing else."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

#: The operators that show text (ISO 32000-2, table 107).
_SHOWS = frozenset(["Tj", "TJ", "'", '"'])
#: The operators that say where and in which type text stands. Colour, transparency, clipping and
#: the rendering mode are not among them, so text alone is black, opaque and whole.
_PLACES = frozenset(
    ["q", "Q", "cm", "BT", "ET", "Tf", "Tm", "Td", "TD", "T*", "Tc", "Tw", "Tz", "TL", "Ts", "Do"]
)
#: The deepest nesting of form XObjects that is followed.
_DEEPEST = 32


def without_text(pdf: bytes) -> bytes:
    """The PDF with everything but its text."""
    return _rewritten(pdf, lambda operator: operator not in _SHOWS)


def text_alone(pdf: bytes) -> bytes:
    """The PDF with its text alone: black on white, opaque, unclipped, in the same places."""
    return _rewritten(pdf, lambda operator: operator in _SHOWS or operator in _PLACES, whole=True)


def _rewritten(pdf: bytes, keeps: Callable[[str], bool], *, whole: bool = False) -> bytes:
    """The PDF with the operators that `keeps` accepts; `whole` draws text only and enlarges
    the boxes that clip form XObjects.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            page.Contents = document.make_stream(_kept(page, page.obj, keeps, forms_only=whole))
            for form in _forms(page.obj):
                form.write(_kept(form, form, keeps, forms_only=whole))
                if whole:
                    form.BBox = pikepdf.Array([-30000, -30000, 30000, 30000])
        made = io.BytesIO()
        document.save(made, compress_streams=False)
    return made.getvalue()


def _kept(stream: Any, owner: Any, keeps: Callable[[str], bool], *, forms_only: bool) -> bytes:
    import pikepdf

    pictures = {
        name
        for name, drawn in _drawn(owner)
        if forms_only and drawn.get("/Subtype") != pikepdf.Name.Form
    }
    kept = []
    for step in pikepdf.parse_content_stream(stream):
        operator = str(step.operator)
        is_picture = operator == "Do" and str(step.operands[0]) in pictures
        if keeps(operator) and not is_picture:
            kept.append(step)
    return bytes(pikepdf.unparse_content_stream(kept))


def _drawn(owner: Any) -> Iterator[tuple[str, Any]]:
    """The XObjects of a page or form by name."""
    resources = owner.get("/Resources", {})
    yield from resources.get("/XObject", {}).items()


def _forms(page: Any) -> Iterator[Any]:
    """Each form XObject that a page draws, also through other forms; not those of soft masks."""
    import pikepdf

    seen = set()
    waiting = [(page, 0)]
    while waiting:
        owner, depth = waiting.pop()
        for _, drawn in _drawn(owner):
            is_new = drawn.objgen not in seen and depth < _DEEPEST
            if is_new and drawn.get("/Subtype") == pikepdf.Name.Form:
                seen.add(drawn.objgen)
                waiting.append((drawn, depth + 1))
                yield drawn
