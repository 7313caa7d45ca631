"""Reading a leaflet: structure elements, marks, and the words painted in them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


@dataclass(frozen=True, slots=True)
class Run:
    """The text of one TJ operator, with the places of its operators in the page."""

    page: int
    opened: int
    begin: int
    shown: int
    end: int
    closed: int
    tag: str
    mcid: int | None
    font: str
    size: float
    text: str


def plain(text: str) -> str:
    """Text with simple blanks and without invisible characters."""
    return re.sub(r"\s+", " ", text.translate(INVISIBLE)).strip()


def role(element: pikepdf.Object) -> str:
    """The structure type of an element, without its slash."""
    return str(element["/S"])[1:]


def kids(element: pikepdf.Object) -> list[Any]:
    """The entries of /K as a list."""
    if "/K" not in element:
        return []
    value = element["/K"]
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def is_element(kid: Any) -> bool:
    """Whether an entry of /K is a structure element."""
    return isinstance(kid, pikepdf.Dictionary) and "/S" in kid


def child_elements(element: pikepdf.Object) -> list[pikepdf.Object]:
    """The structure elements directly below an element."""
    return [kid for kid in kids(element) if is_element(kid)]


def below(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """An element and all elements below it, in reading order."""
    yield element
    for child in child_elements(element):
        yield from below(child)


def same(first: Any, second: Any) -> bool:
    """Whether both are the same indirect object."""
    return isinstance(first, pikepdf.Object) and first.objgen == second.objgen != (0, 0)


def glyphs(shown: pikepdf.Object) -> list[int]:
    """The two-byte glyph codes of a TJ array."""
    joined = b"".join(bytes(part) for part in shown if isinstance(part, pikepdf.String))
    return [int.from_bytes(joined[i : i + 2]) for i in range(0, len(joined), 2)]


def to_unicode(font: pikepdf.Object) -> dict[int, str]:
    """The ToUnicode map of a font: glyph code to characters."""
    cmap = font["/ToUnicode"].read_bytes().decode("ascii")
    pairs = (
        pair
        for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL)
        for pair in re.findall(r"<(\w+)>\s*<(\w+)>", block)
    )
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def program(page: pikepdf.Page) -> list[Any]:
    """The operators of a page."""
    return list(pikepdf.parse_content_stream(page))


def operator(instruction: Any) -> str:
    """The name of an operator."""
    return str(instruction.operator)


class Leaflet:
    """An open PDF with its structure and its painted words."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self._runs: dict[int, tuple[Run, ...]] = {}
        self._by_mark: dict[tuple[int, int], Run] = {}
        self._pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}

    @property
    def root(self) -> pikepdf.Object:
        """The Document element."""
        return self.pdf.Root["/StructTreeRoot"]["/K"][0]

    def elements(self, wanted: str | None = None) -> list[pikepdf.Object]:
        """All elements in reading order, or only those with a role."""
        return [e for e in below(self.root) if wanted is None or role(e) == wanted]

    def page_of(self, element: pikepdf.Object) -> int:
        """The number, from 0, of the page that an element names."""
        return self._pages[element["/Pg"].objgen]

    def marks(self, element: pikepdf.Object) -> list[tuple[int, int]]:
        """Page number and MCID of all that an element holds, in reading order."""
        found: list[tuple[int, int]] = []
        for kid in kids(element):
            if isinstance(kid, int):
                found.append((self.page_of(element), kid))
            elif is_element(kid):
                found.extend(self.marks(kid))
            elif "/MCID" in kid:
                found.append((self.page_of(kid), int(kid["/MCID"])))
        return found

    def runs(self, page: int) -> tuple[Run, ...]:
        """All text of a page, in the order of painting."""
        if page not in self._runs:
            self._runs[page] = tuple(runs_of(self.pdf.pages[page], page))
        return self._runs[page]

    def all_runs(self) -> Iterator[Run]:
        """All text of all pages."""
        for page in range(len(self.pdf.pages)):
            yield from self.runs(page)

    def painted(self, element: pikepdf.Object) -> list[Run]:
        """The text runs of an element, in reading order."""
        if not self._by_mark:
            self._by_mark = {(r.page, r.mcid): r for r in self.all_runs() if r.mcid is not None}
        return [self._by_mark[mark] for mark in self.marks(element) if mark in self._by_mark]

    def words(self, element: pikepdf.Object) -> str:
        """The words of an element."""
        return plain("".join(run.text for run in self.painted(element)))

    def find(self, wanted: str, start: str, nth: int = 0) -> pikepdf.Object:
        """The nth element of a role whose words begin with `start`."""
        found = [e for e in self.elements(wanted) if self.words(e).startswith(start)]
        assert len(found) > nth, f"no {wanted} that begins with {start!r}"
        return found[nth]

    def run(self, text: str, tag: str = "Span", page: int | None = None) -> Run:
        """The first text run that holds `text`, under a mark with this tag."""
        for run in self.all_runs() if page is None else self.runs(page):
            if run.tag == tag and text in plain(run.text):
                return run
        raise AssertionError(f"no text {text!r} under {tag}")

    def figure(self, alt: str) -> pikepdf.Object:
        """The figure whose Alt holds `alt`."""
        for element in self.elements("Figure"):
            if alt in plain(str(element["/Alt"])):
                return element
        raise AssertionError(f"no figure with {alt!r}")


def runs_of(page: pikepdf.Page, number: int) -> Iterator[Run]:  # noqa: C901
    """Walk through the operators of a page and collect its text."""
    maps = {str(name): to_unicode(font) for name, font in page.Resources["/Font"].items()}
    opened = begin = shown = -1
    tag, mcid, font, size, text = "", None, "", 0.0, ""
    waiting: list[tuple[int, int, int, str, float, str]] = []
    for place, instruction in enumerate(program(page)):
        match operator(instruction), instruction.operands:
            case "BDC" | "BMC", operands:
                opened, waiting, tag = place, [], str(operands[0])[1:]
                mcid = marked_number(operands)
            case "BT", _:
                begin, shown = place, -1
            case "Tf", operands:
                font, size = str(operands[0]), float(operands[1])
            case "TJ", operands:
                shown = place
                text = "".join(maps[font].get(code, "\ufffd") for code in glyphs(operands[0]))
            case "ET", _ if shown >= 0:
                waiting.append((begin, shown, place, font, size, text))
            case "EMC", _:
                for at, show, end, name, points, words in waiting:
                    yield Run(number, opened, at, show, end, place, tag, mcid, name, points, words)
                waiting = []


def marked_number(operands: Sequence[Any]) -> int | None:
    """The MCID of a BDC operator."""
    if len(operands) < 2 or "/MCID" not in operands[1]:
        return None
    return int(operands[1]["/MCID"])
