"""Advertising language: promises, certainty, and words that exploit feelings about looks."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.searched_text import SearchedText
from leaflet.text.sentences import Match, Sentence

#: Fields and sections where a promise is an error: those that everybody reads, and the benefits.
_LOUD_FIELDS = frozenset(
    {"title", "subtitle", "main_message", "heading", "key-points", "benefits"}
    | {"name", "legal_name", "strapline"}
)
_LOUD_SECTIONS = frozenset({"key-points", "benefits", "summary"})
#: The number of words that a negation covers, up to the next comma.
_REACH = 6
#: The first words of lexicon hints that say what to do; other hints say what to write.
_ORDERS = ("delete", "say", "name", "use", "give", "leave", "write")
_QUOTED = "\"“”'‘’«»"


def _run(text: SearchedText) -> Iterator[Found]:
    for sentence in text.sentences:
        for match in _matches(text, sentence):
            start, end = match.start, match.end
            if _is_denied(text, sentence, start) or _is_doubted(text, sentence, start, end):
                continue
            unit = sentence.unit
            is_loud = unit.kind in _LOUD_FIELDS or unit.role in _LOUD_SECTIONS
            instead = match.meaning
            yield (
                text.place(unit, match.offset),
                f'"{match.text}" is a promise',
                instead if instead.startswith(_ORDERS) else f"write: {instead}",
                Severity.ERROR if is_loud else Severity.WARNING,
            )


def _matches(text: SearchedText, sentence: Sentence) -> Iterator[Match]:
    """The promises and rankings in a sentence; a promise in a proper name is none, a ranking is."""
    ranked: set[int] = set()
    for found in text.search("rankings").matches(sentence.words):
        match = Match(sentence, *found)
        ranked.update(range(match.start, match.end))
        if not _is_house_number(text, match):
            yield match
    for found in text.search("claims").matches(sentence.words):
        match = Match(sentence, *found)
        if ranked.isdisjoint(range(match.start, match.end)) and not text.is_name(match):
            yield match


def _is_house_number(text: SearchedText, match: Match) -> bool:
    """Whether "No 1" or "number one" is a part of an address or a name, or the number of a bus."""
    kind = match.sentence.unit.kind
    is_number = any(word.isdigit() for word in match.words)
    is_told = (kind == "address" and text.is_name(match)) or (kind == "directions" and is_number)
    return is_told or _is_in_a_persons_name(match)


def _is_in_a_persons_name(match: Match) -> bool:
    """Whether the words of a match are one word of a practitioner's name: "Person Number1"."""
    unit = match.sentence.unit
    last = match.end - 1
    end = match.sentence.offsets[last] + len(match.words[-1])
    is_one = not any(map(str.isspace, unit.text[match.offset : end]))
    return is_one and unit.field_path[:1] == ("practitioners",) and unit.kind == "name"


def _is_denied(leaflet_text: SearchedText, sentence: Sentence, start: int) -> bool:
    """Whether a negation comes before in the same clause: "does not remove scars"."""
    for at, end, _ in leaflet_text.search("negations").matches(sentence.words[:start]):
        is_near = start - at <= _REACH and "only" not in sentence.words[end : end + 1]
        between = sentence.unit.text[sentence.offsets[at] : sentence.offsets[start]]
        if is_near and not any(mark in between for mark in ",;:–"):
            return True
    return False


def _is_doubted(leaflet_text: SearchedText, sentence: Sentence, start: int, end: int) -> bool:
    """Whether the words are a quotation that the sentence doubts."""
    text, last = sentence.unit.text, end - 1
    before = text[sentence.start : sentence.offsets[start]]
    after = text[sentence.offsets[last] + len(sentence.words[last]) :]
    is_quoted = any(q in before for q in _QUOTED) and any(q in after for q in _QUOTED)
    return is_quoted and any(leaflet_text.search("doubts").matches(sentence.words))


CHECK = Check(
    id="claims",
    stage="content",
    reads=SearchedText,
    severity=Severity.ERROR,
    summary="Leaflets, clinics, locales and jurisdictions promise nothing: no cure, no praise.",
    run=_run,
    nouns=("promise", "promises"),
    finds="a word of the lexicon's `claims` or `rankings`, unless it is denied in the same clause"
    " or quoted in a sentence that doubts it; an error in titles, headings, key points, benefits,"
    " the summary, the clinic's names and strapline, a warning elsewhere. Every text field of a"
    " clinic, locale and jurisdiction pack is searched, in each language of the clinic. A word with"
    " a capital in a proper name (Clear Skin Clinic, Best Street) is no promise; a ranking is one",
    mend="say what was studied, in how many people, and with what result; or delete the word",
    why="CAP and ASA rules ask for evidence of each claim of efficacy and forbid trivialising;"
    " GMC 2016 forbids unjustified claims; PEMAT and DISCERN ask for balance.",
    lexicon=("claims", "rankings"),
)
