"""Pictures of the pages that look otherwise than before a change of own templates, side by side.

The pages are rendered as in a build: in worker processes, in the sandbox, within limits.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any

from leaflet.build.executors.processes import EXECUTOR
from leaflet.build.tasks import Failure, Result, Task, WorkerOptions
from leaflet.checks.seen import CHECK as SEEN
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Finding, Span, error, warning
from leaflet.core.digests import BASE, Asset, digest
from leaflet.render.renderer import render_to_look_at
from leaflet.render.seen.page_images import load_rasteriser, page_pictures
from leaflet.revisions.page_changes import PageApproval, Printed, Remade, TemplateChanges

#: Pixels per inch of the page; an A4 page is printed at half its size, so at twice as many.
_DPI = 100
#: The most pairs of pages; all formats of a long leaflet have about 50.
MOST_PAIRS = 60
_MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class PagePair:
    """A page before and after a change: its name, the addresses and alt texts of the two pictures,
    empty where there is no such page, and where on the page they differ.
    """

    name: str
    before: str
    after: str
    before_alt: str
    after_alt: str
    where: str


@dataclass(frozen=True, slots=True)
class PagePictures:
    """The pages that look different, and how many more there are; `blobs` has the bytes of the
    pictures by address. `changes` are the changes with what was found when the pages were made.
    """

    changes: TemplateChanges
    pairs: tuple[PagePair, ...] = ()
    more: int = 0
    blobs: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def assets(self) -> tuple[Asset, ...]:
        """The pictures as assets of a page."""
        return tuple(Asset(uri, digest(data)) for uri, data in self.blobs.items())


def pictures_of(changes: TemplateChanges) -> PagePictures:
    """The pictures of all pages that a change of own templates makes look otherwise; for pages that
    several clinics have alike, those of the first. A text has no pages.

    Raises `MachineError` where the rasteriser cannot be loaded.
    """
    looks = (Printed.SAME, Printed.OTHER)
    pages = [one for one in changes.remade if one.edition.format.medium != "text"]
    wanted = [one for one in pages if one.change.printed in looks]
    if not wanted:
        return PagePictures(changes)
    load_rasteriser()
    renderings = _rendered(wanted, changes.blobs)
    found: list[Finding] = []
    held: dict[int, Remade] = {}
    pairs: list[PagePair] = []
    blobs: dict[str, bytes] = {}
    more = 0
    for number, one in enumerate(wanted):
        before, after = renderings.get(2 * number), renderings.get(2 * number + 1)
        problems = [*_problems(one, before, is_old=True), *_problems(one, after, is_old=False)]
        found += problems
        if any(problem.is_error for problem in problems):
            held[id(one)] = replace(one, change=replace(one.change, approval=PageApproval.VOID))
        for pair, pictures in _pairs(one, _file(before), _file(after)):
            if len(pairs) < MOST_PAIRS:
                pairs.append(pair)
                blobs |= pictures
            else:
                more += 1
    remade = tuple(held.get(id(one), one) for one in changes.remade)
    findings = tuple(dict.fromkeys([*changes.findings, *found]))
    told = replace(changes, remade=remade, findings=findings)
    return PagePictures(told, tuple(pairs), more, blobs)


def _rendered(wanted: Sequence[Remade], blobs: Mapping[str, bytes]) -> dict[int, Result]:
    """The renderings by number: twice the place of a change, and one more for the later pages.

    The later pages are looked at as in a build; the earlier ones were when they were built.
    """
    tasks = []
    for number, one in enumerate(wanted):
        before = replace(one.before, own_templates=()) if one.before else None
        for at, composition in enumerate((before, one.after)):
            if composition:
                needed = {asset.sha256 for asset in composition.assets}
                given = {sha256: blobs[sha256] for sha256 in needed & blobs.keys()}
                tasks.append(Task(2 * number + at, composition, given))
    options = WorkerOptions(workers=min(len(tasks), os.cpu_count() or 1))
    results = EXECUTOR.run(render_to_look_at, iter(tasks), options)
    return {done[0].number: done[1] for done in results if done}


def _file(result: Result | None) -> bytes:
    return b"" if result is None or isinstance(result, Failure) else result.rendering.file


def _problems(one: Remade, result: Result | None, *, is_old: bool) -> Iterator[Finding]:
    """What was wrong when pages were made, and what cannot be seen on the later ones."""
    if isinstance(result, Failure):
        make = warning if is_old else error
        version = "earlier pages" if is_old else "pages"
        message = f"the {version} of {one.change.name} are not made: {result.message}"
        yield make(result.code, Span("templates"), message, result.hint)
    elif result is not None and not is_old:
        subject = RenderedEdition(one.edition, (), result.rendering)
        for place, message, hint, *_ in SEEN.run(subject):
            yield error(SEEN.id, place, f"{one.change.name}: {message}", hint)


def _pairs(one: Remade, before: bytes, after: bytes) -> Iterator[tuple[PagePair, dict[str, bytes]]]:
    """The pages of an edition that look different, with their pictures."""
    if not (before and after):
        return
    edition = one.edition
    noun = "screen" if edition.format.medium == "screen" else "page"
    both = zip_longest(page_pictures(before, _DPI), page_pictures(after, _DPI))
    for number, (old, new) in enumerate(both, 1):
        where = _where(old, new)
        if where is None:
            continue
        page = f"{noun} {number} of {edition.format.id}"
        start = f"{BASE}pages/{edition.clinic.id}.{edition.format.id}.{number}"
        pair = PagePair(
            name=f"{edition.path}, {noun} {number}",
            before=f"{start}.before.png" if old else "",
            after=f"{start}.after.png" if new else "",
            before_alt=f"{page} as the earlier templates make it".capitalize(),
            after_alt=f"{page} as the new templates make it".capitalize(),
            where=where,
        )
        pictures = {pair.before: old, pair.after: new}
        yield pair, {address: _png(made) for address, made in pictures.items() if made}


def _where(old: Any, new: Any) -> str | None:
    """Where two pictures of a page differ, in words; None where they are equal."""
    from PIL import ImageChops

    if old is None or new is None:
        return "The page is new." if old is None else "The page is gone."
    if old.size != new.size:
        return "The page has another size."
    box = ImageChops.difference(old, new).getbbox()
    if box is None:
        return None
    top, bottom = (round(edge / _DPI * _MM_PER_INCH) for edge in (box[1], box[3]))
    return f"They differ between {top} and {bottom} mm from the top."


def _png(picture: Any) -> bytes:
    made = io.BytesIO()
    picture.save(made, "PNG", optimize=True)
    return made.getvalue()
