"""Rules for what a file says: the words, headings, tables, lists and pictures of its pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from leaflet.page.read_aloud import Fault
from leaflet.render.validation.file_reading import FileReading, Node
from leaflet.render.validation.laid_out import LaidOut
from leaflet.render.validation.source_parts import bare

#: How far in points a picture may stand from where it was laid out.
_NEAR = 1.0


def saying_faults(file: FileReading, root: Node, said: LaidOut) -> Iterator[Fault]:
    """What the file says otherwise than its pages were laid out to say."""
    yield from _word_faults(bare(file.text(root)), said.words)
    on_pages: list[list[str]] = [[] for _ in said.pages]
    for (number, _), text in file.words.items():
        if number < len(on_pages):
            on_pages[number] += bare(text).split()
    for number, wanted in enumerate(said.pages):
        given = Counter(on_pages[number])
        if given != wanted:
            other = next(iter((given - wanted) or (wanted - given)))
            yield Fault("7.1 content", f'the page says "{other}" more or less often', number + 1)
    nodes = file.nodes
    yield from _part_faults(file, nodes, said)
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
    yield from _picture_faults(file, [node for node in nodes if node.type == "Figure"], said)


def _part_faults(file: FileReading, nodes: Sequence[Node], said: LaidOut) -> Iterator[Fault]:
    """Sections and paragraphs with other words, and other languages than the page has."""
    sections = tuple(bare(file.text(node)) for node in nodes if node.type == "Sect")
    if sections != said.sections:
        yield Fault("7.1 structure", "a section does not hold what it holds on the page")
    given = Counter(bare(file.text(node)) for node in nodes if node.type == "P")
    for words in Counter(said.paragraphs) - given:
        yield Fault("7.1 structure", f'"{words[:40]}" is no paragraph of its own')
    if nodes and str(nodes[0].dictionary.get("/Lang", "")) != said.language:
        yield Fault("7.2 language", "the language is not that of the page")
    languages = [str(node.dictionary.Lang) for node in nodes[1:] if "/Lang" in node.dictionary]
    if Counter(languages) != Counter(said.languages):
        yield Fault("7.2 language", "the languages of words are not those of the page")


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


def _picture_faults(file: FileReading, nodes: Sequence[Node], said: LaidOut) -> Iterator[Fault]:
    if len(nodes) != len(said.pictures):
        yield Fault("7.3 pictures", f"{len(nodes)} pictures in place of {len(said.pictures)}")
    for node, wanted in zip(nodes, said.pictures, strict=False):
        words = str(node.dictionary.get("/Alt", ""))
        if not words.strip():
            yield Fault("7.3 pictures", "a picture has no words for it (Alt)", wanted.page + 1)
        elif words != wanted.words:
            yield Fault("7.3 pictures", f'"{words}" is said of another picture', wanted.page + 1)
        painted = sum(file.pages[page].closed[mcid] for page, mcid in node.marks)
        if painted < wanted.closed:
            message = f'only {painted} of the {wanted.closed} shapes of "{words}" are painted'
            yield Fault("7.3 pictures", message, wanted.page + 1)
        given = node.dictionary.get("/A", {})
        box = [float(corner) for corner in given.get("/BBox", ())] if hasattr(given, "get") else []
        is_near = len(box) == 4 and all(
            abs(one - two) <= _NEAR for one, two in zip(box, wanted.corners, strict=True)
        )
        if not is_near:
            yield Fault("7.3 pictures", "a picture is not where its element says", wanted.page + 1)
