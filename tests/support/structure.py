"""The structure tree of a PDF as indented text, and what is wrong with its marked content."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf

from leaflet.render.validation.file_reading import read_file
from tests.support.printed import runs

Key = tuple[int, int]

ARTIFACT = "artifact"

_INLINE = frozenset(["Span", "NonStruct"])
_PAINTING = frozenset("Tj TJ ' \" f F f* B B* b b* S s sh INLINE".split())


@dataclass(frozen=True, slots=True)
class Element:
    """A node of the tree: its tag, what stands for a picture, and its words and elements in
    reading order.
    """

    tag: str
    alt: str | None
    painted: tuple[Key, ...]
    content: tuple[str | Element, ...]

    @property
    def children(self) -> tuple[Element, ...]:
        """The elements directly below."""
        return tuple(kid for kid in self.content if isinstance(kid, Element))

    @property
    def text(self) -> str:
        """The words of the element and of all below it."""
        return " ".join("".join(self._pieces()).split())

    def _pieces(self) -> Iterator[str]:
        for kid in self.content:
            yield from (kid,) if isinstance(kid, str) else kid._pieces()

    @property
    def is_inline(self) -> bool:
        """Whether it only groups words, as a line of type does."""
        return all(element.tag in _INLINE for element in self.walk())

    def walk(self) -> Iterator[Element]:
        """The element and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def find(self, *tags: str) -> list[Element]:
        """The elements of some tags, in reading order."""
        return [element for element in self.walk() if element.tag in tags]


def tree(pdf: bytes) -> Element:
    """The structure tree with the words of each element."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        # PDFium leaves out the blanks at the ends of texts.
        words = {(page + 1, mcid): text for (page, mcid), text in read_file(document).words.items()}
        pages: dict[Any, int] = {
            page.objgen: number for number, page in enumerate(document.pages, 1)
        }
        return _element(_as_list(document.Root.StructTreeRoot.K)[0], pages, words)


def _as_list(kids: Any) -> list[Any]:
    return list(kids) if isinstance(kids, pikepdf.Array) else [] if kids is None else [kids]


def _element(node: Any, pages: Mapping[Any, int], words: Mapping[Key, str]) -> Element:
    painted: list[Key] = []
    content: list[str | Element] = []
    for kid in _as_list(node.get("/K")):
        if isinstance(kid, int) or kid.get("/Type") == "/MCR":
            mcid, page = (kid, node.Pg) if isinstance(kid, int) else (kid.MCID, _page_of(kid, node))
            painted.append((pages[page.objgen], int(mcid)))
            content.append(words.get(painted[-1], ""))
        elif "/S" in kid:
            content.append(_element(kid, pages, words))
    alt = str(node["/Alt"]) if "/Alt" in node else None
    return Element(str(node.S)[1:], alt, tuple(painted), tuple(content))


def _page_of(reference: Any, node: Any) -> Any:
    return reference.get("/Pg", node.get("/Pg"))


def outline(element: Element, depth: int = 0) -> str:
    """The tree as indented text, what only groups words folded into what it stands in.

    `H1 'Mesotherapy for acne scars'`, `Figure alt='The layers of skin'`.
    """
    below = [child for child in element.children if not child.is_inline]
    folded = Element("", None, (), tuple(kid for kid in element.content if kid not in below))
    alt = f" alt={element.alt!r}" if element.alt is not None else ""
    words = f" {folded.text!r}" if folded.text else ""
    head = f"{'  ' * depth}{element.tag}{alt}{words}"
    return "\n".join([head, *(outline(child, depth + 1) for child in below)])


def marked_content_faults(pdf: bytes) -> list[str]:
    """What is painted and neither an artifact nor in the tree, and the reverse."""
    reachable = {key for element in tree(pdf).walk() for key in element.painted}
    words = {(run.page, run.mcid): run.text.strip() for run in runs(pdf)}
    faults: set[str] = set()
    marked: set[Key] = set()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages, 1):
            for mark in _marks(page.obj, page.obj):
                if mark is None:
                    faults.add(f"page {number}: something is painted outside marked content")
                elif mark != ARTIFACT:
                    marked.add((number, int(mark)))
    for page_number, mcid in marked - reachable:
        text = words.get((page_number, mcid), "")
        faults.add(f'page {page_number}: "{text}" is in no element (MCID {mcid})')
    for page_number, mcid in reachable - marked:
        faults.add(f"page {page_number}: the tree names MCID {mcid}, which is not there")
    return sorted(faults)


def _marks(owner: Any, page: Any, outside: str | None = None) -> Iterator[str | None]:
    """For each mark and each painting operator the MCID that it stands in, "artifact" or None;
    forms are entered.
    """
    stack = [outside]
    resources = owner.get("/Resources", page.get("/Resources"))
    instructions: Any = pikepdf.parse_content_stream(owner)
    for operands, operator in instructions:
        name = str(operator)
        if name in ("BMC", "BDC"):
            stack.append(_mark(operands, resources, stack[-1]))
            if stack[-1] is not None:
                yield stack[-1]
        elif name == "EMC":
            stack.pop()
        elif name == "Do":
            drawn = resources.XObject[operands[0]]
            is_form = drawn.get("/Subtype") == "/Form"
            yield from _marks(drawn, page, stack[-1]) if is_form else (stack[-1],)
        elif name in _PAINTING:
            yield stack[-1]


def _mark(operands: Any, resources: Any, outer: str | None) -> str | None:
    if str(operands[0]) == "/Artifact":
        return ARTIFACT
    properties = operands[1] if len(operands) > 1 else {}
    if isinstance(properties, pikepdf.Name):
        properties = resources.Properties[properties]
    return str(properties["/MCID"]) if "/MCID" in properties else outer
