"""Writes `index.html` and the pictures of pages beside the files of a build."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from leaflet.cache import toolchain
from leaflet.cache.store import Store
from leaflet.core.digests import digest
from leaflet.model.settings import Printing
from leaflet.output import manifest, writing
from leaflet.output.manifest_entries import SUFFIXES, ManifestEntry
from leaflet.site import marker, thumbnails

#: The names that pictures have; no other file beside them is ever deleted.
_PICTURE = re.compile(r"[0-9a-f]{20}\.png")


def update_index(folder: Path, printing: Printing, store: Store) -> str:
    """Write the page of an output folder, unless its manifest is that from which it was made.

    Returns a note where it is not written because there is a page that is not ours, else "". A
    folder without a manifest and one of a shard get no page. Raises `UsageError` or `MachineError`
    where the folder cannot be written to.
    """
    try:
        listed = (folder / manifest.NAME).read_bytes()
    except OSError:
        return ""
    others = (printing, toolchain.here().program, _printer_files(folder))
    made_from = digest(listed + repr(others).encode())
    head = marker.head_of(folder)
    if head is not None and not marker.is_ours(head):
        return f"{folder / marker.NAME} is not of leaflet and stays; move it away for a list"
    if head is None or not marker.is_made_from(head, made_from):
        listing = manifest.read_listing(folder / manifest.NAME)
        if listing.shard is None or listing.shard.of == 1:
            html = _page_of(folder, listing.entries, printing, store, made_from)
            writing.write_output(folder / marker.NAME, html, within=folder)
    return ""


def _page_of(
    folder: Path,
    entries: Sequence[ManifestEntry],
    printing: Printing,
    store: Store,
    made_from: str,
) -> bytes:
    """The page of an output folder, whose pictures are written first."""
    from leaflet.site.cards import cards_of
    from leaflet.site.index_page import IndexPage, to_html

    cards = cards_of(entries, printing, lambda path: (folder / path).is_file())
    pictures = write_pictures(folder, entries, folder, store)
    return to_html(IndexPage(cards, {}, None), pictures, made_from)


def _printer_files(folder: Path) -> list[str]:
    """The names of the files for the printer in an output folder, which no manifest lists."""
    found = folder.glob("*/*/*.pdf")
    return sorted(p.relative_to(folder).as_posix() for p in found if p.name.endswith(SUFFIXES))


def write_pictures(
    folder: Path, entries: Sequence[ManifestEntry], source: Path, store: Store
) -> dict[str, str]:
    """Write the pictures of editions whose files are in `source` that a folder does not have, and
    delete those of no edition; returns their addresses by the path of the edition's file, empty
    where a page cannot be drawn.
    """
    there = {path.name for path in _pictures(folder)}
    addresses: dict[str, str] = {}
    for entry in entries:
        addresses[entry.path] = ""
        if not thumbnails.has_picture(entry):
            continue
        name = thumbnails.name_of(entry)
        if name.rpartition("/")[2] not in there:
            made = thumbnails.thumbnail(entry, source, store)
            if made is None:
                continue
            writing.write_output(folder / name, made, within=folder)
        addresses[entry.path] = name
    needed = set(addresses.values())
    for path in _pictures(folder):
        if f"{thumbnails.FOLDER}/{path.name}" not in needed:
            writing.remove_file(path, folder)
    return addresses


def _pictures(folder: Path) -> list[Path]:
    try:
        return [p for p in (folder / thumbnails.FOLDER).iterdir() if _PICTURE.fullmatch(p.name)]
    except OSError:
        return []
