"""Other options are described in about equal detail."""

from collections.abc import Iterator
from statistics import median

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.core.located import FieldPath, Loaded
from leaflet.model.blocks import Block
from leaflet.model.leaflet import Leaflet, blocks
from leaflet.text.leaflet_text import LeafletText


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    loaded, leaflet, kind = leaflet_text.loaded, leaflet_text.leaflet, leaflet_text.kind
    least = kind.norms.alternatives
    found = list(blocks(leaflet, "alternatives"))
    if "alternatives" in kind.must and not found:
        hint = "add a block of alternatives, no treatment among them"
        yield loaded.place(("id",)), "no alternatives are described", hint
    for field_path, block in found:
        active = [item for item in block.content if item.kind != "none"]
        if len(active) < least:
            message = f"{len(active)} alternatives in addition to no treatment"
            yield loaded.place(field_path), message, f"name at least {least}, with the same fields"
        yield from _equal(loaded, field_path, block)


def _equal(loaded: Loaded[Leaflet], field_path: FieldPath, block: Block) -> Iterator[Found]:
    """Findings for texts that are much longer than is usual for their field."""
    for field in ("what", "may_help", "downsides"):
        texts = [getattr(item, field) for item in block.content]
        usual = max(median(map(len, texts)), _SHORT)
        for k, text in enumerate(texts):
            if len(text) > _MOST_TIMES * usual:
                message = f'"{field}" is described in {len(text)} characters, others in {usual:.0f}'
                place = loaded.place((*field_path, k, field))
                yield place, message, "describe all in about equal detail", Severity.WARNING


#: The least usual length, in characters, so that fields of short texts give no findings.
_SHORT, _MOST_TIMES = 25, 4


CHECK = Check(
    id="alternatives",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="Other treatments are named, in about equal detail.",
    run=_run,
    nouns=("thing missing", "things missing"),
    finds="a leaflet whose kind asks for alternatives, without a block of `alternatives`; fewer of"
    " them than the kind asks for (two); a text more than four times as long as is usual for its"
    " field (a warning)",
    mend="name the other options, with the same fields and about the same length for each",
    why="IPDAS and DISCERN (questions 9 to 14) ask for each option with its benefits and risks, "
    "in equal detail.",
)
