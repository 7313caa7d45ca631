"""Advertising language: promises, certainty, and words that exploit feelings about looks."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.denial import (
    PARTING,
    hedged_at,
    is_asked,
    is_denied,
    is_doubted,
    is_question,
    is_warned,
)
from leaflet.text.searched_text import SearchedText
from leaflet.text.sentences import Match, Sentence

#: Fields and sections where a promise is an error: those that everybody reads, and the benefits.
_LOUD_FIELDS = frozenset(
    {"title", "subtitle", "main_message", "heading", "key-points", "benefits"}
    | {"name", "legal_name", "strapline"}
)
#: Blocks whose texts of a few words are said of a treatment.
_CHOICES = frozenset({"alternatives"})
#: A text of so few words is a label, not a sentence; a word of so few letters is no subject.
_FRAGMENT, _SHORT_WORD = 6, 4
_LOUD_SECTIONS = frozenset({"key-points", "benefits", "summary"})
#: The groups of the lexicon of which one must be in a sentence that promises.
_PROMISING = ("rankings", "claims", "tone", "results", "praise", "absolutes")
#: The first words of lexicon hints that say what to do; other hints say what to write.
_ORDERS = ("delete", "say", "name", "use", "give", "leave", "write")


def _run(text: SearchedText) -> Iterator[Found]:
    promising = text.lexicon.search_any(_PROMISING)
    for sentence in text.having(promising):
        for match, severity in _promises(text, sentence):
            instead = match.meaning
            yield (
                text.place(sentence.unit, match.offset),
                f'"{match.text}" is a promise',
                instead if instead.startswith(_ORDERS) else f"write: {instead}",
                severity,
            )


def _promises(text: SearchedText, sentence: Sentence) -> Iterator[tuple[Match, Severity]]:
    """The promises in a sentence. Praise is one where it is said of the treatment or the clinic, a
    result where nothing says that it only may be; another tone is one where everybody reads it.
    """
    is_loud = sentence.unit.kind in _LOUD_FIELDS or sentence.unit.role in _LOUD_SECTIONS
    is_open = is_question(text, sentence) or is_warned(text, sentence)
    found = [(match, Severity.ERROR) for match in _matches(text, sentence, is_open=is_open)]
    quiet = Severity.ERROR if is_loud else Severity.WARNING
    found += [(match, quiet) for match in _of(text, sentence, "tone")]
    if not is_open:
        hedges = next(iter(text.search("hedges").matches(sentence.words)), None)
        if text.has("aims", sentence):
            is_hedged = hedged_at(text, sentence)
            found += [
                (match, Severity.ERROR)
                for match in _of(text, sentence, "results")
                if not is_hedged(match.start) and not _is_contrast(text, match)
            ]
        if _is_of_treatment(text, sentence, is_loud=is_loud or sentence.unit.kind in _CHOICES):
            found += [
                (match, Severity.ERROR)
                for match in _of(text, sentence, "praise")
                if hedges is None or match.start < hedges[0]
            ]
            found += [(match, Severity.ERROR) for match in _absolutes(text, sentence)]
    told: set[int] = set()
    for match, severity in found:
        words = set(range(match.start, match.end))
        if told & words:
            continue
        told |= words
        is_open = (
            is_denied(text, sentence, match.start)
            or is_doubted(text, sentence, match.start, match.end)
            or is_asked(text, sentence, match.start)
        )
        if not is_open:
            yield match, severity


def _is_contrast(text: SearchedText, match: Match) -> bool:
    """Whether a phrase spans two clauses that differ: "the wound heals, but the scars stay"."""
    whole, offsets = match.sentence.unit.text, match.sentence.offsets
    return any(
        PARTING.search(whole[offsets[match.start + at - 1] : offsets[match.start + at]])
        for at, _, _ in text.search("contrasts").matches(match.words)
        if at
    )


def _of(text: SearchedText, sentence: Sentence, group: str) -> Iterator[Match]:
    for found in text.search(group).matches(sentence.words):
        match = Match(sentence, *found)
        if not text.is_name(match):
            yield match


def _absolutes(text: SearchedText, sentence: Sentence) -> Iterator[Match]:
    """Words such as "always" beside a result or a harm."""
    groups = ("results", "content", "minimised")
    if any(text.has(group, sentence) for group in groups):
        yield from _of(text, sentence, "absolutes")


def _is_of_treatment(text: SearchedText, sentence: Sentence, *, is_loud: bool) -> bool:
    """Whether a sentence speaks of the treatment, its maker or the clinic: it names one of them, or
    it is a text of a few words where everybody reads it.
    """
    words = sentence.words
    is_fragment = is_loud and len(words) <= _FRAGMENT
    subject = _subject(text)
    named = bool(subject) and subject in words
    return is_fragment or named or text.has("treatment", sentence)


def _subject(text: SearchedText) -> str:
    """The first word of a leaflet's title, which is what it is on; empty for other files."""
    title = next((s for s in text.sentences if s.unit.kind == "title"), None)
    return title.words[0] if title and len(title.words[0]) > _SHORT_WORD else ""


def _matches(text: SearchedText, sentence: Sentence, *, is_open: bool) -> Iterator[Match]:
    """The promises and rankings in a sentence; a promise in a proper name is none, nor one that is
    asked or warned of; a ranking is.
    """
    ranked: set[int] = set()
    for found in text.search("rankings").matches(sentence.words):
        match = Match(sentence, *found)
        ranked.update(range(match.start, match.end))
        if not _is_house_number(text, match):
            yield match
    for found in () if is_open else text.search("claims").matches(sentence.words):
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


CHECK = Check(
    id="claims",
    stage="content",
    reads=SearchedText,
    severity=Severity.ERROR,
    summary="Leaflets, clinics, locales and jurisdictions promise nothing: no cure, no praise.",
    run=_run,
    nouns=("promise", "promises"),
    finds="a word of the lexicon's `claims` or `rankings`; of `results` where no word of doubt"
    " stands by; of `praise` said of the treatment, its maker or the clinic, of `absolutes` beside"
    " a result. None is a promise that is denied in the same clause, asked, warned of, or quoted in"
    " a sentence that doubts it. Words of `tone` are unfit in titles, headings, key points,"
    " benefits, the summary, the clinic's names and strapline, else advice. Every text field of a"
    " clinic, locale and jurisdiction pack is searched, in each language of the clinic. A word with"
    " a capital in a proper name (Clear Skin Clinic, Best Street) is no promise; a ranking is one",
    mend="say what was studied, in how many people, and with what result; or delete the word",
    why="CAP and ASA rules ask for evidence of each claim of efficacy and forbid trivialising;"
    " GMC 2016 forbids unjustified claims; PEMAT and DISCERN ask for balance.",
    lexicon=("claims", "rankings"),
)
