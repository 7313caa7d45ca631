"""Counts the syllables of words in English, Spanish and Polish by rules of spelling.

It uses no dictionary, so a count is the same on every machine. Patterns look at a few letters at a
time, so the time for a word is linear in its length.
"""

from __future__ import annotations

import re
from functools import lru_cache

#: Primary language tags whose words can be counted.
COUNTED: frozenset[str] = frozenset(["en", "es", "pl"])


def syllables(word: str, language: str) -> int:
    """The number of syllables of a word, at least one.

    `word` is letters (in NFC) with apostrophes, or a number; case does not matter, and each digit
    of a number counts as one syllable. `language` is a primary language tag.
    Raises KeyError for a language that is not in `COUNTED`.
    """
    counter = _known if len(word) <= _LONGEST_KNOWN else _count
    return counter(word, language)


#: The longest word whose count is cached.
_LONGEST_KNOWN = 30


def _count(word: str, language: str) -> int:
    count = _COUNTERS[language]
    digits = sum(character.isdigit() for character in word)
    return digits or max(count(word.lower().replace("’", "'")), 1)


_known = lru_cache(maxsize=20_000)(_count)


# --- English -----------------------------------------------------------------------------------

#: Words that the rules get wrong, without a plural or possessive s, which changes no count.
_EXCEPTIONS = {
    **dict.fromkeys(["acne", "business", "herpe", "maybe", "safety", "someone", "sunbed"], 2),
    **dict.fromkeys(["anyone", "recipe"], 3),
    **dict.fromkeys(["diabete"], 4),
}
_VOWELS = re.compile(r"[aeiouyàáâæèéêíîóôœùúû]+|[äëïöü]")
#: Groups of vowels that are not pronounced.
_SILENT = re.compile(
    r"""
    [^aeiouy]e$ (?<![^aeiouyl]le) (?<![bcdgt]re)  # made; but needle, centre
    | [^aeiouysxzcgh]es$ (?<![^aeiouyl]les) (?<![bcdgt]res)  # holes; but bruises, needles
    | [^cs]hes$ | (?<![^dhky])aches$  # clothes, headaches; but washes, moustaches
    | [^aeiouytd]ed$ (?<![^aeiouyl]led) (?<![bcdgt]red)  # looked, called; but settled, hundred
    | [aeiouy][^aeiouy]{0,2}[^aeiouylh]e  # lovely, careful; but rely, element
      (?:ly|ments?|ful(?:ly|ness)?|less(?:ly|ness)?|ness)$
    | [aeiouy][^aeiouy]{1,3}e  # sometimes, elsewhere
      (?=(?:body|by|faces?|fore|how|lines?|like|long|makers?|marks?|over|pages?|span|styles?
      |things?|times?|ways?|what|where|wise|works?)$)
    | (?<!ar)[qg]ues?$  # technique, tongue; but argue
    | (?<=ic)al(?=ly$)  # basically
    | ^every
    """,
    re.VERBOSE,
)
#: Adjacent vowels that are pronounced apart, and consonants that form a syllable.
_APART = re.compile(
    r"""
    (?<![cgst])ia(?!ge) | gia(?![nl]) | [ct]iat  # material, appreciate; but special, marriage
    | io(?![nu]) | (?<![cghlnstx])ion | (?<![cgstx])ious  # radio, serious; but nation, precious
    | i[ou]?um | ius  # medium
    | iet | (?<![cft])ien[ct] | ^sci[aeo]  # anxiety, client, science; but patient, friend
    | [aeiouy][^aeiouy]{1,4}i(?:ers?|est)$  # easier; but tier, priest
    | (?<![gp])eo | (?<=[ei]o)a | ^geo(?!r) | eums?$  # video, museum; but people, surgeon
    | creat(?!u) | ^react | ^reu  # create; but creature
    | [aeiouy][^aeiouy]{1,4}eas?$ | oea  # area, diarrhoea; but tea
    | oever | ao  # whoever, aorta
    | (?<![gq])ua | uou | (?<![gq])ue[nlt]  # manual, influence; but language, frequent
    | (?<![bgq])ui(?:[dn]|t[iy])  # fluid; but bruise, guide
    | (?:[aiouy]|(?<!g)e)ing  # being, trying; but ageing
    | [aeou]y(?:[aou]|ee|en) | (?<=[^w])yer  # royal, layer; but eyes, lawyer
    | ^[^aeiouy]{1,2}ya | [^aeiouyn]yo  # hyaluronic, myopia; but canyon
    | (?:[ai]s|th)ms?$  # spasm, rhythm
    | [^aeiour]n't$ | [^aeiouyw]'(?:ll|ve)$  # isn't, that'll; but don't, we'll
    """,
    re.VERBOSE,
)
#: A possessive after a sibilant, which adds a syllable: nurse's.
_HISSING = re.compile(r"(?:[sxz]|[cs]h|[cgsz]e)'s$")


def _english(word: str) -> int:
    """The number of vowel groups, less the silent ones, plus one for each that is pronounced apart.

    Letters without a vowel are spelled out: a GP has two syllables.
    """
    stem = word.removesuffix("'s")
    known = _EXCEPTIONS.get(stem) or _EXCEPTIONS.get(stem.removesuffix("s"))
    if known:
        return known
    groups = len(_VOWELS.findall(stem))
    if not groups:
        return sum(character.isalpha() for character in stem)
    silent = sum(1 for _ in _SILENT.finditer(stem))
    apart = sum(1 for _ in _APART.finditer(stem))
    return groups - silent + apart + bool(_HISSING.search(word))


# --- Spanish -----------------------------------------------------------------------------------

#: Silent letters: the u of que, qui, gue and gui, and h except in hua-, hue- and hie-.
_MUTE = re.compile(r"(?<=q)u|(?<=g)u(?=[eiéí])|(?<!c)h(?!u[aeoáéó]|ie)")
#: y is a consonant before a vowel and a vowel elsewhere.
_SPANISH_GROUP = re.compile(r"(?:[aeiouáéíóúü]|y(?![aeiouáéíóú]))+")
#: The strong vowels, each of which is the nucleus of a syllable: a, e, o, and accented í or ú.
_STRONG = re.compile(r"[aeoáéóíú]|i(?=i)|(?<=i)i|u(?=u)|(?<=u)u")


def _spanish(word: str) -> int:
    """Two strong vowels are two syllables; a weak one joins its neighbour unless accented.

    Two weak vowels make one syllable, with an accent too ("cuídate"), two equal ones make two
    (Ortografía de la lengua española, 2010).
    """
    groups = _SPANISH_GROUP.findall(_MUTE.sub("", word))
    return sum(max(len(_STRONG.findall(group)), 1) for group in groups)


# --- Polish ------------------------------------------------------------------------------------

#: Vowels that form a syllable. i before a vowel only softens the consonant; au and eu at the start
#: of a word are one syllable.
_POLISH_VOWEL = re.compile(r"^[ae]u|i(?![aąeęioóuy])|[aąeęoóuy]")


def _polish(word: str) -> int:
    return len(_POLISH_VOWEL.findall(word))


_COUNTERS = {"en": _english, "es": _spanish, "pl": _polish}
