"""Numbers about evidence that are not marked with a fact."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.model.phrases import words_of
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import Sentence
from leaflet.text.units import Unit

#: Fields and blocks whose numbers need no mark.
_FREE = frozenset(
    ["title", "subtitle", "audience", "decision", "heading", "legend", "glossary", "questions"]
)


_FACT = "fact:"
#: Words of a lexicon by which a sentence tells a result.
_RESULTS = ("findings", "evidence", "benefit", "harm", "content", "results", "minimised")
#: The words behind what is counted that are looked at.
_BEHIND = 4
#: The most words between a number and what it counts: "3 small new studies".
_MOST_BETWEEN = 2


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    for sentence in leaflet_text.sentences:
        unit = sentence.unit
        if unit.kind in _FREE or not unit.section:
            continue
        reported = _reported(leaflet_text, sentence)
        if not reported:
            continue
        spoken = {offset for _, offset in sentence.spoken}
        known = _said_in_words(leaflet_text, sentence)
        for at in reported:
            word, offset = sentence.words[at], sentence.offsets[at]
            if offset in spoken and word not in known and not _is_marked(unit, offset):
                hint = "mark it, as [12 people](fact:id), and list the fact"
                yield leaflet_text.place(unit, offset), f'"{word}" is marked with no fact', hint


def _said_in_words(leaflet_text: LeafletText, sentence: Sentence) -> frozenset[str]:
    """The words for a part, such as half, in facts that are marked elsewhere in a sentence: that
    part rests on the fact, too. A number with a value of its own needs a mark of its own.
    """
    names = {mark.target.removeprefix(_FACT) for mark in sentence.marks}
    facts = [leaflet_text.leaflet.facts.get(name) for name in sorted(names)]
    said = (word for fact in facts if fact for word in words_of(fact.says))
    valued = leaflet_text.lexicon.number_of
    return frozenset(word for word in said if word.isalpha() and word not in valued)


def _reported(leaflet_text: LeafletText, sentence: Sentence) -> list[int]:
    """The positions of numbers that report evidence: of people, studies or per cent, of a share
    ("3 in 10") or of odds ("twice as").
    """
    words = sentence.words
    numbers = {at for at, _, _ in leaflet_text.search("numbers").matches(words)}
    numbers |= {at for at, word in enumerate(words) if word[0].isdigit()}
    if not numbers:
        return []
    odds = {at for at, _, _ in leaflet_text.search("odds").matches(words)}
    found = {at for at in numbers if words[at].endswith("%") or at + 1 in odds}
    for at, end, _ in leaflet_text.search("shares").matches(words):
        if at - 1 in numbers and end in numbers:
            found |= {at - 1, end}
    for at, end, _ in leaflet_text.search("counted").matches(words):
        before = [n for n in range(at - 1 - _MOST_BETWEEN, at) if n in numbers]
        if before and not _counts_nobody(leaflet_text, sentence, before[-1], end):
            found.add(before[-1])
    return sorted(found)


def _counts_nobody(leaflet_text: LeafletText, sentence: Sentence, at: int, end: int) -> bool:
    """Whether a number word counts no people of a result: "two people may have the same name", "no
    two people". What people gained, suffered or were found to have is a result all the same.
    """
    words = sentence.words
    if words[at][0].isdigit():
        return False
    negations = leaflet_text.search("negations").matches(words[at - 1 : at] if at else ())
    behind = leaflet_text.search("not_counted").matches(words[end : end + _BEHIND])
    if not (any(negations) or any(start == 0 for start, _, _ in behind)):
        return False
    return not any(leaflet_text.has(group, sentence) for group in _RESULTS)


def _is_marked(unit: Unit, offset: int) -> bool:
    mark = unit.mark_before(offset)
    return mark is not None and offset < mark.end


CHECK = Check(
    id="orphan-numbers",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="Every number about evidence is marked with the fact that it is based on.",
    run=_run,
    nouns=("number without a source", "numbers without a source"),
    finds="a number of people, studies or per cent, of a share (3 in 10) or of odds (2 times as),"
    " outside of marks; times, dates, ages, weeks, rooms and names need none, nor do titles,"
    " headings, legends, the glossary and questions; nor a number word before people and one of"
    " `not_counted`, or behind a negation, in a sentence without a result (two people may have the"
    " same name), nor a part in words that a fact marked in the sentence tells (half)",
    mend="list the fact with its sources, and mark the number: `[12 people](fact:c4)`",
    why="EQIP and DISCERN ask where the information comes from; a number without a source cannot be"
    " checked when the evidence is searched again.",
    lexicon=("numbers", "counted", "shares", "odds"),
)
