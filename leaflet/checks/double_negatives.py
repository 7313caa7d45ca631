"""Two negations in one clause."""

from collections.abc import Iterator
from itertools import pairwise

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText

#: Negations that are farther apart, in words, negate different things.
_REACH = 6
_CLAUSE = ",;:–—("


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    for sentence in leaflet_text.sentences:
        found = list(leaflet_text.search("negations").matches(sentence.words))
        for (start, end, _), (at, _, _) in pairwise(found):
            between = sentence.unit.text[sentence.offsets[start] : sentence.offsets[at]]
            if at - end < _REACH and not any(mark in between for mark in _CLAUSE):
                words = " ".join(sentence.words[start : at + 1])
                place = leaflet_text.place(sentence.unit, sentence.offsets[start])
                yield place, f'"{words}" is a double negative', "say it without negation"
                break


CHECK = Check(
    id="double-negatives",
    stage="content",
    reads=LeafletText,
    severity=Severity.WARNING,
    summary="No clause has a double negative.",
    run=_run,
    finds="two words of the lexicon's `negations` within six words of one clause, such as do not go"
    " without",
    mend="say it without negation: go only with, instead of do not go without",
    why="Plain English: a reader has to turn a double negative around twice; people under stress"
    " turn it around once.",
    lexicon=("negations",),
)
