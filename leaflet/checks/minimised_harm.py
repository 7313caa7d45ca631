"""Harm and needles are not made small by the words around them."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.model.leaflet import blocks
from leaflet.text.denial import is_denied, is_question
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import Match, Sentence

#: The number of words between a word that makes small and what it is said of.
_REACH = 5
#: The number of words before it in which a text warns: "even if it is only small".
_BEFORE = 4
#: What a text that warns puts before such a word: "even a mild infection".
_EVEN = frozenset({"even", "if", "or", "not"})
#: What makes small however it is used; the others may be meant in earnest, once in a paragraph.
_BELITTLING = frozenset({"just", "nothing", "barely", "only", "trivial", "touch"})


def _run(text: LeafletText) -> Iterator[Found]:
    by_unit: dict[int, list[Match]] = {}
    for sentence in text.having(text.search("minimisers")):
        if not is_question(text, sentence):
            by_unit.setdefault(sentence.unit.number, []).extend(_minimised(text, sentence))
    for found in by_unit.values():
        is_belittled = any(_BELITTLING & set(match.words) for match in found) or len(found) > 1
        for match in found[:1]:
            place = text.place(match.sentence.unit, match.offset)
            is_name = match.sentence.unit.kind == "risks"
            severity = Severity.ERROR if is_belittled or is_name else Severity.WARNING
            yield place, f'"{match.text}" makes a harm small', _HINT, severity
    yield from _settling(text)


def _settling(text: LeafletText) -> Iterator[Found]:
    """Findings for a harm of class emergency that is said to pass, in the table of risks."""
    grave = {
        (*field_path, k)
        for field_path, block in blocks(text.leaflet, "risks")
        for k, risk in enumerate(block.content)
        if risk.urgency == "emergency"
    }
    for match in text.find("settling"):
        unit = match.sentence.unit
        is_grave = unit.kind == "risks" and unit.field_path[:-1] in grave
        if is_grave and not is_denied(text, match.sentence, match.start):
            place = text.place(unit, match.offset)
            yield (
                place,
                f'"{match.text}" makes an emergency small',
                "say that it needs help at once",
            )


def _minimised(text: LeafletText, sentence: Sentence) -> Iterator[Match]:
    harms = {at for at, _, _ in text.search("minimised").matches(sentence.words)}
    for start, end, meaning in text.search("minimisers").matches(sentence.words):
        is_of_harm = sentence.unit.kind == "risks" or sentence.unit.name == "downsides"
        is_near = is_of_harm or not harms.isdisjoint(range(start - _REACH, end + _REACH + 1))
        before = sentence.words[max(start - _BEFORE, 0) : start]
        if is_near and not _EVEN & set(before) and not is_denied(text, sentence, start):
            yield Match(sentence, start, end, meaning)


_AT_ONCE = "say that it needs help at once"
_HINT = "say what happens, how often and for how long; delete the word"

CHECK = Check(
    id="minimised-harm",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="Harm and needles are not made small by the words around them.",
    run=_run,
    finds="a word of the lexicon's `minimisers` near one of `minimised`, such as just a tiny prick:"
    " unfit where it belittles, stands in the table of risks or twice in a paragraph, else advice;"
    " a word of `settling` in a row of class `emergency`",
    mend="say what happens, how often it happens and how long it lasts",
    why="GMC 2016 and CAP: harm of a cosmetic treatment is not trivialised; IPDAS: both sides in"
    " the same tone.",
    lexicon=("minimisers", "minimised", "settling"),
)
