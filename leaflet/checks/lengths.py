"""Texts that are too long for the place where they are printed."""

from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.core.diagnostics import Severity, Span
from leaflet.core.located import FieldPath, Loaded
from leaflet.model.blocks import Block
from leaflet.model.leaflet import Leaflet

TITLE, SUBTITLE, MESSAGE_WORDS, KEY_POINT, DO, SIGN = 32, 90, 30, 75, 45, 60


def _run(loaded: Loaded[Leaflet]) -> Iterator[tuple[Span, str, str]]:
    leaflet = loaded.value
    assert leaflet is not None
    for field_path, text, limit in _limits(leaflet):
        if len(text) > limit:
            name = f'"{field_path[0]}"' if len(field_path) == 1 else "the text"
            yield (
                loaded.place(field_path),
                f"{name} has {len(text)} characters",
                f"keep it to {limit}",
            )
    words = len((leaflet.main_message or "").split())
    if words > MESSAGE_WORDS:
        yield (
            loaded.place(("main_message",)),
            f'"main_message" has {words} words',
            f"keep it to {MESSAGE_WORDS}",
        )


def _limits(leaflet: Leaflet) -> Iterator[tuple[FieldPath, str, int]]:
    yield ("title",), leaflet.title, TITLE
    yield ("subtitle",), leaflet.subtitle or "", SUBTITLE
    for k, text in enumerate(leaflet.poster):
        yield ("poster", k), text, KEY_POINT
    for i, section in enumerate(leaflet.sections):
        for j, block in enumerate(section.blocks):
            field_path: FieldPath = ("sections", i, "blocks", j, "content")
            yield from _of_block(block, field_path)


def _of_block(block: Block, field_path: FieldPath) -> Iterator[tuple[FieldPath, str, int]]:
    if block.kind == "key-points":
        yield from (((*field_path, k), text, KEY_POINT) for k, text in enumerate(block.content))
    elif block.kind == "do-dont":
        yield from (((*field_path, "do", k), t, DO) for k, t in enumerate(block.content.do))
        yield from (((*field_path, "dont", k), t, DO) for k, t in enumerate(block.content.dont))
    elif block.kind == "help":
        for k, item in enumerate(block.content):
            yield from (((*field_path, k, "signs", n), t, SIGN) for n, t in enumerate(item.signs))


CHECK = Check(
    id="lengths",
    stage="content",
    reads=Leaflet,
    severity=Severity.WARNING,
    summary="Titles, key points, do and do not, and signs fit the place where they are printed.",
    run=_run,
    finds="a title above 32 characters, a subtitle above 90, a main message above 30 words, a key "
    "point above 75 characters, a do or do not above 45, a sign above 60",
    mend="shorten it, or say it elsewhere",
    why="Measured on the shipped formats: longer texts do not fit.",
)
