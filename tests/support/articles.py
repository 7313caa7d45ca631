"""Articles for tests of imports, and what becomes of one."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from pathlib import Path

from leaflet.importing import Draft, Origin, make_draft, read_document
from leaflet.importing.document import Told

DAY = datetime.date(2026, 11, 23)
_WORD = re.compile(r"[^\W_]+")


def drafted(folder: Path, name: str, data: bytes | str, language: str = "en-GB") -> Draft:
    """The draft of a file of a name with some bytes."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    origin = Origin(name, "0" * 64, "x", language, DAY)
    return make_draft(read_document(path), origin)


def body(draft: Draft) -> str:
    """The sections of a draft."""
    return draft.text.split("\n---\n", 1)[1].strip()


def words(text: str) -> Counter[str]:
    """The words of a text, how often each stands there."""
    return Counter(_WORD.findall(text.replace("\\", "").casefold()))


def lost(draft: Draft, article: str) -> Counter[str]:
    """The words of an article that neither its draft holds nor its report names as left out."""
    dropped = " ".join(one.words for one in draft.remarks if one.told is Told.DROPPED)
    figures = " ".join(f"{one.alt} {one.caption}" for one in draft.figures)
    return words(article) - words(f"{draft.title}\n{body(draft)}\n{dropped}\n{figures}")


def told(draft: Draft) -> str:
    """The remarks of a draft, one a line."""
    return "\n".join(f"{one.told}: {one.about}: {one.words}" for one in draft.remarks)


def roles(draft: Draft) -> list[str]:
    """The roles of the sections in order, empty for a plain one."""
    return [one.role for one in draft.sections]
