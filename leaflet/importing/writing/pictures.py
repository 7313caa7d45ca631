"""Pictures of an article as files that a leaflet may use: PNG and JPEG, others converted to PNG."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field

from leaflet.content.image_problems import kind_of
from leaflet.content.images import check
from leaflet.content.png_images import MAX_PNG_BYTES
from leaflet.importing import words as of_words
from leaflet.importing.document import Picture, Remark, changed, dropped, to_check

#: The most pixels of a picture that is made anew, and the longest side that it then has.
_MOST_PIXELS, _LONGEST_SIDE = 50_000_000, 2_000
#: Under so many pixels a side it is a bullet, a line or a counter, not a picture.
_LEAST_SIDE = 24
#: 186 mm, the widest text, at 102 pixels an inch, of which the check `resolution` wants 100.
_LEAST_WIDTH = 750
_NAMES = {"PNG": ".png", "JPEG": ".jpg", "SVG": ".svg"}
_CONVERTED = frozenset({"GIF", "BMP", "TIFF", "WebP", "PNG", "JPEG", "SVG"})
_DRAWINGS = {b"\x01\x00\x00\x00": "EMF", b"\xd7\xcd\xc6\x9a": "WMF"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that the draft uses: its id, the name and bytes of its file, its words."""

    id: str
    file: str
    data: bytes
    alt: str
    caption: str


@dataclass(slots=True)
class Figures:
    """Gives ids to pictures; the same picture has one figure."""

    leaflet: str
    existing: Callable[[str], bytes | None]
    made: list[Figure] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    seen: dict[Picture, str | None] = field(default_factory=dict)

    def id_of(self, picture: Picture) -> str | None:
        """The id of a picture; None, and a remark, for one that is not kept."""
        if picture not in self.seen:
            self.seen[picture] = self._take(picture)
        return self.seen[picture]

    def _free(self, ending: str, data: bytes) -> tuple[str, str]:
        """A free id and the name of its file, or those of a file with the same bytes."""
        number = 1
        while True:
            id_ = f"{self.leaflet}-{number}"
            there = self.existing(id_ + ending)
            is_taken = any(figure.id == id_ for figure in self.made)
            if not is_taken and there in (None, data):
                return id_, id_ + ending
            number += 1

    def _take(self, picture: Picture) -> str | None:
        problem, name, data = picture.problem, "", b""
        if not problem:
            name, data, problem = _usable(picture.data)
        caption = " ".join(of_words.plain(picture.caption).split())
        if problem:
            words = " ".join(filter(None, (picture.alt, caption)))
            self.remarks.append(dropped(f"the picture {picture.name}: {problem}", words))
            return None
        if data != picture.data:
            told = f"the picture {picture.name} was made anew as {name[1:].upper()}, to be printed"
            self.remarks.append(changed(told))
        id_, name = self._free(name, data)
        if not picture.alt.strip():
            told = f'nobody has said what the picture {name} shows; write it as its "alt"'
            self.remarks.append(to_check(told))
        self.made.append(Figure(id_, name, data, " ".join(picture.alt.split()), caption))
        return id_


def _usable(data: bytes) -> tuple[str, bytes, str]:
    """The ending and the bytes of a picture that pages may show, or the problem."""
    kind = kind_of(data)
    drawing = next((name for start, name in _DRAWINGS.items() if data.startswith(start)), "")
    if drawing or kind not in _CONVERTED:
        what = drawing or kind or "of an unknown kind"
        return "", b"", f"it is {what}, which cannot be printed; save it as PNG"
    if kind in _NAMES and not check(f"x{_NAMES[kind]}", data) and _is_wide(kind, data):
        return _NAMES[kind], data, ""
    if kind == "SVG":
        return "", b"", f"{check('x.svg', data)[0].message}; save it as PNG"
    ending = ".jpg" if kind == "JPEG" else ".png"
    made, problem = _made_anew(data, "JPEG" if kind == "JPEG" else "PNG")
    if len(made) > MAX_PNG_BYTES and ending == ".png":
        ending, (made, problem) = ".jpg", _made_anew(data, "JPEG")
    if made and (problems := check(f"x{ending}", made)):
        problem = problems[0].message
    return ("", b"", problem) if problem else (ending, made, "")


def _is_wide(kind: str, data: bytes) -> bool:
    """Whether a picture has pixels enough for the width of a page."""
    from PIL import Image

    if kind == "SVG":
        return True
    with Image.open(io.BytesIO(data)) as picture:
        return picture.width >= _LEAST_WIDTH


def _made_anew(data: bytes, form: str) -> tuple[bytes, str]:
    """The first frame of a picture within the limits of leaflets, or the problem. One of few pixels
    is put on a white ground, so that it is not printed larger than it is.
    """
    import warnings

    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as picture:
                if min(picture.size) < _LEAST_SIDE:
                    width, height = picture.size
                    return b"", f"it has {width} by {height} pixels, too few to print"
                if picture.width * picture.height > _MOST_PIXELS:
                    return b"", "it has too many pixels"
                picture.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
                turned = ImageOps.exif_transpose(picture)
                turned = turned.convert("RGBA" if "A" in turned.getbands() or "transparency" in
                                        turned.info else "RGB")  # fmt: skip
    except Exception:  # noqa: BLE001  # the decoders of others raise many types
        return b"", "it is damaged"
    turned.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    if turned.width < _LEAST_WIDTH:
        size = (_LEAST_WIDTH, max(turned.height, _LEAST_WIDTH // 15))
        ground = Image.new("RGB", size, "white")
        place = ((size[0] - turned.width) // 2, (size[1] - turned.height) // 2)
        ground.paste(turned, place, turned if turned.mode == "RGBA" else None)
        turned = ground
    out = io.BytesIO()
    turned.convert("RGB" if form == "JPEG" else turned.mode).save(out, form)
    return out.getvalue(), ""
