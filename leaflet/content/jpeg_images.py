"""Checks of JPEG files, and what is embedded of one: upright, in sRGB or grey, without its notes.

A picture that is so already keeps its pixels as they are; only the notes in it are left out, which
may tell where and when it was taken. Any other is turned and converted, and saved again.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from leaflet.content.image_problems import check_ratio, kind_of, other_kind, picture_problem
from leaflet.content.png_images import MAX_PNG_BYTES, MAX_PNG_PIXELS, strict_pillow
from leaflet.core.diagnostics import Finding

if TYPE_CHECKING:
    from PIL.Image import Image

ENDINGS = (".jpg", ".jpeg")
#: The quality at which a converted picture is saved: no difference is seen in print.
_QUALITY = 92
_ORIENTATION = 0x0112  # Exif 2.32, 4.6.4 A
_MODES = frozenset(["L", "RGB", "CMYK"])

#: Markers (ITU-T T.81, table B.1): start of scan, end of image, and those of notes: application
#: data except JFIF (0) and Adobe (14), which tell how colours are coded, and comments.
_SCAN, _END = 0xDA, 0xD9
_NOTES = frozenset([0xFE, *range(0xE1, 0xEE), 0xEF])
#: Scans of a picture: editors write about ten, and each may cost as much as the whole picture.
MAX_SCANS = 100
#: Markers without a length: temporary, and restarts.
_BARE = frozenset([0x01, _END, *range(0xD0, 0xD8)])


class _UnfitError(Exception):
    """Why a picture cannot be used: message and hint."""


def read_jpeg(path: str, data: bytes) -> tuple[list[Finding], bytes, float]:
    """Findings on a JPEG file, or what is embedded of it and its width divided by its height."""
    kind = kind_of(data)
    if kind != "JPEG":
        return [other_kind(path, kind or "of an unknown kind", "JPEG")], b"", 1.0
    if len(data) > MAX_PNG_BYTES:
        message = f"the picture has more than {MAX_PNG_BYTES / 1e6:.0f} MB"
        hint = f"keep it under {MAX_PNG_BYTES / 1e6:.0f} MB"
        return [picture_problem(path, message, hint)], b"", 1.0
    try:
        with strict_pillow():
            embedded, (width, height) = _embedded(data)
    except _UnfitError as problem:
        message, hint = map(str, problem.args)
        return [picture_problem(path, message, hint)], b"", 1.0
    except Exception:  # noqa: BLE001  # Pillow's decoders raise many types
        hint = "export the picture again"
        return [picture_problem(path, "the JPEG is damaged or cut off", hint)], b"", 1.0
    findings = check_ratio(path, width, height)
    return findings, b"" if findings else embedded, width / height


def _embedded(data: bytes) -> tuple[bytes, tuple[int, int]]:
    from PIL.ImageOps import exif_transpose
    from PIL.JpegImagePlugin import JpegImageFile

    with JpegImageFile(io.BytesIO(data)) as picture:
        width, height = picture.size
        if width * height > MAX_PNG_PIXELS:
            message = f"the picture has {width:,} by {height:,} pixels"
            raise _UnfitError(message, f"keep it under {MAX_PNG_PIXELS / 1e6:.0f} million pixels")
        if data.count(bytes([0xFF, _SCAN])) > MAX_SCANS:
            message = f"the picture is coded in more than {MAX_SCANS} scans"
            raise _UnfitError(message, "export it again, not progressive")
        if picture.mode not in _MODES:
            raise _UnfitError(
                f"the picture has colours of the kind {picture.mode}", "save it as RGB"
            )
        picture.load()
        is_turned = picture.getexif().get(_ORIENTATION, 1) != 1
        profile = _profile(picture.info.get("icc_profile"))
        if not is_turned and profile is None and picture.mode != "CMYK":
            return without_notes(data), picture.size
        upright = exif_transpose(picture)
        converted = _in_srgb(upright, profile)
        made = io.BytesIO()
        converted.save(made, "JPEG", quality=_QUALITY, subsampling=0)
        return made.getvalue(), converted.size


def _profile(profile: bytes | None) -> bytes | None:
    """A colour profile other than sRGB; colours without a profile are taken as sRGB."""
    if not profile:
        return None
    from PIL import ImageCms

    try:
        name = ImageCms.getProfileDescription(ImageCms.getOpenProfile(io.BytesIO(profile)))
    except Exception as problem:
        raise _UnfitError("its colour profile is damaged", "export it again, as sRGB") from problem
    return None if "srgb" in name.lower() else profile


def _in_srgb(picture: Image, profile: bytes | None) -> Image:
    """The picture in sRGB, a grey one in grey."""
    if profile is None:
        return picture if picture.mode == "L" else picture.convert("RGB")
    from PIL import ImageCms

    srgb = ImageCms.createProfile("sRGB")
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(picture, given, srgb, outputMode="RGB")
    except ImageCms.PyCMSError as problem:
        message = "its colour profile is not one for its colours"
        raise _UnfitError(message, "export it again, as sRGB") from problem
    assert made is not None
    return made.convert("L") if picture.mode == "L" else made


def without_notes(data: bytes) -> bytes:
    """A JPEG without Exif, profiles, comments, and what follows its end (ITU-T T.81, B.1.1)."""
    made, at = bytearray(data[:2]), 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        size = 2 if marker in _BARE else 2 + int.from_bytes(data[at + 2 : at + 4])
        if marker not in _NOTES:
            made += data[at : at + size]
        at += size
        if marker == _SCAN:
            end = _end_of_scan(data, at)
            made += data[at:end]
            at = end
        if marker == _END:
            break
    return bytes(made)


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker stands after the coded pixels of a scan."""
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2
