"""Folders of a build, without building: a manifest and files with the bytes that it lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from leaflet.core.digests import digest
from leaflet.formats.format import ENDINGS, Format
from leaflet.output import manifest
from leaflet.output.manifest_entries import ManifestEntry
from leaflet.site.cards import format_of

NAMES = {"riverside": "Riverside Skin Clinic", "st-oswin": "St Oswin’s Hospital"}
TITLES = {"peels": "Chemical peels", "sun": 'Sun <b>& "shade"</b>'}


def entry_of(clinic: str, leaflet: str, format_: str, **changed: Any) -> ManifestEntry:
    """An approved edition of four sides in English; fields may be given otherwise."""
    known = format_of(format_)
    ending = known.suffix if known else ENDINGS["paper"]
    language = changed.get("language", "en-GB")
    path = f"{clinic}/{language}/{leaflet}.{format_}{ending}"
    entry = ManifestEntry(
        leaflet=leaflet,
        language=language,
        clinic=clinic,
        format=format_,
        path=path,
        sha256=digest(file_of(known, path)),
        pages=4,
        version="1.0.0",
        words="11" * 32,
        state="approved",
        title=TITLES.get(leaflet, leaflet),
        clinic_name=NAMES.get(clinic, clinic),
        language_name="English (United Kingdom)",
        review_due="2030-01-31",
    )
    return replace(entry, **changed)


def file_of(format_: Format | None, path: str) -> bytes:
    """The reading file at a path: a blank page of the format's paper, which names its path."""
    if format_ is None or format_.medium == "screen":
        return f"<!doctype html><title>{path}</title>".encode()
    return _blank(format_.paper.width_mm, format_.paper.height_mm) + f"% {path}\n".encode()


@cache
def _blank(width_mm: float, height_mm: float) -> bytes:
    import io

    import pikepdf

    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(width_mm * 72 / 25.4, height_mm * 72 / 25.4))
    written = io.BytesIO()
    pdf.save(written, static_id=True)
    return written.getvalue()


def write_build(
    folder: Path, entries: Sequence[ManifestEntry], *, print_forms: Sequence[str] = ()
) -> Path:
    """The output folder of a build of some editions; those in formats of `print_forms` have one."""
    for entry in entries:
        path = folder / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file_of(format_of(entry.format), entry.path))
        if entry.format in print_forms:
            (folder / entry.file(".print.pdf")).write_bytes(b"sheets of " + entry.path.encode())
    manifest.write(folder, entries)
    return folder
