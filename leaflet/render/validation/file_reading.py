"""What a PDF says to a reader: its structure tree with the words that the pages paint for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from leaflet.render.validation.content_stream import ContentReader
from leaflet.render.validation.fonts import decoder
from leaflet.render.validation.page_content import PageContent

#: The most elements and the deepest tree that are read; a tree with a loop has no end.
_MOST_ELEMENTS, _DEEPEST = 200_000, 200


@dataclass(eq=False, slots=True)
class Node:
    """A structure element: its type, its dictionary, and in order what it holds directly: elements,
    texts of marks as `(page, mcid)`, and annotations, together as `kids` and each kind by itself.
    """

    type: str
    dictionary: Any
    parent: Node | None
    kids: list[Node | tuple[int, int] | Any] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    annotations: list[Any] = field(default_factory=list)

    def hold(self, kid: Node | tuple[int, int] | Any) -> None:
        """Adds an element, the page and MCID of a mark, or an annotation."""
        self.kids.append(kid)
        if isinstance(kid, Node):
            self.nodes.append(kid)
        elif isinstance(kid, tuple):
            self.marks.append(kid)
        else:
            self.annotations.append(kid)

    def walk(self) -> Iterator[Node]:
        """The element and all below it, in reading order."""
        yield self
        for kid in self.nodes:
            yield from kid.walk()


@dataclass(slots=True)
class FileReading:
    """A PDF as it is read: its pages' contents by number from 0, the root of its tree, what is
    wrong with the tree itself, and for each mark by page and MCID its words and the points where
    these start.

    `nodes` are the elements of the tree in reading order, `page_numbers` the numbers of the pages
    by their objects, `parents` the entries of the tree that leads from content and annotations to
    their elements, `texts` the words of elements that were asked for.
    """

    pdf: Any
    pages: list[PageContent]
    root: Node | None
    faults: list[str]
    words: dict[tuple[int, int], str]
    starts: dict[tuple[int, int], list[tuple[float, float]]]
    page_numbers: dict[Any, int]
    parents: dict[int, Any]
    nodes: tuple[Node, ...]
    texts: dict[Node, str] = field(default_factory=dict)

    def text(self, node: Node) -> str:
        """The words of an element and of all below it, in reading order."""
        if node not in self.texts:
            pieces = []
            for kid in node.kids:
                if isinstance(kid, Node):
                    pieces.append(self.text(kid))
                elif isinstance(kid, tuple):
                    pieces.append(self.words.get(kid, ""))
            self.texts[node] = "".join(pieces)
        return self.texts[node]


def read_file(pdf: Any) -> FileReading:
    """Reads an open `pikepdf.Pdf`."""
    fonts: dict[Any, Any] = {}
    pages = [_page(page.obj, fonts) for page in pdf.pages]
    words: dict[tuple[int, int], str] = {}
    starts: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for number, page in enumerate(pages):
        for text in page.texts:
            if text.mark >= 0:
                key = number, text.mark
                words[key] = words.get(key, "") + text.words
                if text.words.strip():
                    starts.setdefault(key, []).append((text.x, text.y))
    page_numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    reader = _TreeReader(pdf, page_numbers)
    root = reader.read()
    tree = pdf.Root.get("/StructTreeRoot")
    parents = _number_tree(tree.get("/ParentTree")) if tree is not None else {}
    nodes = tuple(root.walk()) if root is not None else ()
    return FileReading(pdf, pages, root, reader.faults, words, starts, page_numbers, parents, nodes)


def _number_tree(tree: Any) -> dict[int, Any]:
    """The entries of a number tree (ISO 32000-1, 7.9.7)."""
    found: dict[int, Any] = {}
    waiting = [tree]
    while waiting and len(found) < 100_000:
        node = waiting.pop()
        if hasattr(node, "get"):
            flat = list(node.get("/Nums", ()))
            found.update(zip(map(int, flat[::2]), flat[1::2], strict=False))
            waiting += reversed(list(node.get("/Kids", ())))
    return found


def _page(page: Any, decoders: dict[Any, Any]) -> PageContent:
    resources = page.get("/Resources", {})
    fonts = {}
    for name, font in resources.get("/Font", {}).items():
        if font.objgen not in decoders:
            decoders[font.objgen] = decoder(font)
        fonts[str(name)] = decoders[font.objgen]
    box = page.get("/CropBox", page.get("/MediaBox"))
    x1, y1, x2, y2 = (float(corner) for corner in box)
    reader = ContentReader(resources, fonts, (x1, y1, x2, y2))
    contents = page.get("/Contents")
    return reader.read(b"\n".join(stream.read_bytes() for stream in _list(contents)))


class _TreeReader:
    """Reads a structure tree. `faults` is what is wrong with its shape."""

    def __init__(self, pdf: Any, pages: dict[Any, int]) -> None:
        self.pdf = pdf
        self.faults: list[str] = []
        self.pages = pages
        self.seen: set[Any] = set()

    def read(self) -> Node | None:
        top = self.pdf.Root.get("/StructTreeRoot")
        kids = _list(top.get("/K")) if top is not None else []
        if len(kids) != 1 or kids[0].get("/S") != "/Document":
            self.faults.append("the tree has no single Document")
            return None
        if kids[0].get("/P") != top:
            self.faults.append("Document does not lead back to the tree")
        return self._node(kids[0], None, 0)

    def _node(self, dictionary: Any, parent: Node | None, depth: int) -> Node:
        type_ = str(dictionary.get("/S", "/?"))[1:]
        node = Node(type_, dictionary, parent)
        if dictionary.objgen in self.seen or depth > _DEEPEST or len(self.seen) > _MOST_ELEMENTS:
            self.faults.append(f"{type_} stands in the tree twice")
            return node
        self.seen.add(dictionary.objgen)
        for kid in _list(dictionary.get("/K")):
            self._add(kid, node, depth)
        return node

    def _add(self, kid: Any, node: Node, depth: int) -> None:
        if isinstance(kid, int):
            self._add_mark(node.dictionary.get("/Pg"), kid, node)
        elif "/S" in kid:
            if kid.get("/P") != node.dictionary:
                self.faults.append(f"{kid.S} does not lead back to the element that holds it")
            node.hold(self._node(kid, node, depth + 1))
        elif kid.get("/Type") == "/MCR":
            self._add_mark(kid.get("/Pg", node.dictionary.get("/Pg")), int(kid.MCID), node)
        elif kid.get("/Type") == "/OBJR":
            node.hold(kid.get("/Obj"))
        else:
            self.faults.append(f"{node.type} holds something that is no element")

    def _add_mark(self, page: Any, mcid: int, node: Node) -> None:
        number = self.pages.get(page.objgen) if page is not None else None
        if number is None:
            self.faults.append(f"{node.type} stands on no page of the file")
        else:
            node.hold((number, mcid))


def _list(kids: Any) -> list[Any]:
    import pikepdf

    return [] if kids is None else list(kids) if isinstance(kids, pikepdf.Array) else [kids]
