"""Doses have a unit, and the block that lists them has a source."""

import re
from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.core.located import FieldPath
from leaflet.model.blocks import Block
from leaflet.model.leaflet import Leaflet, Section
from leaflet.model.listings import Doses, SideEffects
from leaflet.text.leaflet_text import LeafletText

#: A number at the end of a text, or one that no word follows: "take 2, at night".
_BARE = re.compile(r"\d(?:[\d.,]*\d)?(?=\s*(?:[.,;:)]|$))")


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    loaded, leaflet = leaflet_text.loaded, leaflet_text.leaflet
    for field_path, section, block in _listed(leaflet):
        place = loaded.place(field_path)
        if not (block.content.source or section.source):
            what = "doses" if block.kind == "doses" else "side effects"
            yield place, f"no source is named for these {what}", 'add "source:" with its id'
        if isinstance(block.content, Doses):
            for index, row in enumerate(block.content.rows):
                for field in ("how_much", "at_most"):
                    text = getattr(row, field) or ""
                    if found := _BARE.search(text):
                        at = loaded.place((*field_path, "rows", index, field))
                        message = f'the dose "{found[0]}" has no unit'
                        yield at, message, "write its unit, as 10 mg or 2 tablets"


def _listed(leaflet: Leaflet) -> Iterator[tuple[FieldPath, Section, Block]]:
    for i, section in enumerate(leaflet.sections):
        for j, block in enumerate(section.blocks):
            if isinstance(block.content, Doses | SideEffects):
                yield ("sections", i, "blocks", j, "content"), section, block


CHECK = Check(
    id="doses",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="Doses have a unit, and the block that lists them has a source.",
    run=_run,
    nouns=("dose without a unit or source", "doses without a unit or source"),
    finds="a number in `how_much` or `at_most` without a unit; a block of `doses` or `side-effects`"
    " without a `source`, of its own or of its section",
    mend="write the unit; name the source once for the block: `source: its-id`, or"
    " `## Heading {source=its-id}`",
    why="A dose without a unit can be taken ten times too high (ISMP list of error-prone"
    " abbreviations); nobody can check doses that have no source.",
)
