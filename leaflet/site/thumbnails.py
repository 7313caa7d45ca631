"""Small pictures of the first page of editions, each made once and kept in the store."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from leaflet.cache.store import Store
from leaflet.cache.toolchain import package_version
from leaflet.core.digests import digest
from leaflet.output.manifest_entries import ManifestEntry

#: The folder of the pictures beside the page.
FOLDER = "pictures"

#: The longest side in pixels: twice what the page shows, for screens of high resolution.
_LONGEST = 360
#: The colours of a picture: enough for text and drawings, and a quarter of the bytes.
_COLOURS = 32
#: Larger files have no picture; a leaflet has a few hundred kilobytes.
_MOST_BYTES = 40_000_000
_KIND = "thumbnails"


def name_of(entry: ManifestEntry) -> str:
    """The path of an edition's picture, which follows from its bytes and from what draws it."""
    return f"{FOLDER}/{digest(f'{entry.sha256} {_drawn_by()}'.encode())[:20]}.png"


@cache
def _drawn_by() -> str:
    versions = (package_version(name) for name in ("pypdfium2", "pillow"))
    return f"{_LONGEST} {_COLOURS} {' '.join(version or 'none' for version in versions)}"


def has_picture(entry: ManifestEntry) -> bool:
    """Whether an edition is one of pages; one for a screen has no picture."""
    return entry.path.endswith(".pdf")


def thumbnail(entry: ManifestEntry, folder: Path, store: Store) -> bytes | None:
    """The first page of an edition in a folder as a PNG image; None where it cannot be drawn."""
    key = digest(name_of(entry).encode())
    record = store.get(_KIND, key)
    sha256 = record.get("sha256") if isinstance(record, dict) else None
    kept = store.get_file(sha256) if isinstance(sha256, str) else None
    if kept is not None:
        return kept
    try:
        pdf = (folder / entry.path).read_bytes()
    except OSError:
        return None
    made = _drawn(pdf) if len(pdf) <= _MOST_BYTES else None
    if made is not None:
        store.put(_KIND, key, {"sha256": store.put_file(made)})
    return made


def _drawn(pdf: bytes) -> bytes | None:
    """A PDF's first page as a PNG image; None for a PDF without pages, or a damaged one."""
    from PIL import Image

    from leaflet.render.seen.page_images import load_rasteriser, rasterise

    pdfium = load_rasteriser()
    try:
        with pdfium.PdfDocument(pdf) as file:
            page = file[0]
            picture = rasterise(page, _LONGEST / max(*page.get_size(), 1))
    except (pdfium.PdfiumError, IndexError, ValueError):
        return None
    few = picture.quantize(_COLOURS, dither=Image.Dither.NONE)
    written = io.BytesIO()
    few.save(written, "PNG", optimize=True)
    return written.getvalue()
