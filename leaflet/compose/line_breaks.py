"""Keeps on one line what readers take in at once: ranges, numbers with their units, short compounds
and web and mail addresses, which break at their own signs alone.

Only invisible characters are put in (Unicode Standard Annex 14): no-break spaces, word joiners, and
zero-width spaces where an address may break. The text of a PDF has none of the latter two, so that
an address is copied as it is; screen pages take those of addresses out again.
"""

from __future__ import annotations

import re
from functools import cache

NO_BREAK_SPACE, WORD_JOINER, ZERO_WIDTH_SPACE = "\u00a0", "\u2060", "\u200b"

#: A compound with its hyphens of fewer characters than this is never broken at them.
_LONG_COMPOUND = 12
#: A pair of words of more characters, with the space, may be broken at the end of a text, and in a
#: narrow column one that is longer than many a single word.
_LONGEST_PAIR, _LONGEST_NARROW_PAIR = 22, 12
#: The fewest characters before the last word of a text, and the most of that word, that bind it.
_FEWEST_BEFORE, _LONGEST_LAST = 24, 13
#: The fewest characters before the last two words of a title that bind them.
_FEWEST_BEFORE_PAIR = 5
#: A title of so many characters is set smaller.
LONG_TITLE = 28
#: The most characters of that pair, in a title and in a long one.
_LONGEST_TITLE_PAIR = (13, 17)
#: A name of more characters may be broken.
_LONGEST_NAME = 30
#: An address in a text that has at most so many characters has room on a line.
_SHORT_ADDRESS = 24

#: Units that are the same in all languages of our locales.
_UNITS = "mm cm nm ml mg kg g °C".split()
#: A mark of Markdown may stand between a number and its unit; a private-use character is in for it.
_HOLDER = "\ue000?"
_CURRENCY = "[£€$]?"

_SHORT_RANGE = re.compile(r"(?<![\d–-])(\d{1,3})\s?[-–]\s?(\d{1,3})(?![\d–-])")
_LONG_RANGE = re.compile(
    r"(?<=[\d%]) [-–] (?=[£€$]?\d)|(?<=\d)[-–](?=[£€$]\d)|(?<=\d\u00a0[ap]m) [-–] (?=\d)"
)
_COMPOUND = re.compile(r"(?<![\w@./\u2060-])\w+(?:-\w+)+(?![\w@/-]|\.\w)")
_ADDRESS = re.compile(
    r"(?<![\w@./+-])(?:https?://)?(?:[\w.+-]++@)?(?P<host>[\w-]++(?:\.[\w-]++)++)(?!@)"
    r"(?::\d++)?(?:/[\w./?=&%#~+-]*+)?"
)
#: A number of up to three digits stays with the word behind it, as "20 working days", where that is
#: not long.
_COUNTED = re.compile(rf"(?<![\d.,])(\d{{1,3}}{_HOLDER}) (?=[^\W\d_]{{1,12}}\b)")
_TOP_DOMAIN = re.compile(r"\.[a-z]{2,}\Z")
#: After a slash or @, and before a dot.
_BREAKS = re.compile(r"(?<=[/@])(?=[^/])|(?=\.)")


