"""Shares in words, such as "nearly everyone", rest on a fact where they speak of gain."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.denial import is_hedged, is_question
from leaflet.text.leaflet_text import LeafletText

#: The words behind a share in which it is said what was gained.
_REACH = 30


def _run(text: LeafletText) -> Iterator[Found]:
    for match in text.find("word_shares"):
        sentence = match.sentence
        after = sentence.words[match.end : match.end + _REACH]
        is_gain = any(text.search("content").matches(after))
        is_open = sentence.is_marked() or is_hedged(text, sentence) or is_question(text, sentence)
        if is_gain and not is_open:
            place = text.place(sentence.unit, match.offset)
            yield place, f'"{match.text}" rests on no fact', _HINT


_HINT = "write the share that was seen, as [8 in 10](fact:id), and list the fact; or delete it"

CHECK = Check(
    id="word-shares",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="A share in words of who gained from a treatment rests on a fact.",
    run=_run,
    finds="a phrase of the lexicon's `word_shares`, such as nearly everyone, before one of"
    " `content`, such as is pleased, in a sentence without a mark or a word of doubt",
    mend="write the share as a number with its fact, or delete it",
    why="A share in words is heard as a number that nobody counted (quality norms of PEMAT-P, items"
    " 6 and 7; CAP code, rule 12.1: claims are backed by evidence).",
    lexicon=("word_shares", "content"),
)
