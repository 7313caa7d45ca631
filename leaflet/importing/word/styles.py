"""What styles and numbering of a Word file say of paragraphs: level, bold, number in its list."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from leaflet.importing.word.package import W, WordPackage, has, value

#: How deep styles may be based on each other.
_DEEPEST = 12
#: The size of letters where nothing names another, in half points (ISO/IEC 29500-1, 17.3.2.38).
_USUAL_SIZE = 20
#: The number formats that print as numbers; letters and Roman ones are counted likewise.
_BULLETS = frozenset({"bullet", "none", ""})


class Styles:
    """The paragraph styles by id, each with those that it is based on."""

    def __init__(self, package: WordPackage) -> None:
        root = package.root("word/styles.xml")
        found = root.iter(W + "style") if root is not None else ()
        self._by_id: dict[str, Any] = {one.get(W + "styleId", ""): one for one in found}
        self._standard = next((id_ for id_, one in self._by_id.items()
                               if one.get(W + "default") == "1"
                               and one.get(W + "type") == "paragraph"), "")  # fmt: skip
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault") if root is not None else None
        self._size = _number(value(defaults, "rPr", "sz")) or _USUAL_SIZE

    def all(self) -> list[Any]:
        """All styles."""
        return list(self._by_id.values())

    def name(self, id_: str) -> str:
        """The name of a style, in small letters; its id where it has none."""
        style = self._by_id.get(id_)
        return (value(style, "name") if style is not None else "").casefold() or id_.casefold()

    def chain(self, id_: str) -> list[Any]:
        """A style, and those that it is based on."""
        made: list[Any] = []
        while id_ in self._by_id and len(made) < _DEEPEST:
            made.append(self._by_id[id_])
            id_ = value(made[-1], "basedOn")
        return made

    def level(self, id_: str) -> int:
        """The level of headings of a style, from 1; 0 for other styles."""
        for style in self.chain(id_):
            name = value(style, "name").casefold()
            if name.startswith("heading ") and name[8:].strip().isdigit():
                return int(name[8:])
            outline = value(style, "pPr", "outlineLvl")
            if outline.isdigit() and int(outline) < 9:
                return int(outline) + 1
        return 0

    def is_bold(self, id_: str) -> bool:
        """Whether a style sets its words in bold."""
        for style in self.chain(id_):
            properties = style.find(W + "rPr")
            if properties is not None and properties.find(W + "b") is not None:
                return has(properties, "b")
        return False

    def size_of(self, paragraph: Any) -> int:
        """The size of the smallest letters of a paragraph, in half points."""
        style = value(paragraph.find(W + "pPr"), "pStyle") or self._standard
        sizes = (_number(value(one, "rPr", "sz")) for one in self.chain(style))
        usual = next(filter(None, sizes), self._size)
        runs = [run for run in paragraph.iter(W + "r") if _says(run)]
        return min((_number(value(run, "rPr", "sz")) or usual for run in runs), default=usual)

    def numbering(self, id_: str) -> tuple[str, str]:
        """The list and the level that a style gives its paragraphs; empty where it gives none."""
        for style in self.chain(id_):
            if number := value(style, "pPr", "numPr", "numId"):
                return number, value(style, "pPr", "numPr", "ilvl") or "0"
        return "", ""


def _number(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 5 else 0


def _says(run: Any) -> bool:
    return any((one.text or "").strip() for one in run.iter(W + "t"))


class Numbering:
    """Counts the items of lists as Word does: what a number is, and where it begins again."""

    def __init__(self, package: WordPackage) -> None:
        root = package.root("word/numbering.xml")
        self._levels: dict[tuple[str, str], Any] = {}
        self._lists: dict[str, Any] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._seen: set[str] = set()
        for one in root.iter(W + "abstractNum") if root is not None else ():
            for level in one.iter(W + "lvl"):
                key = (one.get(W + "abstractNumId", ""), level.get(W + "ilvl", "0"))
                self._levels[key] = level
        for one in root.iter(W + "num") if root is not None else ():
            self._lists[one.get(W + "numId", "")] = one

    def place(self, list_id: str, level: str) -> tuple[int, int | None] | None:
        """The depth and number of the next item of a list; None where it is no list."""
        one = self._lists.get(list_id)
        if one is None or not level.isdigit():
            return None
        kind = value(one, "abstractNumId")
        described = self._levels.get((kind, level))
        form = value(described, "numFmt") if described is not None else "bullet"
        depth = int(level)
        if form in _BULLETS:
            return (depth, None) if form != "none" else None
        counts = self._counts[kind]
        if list_id not in self._seen:
            self._seen.add(list_id)
            self._restart(one, counts)
        start = value(described, "start")
        counts[depth] = counts.get(depth, int(start) - 1 if start.isdigit() else 0) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        return depth, counts[depth]

    def _restart(self, one: Any, counts: dict[int, int]) -> None:
        """Begin the lists again that a list of the same kind says begin again."""
        for override in one.iter(W + "lvlOverride"):
            start, level = value(override, "startOverride"), override.get(W + "ilvl", "")
            if start.isdigit() and level.isdigit():
                counts[int(level)] = int(start) - 1
