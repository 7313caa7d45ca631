"""Articles of every form with a key to each: what of it is kept, in order, and with which roles.

The words of an article are counted by themselves, without the importer.
"""

from __future__ import annotations

import html
import re
import shutil
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from leaflet.importing import Draft, Origin, make_draft, read_document
from leaflet.importing import words as of_words
from tests.support.articles import DAY, body, words
from tests.support.word_articles import WORD_ARTICLES, grey_field

ARTICLES = Path(__file__).parent.parent / "importing" / "articles"
#: Pictures that stand beside articles.
_BESIDE = {"other-tool.md": "sock.png", "hospital.html": "skin-biopsy_files/punch.png"}
_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(
    r"<!--.*?-->|<(script|style|iframe|noscript)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE
)
#: What a draft writes beside the words of its article: roles, places of figures, addresses.
_MARKS = re.compile(
    r"\{(?:role|priority)=[^}]*\}|!\[\]\(figure:[^)]*\)|(?<=\])\(https:[^)]*\)|\[\^\w+\]:?"
)
_FENCE = re.compile(r"^```(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FENCE_WORDS = re.compile(
    r"\b(?:urgency|call|go): \S+|\b(?:signs|do|dont|day|rows|time)(?=:(?:\s|$))", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Key:
    """What a careful person would make of an article; `keys.yaml` says what each field holds."""

    form: str
    traps: str
    title: str
    sections: list[dict[str, str]]
    blocks: list[str]
    furniture: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    together: list[str] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)
    mended: dict[str, str] = field(default_factory=dict)

    @property
    def roles(self) -> list[tuple[str, str]]:
        """The headings in order, each with its role."""
        return [pair for one in self.sections for pair in one.items()]


@dataclass(frozen=True, slots=True)
class Measure:
    """How much of an article a draft keeps: words of its text, sections with the right role and
    blocks of the right kind, each with how many there are; and everything that is wrong.
    """

    words: tuple[int, int]
    roles: tuple[int, int]
    blocks: tuple[int, int]
    problems: tuple[str, ...]


@cache
def keys() -> dict[str, Key]:
    """The keys by the names of their articles."""
    loaded: dict[str, dict[str, Any]] = yaml.safe_load((ARTICLES / "keys.yaml").read_text("utf-8"))
    return {name: Key(**given) for name, given in loaded.items()}


def article_file(name: str, folder: Path) -> Path:
    """The file of an article in a folder, with the picture that it refers to."""
    if beside := _BESIDE.get(name):
        (folder / beside).parent.mkdir(exist_ok=True)
        (folder / beside).write_bytes(grey_field())
    path = folder / name
    if name in WORD_ARTICLES:
        path.write_bytes(WORD_ARTICLES[name]())
    else:
        shutil.copy(ARTICLES / name, path)
    return path


def draft_of(path: Path) -> Draft:
    """The draft that a file becomes."""
    origin = Origin(path.name, "0" * 64, "x", "en-GB", DAY)
    return make_draft(read_document(path), origin)


def source_words(path: Path) -> str:
    """All words that a file holds, running heads and deleted ones too, in their order."""
    if path.suffix == ".docx":
        return _word_text(path)
    data = path.read_bytes()
    is_old = path.name in ("capitals.txt", "old-page.html")
    text = data.decode("cp1252" if is_old else "utf-8")
    if path.suffix == ".html":
        text = re.sub(r"<sup><a.*?</sup>|↩", " ", text)
        return html.unescape(_TAG.sub(" ", _with_spaces(text)))
    if path.suffix == ".md":
        text = re.sub(r"(?m)^1\. |\]\([^\s)]*|\{[#.][^}]*\}|\[\^\w+\]", " ", text)
        return _TAG.sub(" ", text)
    return text


def _with_spaces(text: str) -> str:
    """A page whose inline elements divide no words."""
    return re.sub(r"</?(?:b|i|strong|em|font|u)\b[^>]*>", "", text, flags=re.IGNORECASE)


def _word_text(path: Path) -> str:
    made = []
    with zipfile.ZipFile(path) as file:
        names = [name for name in file.namelist() if re.match(r"word/[^_].*\.xml", name)]
        for name in sorted(names, key=lambda name: name != "word/document.xml"):
            text = file.read(name).decode()
            text = re.sub(r"<mc:Fallback>.*?</mc:Fallback>", "", text, flags=re.DOTALL)
            text = re.sub(r"<w:instrText.*?</w:instrText>", "", text, flags=re.DOTALL)
            lines = re.split(r"</w:p>|<w:br/>|<w:tab/>|</a:p>|</w:del>", text)
            made += [re.sub(r"<[^>]*>", "", line) for line in lines]
    return html.unescape("\n".join(made))


