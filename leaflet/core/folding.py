"""Words as checks compare them: what looks alike to a reader is equal.

Only the search of checks folds; printing and hashes never do. Look-alikes: Unicode 16.0, UTS #39
(confusables.txt), of the scripts that the typeface has: Greek, Cyrillic and Latin letters that
look like those of English.
"""

from __future__ import annotations

import re
import unicodedata

from leaflet.core.characters import without_unseen

#: Apostrophes as people and word processors write them between two letters.
APOSTROPHES = "'’‘‛ʼʹ′´＇"
_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_LIKE_LATIN = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХԚԜҮӀаеѕіјорсухһԁԛԝүӏѵ"  # Cyrillic
        "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγικνορυχ"  # Greek
        "ıɑɡɩʀᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘꜱᴛᴜᴠᴡʏᴢ",  # Latin
        "ABESIJKMHOPCTYXQWYIaesijopcyxhdqwylvABEZHIKMNOPTYXayiknopuxiagirabcdeghijklmnopstuvwyz",
        strict=True,
    )
)
_LATIN = str.maketrans(_LIKE_LATIN)
#: Marks that belong to no letter of their own: lines through, under and over letters.
_LOOSE = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]")
#: Scripts with letters that pass for Latin ones.
_ALIKE = ("GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU")
_WORD = re.compile(r"[^\W\d_]+")
#: Greek letters that pass for no Latin letter, and those that pass for one only in lower case.
_SIGNS = frozenset("βδζθλμξπφψΓΔΘΛΞΠΣΦΨΩς")
_NEAR = frozenset("αγεηκστχω")


def fold(word: str) -> str:
    """A word as checks compare it: NFKC and without case (UAX #15, UAX #31), with one apostrophe,
    with Latin letters for letters that look like them where the whole word looks Latin. Signs such
    as "²" stay.
    """
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFC", without_unseen(word)).translate(_APOSTROPHE)
    plain = "".join(unicodedata.normalize("NFKC", c) if c.isalpha() else c for c in plain)
    return _latin(_LOOSE.sub("", plain)).casefold()


def fold_text(text: str) -> str:
    """A text as checks compare it: its words folded, with one kind of space and hyphen."""
    text = re.sub("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]", "-", without_unseen(text))
    return " ".join(fold(word) for word in text.split())


def _latin(word: str) -> str:
    """A word in Latin letters if every letter of it is one or looks like one."""
    made = word.translate(_LATIN)
    return made if all(c.isascii() or _script(c) == "LATIN" for c in made if c.isalpha()) else word


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def foreign_letter(text: str) -> tuple[int, str] | None:
    """The first letter of another script inside a Latin word: its offset and the word; None where
    each word has one script. Greek letters that are signs count for none: "TNFα", "μg", "λmax".
    """
    if text.isascii():
        return None
    for found in _WORD.finditer(text):
        if not found[0].isascii() and (at := _mixed(found[0])) is not None:
            return found.start() + at, found[0]
    return None


def _mixed(word: str) -> int | None:
    scripts = [_script(letter) for letter in word]
    others = [at for at, script in enumerate(scripts) if script in _ALIKE]
    if not others or ("LATIN" not in scripts and len({scripts[at] for at in others}) == 1):
        return None
    if len(others) == 1 and _is_sign(word, others[0]):
        return None
    return others[0]


def _is_sign(word: str, at: int) -> bool:
    """Whether a Greek letter in a Latin word is a sign, as in "NFκB", and hides no Latin letter."""
    if word[at] in _SIGNS:
        return True
    small = sum(letter.islower() for letter in word) - word[at].islower()
    return word[at] in _NEAR and small < 3
