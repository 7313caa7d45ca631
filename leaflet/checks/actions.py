"""Sections that ask the reader to act name an action."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.model.phrases import Search
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import Sentence

_ACTING = ("preparing", "aftercare", "get-help")
#: Blocks that are printed as instructions: do and do not, signs with whom to call.
_ORDERS = ("do-dont", "help")


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    if not leaflet_text.lexicon.actions:
        return
    verbs = leaflet_text.search("actions")
    inside = {unit.number for unit in leaflet_text.body}
    acting = {
        sentence.unit.section
        for sentence in leaflet_text.sentences
        if sentence.unit.role in _ACTING
        and sentence.unit.number in inside
        and _is_order(sentence, verbs)
    }
    for index, section in enumerate(leaflet_text.leaflet.sections):
        has_orders = any(block.kind in _ORDERS for block in section.blocks)
        if section.role in _ACTING and section.id not in acting and not has_orders:
            place = leaflet_text.loaded.place(("sections", index))
            hint = "begin a sentence with a verb, as: tell us, keep, wash, call"
            yield place, f'section "{section.id}" names nothing to do', hint


def _is_order(sentence: Sentence, verbs: Search) -> bool:
    """Whether a sentence or a clause after a comma begins with a verb: "If it bleeds, call us"."""
    text = sentence.unit.text
    for at, _, _ in verbs.matches(sentence.words):
        before = text[sentence.start : sentence.offsets[at]].rstrip(" \"'‘“(")
        if not before or before.endswith((",", ":", ";", "–", "—")):
            return True
    return False


CHECK = Check(
    id="actions",
    stage="content",
    reads=LeafletText,
    severity=Severity.WARNING,
    summary="Getting ready, care afterwards and getting help each name something to do.",
    run=_run,
    finds="one of the sections preparing, aftercare and get-help without a sentence or clause that"
    " begins with a verb of the lexicon's `actions`, and without a block of do and do not or of"
    " signs",
    mend="say what to do: begin with the verb",
    why="PEMAT-P asks for at least one action (item 20), the CDC Clear Communication Index for a"
    " call to action (item 5).",
    lexicon=("actions",),
)
