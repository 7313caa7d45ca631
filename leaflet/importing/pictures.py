"""Pictures of an article as files that a leaflet may use: PNG and JPEG, others converted to PNG."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field

from leaflet.content.images import check
from leaflet.content.image_problems import kind_of
from leaflet.importing import words as of_words
from leaflet.importing.document import Picture, Remark, changed, dropped, to_check

#: The most pixels that are decoded to convert a picture.
_MOST_PIXELS = 16_000_000
_NAMES = {"PNG": ".png", "JPEG": ".jpg"}
_CONVERTED = frozenset({"GIF", "BMP", "TIFF", "WebP", "PNG", "JPEG"})
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
        """A free id and the name of its file; that of a file with the same bytes where there is one."""
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
        if name != _NAMES.get(kind_of(picture.data)):
            self.remarks.append(changed(f"the picture {picture.name} became PNG"))
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
    if kind in _NAMES and not check(f"x{_NAMES[kind]}", data):
        return _NAMES[kind], data, ""
    made = _as_png(data)
    problems = check("x.png", made) if made else []
    if not made or problems:
        return "", b"", problems[0].message if problems else "it is damaged or too large"
    return ".png", made, ""


def _as_png(data: bytes) -> bytes:
    """The first frame of a picture as PNG; empty for one that is damaged or too large."""
    import warnings

    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data)) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    return b""
                turned = ImageOps.exif_transpose(picture)
                out = io.BytesIO()
                turned.convert("RGBA" if "A" in turned.getbands() else "RGB").save(out, "PNG")
    except Exception:  # noqa: BLE001  # the decoders of others raise many types
        return b""
    return out.getvalue()
