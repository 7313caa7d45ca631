"""An article as blocks of words, whatever form it came in; all types are frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Told(StrEnum):
    """What a remark of the report is about."""

    DROPPED = "dropped"
    MENDED = "mended"
    CHANGED = "changed"
    CHECK = "check"
    LISTED = "listed"


@dataclass(frozen=True, slots=True)
class Remark:
    """What an import did or did not do: in `about` the kind of thing, in `words` the words of the
    article that it concerns. Of what is dropped they are all the words that the draft lacks.
    """

    told: Told
    about: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look; a line feed in the text is a line break. A reference to a footnote is a
    run without text, and `note` is the name of the note.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    note: str = ""


Words = tuple[Run, ...]
#: The style of a paragraph in a box, which is no heading of what follows the box.
BOX = "box"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a level from 1; `found_by` says how it was known: style, bold, capitals, number,
    question or line; by large letters too.
    """

    words: Words
    level: int
    found_by: str = "style"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `style` is the name of its style, where it has one, and `size` the size of its
    smallest letters in half points, 0 where it is not known.
    """

    words: Words
    style: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list of a depth from 0; `number` is that of an ordered item. One with `goes_on`
    is a further paragraph of the item before. `is_box` is an item with a box to tick.
    """

    words: Words
    depth: int = 0
    number: int | None = None
    goes_on: bool = False
    is_box: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells. The first `heads` rows are headings; `caption` may be empty."""

    rows: tuple[tuple[Words, ...], ...]
    heads: int = 0
    caption: Words = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its bytes, what it shows, and its caption. One that cannot be kept has a `problem`
    and no bytes.
    """

    name: str
    data: bytes = b""
    alt: str = ""
    caption: Words = ()
    problem: str = ""


Block = Heading | Paragraph | Item | Table | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """An article: its blocks in order, its notes by name, and what the file says of itself. `year`
    is the year in which it was published, `publisher` who did, `address` where it stands.
    """

    blocks: tuple[Block, ...]
    notes: Mapping[str, Words] = field(default_factory=dict)
    title: str = ""
    language: str = ""
    address: str = ""
    publisher: str = ""
    year: int | None = None
    remarks: tuple[Remark, ...] = ()


def dropped(about: str, words: str = "") -> Remark:
    """A remark on words that the draft lacks."""
    return Remark(Told.DROPPED, about, words)


def mended(about: str, words: str = "") -> Remark:
    """A remark on words that were mended."""
    return Remark(Told.MENDED, about, words)


def changed(about: str, words: str = "") -> Remark:
    """A remark on words that stand in another form than in the article."""
    return Remark(Told.CHANGED, about, words)


def to_check(about: str, words: str = "") -> Remark:
    """A remark on what a person should look at."""
    return Remark(Told.CHECK, about, words)


def listed(about: str, words: str = "") -> Remark:
    """A remark on what was found and left as it is."""
    return Remark(Told.LISTED, about, words)
