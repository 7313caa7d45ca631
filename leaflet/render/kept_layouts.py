"""What is laid out once and kept in a process: pages of leaflets and slots of clinics.

Nothing kept changes a byte: it follows from its key alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from leaflet.core.digests import digest
from leaflet.core.kept import Kept
from leaflet.page.composition import Composition
from leaflet.page.facts import Lost
from leaflet.page.rendering import RendererWarning
from leaflet.render.joining import documents
from leaflet.render.joining.clinic_layout import ClinicLayout, SlotPage
from leaflet.render.joining.pairs import identity_of_pages
from leaflet.render.joining.rooms import Room
from leaflet.render.joining.shared_layout import SharedLayout
from leaflet.render.measure.page_map import Contents
from leaflet.render.validation.announcements import Announcement
from leaflet.render.validation.page_content import Contrast


@dataclass(slots=True)
class Heard:
    """What was complained of, and which addresses were refused, while something was made: each file
    hears it that has a part in it.
    """

    complaints: list[RendererWarning] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@dataclass(slots=True)
class SharedPages:
    """The laid-out pages of a leaflet with places for slots, what stands in their parts without
    any, what is on none of them, and, once they are painted, how they are joined, their bands and
    typefaces, what is announced of them, and the grounds and colours of the texts in valid files
    with them.
    """

    document: Any
    rooms: tuple[Room, ...]
    holders: frozenset[int]
    contents: Mapping[int, Contents]
    lost: tuple[Lost, ...]
    heard: Heard
    joined: SharedLayout | None = None
    bands: tuple[int, ...] = ()
    fonts: tuple[str, ...] = ()
    announced: tuple[Announcement, ...] = ()
    contrasts: frozenset[Contrast] = frozenset()


@dataclass(slots=True)
class ClinicPages:
    """The laid-out slots of a clinic by name, each on a page of its own, what is on none of these,
    and, once they are painted, how they are joined, their typefaces, what is
    announced of each, and whether a file with them was valid.
    """

    document: Any
    root: Any
    slots: Mapping[str, Any]
    pages: tuple[SlotPage, ...]
    lost: tuple[Lost, ...]
    heard: Heard
    joined: ClinicLayout | None = None
    fonts: tuple[str, ...] = ()
    announced: Mapping[str, tuple[Announcement, ...]] = field(default_factory=dict)
    is_valid: bool = False


SHARED: Kept[SharedPages] = Kept(6)
#: Boxes of slots take 2 to 3 MB a clinic.
CLINICS: Kept[ClinicPages] = Kept(128)
ROOMS: Kept[tuple[Room, ...]] = Kept(64)
STYLESHEETS: Kept[Any] = Kept(16)
HEIGHTS: Kept[dict[tuple[str, int], float]] = Kept(256)


def forget_all() -> None:
    """Drop all that is kept."""
    SHARED.made.clear()
    CLINICS.made.clear()
    ROOMS.made.clear()
    STYLESHEETS.made.clear()
    HEIGHTS.made.clear()


def shared_key(composition: Composition) -> str:
    """The digest of what the pages of a leaflet depend on."""
    headings = [documents.heading_of(slot) for slot in composition.slots]
    foot = [documents.left_of(slot) for slot in composition.slots]
    parts = (
        composition.shared_layout_key,
        composition.state_band,
        composition.band_places,
        identity_of_pages(composition),
        composition.description,
        composition.created,
        composition.modified,
        headings,
        foot,
    )
    return digest(repr(parts).encode())


def rooms_key(composition: Composition) -> str:
    """The digest of what the widths of slots and the elements around them depend on, which the
    heights of slots do not change.
    """
    parts = (composition.language, composition.direction, composition.css, composition.body)
    return digest(repr((*parts, composition.budget)).encode())


def clinic_key(composition: Composition, html: str, css: str) -> str:
    """The digest of what the slots of a clinic depend on."""
    shown = html + css
    used = [(asset.uri, asset.sha256) for asset in composition.assets if asset.uri in shown]
    return digest(repr((shown, composition.tokens, used)).encode())
