"""Holds a PDF against the rules and against what its pages were laid out to say."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

from leaflet.page.facts import Fault
from leaflet.render.validation.file_reading import FileReading, Node, read_file
from leaflet.render.validation.file_rules import (
    catalog_faults,
    metadata_faults,
    outline_faults,
    page_faults,
)
from leaflet.render.validation.laid_out import LaidOut, bare
from leaflet.render.validation.link_rules import link_faults
from leaflet.render.validation.tree_rules import parent_tree_faults, tree_faults

#: How far in points a picture may stand from where it was laid out.
_NEAR = 1.0
#: The smallest type in points that is read as text.
_SMALLEST = 6.0


def validate(pdf: bytes, said: LaidOut) -> tuple[Fault, ...]:
    """The rules that a PDF breaks, each fault once."""
    import pikepdf

    try:
        opened = pikepdf.open(io.BytesIO(pdf))
    except pikepdf.PdfError as problem:
        return (Fault("6.1 file", f"the file cannot be opened: {problem}"),)
    with opened:
        file = read_file(opened)
        return tuple(dict.fromkeys(_faults(file, said)))


def _faults(file: FileReading, said: LaidOut) -> Iterator[Fault]:
    yield from catalog_faults(file)
    yield from metadata_faults(file, said.title, said.language)
    yield from page_faults(file, said.sizes)
    yield from tree_faults(file)
    yield from parent_tree_faults(file)
    yield from _content_faults(file)
    yield from link_faults(file, said)
    yield from outline_faults(file, said.bookmarks)
    if file.root is not None:
        yield from _saying_faults(file, file.root, said)


def _content_faults(file: FileReading) -> Iterator[Fault]:
    """What of a page is not marked, or marked and not seen."""
    for number, page in enumerate(file.pages, 1):
        for message in page.faults:
            yield Fault("7.1 content", message, number)
        for text in page.texts:
            words = text.words.strip()
            if words and text.hidden:
                yield Fault("7.1 content", f'"{words}" {text.hidden}', number)
            if words and text.mark >= 0 and text.size < _SMALLEST:
                yield Fault("7.1 content", f'"{words}" is {text.size:.1f} pt high', number)
        for mcid in page.marks.keys() - page.painted:
            yield Fault(
                "7.1 content", f"content is marked where nothing is painted ({mcid})", number
            )


def _saying_faults(file: FileReading, root: Node, said: LaidOut) -> Iterator[Fault]:
    """What the file says otherwise than its pages were laid out to say."""
    yield from _word_faults(bare(file.text(root)), said.words)
    for number, wanted in enumerate(said.pages):
        texts = file.pages[number].texts if number < len(file.pages) else []
        given = Counter(word for text in _joined(texts) for word in text.split())
        if given != wanted:
            other = next(iter((given - wanted) or (wanted - given)))
            yield Fault("7.1 content", f'the page says "{other}" more or less often', number + 1)
    nodes = list(root.walk())
    headings = tuple(
        (int(node.type[1]), bare(file.text(node)))
        for node in nodes
        if len(node.type) == 2 and node.type[0] == "H" and node.type[1].isdigit()
    )
    yield from _differing("7.4 headings", "heading", headings, said.headings)
    rows = tuple(tuple(cell.type for cell in node.nodes) for node in nodes if node.type == "TR")
    yield from _differing("7.5 tables", "row of a table", rows, said.rows)
    lists = tuple(sum(kid.type == "LI" for kid in node.nodes) for node in nodes if node.type == "L")
    yield from _differing("7.6 lists", "list", lists, said.lists)
    yield from _picture_faults([node for node in nodes if node.type == "Figure"], said)


def _joined(texts: list[Any]) -> Iterator[str]:
    """The words of each mark of a page."""
    found: dict[int, str] = {}
    for text in texts:
        if text.mark >= 0:
            found[text.mark] = found.get(text.mark, "") + text.words
    return map(bare, found.values())


def _word_faults(given: str, wanted: str) -> Iterator[Fault]:
    if given == wanted:
        return
    at = next((n for n, (a, b) in enumerate(zip(given, wanted, strict=False)) if a != b), -1)
    at = min(len(given), len(wanted)) if at < 0 else at
    start = max(wanted.rfind(" ", 0, max(at - 12, 0)), 0)
    yield Fault(
        "7.1 words",
        f'"{given[start : at + 24].strip()}" is read in place of'
        f' "{wanted[start : at + 24].strip()}"',
    )


def _differing(
    rule: str, what: str, given: tuple[Any, ...], wanted: tuple[Any, ...]
) -> Iterator[Fault]:
    if given != wanted:
        pairs = zip(given, wanted, strict=False)
        other = next((one for one, two in pairs if one != two), f"{len(given)} of {len(wanted)}")
        yield Fault(rule, f"a {what} is not that of the page: {other}")


def _picture_faults(nodes: list[Node], said: LaidOut) -> Iterator[Fault]:
    if len(nodes) != len(said.pictures):
        yield Fault("7.3 pictures", f"{len(nodes)} pictures in place of {len(said.pictures)}")
    for node, wanted in zip(nodes, said.pictures, strict=False):
        words = str(node.dictionary.get("/Alt", ""))
        if not words.strip():
            yield Fault("7.3 pictures", "a picture has no words for it (Alt)", wanted.page + 1)
        elif words != wanted.words:
            yield Fault("7.3 pictures", f'"{words}" is said of another picture', wanted.page + 1)
        given = node.dictionary.get("/A", {})
        box = [float(corner) for corner in given.get("/BBox", ())] if hasattr(given, "get") else []
        is_near = len(box) == 4 and all(
            abs(one - two) <= _NEAR for one, two in zip(box, wanted.corners, strict=True)
        )
        if not is_near:
            yield Fault("7.3 pictures", "a picture is not where its element says", wanted.page + 1)
