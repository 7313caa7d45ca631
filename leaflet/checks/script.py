"""Text in another script than that of the leaflet's language."""

import unicodedata
from collections import Counter
from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity, Span
from leaflet.text.leaflet_text import LeafletText

#: Language and script subtags by the first word of Unicode letter names; some use several scripts.
_LANGUAGES = {
    "LATIN": "en es pl fr de it nl pt cy ga gd ro hu cs sk sl hr sv da nb nn no fi et lt lv tr vi"
    " id ms so sw sq tl Latn",
    "CYRILLIC": "ru uk bg be mk Cyrl",
    "GREEK": "el Grek",
    "ARABIC": "ar fa ur ps Arab",
    "HEBREW": "he yi Hebr",
    "CJK HIRAGANA KATAKANA": "ja zh yue Hans Hant Jpan",
    "HANGUL CJK": "ko Kore",
    "DEVANAGARI": "hi mr ne Deva",
    "BENGALI": "bn",
    "GURMUKHI": "pa Guru",
    "GUJARATI": "gu",
    "TAMIL": "ta",
    "THAI": "th",
}
_SCRIPTS = {tag: names.split() for names, tags in _LANGUAGES.items() for tag in tags.split()}
#: The most foreign letters, as a share: names, quotations and units may have some.
_MOST = 0.1


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    language = leaflet_text.leaflet.language
    expected = _expected(language)
    if not expected:
        message = f'the script of "{language}" is not known'
        hint = f"name it in the tag, as in {language.partition('-')[0]}-Latn"
        yield leaflet_text.loaded.place(("language",)), message, hint, Severity.NOTE
        return
    letters = Counter("".join(unit.text for unit in leaflet_text.units))
    # One look-up for each distinct character.
    scripts = {letter: _script(letter) for letter in letters if letter.isalpha()}
    foreign = {letter for letter, script in scripts.items() if script not in expected}
    share = sum(letters[c] for c in foreign) / max(sum(letters[c] for c in scripts), 1)
    if share > _MOST:
        most = max(sorted(foreign), key=letters.__getitem__)
        share_text = f"{share * 100:.0f} in 100 letters are foreign to {language}"
        message = f'{share_text}, such as "{most}" ({scripts[most].lower()})'
        yield (
            _first(leaflet_text, foreign),
            message,
            'correct "language", or write it in its script',
        )


def _expected(language: str) -> list[str]:
    """The scripts of a language, by its script subtag if it has one; empty if unknown."""
    tags = [tag for tag in language.split("-")[::-1] if tag in _SCRIPTS]
    return _SCRIPTS[tags[0]] if tags else []


def _script(letter: str) -> str:
    return unicodedata.name(letter, "unnamed").split(" ")[0].split("-")[0]


def _first(leaflet_text: LeafletText, foreign: set[str]) -> Span:
    """The place of the first foreign letter."""
    return next(
        leaflet_text.place(unit, offset)
        for unit in leaflet_text.units
        for offset, character in enumerate(unit.text)
        if character in foreign
    )


CHECK = Check(
    id="script",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="A leaflet is written in the letters of its language.",
    run=_run,
    finds="more than 10 in 100 letters of another script than that of `language`; a note of a"
    " language whose script is not known here",
    mend="correct `language`, or write the text in the script of its language",
    why="WCAG 2.2 asks for the language of a text (SC 3.1.1): screen readers, fonts and checks"
    " depend on it and cannot handle another script.",
)
