"""Advice in the passive voice, which does not say who must act."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.denial import is_question
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import Sentence

#: The roles of sections in which a reader must know who acts.
_ROLES = frozenset({"preparing", "on-the-day", "aftercare", "exercises", "get-help", "doses"})
#: The words behind a duty in which the participle stands: "must first be washed".
_GAP = 2
_SHORTEST = 5


def _run(text: LeafletText) -> Iterator[Found]:
    for match in text.find("duties"):
        sentence = match.sentence
        if sentence.unit.role not in _ROLES or is_question(text, sentence):
            continue
        after = sentence.words[match.end : match.end + _GAP]
        if _has_participle(text, after) and not _names_actor(text, sentence, match.end):
            place = text.place(sentence.unit, match.offset)
            yield place, f'"{match.text} …" does not say who does it', "say it: you wash, we change"


def _has_participle(text: LeafletText, words: tuple[str, ...]) -> bool:
    lexicon = text.lexicon
    for word in words:
        if word in text.function_words:
            return False
        has_ending = len(word) >= _SHORTEST and word.endswith(lexicon.participle_endings)
        if has_ending or word in lexicon.participles:
            return True
    return False


def _names_actor(text: LeafletText, sentence: Sentence, end: int) -> bool:
    """Whether somebody is named behind: "must be changed by a nurse"."""
    return any(text.search("by_whom").matches(sentence.words[end:]))


CHECK = Check(
    id="hidden-actor",
    stage="content",
    reads=LeafletText,
    severity=Severity.WARNING,
    summary="Advice says who must act.",
    run=_run,
    finds="one of the lexicon's `duties`, such as should be, with a participle behind it and none"
    " of `by_whom`, in sections on getting ready, aftercare, exercises, doses and help",
    mend="say who does it: you wash the wound, we change the dressing",
    why="PEMAT-P, items 5 and 21: the active voice, explicit steps. A dressing that must be changed"
    " is changed by nobody.",
    lexicon=("duties", "participles", "participle_endings"),
)
