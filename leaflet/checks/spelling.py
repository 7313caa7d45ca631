"""Words are spelled as in the leaflet's own form of its language."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import Match, OutsideAddresses


def _run(text: LeafletText) -> Iterator[Found]:
    language = text.leaflet.language
    searched = text.lexicon.spelled(language)
    if searched is None:
        return
    for sentence in text.having(searched):
        for start, end, instead in searched.matches(sentence.words):
            match = Match(sentence, start, end, instead)
            if match.offset in OutsideAddresses(sentence) and not _is_name(match):
                place = text.place(sentence.unit, match.offset)
                yield place, f'"{match.text}" is not spelled so in {language}', f"write: {instead}"


def _is_name(match: Match) -> bool:
    """Whether a word inside of a sentence has a capital, as a part of a name."""
    return match.start > 0 and match.sentence.unit.text[match.offset].isupper()


CHECK = Check(
    id="spelling",
    stage="content",
    reads=LeafletText,
    severity=Severity.WARNING,
    summary="Words are spelled as in the leaflet's own form of its language.",
    run=_run,
    nouns=("foreign spelling", "foreign spellings"),
    finds="a word of the lexicon's `spellings` for the leaflet's language, such as color in en-GB;"
    " names with a capital and web addresses are left out",
    mend="write it as the hint says",
    why="A jurisdiction names the spelling of its readers; another one looks copied from elsewhere,"
    " and readers ask what else was.",
    lexicon=("spellings",),
)