def measured(draft: Draft, key: Key, source: str) -> Measure:
    """What a draft keeps of its article, by the key."""
    for broken, whole in key.mended.items():
        source = source.replace(broken, whole)
    text = f"{draft.title}\n{_said(draft)}"
    captions = " ".join(f"{one.caption} {one.alt}" for one in draft.figures)
    wanted = words(_folded(source)) - words(_folded(" ".join(key.furniture)))
    held = words(_folded(f"{text}\n{captions}"))
    missing = wanted - held
    roles, wrong = _roles(draft, key)
    blocks = _blocks(draft)
    problems = [f"lost: {' '.join(missing.elements())}"] if missing else []
    problems += _invented(draft, source, words(_folded(text)))
    problems += _unnamed(draft, key)
    problems += _moved(source, text, key)
    problems += wrong
    problems += [f"not in the draft: {one!r}" for one in key.together if one not in body(draft)]
    problems += [f"in the draft: {one!r}" for one in key.apart if one in body(draft)]
    if draft.title != key.title:
        problems.append(f"title: {draft.title}")
    if blocks != key.blocks:
        problems.append(f"blocks: {blocks}")
    total = sum(wanted.values())
    same = sum((Counter(blocks) & Counter(key.blocks)).values())
    return Measure(
        (total - sum(missing.values()), total),
        (roles, len(key.roles)),
        (same, len(key.blocks)),
        tuple(problems),
    )


def _said(draft: Draft) -> str:
    """The words of a draft without those of its marks."""
    text = _FENCE.sub(lambda found: _FENCE_WORDS.sub(" ", found[2]), body(draft))
    return _MARKS.sub(" ", text)


def _folded(text: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFKC", text).replace("\u0095", " ")


def _roles(draft: Draft, key: Key) -> tuple[int, list[str]]:
    """How many sections have the right heading and role, and what is wrong."""
    made = []
    for one in draft.sections:
        proposed = f"{one.proposal.role}?" if one.proposal else "-"
        made.append((of_words.plain(one.part.heading), one.role or proposed))
    right = sum((Counter(made) & Counter(key.roles)).values())
    return right, [] if made == key.roles else [f"sections: {made}"]


def _blocks(draft: Draft) -> list[str]:
    """The blocks of a draft that are no plain text, in order; of help the urgency too."""
    found = []
    for one in re.finditer(
        rf"{_FENCE.pattern}|^!\[\]\(figure:|^\|(?:---\|)+$", body(draft), re.MULTILINE | re.DOTALL
    ):
        urgency = re.search(r"urgency: (\S+)", one[2] or "")
        name = one[1] or ("figure" if one[0].startswith("!") else "table")
        found.append(f"{name} {urgency[1]}" if urgency else name)
    return found


def _invented(draft: Draft, source: str, held: Counter[str]) -> list[str]:
    """Words that the draft has and the article does not; a heading may stand twice as title."""
    known = words(_folded(source))
    new = [one for one in held if one not in known and not one.isdigit()]
    new = [one for one in new if one not in words(draft.title)]
    return [f"invented: {' '.join(new)}"] if new else []


def _unnamed(draft: Draft, key: Key) -> list[str]:
    """Words that are no part of the text, and that the report does not name."""
    named = words(_folded(" ".join(f"{one.about} {one.words}" for one in draft.remarks)))
    named += words(body(draft))
    unnamed = words(" ".join(key.furniture)).keys() - named.keys()
    return [f"left out and not named: {' '.join(sorted(unnamed))}"] if unnamed else []


def _moved(source: str, text: str, key: Key) -> list[str]:
    """The first word that stands elsewhere than in the article; words that occur once are seen."""
    skipped = words(_folded(" ".join([*key.elsewhere, *key.furniture, key.title])))
    before = _once(_folded(source), skipped)
    after = _once(_folded(text.replace("\\", "")), skipped)
    both = set(before) & set(after)
    before = [one for one in before if one in both]
    after = [one for one in after if one in both]
    place = next((n for n, one in enumerate(before) if one != after[n]), None)
    return [] if place is None else [f"moved: {after[place]} before {before[place]}"]


def _once(text: str, skipped: Counter[str]) -> list[str]:
    found = [one.casefold() for one in _WORD.findall(text)]
    counts = Counter(found)
    return [one for one in found if counts[one] == 1 and one not in skipped]
