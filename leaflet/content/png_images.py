"""Checks of PNG files: a complete still picture within the limits of size.

Pillow reads the header, and decodes only a picture whose size is within the limits.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from leaflet.content.image_problems import (
    PNG_SIGNATURE,
    check_ratio,
    kind_of,
    other_kind,
    picture_problem,
)
from leaflet.content.png_pixels import has_missing_pixels
from leaflet.core.diagnostics import Finding

if TYPE_CHECKING:
    from PIL.PngImagePlugin import PngImageFile

MAX_PNG_BYTES = 4_000_000
MAX_PNG_PIXELS = 16_000_000
#: Chunks without pixels: any reader may have to decompress each of them to 1 MB.
MAX_PNG_CHUNKS = 100

#: What Pillow makes of the pixels that print: black and white, grey, colours, with transparency or
#: not; 16 bits of a colour become 8.
MODES = frozenset(["1", "L", "LA", "P", "RGB", "RGBA"])
_PALETTE = 3  # the colour type, ISO/IEC 15948, 11.2.2
_ORIENTATION = 0x0112  # Exif 2.32, 4.6.4 A
_PIXEL_CHUNKS = (b"IDAT", b"fcTL", b"fdAT")
_DAMAGED = "the PNG is damaged or cut off", "export the picture again"
#: The chunks that a reader must know (ISO/IEC 15948, 11.2): the first letter of others is small.
_CRITICAL = frozenset([b"IHDR", b"PLTE", b"IDAT", b"IEND"])


def png_aspect(data: bytes) -> float:
    """The width of a checked PNG divided by its height."""
    with _open_png(data) as picture:
        return picture.width / picture.height


def check_png(path: str, data: bytes) -> list[Finding]:
    """Findings on a file that is not a complete still PNG picture within the limits of size."""
    kind = kind_of(data)
    if kind != "PNG":
        if kind:
            return [other_kind(path, kind, "PNG")]
        message = "the file is not a PNG picture"
        return [picture_problem(path, message, "export it as PNG or SVG")]
    if len(data) > MAX_PNG_BYTES:
        limit = f"{MAX_PNG_BYTES / 1e6:.0f} MB"
        return [
            picture_problem(path, f"the picture has more than {limit}", f"keep it under {limit}")
        ]
    try:
        with strict_pillow():
            return _check_chunks(path, data) or _check_picture(path, data)
    except Exception:  # noqa: BLE001  # Pillow's decoders raise many types
        return [_damaged(path)]


def _damaged(path: str) -> Finding:
    return picture_problem(path, *_DAMAGED)


def _check_chunks(path: str, data: bytes) -> list[Finding]:
    """Findings unless the only header comes first (ISO/IEC 15948, 5.6) and other chunks are few.

    Raises Pillow's exception for a chunk that is truncated or has a wrong checksum.
    """
    from PIL.PngImagePlugin import ChunkStream

    stream = io.BytesIO(data)
    stream.seek(len(PNG_SIGNATURE))
    with ChunkStream(stream) as chunks:
        kinds = chunks.verify()
    if kinds[0] != b"IHDR" or kinds.count(b"IHDR") > 1 or kinds.count(b"PLTE") > 1:
        return [_damaged(path)]
    if unknown := [kind for kind in kinds if kind[:1].isupper() and kind not in _CRITICAL]:
        name = unknown[0].decode("ascii", "replace")
        hint = "export it again: browsers do not show it"
        return [picture_problem(path, f'the PNG has a chunk "{name}" of no standard', hint)]
    has_palette = b"PLTE" in kinds[: kinds.index(b"IDAT")]
    if data[25] == _PALETTE and not has_palette:
        return [picture_problem(path, "the PNG lacks its palette", "export the picture again")]
    if not _is_sound_transparency(data, kinds):
        return [picture_problem(path, "the PNG has a wrong transparency", "export it again")]
    if sum(kind not in _PIXEL_CHUNKS for kind in kinds) > MAX_PNG_CHUNKS:
        hint = "export it without texts and profiles"
        return [
            picture_problem(
                path, f"the PNG has more than {MAX_PNG_CHUNKS} chunks without pixels", hint
            )
        ]
    return []


def _is_sound_transparency(data: bytes, kinds: list[bytes]) -> bool:
    """Whether the only `tRNS` chunk fits the colour type (ISO/IEC 15948, 11.3.2.1)."""
    if b"tRNS" not in kinds:
        return True
    at = len(PNG_SIGNATURE)
    while data[at + 4 : at + 8] != b"tRNS":
        at += 12 + int.from_bytes(data[at : at + 4])
    held = data[at + 8 : at + 8 + int.from_bytes(data[at : at + 4])]
    depth, colours = data[24], data[25]
    if colours == _PALETTE:
        sound = 0 < len(held) <= 2**depth
    else:
        values = [int.from_bytes(held[n : n + 2]) for n in range(0, len(held), 2)]
        sound = len(held) == {0: 2, 2: 6}.get(colours) and max(values) < 2**depth
    return sound and kinds.count(b"tRNS") == 1


def _check_picture(path: str, data: bytes) -> list[Finding]:
    """Findings unless the picture is within the limits of size and not animated.

    Raises Pillow's exception for a picture that cannot be decoded to the end.
    """
    with _open_png(data) as picture:
        width, height = picture.size
        problem = _header_problem(picture, data) or _pixel_problem(picture, data)
    if problem:
        return [picture_problem(path, *problem)]
    return check_ratio(path, width, height)


def _header_problem(picture: PngImageFile, data: bytes) -> tuple[str, str] | None:
    """Message and hint on a picture that is not decoded, as its header says."""
    width, height = picture.size
    if (width, height) != struct.unpack(">II", data[16:24]):
        return _DAMAGED
    if width * height > MAX_PNG_PIXELS:
        message = f"the picture has {width:,} by {height:,} pixels"
        return message, f"keep it under {MAX_PNG_PIXELS / 1e6:.0f} million pixels"
    if picture.is_animated:
        return "the picture is animated", "export one frame of it as PNG"
    if picture.mode not in MODES:
        message = "the picture is grey with more than 8 bits a pixel"
        return message, "save it with 8 bits a channel"
    return None


def _pixel_problem(picture: PngImageFile, data: bytes) -> tuple[str, str] | None:
    """Message and hint on a picture that is decoded for it. Raises Pillow's exceptions."""
    if has_missing_pixels(data):
        return _DAMAGED
    picture.load()
    if picture.mode == "P" and _lacks_colours(picture):
        return "the PNG uses colours that its palette lacks", "export the picture again"
    if picture.getexif().get(_ORIENTATION, 1) != 1:
        message = "the picture is turned by a note in it, which not all programs follow"
        return message, "turn it in an image editor, and save it"
    picture.convert("RGBA")  # transparency may be wrong as well
    return None


def _lacks_colours(picture: PngImageFile) -> bool:
    """Whether a decoded pixel names a colour behind the end of the palette, which readers draw
    differently.
    """
    assert picture.palette is not None
    used = [index for index, count in enumerate(picture.histogram()) if count]
    return max(used, default=0) >= len(picture.palette.palette) // 3


def _open_png(data: bytes) -> PngImageFile:
    """The picture with its header read and no pixels decoded.

    `Image.open` has a size limit of its own and would not give the size of a larger picture.
    """
    from PIL.PngImagePlugin import PngImageFile

    return PngImageFile(io.BytesIO(data))


@contextmanager
def strict_pillow() -> Iterator[None]:
    """Makes Pillow reject truncated pictures, which WeasyPrint makes it accept."""
    from PIL import ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
