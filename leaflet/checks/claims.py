"""Advertising language: promises, certainty, and words that exploit feelings about looks."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import Sentence

#: Fields and sections where a promise is an error: those that everybody reads, and the benefits.
_LOUD_FIELDS = frozenset({"title", "subtitle", "main_message", "heading", "key-points", "benefits"})
_LOUD_SECTIONS = frozenset({"key-points", "can-it-help", "summary"})
#: The number of words that a negation covers, up to the next comma.
_REACH = 6
#: The first words of lexicon hints that say what to do; other hints say what to write.
_ORDERS = ("delete", "say", "name", "use", "give", "leave", "write")
_QUOTED = "\"“”'‘’«»"


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    for sentence in leaflet_text.sentences:
        for start, end, instead in leaflet_text.search("claims").matches(sentence.words):
            if _is_denied(leaflet_text, sentence, start) or _is_doubted(
                leaflet_text, sentence, start, end
            ):
                continue
            unit = sentence.unit
            is_loud = unit.kind in _LOUD_FIELDS or unit.section in _LOUD_SECTIONS
            words = " ".join(sentence.words[start:end])
            yield (
                leaflet_text.place(unit, sentence.offsets[start]),
                f'"{words}" is a promise',
                instead if instead.startswith(_ORDERS) else f"write: {instead}",
                Severity.ERROR if is_loud else Severity.WARNING,
            )


def _is_denied(leaflet_text: LeafletText, sentence: Sentence, start: int) -> bool:
    """Whether a negation comes before in the same clause: "does not remove scars"."""
    for at, end, _ in leaflet_text.search("negations").matches(sentence.words[:start]):
        is_near = start - at <= _REACH and "only" not in sentence.words[end : end + 1]
        between = sentence.unit.text[sentence.offsets[at] : sentence.offsets[start]]
        if is_near and not any(mark in between for mark in ",;:–"):
            return True
    return False


def _is_doubted(leaflet_text: LeafletText, sentence: Sentence, start: int, end: int) -> bool:
    """Whether the words are a quotation that the sentence doubts."""
    text, last = sentence.unit.text, end - 1
    before = text[sentence.start : sentence.offsets[start]]
    after = text[sentence.offsets[last] + len(sentence.words[last]) :]
    is_quoted = any(q in before for q in _QUOTED) and any(q in after for q in _QUOTED)
    return is_quoted and any(leaflet_text.search("doubts").matches(sentence.words))


CHECK = Check(
    id="claims",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="A leaflet promises nothing: no cure, no certainty, no praise.",
    run=_run,
    finds="a word of the lexicon's `claims`, unless it is denied in the same clause or quoted in a"
    " sentence that doubts it; an error in titles, headings, key points, benefits and the summary,"
    " a warning elsewhere",
    mend="say what was studied, in how many people, and with what result; or delete the word",
    why="CAP and ASA rules ask for evidence of each claim of efficacy and forbid trivialising;"
    " GMC 2016 forbids unjustified claims; PEMAT and DISCERN ask for balance.",
    lexicon=("claims",),
)
