"""Chains of nouns, which hide who does what."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText

#: The fewest nouns of a chain, and the fewest letters of a noun: shorter words have such endings by
#: chance.
_CHAIN, _LETTERS = 3, 6


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    endings = tuple(leaflet_text.lexicon.noun_endings)
    if not endings:
        return
    for sentence in leaflet_text.sentences:
        row: list[int] = []
        for at, word in enumerate((*sentence.words, "")):
            if len(word) >= _LETTERS and word.endswith(endings):
                row.append(at)
                continue
            if len(row) >= _CHAIN:
                words = " ".join(sentence.words[row[0] : row[-1] + 1])
                place = leaflet_text.place(sentence.unit, sentence.offsets[row[0]])
                yield place, f'"{words}" is a chain of nouns', "use a verb: who does what"
            row = []


CHECK = Check(
    id="noun-chains",
    stage="content",
    reads=LeafletText,
    severity=Severity.WARNING,
    summary="There are no chains of three nouns made from verbs.",
    run=_run,
    finds="three words in a row, of six or more letters, with an ending of the lexicon's"
    " `noun_endings`, such as treatment effectiveness evaluation",
    mend="take the chain apart with a verb: we look at how well the treatment works",
    why="Plain English: chains of nouns hide who does what, and readers lose track of them.",
    lexicon=("noun_endings",),
)
