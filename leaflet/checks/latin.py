"""Latin abbreviations, and acronyms that are not spelled out."""

import re
from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import Sentence

_LETTERS = re.compile(r"(?<![\w.-])[^\W\d_]{2,6}(?!\w)")
_ROMAN = frozenset("IVX")


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    for match in leaflet_text.find("latin"):
        place = leaflet_text.place(match.sentence.unit, match.offset)
        yield place, f'"{match.text}" is Latin', match.meaning
    yield from _acronyms(leaflet_text)


def _acronyms(leaflet_text: LeafletText) -> Iterator[Found]:
    """Findings for each unknown acronym at its first use; none in a language without known ones."""
    known = set(leaflet_text.lexicon.known_acronyms)
    if not known:
        return
    known |= {word.upper() for word in leaflet_text.taught}
    known.add("TODO")  # the check `placeholders` reports it
    for sentence in leaflet_text.sentences:
        for acronym, offset in _capitals(sentence):
            if acronym not in known:
                known.add(acronym)
                if not _is_spelled_out(sentence, acronym, offset):
                    hint = "spell it out where it comes first, as in General Medical Council (GMC)"
                    place = leaflet_text.place(sentence.unit, offset)
                    yield place, f'"{acronym}" is not spelled out', hint


def _capitals(sentence: Sentence) -> Iterator[tuple[str, int]]:
    text = sentence.text
    is_shout = text.isupper() and len(sentence.words) > 1
    if is_shout or text[1:].islower():  # `headings` reports capitals; lower case has no acronyms
        return
    for found in _LETTERS.finditer(text):
        if found[0].isupper() and not _ROMAN.issuperset(found[0]):
            yield found[0], sentence.start + found.start()


def _is_spelled_out(sentence: Sentence, acronym: str, offset: int) -> bool:
    """Whether the words follow the acronym in brackets, or the acronym follows them in brackets."""
    text, end = sentence.unit.text, offset + len(acronym)
    is_in_brackets = text[offset - 1 : offset] == "(" and text[end : end + 1] == ")"
    return is_in_brackets or text[end : end + 2] == " ("


CHECK = Check(
    id="latin",
    stage="content",
    reads=LeafletText,
    severity=Severity.WARNING,
    summary="There is no Latin, and every abbreviation is spelled out.",
    run=_run,
    finds="a word of the lexicon's `latin`, such as e.g. and via; 2 to 6 capitals that are neither"
    " in its `known_acronyms` nor in the glossary, and not spelled out in brackets at their first"
    " use",
    mend="write it in English, or spell the abbreviation out",
    why="The NHS style asks for no Latin and no unexplained abbreviation; screen readers spell or"
    " misread both.",
    lexicon=("latin", "known_acronyms"),
)
