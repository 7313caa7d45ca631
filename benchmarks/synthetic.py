"""Makes projects of any size for measurements, from variations of the shipped content.

Their text is not meant to be read: the words of sentences are permuted, so that each leaflet has
its own body of about the same length as the shipped one. Clinics are fictional.
"""

from __future__ import annotations

import colorsys
import random
import re
import shutil
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from leaflet.content.project import SHIPPED

ARTICLE = "mesotherapy-acne-scars"
LANGUAGE = "en-GB"

#: The shipped clinics, used in turn: the heights of their slots differ.
MODELS = ("riverside", "st-oswin")

#: Blocks whose lines are lists or prose; other blocks have fields and are not changed.
_SHUFFLED = frozenset({"short", "key-points", "checklist", "unknowns"})
#: What begins and ends a block; tildes those inside another.
_FENCES = ("```", "~~~")
_WORD = re.compile(r"\[[^\]]*\]\([^)]*\)\S*|\S+")
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+")

#: Numbers that are reserved for fiction range from 000 to 999.
_RESERVED = 1000
_TURN = 0.618033988749895
#: The first bytes of a PNG, and the length of its last chunk.
_PNG, _IEND = b"\x89PNG", 12
#: Sections whose topics a kind asks for, and words of sentences that must stay as they are: mixed,
#: they would tell nothing or promise something.
_WHOLE_SECTIONS = ("{#who-should-wait", "{#choosing", "{#preparing", "{#consent")
_WHOLE = frozenset({"not", "scars", "scar"})


def make_project(
    folder: Path,
    clinics: int,
    leaflets: int,
    *,
    formats: Sequence[str] = ("a4",),
    seed: int = 2028,
    own_words: bool = False,
) -> Path:
    """Write a project with a number of clinics that all hand out a number of leaflets.

    The same arguments give the same bytes. With `own_words` the first leaflet is the shipped
    article, unchanged.
    """
    content = folder / "content"
    for shared in ("figures", "jurisdictions", "locales"):
        shutil.copytree(SHIPPED / "content" / shared, content / shared)
    listed = ", ".join(formats)
    _write(folder / "leaflet.yaml", f"# A synthetic project.\nformats: [{listed}]\n")
    article = (SHIPPED / "content/leaflets" / ARTICLE / f"{LANGUAGE}.md").read_text("utf-8")
    for number in range(1, leaflets + 1):
        name, text = leaflet_id(number), leaflet_text(article, number, seed)
        if own_words and number == 1:
            name, text = ARTICLE, article
        _write(content / "leaflets" / name / f"{LANGUAGE}.md", text)
    for number in range(1, clinics + 1):
        _write_clinic(content / "clinics" / clinic_id(number), number)
    return folder


def leaflet_id(number: int) -> str:
    """The id of a leaflet: `leaflet-007`."""
    return f"leaflet-{number:03}"


def clinic_id(number: int) -> str:
    """The id of a clinic: `clinic-0042`."""
    return f"clinic-{number:04}"


# --- leaflets ---------------------------------------------------------------------------------


def leaflet_text(article: str, number: int, seed: int) -> str:
    """An article with another id and title, the words of its sentences permuted."""
    _, front, body = article.split("---\n", 2)
    for field, value in _fields(number).items():
        front, replaced = re.subn(rf"(?m)^{field}: .*$", f"{field}: {value}", front, count=1)
        if not replaced:
            raise ValueError(f'the article has no field "{field}"')
    return f"---\n{front}---\n{_vary(body, random.Random(f'{seed}/{number}'))}"


def _fields(number: int) -> dict[str, str]:
    return {
        "id": leaflet_id(number),
        "title": f"Synthetic leaflet {number}",
        "subtitle": "Its words are mixed, it says nothing",
        "main_message": "This leaflet was made to measure a program. Nobody may read it as advice.",
    }


