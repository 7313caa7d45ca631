"""What a leaflet of a clinic alone has, taken from its composition as it is joined."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from typing import Any
from xml.sax.saxutils import escape

from leaflet.page.composition import Composition
from leaflet.render.joining.join import Pair
from leaflet.render.joining.parts import OfPair, Template
from leaflet.render.joining.slot_content import ADDRESS, CODE

#: A matrix code in a slot: the modules of its sides, its title and its path.
_CODE = re.compile(
    r'<svg [^>]*viewBox="0 0 (\d+) \1" class="qr-code"><title>(.*?)</title><path [^>]*d="([^"]*)"',
    re.DOTALL,
)
_RUN = re.compile(r"M(\d+) (\d+)h(\d+)")
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>[^<]*<span class="code"[^>]*>([^<]*)</span>')
#: What stands in the metadata of a leaflet's pages in the place of what is a pair's.
_PLACES = {"title": "@@title@@", "code": "@@code@@", "clinic": "@@clinic@@"}
_PLACE = re.compile(rb"@@(title|code|clinic)@@")


def identity_of_pages(composition: Composition) -> list[tuple[str, str]]:
    """The identity of a file with places for what is a pair's."""
    return [(name, _PLACES.get(name, value)) for name, value in composition.identity]


#: The title of a file with a place for the title.
TITLE = _PLACES["title"]


def metadata_template(xmp: bytes) -> Template:
    """XMP metadata, with places, as a template."""
    pieces = _PLACE.split(xmp)
    return tuple(
        OfPair(f"xmp_{piece.decode()}") if index % 2 else piece
        for index, piece in enumerate(pieces)
    )


def write_pair(composition: Composition, root: Any) -> None:
    """Writes what is the pair's into the elements of a clinic's document, from which pages are
    measured.
    """
    drawn, linked = _found(composition)
    address, code = (unescape(linked[1]), linked[2]) if linked else ("", "")
    _write(root, address, code, unescape(drawn[2]) if drawn else "")


def write_places(root: Any) -> None:
    """Writes places for what is a pair's into the elements of a clinic's document, as they stood
    there when it was laid out.
    """
    _write(root, ADDRESS, CODE, ADDRESS)


def _write(root: Any, address: str, code: str, title: str) -> None:
    for element in root.iter():
        part = element.get("data-pair")
        if part == "address":
            element.set("href", address)
        elif part == "code":
            element.text = code
        elif part == "modules":
            element[0].text = title


def code_of(composition: Composition) -> str:
    """The code of the leaflet as the clinic's slots print it; empty where they do not."""
    _, linked = _found(composition)
    return linked[2] if linked else ""


def places_of(composition: Composition) -> dict[str, str]:
    """What is the pair's, by what stands in its place in what is announced of a clinic's slots."""
    drawn, linked = _found(composition)
    return {
        ADDRESS: unescape(drawn[2]) if drawn else "",
        CODE: linked[2] if linked else "",
    }


def _found(composition: Composition) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """The matrix code and the address with a code in the slots of a composition."""
    slots = "".join(slot.html for slot in composition.slots)
    return _CODE.search(slots), _LINK.search(slots)


def pair_of(composition: Composition, letters: Mapping[str, bytes]) -> Pair:
    """What the leaflet of a clinic alone has. `letters` are the codes of letters in the font that
    the leaflet's code is set in.
    """
    drawn, linked = _found(composition)
    identity = dict(composition.identity)
    return Pair(
        title=string(composition.title),
        address=string(unescape(linked[1])) if linked else b"",
        alt=string(unescape(drawn[2])) if drawn else b"",
        code=b"".join(letters[letter] for letter in linked[2]) if linked and letters else b"",
        modules=_modules(int(drawn[1]), drawn[3]) if drawn else b"",
        xmp_title=escape(composition.title).encode(),
        xmp_code=escape(identity.get("code", "")).encode(),
        xmp_clinic=escape(identity.get("clinic", "")).encode(),
    )


@lru_cache(maxsize=64)
def _modules(count: int, path: str) -> bytes:
    """The modules of a matrix code in the unit square, as rectangles (ISO 32000-1, 8.5.2)."""
    side = b"%.8f" % (1 / count)
    rows = "\n".join(" ".join((*run.groups(), "1 re")) for run in _RUN.finditer(path))
    return b"%s 0 0 %s 0 0 cm\n%s" % (side, side, rows.encode())


def string(text: str) -> bytes:
    """A text as a string of a PDF (ISO 32000-1, 7.9.2.2)."""
    import pydyf

    return bytes(pydyf.String(text).data)
