"""A JPEG is embedded upright, in sRGB or grey, without notes; a damaged one is told."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from leaflet.content.images import Picture, read_picture
from leaflet.content.project import Project
from leaflet.render.grey_pictures import in_grey
from tests.support.projects import CLINIC

RED, BLUE = (220, 30, 20), (20, 30, 220)
NAME = "content/figures/photo.jpg"


def jpeg(mode: str = "RGB", size: tuple[int, int] = (64, 32), **options: object) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    picture = Image.new("RGB", size, BLUE)
    picture.paste(RED, (0, 0, size[0] // 2, size[1]))
    made = io.BytesIO()
    picture.convert(mode).save(made, "JPEG", quality=95, subsampling=0, **options)
    return made.getvalue()


def turned(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Camera of Jane Doe"
    return exif


def pixels(picture: Picture) -> Image.Image:
    assert picture.findings == []
    with Image.open(io.BytesIO(picture.data)) as shown:
        shown.load()
        return shown


def is_near(pixel: object, colour: tuple[int, int, int], most: int = 40) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) <= most for a, b in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("size", [(1200, 120), (150, 600), (400, 400), (24, 12)])
@pytest.mark.parametrize("name", ["logo.jpg", "logo.JPEG"])
def test_a_logo_of_any_ratio_may_be_a_jpeg(
    project_folder: Path, name: str, size: tuple[int, int]
) -> None:
    path = project_folder / CLINIC
    text = path.read_text("utf-8").replace("file: logo.svg", f"file: {name}")
    path.write_text(text, "utf-8")
    path.with_name(name).write_bytes(jpeg(size=size))
    loaded = Project(project_folder).clinics["riverside"]
    assert (loaded.findings, loaded.uses["logo"].aspect) == ((), size[0] / size[1])


def test_an_upright_picture_keeps_its_pixels_and_loses_its_notes() -> None:
    data = jpeg(exif=turned(1), comment=b"taken at home")
    assert b"Jane Doe" in data
    picture = read_picture(NAME, data)
    assert b"Jane Doe" not in picture.data
    assert b"taken at home" not in picture.data
    with Image.open(io.BytesIO(data)) as before:
        assert pixels(picture).tobytes() == before.tobytes()
    assert picture.aspect == 2.0


def test_a_progressive_picture_keeps_all_its_scans() -> None:
    data = jpeg(progressive=True)
    with Image.open(io.BytesIO(data)) as before:
        assert pixels(read_picture(NAME, data)).tobytes() == before.tobytes()


def test_a_picture_that_a_note_turns_is_turned() -> None:
    picture = read_picture(NAME, jpeg(exif=turned(6)))  # a quarter to the right
    shown = pixels(picture)
    assert shown.size == (32, 64)
    assert picture.aspect == 0.5
    assert is_near(shown.getpixel((16, 8)), RED)
    assert is_near(shown.getpixel((16, 56)), BLUE)
    assert not shown.getexif()


def test_inks_are_converted_to_colours_of_a_screen() -> None:
    shown = pixels(read_picture(NAME, jpeg("CMYK")))
    assert shown.mode == "RGB"
    assert is_near(shown.getpixel((8, 8)), RED, 60)
    assert is_near(shown.getpixel((56, 8)), BLUE, 60)


def swapped_profile() -> bytes:
    """sRGB with red and blue exchanged, under another name (ICC.1:2022, 7.3.1)."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    tags = {}
    for n in range(struct.unpack_from(">I", profile, 128)[0]):
        name, at, size = struct.unpack_from(">4sII", profile, 132 + 12 * n)
        tags[name] = slice(at, at + size)
    red, blue = profile[tags[b"rXYZ"]], profile[tags[b"bXYZ"]]
    profile[tags[b"rXYZ"]], profile[tags[b"bXYZ"]] = blue, red
    return bytes(profile).replace("sRGB".encode("utf-16-be"), "swap".encode("utf-16-be"))


def test_a_colour_profile_is_honoured() -> None:
    shown = pixels(read_picture(NAME, jpeg(icc_profile=swapped_profile())))
    assert is_near(shown.getpixel((8, 8)), BLUE)
    assert is_near(shown.getpixel((56, 8)), RED)
    assert "icc_profile" not in shown.info


def test_a_grey_picture_stays_grey() -> None:
    assert pixels(read_picture(NAME, jpeg("L"))).mode == "L"
    assert pixels(read_picture(NAME, jpeg("L", exif=turned(3)))).mode == "L"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (jpeg()[:-200], "damaged or cut off"),
        (jpeg()[:40], "damaged or cut off"),
        (b"\xff\xd8\xff" + b"\0" * 100, "damaged or cut off"),
        (b"\x89PNG\r\n\x1a\n", "the file is PNG, not JPEG"),
        (b"words", "not JPEG"),
        (b"", "the file is empty"),
        (jpeg(size=(2100, 100)), "2100 wide and 100 high"),
        (jpeg(icc_profile=b"no profile" * 30), "its colour profile is damaged"),
        (jpeg(progressive=True)[:-2] + b"\xff\xda" * 100, "more than 100 scans"),
        (jpeg() + b"\0" * 4_000_000, "more than 4 MB"),
    ],
)
def test_a_jpeg_that_cannot_be_printed_is_told(data: bytes, says: str) -> None:
    picture = read_picture(NAME, data)
    assert says in picture.findings[0].message
    assert picture.findings[0].hint
    assert picture.data == b""


def test_photographs_have_no_colour_in_a_format_that_saves_toner() -> None:
    with Image.open(io.BytesIO(in_grey(jpeg(), "image/jpeg"))) as shown:
        assert (shown.mode, shown.size) == ("L", (64, 32))
    drawn = Image.new("RGBA", (8, 8), (220, 30, 20, 128))
    made = io.BytesIO()
    drawn.save(made, "PNG")
    with Image.open(io.BytesIO(in_grey(made.getvalue(), "image/png"))) as shown:
        assert shown.mode == "LA"
        assert shown.getpixel((0, 0)) == (86, 128)
