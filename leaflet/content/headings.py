"""Reads the heading of a section: its words, its id and its role.

`## Heading` is enough. `## Heading {#its-id role=risks priority=1 source=nice-ng198}` names the id,
the role, the priority of the section in abridged formats, and a source of its numbers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from leaflet.core.diagnostics import did_you_mean
from leaflet.model.roles import ROLES

#: Ids that pages use themselves.
RESERVED = frozenset({"contact", "contents", "imprint", "sources", "text", "main", "notes"})

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_ID = 40
_NAMES = ("priority", "role", "source")


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section; `role` and `source` are None where there is none."""

    id: str
    text: str
    priority: int = 2
    role: str | None = None
    source: str | None = None


@dataclass(slots=True)
class SectionNames:
    """The ids of the sections so far."""

    taken: set[str] = field(default_factory=set)

    def made_from(self, text: str) -> str:
        """A free id made from the words of a heading."""
        letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        words = re.findall(r"[a-z0-9]+", letters.replace("'", ""))
        while len("-".join(words)) > _LONGEST_ID and len(words) > 1:
            words.pop()
        name = "-".join(words)[:_LONGEST_ID] or "section"
        number, free = 2, name
        while free in self.taken or free in RESERVED:
            free, number = f"{name}-{number}", number + 1
        self.taken.add(free)
        return free


def split_heading(source: str) -> tuple[str, str]:
    """The words of a heading, and what is in braces at its end."""
    text, brace, attributes = source.rstrip().rpartition("{")
    if brace and attributes.endswith("}") and "}" not in attributes[:-1]:
        return text.rstrip(), attributes[:-1]
    return source.strip(), ""


def read_heading(
    text: str, attributes: str, names: SectionNames
) -> tuple[Heading, list[tuple[str, str]]]:
    """The heading with its attributes, and message and hint of each problem in them."""
    given: dict[str, str] = {}
    problems = list(_split(attributes, given))
    name = given.get("id")
    if name is not None:
        problems += _problems_of_id(name, names)
        names.taken.add(name)
    else:
        name = names.made_from(text)
    role = given.get("role", name if "id" in given and name in ROLES else None)
    if role is not None and role not in ROLES:
        problems.append((f'unknown role "{role}"', did_you_mean(role, ROLES)))
        role = None
    priority = given.get("priority", "2")
    if priority not in ("1", "2", "3"):
        problems.append((f'priority "{priority}"', "use priority=1, 2 or 3"))
        priority = "2"
    return Heading(name, text, int(priority), role, given.get("source")), problems


def _split(attributes: str, given: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Puts the attributes into `given` by name; yields the problems."""
    for word in attributes.split():
        name, sign, value = word.partition("=")
        if word.startswith("#"):
            name, sign, value = "id", "=", word[1:]
        elif name not in _NAMES or not sign:
            hint = did_you_mean(name, _NAMES) if sign else "write {#its-id role=risks priority=1}"
            yield f'unknown attribute "{word}" of a heading', hint
            continue
        if name in given:
            yield f'"{name}" is given twice', "keep one of the two"
        elif not value:
            yield f'"{word}" without a value', "write {#its-id role=risks priority=1}"
        else:
            given[name] = value


def _problems_of_id(name: str, names: SectionNames) -> Iterator[tuple[str, str]]:
    if not _ID.fullmatch(name) or len(name) > _LONGEST_ID:
        yield f'"{name}" is no id', "use lower-case letters, digits and single hyphens, at most 40"
    elif name in RESERVED:
        yield f'the id "{name}" is one of the page itself', "choose another, or leave it out"
    elif name in names.taken:
        yield f'the id "{name}" is there twice', "give one of the two another, or leave it out"
