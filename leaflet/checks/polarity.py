"""A sentence that rests on a fact which denies or doubts something denies or doubts it too."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.model.phrases import words_of
from leaflet.text.denial import is_question
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import Sentence

_FACT = "fact:"
#: A phrase with a gap names what it denies itself: "no * change".
_ANY = "*"
#: Where a fact begins to say something else.
_CLAUSE = re.compile(r"(?<=[.;:!?,])\s+")
#: The clauses of a fact that are looked at; a fact has few.
_MOST_CLAUSES = 20
#: Words are alike by so many letters: "need", "needs", "needed".
_STEM = 5
_SHORT = 3


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of a fact: its words, the words by which it denies or doubts something, empty where
    it does not, and the words of what it denies.
    """

    stems: frozenset[str]
    denied: str = ""
    about: frozenset[str] = frozenset()
    is_gain: bool = False


def _run(text: LeafletText) -> Iterator[Found]:
    if not text.lexicon.unfound:
        return
    marked = {mark.target.removeprefix(_FACT) for unit in text.units for mark in unit.marks}
    known = {name: fact for name, fact in text.leaflet.facts.items() if name in marked}
    every = {name: _clauses(text, fact.says) for name, fact in known.items()}
    facts = {name: some for name, some in every.items() if any(one.denied for one in some)}
    for sentence in text.sentences if facts else ():
        if not sentence.unit.marks:
            continue
        rests_on = {name: at for at, name in reversed([*_marks(sentence)]) if name in facts}
        if not rests_on or _is_open(text, sentence):
            continue
        stems = _stems(text, sentence.words)
        for name, at in rests_on.items():
            clause = _meant(facts[name], stems)
            is_gain = text.has("benefit", sentence)
            is_told = not clause.about.isdisjoint(stems) and not clause.is_gain
            if clause.denied and (is_gain or is_told):
                place = text.place(sentence.unit, at)
                message = f'fact "{name}" says "{clause.denied}", and the sentence does not'
                yield place, message, "say it as the fact does: not shown, no proof, may"


def _marks(sentence: Sentence) -> Iterator[tuple[int, str]]:
    for mark in sentence.marks:
        if mark.target.startswith(_FACT):
            yield mark.start, mark.target.removeprefix(_FACT)


def _clauses(text: LeafletText, says: str) -> tuple[_Clause, ...]:
    """The clauses of a fact; none of a fact that denies and doubts nothing."""
    parts = _CLAUSE.split(says, _MOST_CLAUSES)[:_MOST_CLAUSES]
    every = list(map(words_of, parts))
    denying = text.lexicon.search_any(("unfound", "modals"))
    if not any(map(denying.is_in, every)):
        return ()
    return tuple(_clause(text, words) for words in every if words)


def _clause(text: LeafletText, words: tuple[str, ...]) -> _Clause:
    stems = _stems(text, words)
    for group, is_gain in (("unfound", False), ("modals", True)):
        if is_gain and not text.search("benefit").is_in(words):
            continue
        for start, end, phrase in text.search(group).matches(words):
            about = _stems(text, words[start:])
            is_last = end == len(words) and _ANY not in phrase  # "pain was not found"
            return _Clause(stems, " ".join(words[start:end]), stems if is_last else about, is_gain)
    return _Clause(stems)


def _stems(text: LeafletText, words: Sequence[str]) -> frozenset[str]:
    """The words of a text that mean something by themselves, and its numbers."""
    small = text.function_words
    return frozenset(
        word[:_STEM]
        for word in words
        if word[0].isdigit() or (len(word) >= _SHORT and word not in small)
    )


def _meant(clauses: Sequence[_Clause], stems: frozenset[str]) -> _Clause:
    """The clause that has most words of a sentence; of equal ones one that denies nothing."""
    return max(clauses, key=lambda one: (len(one.stems & stems), not one.denied))


def _is_open(text: LeafletText, sentence: Sentence) -> bool:
    """Whether a sentence denies, doubts or asks something."""
    groups = ("negations", "weakened", "modals", "unfound")
    found = any(text.has(group, sentence) for group in groups)
    return found or is_question(text, sentence)


CHECK = Check(
    id="polarity",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="A sentence with a fact that denies or doubts something denies or doubts it too.",
    run=_run,
    nouns=("fact turned around", "facts turned around"),
    finds="a sentence with a mark of a fact of which the clause with most of the sentence's words"
    " has one of the lexicon's `unfound`, such as no clear change, or one of `modals` beside one of"
    " `benefit`, such as may help, where the sentence tells of what is denied, or of a benefit, and"
    " has no word of `negations`, `weakened`, `unfound` or `modals`, and is no question",
    mend="say it as the fact does, or mark the sentence with the fact that it rests on",
    why="No proof of a benefit that is retold as a benefit is the change that no reader can see"
    " (DISCERN, question 8: areas of uncertainty; IPDAS: what is not known is said).",
    lexicon=("unfound",),
)
