"""Fills the page that lists editions, `index.html`, with cards.

Its template, style and script are the program's alone: a project's own templates do not reach it,
since it is the page that says what may be handed out. Titles and names are escaped, nothing is
loaded from elsewhere, and only the script of the page itself may run.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from leaflet.site.cards import Card, Link
from leaflet.site.marker import mark
from leaflet.site.reprint_list import ReprintList

if TYPE_CHECKING:
    from jinja2 import Template

_FOLDER = Path(__file__).parent / "page"


@dataclass(frozen=True, slots=True)
class Select:
    """A choice of the search form: its id, label, words for "all", and values with their words."""

    id: str
    label: str
    every: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ClinicGroup:
    """The cards of a clinic, and a link to all its files in one, if there is such a file."""

    name: str
    cards: tuple[Card, ...]
    archive: Link | None


@dataclass(frozen=True, slots=True)
class IndexPage:
    """What the page shows; `archives` are links by the id of a clinic."""

    cards: tuple[Card, ...]
    archives: Mapping[str, Link]
    reprint: ReprintList | None

    @property
    def heading(self) -> str:
        """The heading: the clinic's name where there is one clinic only."""
        names = {card.clinic for card in self.cards}
        return f"Leaflets of {names.pop()}" if len(names) == 1 else "Leaflets"

    @property
    def count(self) -> str:
        """How many files there are."""
        number = len(self.cards)
        return "1 file" if number == 1 else f"{number} files"

    @property
    def groups(self) -> Sequence[ClinicGroup]:
        """The cards by clinic."""
        grouped = groupby(self.cards, lambda card: (card.entry.clinic, card.clinic))
        return [
            ClinicGroup(name, tuple(cards), self.archives.get(id_))
            for (id_, name), cards in grouped
        ]

    @property
    def selects(self) -> Sequence[Select]:
        """The choices of the search form; what there is only one of cannot be chosen."""
        clinics = {card.entry.clinic: card.clinic for card in self.cards}
        languages = {card.entry.language: card.language for card in self.cards}
        formats = {card.entry.format: card.format_name for card in self.cards}
        selects = (
            Select("c", "Clinic", "All clinics", tuple(clinics.items())),
            Select("l", "Language", "All languages", tuple(sorted(languages.items()))),
            Select("f", "Format", "All formats", tuple(sorted(formats.items()))),
        )
        return [select for select in selects if len(select.options) > 1]


def to_html(page: IndexPage, pictures: Mapping[str, str], made_from: str) -> bytes:
    """The page; `pictures` are the addresses of pictures by the path of an edition's file, empty
    where there is none. `made_from` is a digest of everything that the page follows from.
    """
    from markupsafe import Markup

    script = _part("index.js")
    filled = _template().render(
        page=page,
        pictures=pictures,
        marker=Markup(mark(made_from)),
        policy=_policy(script),
        style=Markup(_part("index.css")),
        script=Markup(script),
    )
    return filled.encode()


def _part(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def _policy(script: str) -> str:
    """Only pictures beside the page are loaded; of files on a shared folder `'self'` names none."""
    known = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{known}'; base-uri 'none'; form-action 'none'"
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        autoescape=True,
    )
    return environment.get_template("index.html.j2")
