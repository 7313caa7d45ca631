"""Seeded mutations of pictures, and the trial of one: read, and rendered if it was accepted."""

from __future__ import annotations

import base64
import io
import random
import re
import struct
import zlib
from collections.abc import Iterator

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
_DRAWINGS = tuple(
    f'<svg {SVG} viewBox="0 0 40 10"{drawing}</svg>'
    for drawing in (
        """><path fill="#0f6e78" d="M0 0h9v9q1 1 2 2t3 1z"/>""",
        """><style>.a{fill:#123;stroke:red}#b{fill:none}</style>
<g class="a"><rect id="b" width="9" height="8"/><circle class="a" r="3" cx="5"/></g>""",
        """><defs><clipPath id="c"><rect width="9" height="9"/></clipPath></defs>
<g clip-path="url(#c)" transform="rotate(9) scale(2 1)"><ellipse rx="4" ry="2"/>
<polygon points="0,0 9,0 9,9" style="fill:#234;stroke-dasharray:3 1"/></g>""",
        """ fill="none"><path d="M1 1a3 3 0 0 1 3 3s1 2 3 4zm1e-1.5 2h3" stroke="#0f6e78"
 stroke-width="2" stroke-miterlimit="4" stroke-dasharray="3,1"/>""",
        """><linearGradient id="g"><stop offset="0"/><stop offset="1" stop-color="#fff"/>
</linearGradient><path d="M1 1a3 3 0 0 1 3 3l1e-1.5z" fill="url(#g)"/>""",
    )
)
_WORDS = (
    "1e300 -1 0 nan inf 1e-300 99999999 1e-4.5 % mm url(#c) url(#g) url(#x) url(http://x) none"
    " inherit currentColor currentcolor transparent rgba(1,2,3,.4) #12345678 var(--brand)"
    ' var(--x) M L a z T " > < / & &amp; &x; <g> </g> <use/> <style> </style> <!-- --> <clipPath>'
    ' clip-path="url(#c)" fill="url(#g)" stroke="#000" opacity="0.5" spreadMethod="repeat"'
    ' transform="scale(0)" transform="scale(999)" font-size="x" style="fill:red" style="x"'
    ' class="a" display="none" \\ \0 é'
).split(" ")


def mutations(seed: int, count: int = 1_000) -> Iterator[tuple[str, bytes]]:
    """Suffix and bytes of `count` spoilt pictures, the same for the same seed."""
    chance = random.Random(seed)
    pictures = list(_pictures())
    for number in range(count):
        if number % 2:
            yield ".svg", _spoilt_drawing(chance)
        elif chance.random() < 0.4:
            yield ".png", _another_picture(chance)
        else:
            yield ".png", _spoilt_picture(chance, chance.choice(pictures))


def _spoilt_drawing(chance: random.Random) -> bytes:
    text = chance.choice(_DRAWINGS)
    if (choice := chance.random()) < 0.25:
        return _another_value(text, chance).encode()
    if choice < 0.7:
        return _another_shape(chance).encode()
    for _ in range(chance.randint(1, 4)):
        places = [at for at, letter in enumerate(text) if letter in " \"'=<>,;"] or [0]
        start = chance.choice(places) + chance.randint(0, 1)
        end = start + chance.choice((0, 0, 1, 3, 8))
        text = text[:start] + chance.choice(_WORDS) + text[end:]
    return text.encode()


def _another_value(text: str, chance: random.Random) -> str:
    """The drawing with numbers or names of an attribute replaced, which is often accepted."""
    for _ in range(chance.randint(1, 3)):
        found = list(re.finditer(r"(?<=[\" ,(:])[\d.]+|(?<=[MLhvqtzac])\d|#\w{3,6}", text))
        spot = chance.choice(found)
        number = f"{chance.choice((1, -1)) * 10 ** chance.uniform(-6, 7):.{chance.randint(1, 9)}g}"
        new = chance.choice((number, str(chance.randint(0, 20)), chance.choice(_WORDS)))
        if spot[0].startswith("#"):
            new = chance.choice(
                ("#000", "#ffffff", "hsl(9,9%,9%)", "navy", "var(--ink, #123)", new)
            )
        text = text[: spot.start()] + new + text[spot.end() :]
    return text


