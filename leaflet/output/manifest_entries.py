"""What a manifest lists: the reading files of editions, and the shard that they belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any

from leaflet.core.edition_id import EditionId
from leaflet.formats.format import ENDINGS
from leaflet.output.edition_inputs import InputDigests, parse, parse_stale

#: The suffixes of an edition's files apart from its reading file.
SUFFIXES = (
    ".print.pdf",
    ".print.fronts.pdf",
    ".print.backs.pdf",
    ".proof.pdf",
    ".proof.fronts.pdf",
    ".proof.backs.pdf",
)

#: What a manifest lists of an edition for people: the title of the leaflet, the names of clinic and
#: language, and the day on which its review is due (2027-11-24).
SHOWN = ("title", "clinic_name", "language_name", "review_due")
#: The most characters of a name that a manifest lists.
MOST_SHOWN = 300

_WORD = r"[A-Za-z0-9-]+"
_EDITION = re.compile(rf"{_WORD}/{_WORD}/{_WORD}\.{_WORD}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, order=True)
class ManifestEntry:
    """One reading file: its edition, its path and its sha256.

    `inputs` are the digests of what it was made of, empty where they are not known; `stale` says
    what was older in it than in the project when the folder was last built. The fields of
    `SHOWN` are empty in a manifest of an older version.
    """

    leaflet: str
    language: str
    clinic: str
    format: str
    path: str
    sha256: str
    pages: int
    version: str
    words: str
    state: str
    inputs: InputDigests = ()
    stale: tuple[str, ...] = ()
    title: str = ""
    clinic_name: str = ""
    language_name: str = ""
    review_due: str = ""

    @property
    def record(self) -> dict[str, Any]:
        """The entry as JSON in a manifest."""
        record = {field: getattr(self, field) for field in _NEEDED}
        if self.inputs:
            record["inputs"] = dict(self.inputs)
        if self.stale:
            record["stale"] = list(self.stale)
        return record | {field: shown for field in SHOWN if (shown := getattr(self, field))}

    @property
    def id(self) -> EditionId:
        """The id of the edition."""
        return EditionId(self.clinic, self.language, self.leaflet, self.format)

    @property
    def name(self) -> str:
        """The path without its suffix, which the names of the printer's files begin with."""
        return self.id.name

    def file(self, suffix: str) -> str:
        """The path of one of its files; an empty suffix is that of the reading file."""
        return self.id.file(suffix) if suffix else self.path

    @property
    def is_ours(self) -> bool:
        """Whether this program can have written the entry, so that its files may be deleted."""
        texts = [getattr(self, name) for name in _NEEDED if name != "pages"]
        if not all(isinstance(text, str) for text in texts) or type(self.pages) is not int:
            return False
        paths = tuple(map(self.id.file, ENDINGS.values()))
        return self.path in paths and bool(
            # Terminals and pages show the name, so it may have only the characters of our names.
            _EDITION.fullmatch(self.name)
            and _DIGEST.fullmatch(self.sha256)
            and _DIGEST.fullmatch(self.words)
            and re.fullmatch(r"[0-9.]{1,30}", self.version)
            and re.fullmatch(r"[a-z]{1,30}", self.state)
        )


#: The fields that every manifest has; older ones have no others.
_OTHERS = ("inputs", "stale", *SHOWN)
_NEEDED = tuple(f.name for f in fields(ManifestEntry) if f.name not in _OTHERS)


@dataclass(frozen=True, slots=True)
class Shard:
    """The part of all editions that a manifest lists: the first of four is number 1 of 4; `planned`
    are the sorted names of its editions, including failed ones.
    """

    number: int
    of: int
    planned: tuple[str, ...]

    def __str__(self) -> str:
        return f"shard {self.number} of {self.of}"

    @property
    def is_ours(self) -> bool:
        """Whether this program can have written the shard."""
        if type(self.number) is not int or type(self.of) is not int:
            return False
        if not all(isinstance(name, str) and _EDITION.fullmatch(name) for name in self.planned):
            return False
        in_order = list(self.planned) == sorted(set(self.planned))
        return in_order and 1 <= self.number <= self.of


@dataclass(frozen=True, slots=True)
class Listing:
    """The content of a manifest: its entries, and its shard, None for a whole build."""

    entries: tuple[ManifestEntry, ...]
    shard: Shard | None = None


def entries_of(records: Any) -> tuple[ManifestEntry, ...]:
    """Entries read from JSON. Raises `ValueError`, `KeyError` or `TypeError` for what this program
    did not write.
    """
    entries = tuple(map(_entry, _list(records)))
    if len({entry.path for entry in entries}) != len(entries):
        raise ValueError("an edition is listed twice")
    return entries


def _entry(record: Any) -> ManifestEntry:
    inputs = parse(record["inputs"]) if "inputs" in record else ()
    stale = parse_stale(record["stale"]) if "stale" in record else ()
    given = {name: record[name] for name in _NEEDED}
    given |= {name: _shown(record[name]) for name in SHOWN if name in record}
    entry = ManifestEntry(**given, inputs=inputs, stale=stale)
    if not entry.is_ours:
        raise ValueError("not an entry of ours")
    return entry


def _shown(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MOST_SHOWN:
        raise ValueError("no name")
    return value


def is_edition_path(path: Any) -> bool:
    """Whether a value is the path of a reading file, so that it may be deleted."""
    if not isinstance(path, str):
        return False
    names = (path.removesuffix(ending) for ending in ENDINGS.values() if path.endswith(ending))
    return any(_EDITION.fullmatch(name) for name in names)


def shard_of(record: Any) -> Shard:
    """A shard read from JSON. Raises `KeyError` or `TypeError` for what this program did not
    write.
    """
    return Shard(record["number"], record["of"], tuple(_list(record["planned"])))


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("no list")
    return value
