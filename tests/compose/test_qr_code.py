"""QR codes say the address, with as much error correction as their size takes."""

from __future__ import annotations

import re

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from leaflet.compose.qr_code import qr_svg

ADDRESS = "https://leaflets.riverside.example/l/ABCDEFG"


def picture(svg: str, scale: int = 8) -> Image.Image:
    """The code as it is drawn, with a quiet zone of four modules."""
    size = int(re.findall(r'viewBox="0 0 (\d+) \1"', svg)[0])
    image = Image.new("L", ((size + 8) * scale,) * 2, 255)
    draw = ImageDraw.Draw(image)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", svg):
        left, top = (int(x) + 4) * scale, (int(y) + 4) * scale
        draw.rectangle((left, top, left + int(width) * scale - 1, top + scale - 1), fill=0)
    return image


@pytest.mark.parametrize(
    "address",
    [ADDRESS, "https://a.example", f"https://a.example/{'long' * 40}", "https://a.example/ä?b=1&c"],
)
def test_a_code_says_its_address(address: str) -> None:
    [code] = zxingcpp.read_barcodes(picture(qr_svg(address, "Scan")))
    assert code.text == address
    assert code.format == zxingcpp.BarcodeFormat.QRCode


def test_another_address_is_another_code() -> None:
    assert qr_svg(ADDRESS, "Scan") != qr_svg(ADDRESS[:-1], "Scan")


@pytest.mark.parametrize(("address", "level"), [(ADDRESS, "Q"), ("https://a.example/" * 3, "M")])
def test_correction_is_the_strongest_that_takes_no_more_modules(address: str, level: str) -> None:
    [code] = zxingcpp.read_barcodes(picture(qr_svg(address, "Scan")))
    assert code.ec_level == level


def test_a_code_is_read_with_a_tenth_of_it_covered() -> None:
    image = picture(qr_svg(ADDRESS, "Scan"))
    side = image.width // 4
    ImageDraw.Draw(image).rectangle((image.width - side, image.width - side, *image.size), fill=255)
    [code] = zxingcpp.read_barcodes(image)
    assert code.text == ADDRESS


def test_the_title_is_text_and_no_markup() -> None:
    assert "<title>&lt;b&gt;</title>" in qr_svg(ADDRESS, "<b>")
