"""Writes a site: the files of a build, pictures, archives, the manifest, and the page of all.

The folder keeps two manifests, its own and the one that it had before its files last changed
(`manifest.before.json`), so that the list of what to reprint stays until they change again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from leaflet.cache.store import Store
from leaflet.core.diagnostics import UsageError
from leaflet.core.digests import digest
from leaflet.model.settings import Printing
from leaflet.output import manifest, writing
from leaflet.output.folder_lock import FolderLock
from leaflet.output.manifest_entries import SUFFIXES, ManifestEntry
from leaflet.output.reprint_changes import diff
from leaflet.site import marker
from leaflet.site.archives import packed
from leaflet.site.cards import Card, Link, cards_of
from leaflet.site.index_page import IndexPage, to_html
from leaflet.site.index_writer import write_pictures
from leaflet.site.marker import check_page
from leaflet.site.reprint_list import ReprintList, reprint_list

#: The manifest of the files that a site had before.
BEFORE = "manifest.before.json"


@dataclass(frozen=True, slots=True)
class SiteRequest:
    """The folder of a build, the folder of the site, and the settings of print forms.

    `since` are the entries with which the list of what to reprint begins; None for those that the
    site had before. With `archives` the files of each clinic are packed into one, too.
    """

    built: Path
    output: Path
    printing: Printing
    since: tuple[ManifestEntry, ...] | None = None
    archives: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """What was written: the cards of the page, and what to reprint, if that is known."""

    cards: tuple[Card, ...]
    reprint: ReprintList | None


def write_site(request: SiteRequest, root: Path, store: Store) -> Site:
    """Write the site of a build; files that an earlier site had and this one lacks are deleted.

    Raises `UsageError` where the folder is not suitable or another process writes to it, where the
    build is not whole, and where its files are not those of its manifest.
    """
    entries = manifest.whole(request.built)
    built, output = manifest.file_of(request.built).parent, request.output
    if output.resolve() == built.resolve():
        hint = f"open {built / marker.NAME}, or name another folder with -o"
        raise UsageError(f'"{output}" is the folder of the build, which has its page already', hint)
    manifest.check_folder(output, root)
    check_page(output)
    _check_files(built, entries)
    writing.make_folder(output)
    with FolderLock(output):
        there = tuple(manifest.read(output))
        before = _before(request, there, entries)
        for path, data in _files(built, entries):
            _write(output, path, data)
        listed = {entry.path for entry in entries}
        for entry in there:
            if entry.path not in listed:
                writing.remove(output, entry, SUFFIXES)
        site = _write_pages(request, built, entries, (before, store))
        _delete_archives(request, {*there, *entries})
        if before is not None:
            _write(output, BEFORE, manifest.to_text(before).encode())
        manifest.write(output, entries)
    return site


def _before(
    request: SiteRequest, there: tuple[ManifestEntry, ...], entries: tuple[ManifestEntry, ...]
) -> tuple[ManifestEntry, ...] | None:
    """The entries that count as those before; None where the site is new."""
    if request.since is not None:
        return request.since
    if there and diff(there, entries).clinics:
        return there
    kept = request.output / BEFORE
    return manifest.whole(kept) if kept.is_file() else None


def _check_files(built: Path, entries: Sequence[ManifestEntry]) -> None:
    """Raises `UsageError` where a listed file is not there, is another, or lies elsewhere."""
    for entry in entries:
        if digest(_read(built, entry.path)) != entry.sha256:
            message = f'"{built / entry.path}" is not the file that the manifest lists'
            raise UsageError(message, "run: leaflet build")


def _files(built: Path, entries: Sequence[ManifestEntry]) -> Iterator[tuple[str, bytes | None]]:
    """The files of editions by path; None for a file for the printer that the build has not."""
    for entry in entries:
        yield entry.path, _read(built, entry.path)
        for suffix in SUFFIXES:
            path = entry.file(suffix)
            yield path, _read(built, path) if (built / path).is_file() else None


def _read(built: Path, path: str) -> bytes:
    if not writing.is_inside(built, built / path):
        raise UsageError(f'"{built / path}" leads out of the folder', "run: leaflet build")
    try:
        return (built / path).read_bytes()
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        message = f'"{built / path}" cannot be read: {reason}'
        raise UsageError(message, "run: leaflet build") from problem


def _write(output: Path, path: str, data: bytes | None) -> None:
    """Write a file unless it stands there already; without data it is deleted."""
    place = output / path
    if data is None:
        writing.remove_file(place, output)
        return
    try:
        if not place.is_symlink() and place.read_bytes() == data:
            return
    except OSError:
        pass
    writing.write_output(place, data, within=output)


def _write_pages(
    request: SiteRequest,
    built: Path,
    entries: tuple[ManifestEntry, ...],
    known: tuple[tuple[ManifestEntry, ...] | None, Store],
) -> Site:
    """Write the pictures, the archives and the page."""
    before, store = known
    output = request.output
    pictures = write_pictures(output, entries, built, store)
    cards = cards_of(entries, request.printing, lambda path: (output / path).is_file())
    reprint = None if before is None else reprint_list(before, entries)
    archives: dict[str, Link] = {}
    if request.archives:
        for clinic, some in groupby(cards, lambda card: card.entry.clinic):
            archives[clinic] = _archive(output, clinic, tuple(some), pictures)
    _write(output, marker.NAME, to_html(IndexPage(cards, archives, reprint), pictures, "-"))
    return Site(cards, reprint)


def _archive(
    output: Path, clinic: str, cards: tuple[Card, ...], pictures: Mapping[str, str]
) -> Link:
    """Pack the files of a clinic with a page of its own; returns the link to the archive."""
    files = {marker.NAME: to_html(IndexPage(cards, {}, None), pictures, "-")}
    for card in cards:
        paths = [card.entry.path, *map(card.entry.file, SUFFIXES), pictures[card.entry.path]]
        for path in filter(None, paths):
            if (output / path).is_file():
                files[path] = (output / path).read_bytes()
    data = packed(files)
    name = f"{clinic}.zip"
    _write(output, name, data)
    size = f"{max(len(data) / 1e6, 0.1):.1f} MB"
    return Link(f"All files of {cards[0].clinic} in one (ZIP, {size})", name)


def _delete_archives(request: SiteRequest, entries: set[ManifestEntry]) -> None:
    """Delete the archives of clinics that are gone; all of them where none is asked for."""
    wanted = {e.clinic for e in manifest.whole(request.built)} if request.archives else set()
    for clinic in {entry.clinic for entry in entries} - wanted:
        writing.remove_file(request.output / f"{clinic}.zip", request.output)
