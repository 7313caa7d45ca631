"""Rules for links: where they stand, where they lead and what they say (ISO 14289-1, 7.18)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leaflet.page.read_aloud import Fault
from leaflet.render.validation.file_reading import FileReading, Node
from leaflet.render.validation.geometry import Box
from leaflet.render.validation.laid_out import LaidOut
from leaflet.render.validation.source_parts import bare

#: How far in points a text may begin outside the place where its link can be clicked.
_NEAR = 2.0


def link_faults(file: FileReading, said: LaidOut) -> Iterator[Fault]:
    """Links that cannot be followed or announced, or that lead elsewhere than the page says."""
    if file.root is None:
        return
    links = [node for node in file.nodes if node.type == "Link"]
    held = {kid.objgen: node for node in links for kid in node.annotations if kid is not None}
    for number, page in enumerate(file.pdf.pages):
        for annotation in page.obj.get("/Annots", ()):
            node = held.pop(annotation.objgen, None)
            for message in _annotation_faults(annotation, node, file.parents):
                yield Fault("7.18 annotations", message, number + 1)
            if node is not None:
                yield from _place_faults(file, number, annotation, node)
    if held:
        yield Fault("7.18 annotations", "a link that is read stands on no page")
    yield from _target_faults(file, links, said)


def _annotation_faults(
    annotation: Any, node: Node | None, numbers: dict[int, object]
) -> Iterator[str]:
    if annotation.get("/Subtype") != "/Link":
        yield "something other than a link lies on the page"
        return
    if node is None:
        yield "a link is not read"
        return
    key = annotation.get("/StructParent")
    if key is None or numbers.get(int(key)) != node.dictionary:
        yield "a link does not lead to its element (StructParent)"
    if not str(annotation.get("/Contents", "")).strip():
        yield "a link does not say where it leads (Contents)"
    if int(annotation.get("/F", 0)) & (1 | 2 | 32) or not int(annotation.get("/F", 0)) & 4:
        yield "a link is hidden or is not printed (F)"
    if "/AA" in annotation or "/AP" in annotation:
        yield "a link has actions or looks of its own"


def _place_faults(file: FileReading, number: int, annotation: Any, node: Node) -> Iterator[Fault]:
    """A link that is not where its words are."""
    left, bottom, right, top = (float(corner) for corner in annotation.Rect)
    marks = [mark for below in node.walk() for mark in below.marks if mark[0] == number]
    starts = [start for mark in marks for start in file.starts.get(mark, ())]
    places = [(left, bottom, right, top)]
    quads = [float(corner) for corner in annotation.get("/QuadPoints", ())]
    if quads:
        places = [
            (min(quad[::2]), min(quad[1::2]), max(quad[::2]), max(quad[1::2]))
            for quad in (quads[at : at + 8] for at in range(0, len(quads), 8))
        ]
    is_there = all(any(_is_near(place, x, y) for place in places) for x, y in starts)
    if not is_there or (right - left) * (top - bottom) < 1:
        yield Fault("7.18 annotations", "a link cannot be clicked where its words are", number + 1)


def _is_near(place: Box, x: float, y: float) -> bool:
    left, bottom, right, top = place
    return left - _NEAR <= x <= right + _NEAR and bottom - _NEAR <= y <= top + _NEAR


def _target_faults(file: FileReading, links: list[Node], said: LaidOut) -> Iterator[Fault]:
    given = [(_target(node), bare(file.text(node)), _says(node)) for node in links]
    if len(given) != len(said.links):
        yield Fault("7.18 links", f"{len(given)} links in place of {len(said.links)}")
    for node, (target, words, says), wanted in zip(links, given, said.links, strict=False):
        if (target, words) != (wanted.target, wanted.words):
            message = f'"{wanted.words}" leads to {target or "nothing"}, with "{words}"'
            yield Fault("7.18 links", message)
        if says != {wanted.says}:
            yield Fault("7.18 links", f'"{wanted.words}" is announced by other words')
        if len({_target_of(kid) for kid in node.annotations}) > 1:
            yield Fault("7.18 links", f'"{words}" leads to two targets')
    names = _destinations(file)
    for target in {target for target, *_ in given if target.startswith("#")}:
        if names.get(target[1:]) != said.anchors.get(target[1:]):
            yield Fault("7.18 links", f"a link within the leaflet leads elsewhere: {target}")


def _target(node: Node) -> str:
    kids = [kid for below in node.walk() for kid in below.annotations]
    return _target_of(kids[0]) if kids else ""


def _says(node: Node) -> set[str]:
    kids = [kid for below in node.walk() for kid in below.annotations if kid is not None]
    return {bare(str(kid.get("/Contents", ""))) for kid in kids}


def _target_of(annotation: Any) -> str:
    if annotation is None:
        return ""
    if "/Dest" in annotation:
        return f"#{annotation.Dest}"
    action = annotation.get("/A", {})
    is_address = action.get("/S") == "/URI" and "/Next" not in action
    return str(action.get("/URI", "")) if is_address else ""


def _destinations(file: FileReading) -> dict[str, int]:
    """The page of each name that links lead to."""
    pages = {page.obj.objgen: number for number, page in enumerate(file.pdf.pages)}
    flat = list(file.pdf.Root.get("/Names", {}).get("/Dests", {}).get("/Names", ()))
    return {
        str(name): pages.get(target[0].objgen, -1)
        for name, target in zip(flat[::2], flat[1::2], strict=False)
    }