def _another_shape(chance: random.Random) -> str:
    """A well-formed drawing of a few shapes, some nested deep, with odd sizes and numbers."""

    def number() -> str:
        usual = f"{chance.uniform(-5, 45):.2f}"
        return chance.choice((usual, usual, usual, "0", f"{10 ** chance.uniform(-9, 9):.4g}"))

    def size() -> str:
        return number().strip("-")

    def shape() -> str:
        path = " ".join(f"{chance.choice('MLml')}{number()} {number()}" for _ in range(9))
        return chance.choice(
            (
                f'<path d="M0 0{path}" fill="{chance.choice(_COLOURS)}"/>',
                f'<rect x="{number()}" width="{size()}" height="7" rx="{number()}"/>',
                f'<g transform="{chance.choice(_TRANSFORMS)}({number()})"><circle r="4"/></g>',
                f'<line x2="{number()}" y2="8" stroke="#123" stroke-width="{size()}"/>',
                f'<path d="M0 0h9v9z" stroke="#123" stroke-dasharray="{size()} 1"/>',
                f'<ellipse rx="{size()}" ry="3" stroke="red"/>',
            )
        )

    box = f"{size()} {size()}" if chance.random() < 0.15 else "40 10"
    depth = chance.choice((0, 0, 0, 1, 5, 20, 60))
    inner = "".join(shape() for _ in range(chance.choice((1, 3, 300))))
    return f'<svg {SVG} viewBox="0 0 {box}">{"<g>" * depth}{inner}{"</g>" * depth}</svg>'


_COLOURS = ("#0f6e78", "navy", "none", "currentColor", "#ffffff", "rgb(1,2,3)", "hsl(9,9%,9%)")
_TRANSFORMS = ("rotate", "scale", "translate", "skewX")


def _another_picture(chance: random.Random) -> bytes:
    """A sound PNG picture of any size and mode, with noise in it."""
    from PIL import Image

    width, height = (int(10 ** chance.uniform(0.5, 3.2)) for _ in range(2))
    if chance.random() < 0.7:
        width, height = chance.randint(500, 900), chance.randint(100, 250)
    mode = chance.choice(("1", "L", "LA", "P", "RGB", "RGBA"))
    picture = Image.frombytes("L", (40, 10), chance.randbytes(400)).resize((width, height))
    stream = io.BytesIO()
    how = chance.choice(
        ({}, {"dpi": (1, 99999)}, {"interlace": 1}, {"bits": 2}, {"exif": b"x" * 9})
    )
    picture.convert(mode).save(stream, "PNG", **how)
    return stream.getvalue()


def _pictures() -> Iterator[bytes]:
    from PIL import Image

    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
        stream = io.BytesIO()
        Image.new(mode, (30, 10)).save(stream, "PNG")
        yield stream.getvalue()


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length


def _spoilt_picture(chance: random.Random, data: bytes) -> bytes:
    if chance.random() < 0.3:
        at = chance.randrange(len(data))
        return (
            data[:at] + chance.randbytes(chance.randint(0, 4)) + data[at + chance.randint(0, 9) :]
        )
    chunks = list(_chunks(data))
    for _ in range(chance.randint(1, 2)):
        at = chance.randrange(len(chunks))
        kind, held = chunks[at]
        how = chance.choice(("drop", "twice", "byte", "new"))
        if how == "drop" and len(chunks) > 1:
            del chunks[at]
        elif how == "twice":
            chunks.insert(chance.randrange(len(chunks)), (kind, held))
        elif how == "byte" and held:
            spot = chance.randrange(len(held))
            chunks[at] = (kind, held[:spot] + chance.randbytes(1) + held[spot + 1 :])
        else:
            kinds = (
                b"tRNS",
                b"PLTE",
                b"gAMA",
                b"iCCP",
                b"eXIf",
                b"acTL",
                b"pHYs",
                b"sBIT",
                b"cHRM",
            )
            chunks.insert(at, (chance.choice(kinds), chance.randbytes(chance.randint(0, 40))))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))
        for kind, held in chunks
    )


def trial(suffix: str, data: bytes) -> str:
    """ "refused", "printed", or what went wrong: an exception, or words of the renderer."""
    from leaflet.content.images import read_picture
    from leaflet.content.logo_ink import logo_problems

    picture = read_picture(f"a{suffix}", data)
    if picture.findings:
        told = [finding for finding in picture.findings if "cannot be read" in finding.message]
        return told[0].message if told else "refused"
    logo_problems("a", picture)
    return _rendered(suffix, picture.data)


def _rendered(suffix: str, data: bytes) -> str:
    import logging

    from weasyprint import HTML

    said: list[str] = []
    watch = logging.Handler(logging.WARNING)
    watch.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger("weasyprint").addHandler(watch)
    kind = "image/svg+xml" if suffix == ".svg" else "image/png"
    address = f"data:{kind};base64,{base64.b64encode(data).decode()}"
    try:
        HTML(string=f'<img src="{address}" style="width:46mm">').write_pdf()
    finally:
        logging.getLogger("weasyprint").removeHandler(watch)
    return said[0] if said else "printed"