def _vary(body: str, chance: random.Random) -> str:
    """Permute what is prose; fields, as those of a block inside a short form, are kept."""
    lines: list[str] = []
    fences: list[str] = []
    is_whole = False
    for line in body.split("\n"):
        if line.startswith("## "):
            is_whole = any(mark in line for mark in _WHOLE_SECTIONS)
        if line.startswith(_FENCES):
            kind = line[3:].split()
            fences = [*fences, kind[0]] if kind else fences[:-1]
            lines.append(line)
        elif is_whole or not _SHUFFLED.issuperset(fences):
            lines.append(line)
        else:
            lines.append(_vary_line(line, chance))
    return "\n".join(lines)


def _vary_line(line: str, chance: random.Random) -> str:
    """Permute a line of prose or of a list; headings and figures are not changed."""
    if line.startswith(("#", "![")):
        return line
    bullet, text = ("- ", line[2:]) if line.startswith("- ") else ("", line)
    return bullet + " ".join(shuffled(one, chance) for one in _SENTENCE_END.split(text))


def shuffled(sentence: str, chance: random.Random) -> str:
    """Permute the inner words of a sentence; the first word, the full stop and marks are kept. A
    denial is kept as a whole, or it would become a promise.
    """
    first, *inner = _WORD.findall(sentence) or [""]
    if len(inner) < 2 or not _WHOLE.isdisjoint(word.rstrip(",.;:") for word in inner):
        return sentence
    last = inner.pop()
    chance.shuffle(inner)
    return " ".join((first, *inner, last))


# --- clinics ----------------------------------------------------------------------------------


def _write_clinic(folder: Path, number: int) -> None:
    import yaml

    model = SHIPPED / "content/clinics" / MODELS[(number - 1) % len(MODELS)]
    clinic = yaml.load((model / "clinic.yaml").read_text("utf-8"), yaml.BaseLoader)
    clinic |= clinic_fields(clinic, number)
    text = yaml.safe_dump(clinic, allow_unicode=True, sort_keys=False, width=100)
    _write(folder / "clinic.yaml", text)
    logo = clinic["logo"]["file"]
    (folder / logo).write_bytes(own_logo((model / logo).read_bytes(), number))


def own_logo(data: bytes, number: int) -> bytes:
    """A logo that looks the same and has bytes of its own: no two clinics share one."""
    if not data.startswith(_PNG):
        return data.rstrip() + b"\n" * number
    text = b"tEXt" + f"Comment\0{number}".encode()
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    return data[:-_IEND] + chunk + data[-_IEND:]


def clinic_fields(model: dict[str, Any], number: int) -> dict[str, Any]:
    """The fields in which a synthetic clinic differs from the shipped one that it is based on."""
    name, home = f"Synthetic Clinic {number}", f"{clinic_id(number)}.example"
    return {
        "id": clinic_id(number),
        "name": name,
        "legal_name": f"{name} (fictional)",
        "strapline": "Made to measure a program",
        "logo": {**model["logo"], "alt": name},
        "brand": {"rgb": brand(number)},
        "address": [f"{model['address'][0]} {number}", *model["address"][1:]],
        "directions": f"{model['directions']} Ring bell {number}.",
        "phones": {**model["phones"], "main": phone(number)},
        "email": f"hello@{home}",
        "web": f"https://{home}",
        "qr": f"https://{home}/leaflets",
        "feedback": f"feedback@{home}",
        "complaints": {**model["complaints"], "contact": f"complaints@{home}"},
    }


def phone(number: int) -> dict[str, str]:
    """A phone number that is reserved for fiction, as the fields of a clinic."""
    last = f"{number % _RESERVED:03}"
    return {"number": f"+441632960{last}", "display": f"01632 960 {last}"}


def brand(number: int) -> str:
    """A brand colour; hues are a golden section apart, so that successive clinics differ."""
    parts = colorsys.hls_to_rgb(number * _TURN % 1, 0.3 + number % 7 / 50, 0.6)
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
