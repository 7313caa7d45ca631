"""Phone numbers that belong to nobody, which examples may print."""

from __future__ import annotations

#: The first digits of numbers that Ofcom reserves for drama (Ofcom, "Telephone numbers for use in
#: TV and radio drama programmes"); numbers of other countries are not checked.
_DRAMA = tuple(
    "+44" + start
    for start in (
        "1134960 1144960 1154960 1164960 1174960 1184960 1214960 1314960 1414960 1514960 1614960"
        " 2079460 1914980 2890180 2920180 1632960 7700900 8081570 9098790 3069990"
    ).split()
)
#: The characters of a number of theirs: +44 and ten digits.
_LENGTH = 13


def is_drama_number(number: str) -> bool:
    """Whether a phone number is one of those that Ofcom reserves for drama."""
    return len(number) == _LENGTH and number.startswith(_DRAMA)