@cache
def _numbers(before: tuple[str, ...], between: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    units = "|".join(map(re.escape, (*before, *_UNITS)))
    joins = "|".join(map(re.escape, between)) or "$^"
    return (
        re.compile(rf"(\d{_HOLDER}) (?=(?:(?:{units})\b|%))"),
        re.compile(
            rf"(\d{_HOLDER}(?:\u00a0?[ap]m|\u00a0?%)?) ({joins}) (?={_HOLDER}{_CURRENCY}\d)"
        ),
    )


def keep_together(text: str, before: tuple[str, ...], between: tuple[str, ...]) -> str:
    """The text whose ranges, numbers with a unit and short compounds are not broken, and whose
    addresses break only after a slash or @ and before a dot.

    `before` are the words that stay with the number before them, `between` those that stay with
    the numbers on both sides of them.
    """
    unit, join = _numbers(before, between)
    text = unit.sub(f"\\1{NO_BREAK_SPACE}", text)
    text = join.sub(f"\\1{NO_BREAK_SPACE}\\2{NO_BREAK_SPACE}", text)
    text = _COUNTED.sub(f"\\1{NO_BREAK_SPACE}", text)
    text = _SHORT_RANGE.sub(f"\\1{WORD_JOINER}–{WORD_JOINER}\\2", text)
    text = _LONG_RANGE.sub(_unbroken_dash, text)
    text = _COMPOUND.sub(_unbroken_compound, text)
    return set_addresses(text)


def _unbroken_dash(match: re.Match[str]) -> str:
    """A dash that no line begins or ends with; a no-break space alone does not bind behind one
    (Unicode Standard Annex 14, LB12a).
    """
    if not match[0].startswith(" "):
        return f"{WORD_JOINER}–{WORD_JOINER}"
    return f"{NO_BREAK_SPACE}–{WORD_JOINER}{NO_BREAK_SPACE}"


def _unbroken_compound(match: re.Match[str]) -> str:
    said = match[0]
    is_word = len(said) < _LONG_COMPOUND and any(map(str.isalpha, said))
    return said.replace("-", f"-{WORD_JOINER}") if is_word else said


def set_addresses(text: str) -> str:
    """The text with the addresses in it unbroken, long ones set by `breakable`."""
    return _ADDRESS.sub(_set_address, text)


def _set_address(match: re.Match[str]) -> str:
    if not _TOP_DOMAIN.search(match["host"]):
        return match[0]
    address = match[0].rstrip(".?")  # the sentence's own
    is_long = len(address) > _SHORT_ADDRESS
    set_ = breakable(address) if is_long else _with_own_hyphens(address)
    return set_ + match[0][len(address) :]


def breakable(address: str) -> str:
    """An address that breaks after a slash or @ and before a dot, and never at a hyphen of its own,
    which readers would leave out.
    """
    return _BREAKS.sub(ZERO_WIDTH_SPACE, _with_own_hyphens(address))


def _with_own_hyphens(address: str) -> str:
    return address.replace("-", f"-{WORD_JOINER}")


def bind_last_word(text: str, *, is_narrow: bool = False) -> str:
    """The text with a short last word on the line of the word before, since WeasyPrint has no
    `text-wrap: pretty`; not where the pair is so long for its column, which may be narrow, or the
    word before so stiff, that it may not fit a line.
    """
    head, last = _last_word(text)
    before = head.rpartition(" ")[2]
    longest = _LONGEST_NARROW_PAIR if is_narrow else _LONGEST_PAIR
    binds = (
        len(head) >= _FEWEST_BEFORE
        and len(last) <= _LONGEST_LAST
        and len(before) + 1 + len(last) <= longest
        and WORD_JOINER not in before
    )
    return f"{head}{NO_BREAK_SPACE}{last}" if binds else text


def bind_title(title: str) -> str:
    """A title whose last two words stay on one line where the width of a folded panel has room for
    both, and more than a short word is before them. Long titles are set smaller.
    """
    most = _LONGEST_TITLE_PAIR[len(title) >= LONG_TITLE]
    head, last = _last_word(title)
    rest, _, before = head.rpartition(" ")
    binds = len(rest) >= _FEWEST_BEFORE_PAIR and len(before) + 1 + len(last) <= most
    return f"{head}{NO_BREAK_SPACE}{last}" if binds else title


def _last_word(text: str) -> tuple[str, str]:
    """What stands before the last word, and that word; nothing before where blanks end the text."""
    head, _, last = text.rpartition(" ")
    return (
        (head, last)
        if last and not re.search(r"\s", last.replace(NO_BREAK_SPACE, ""))
        else ("", text)
    )


def unbroken_name(name: str) -> str:
    """A name whose parts stay on one line, unless it is very long."""
    return name.replace(" ", NO_BREAK_SPACE) if len(name) <= _LONGEST_NAME else name
