"""Characters that a reader does not see, and the form of text that is printed and hashed.

Unicode 16.0: the property Default_Ignorable_Code_Point (DerivedCoreProperties.txt) lists what has
no shape; UAX #9 the controls that turn the direction of text; UAX #15 the normal form C.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html.entities import html5

#: Embeddings, overrides and isolates (UAX #9, section 2): text would be read in another order than
#: it is written and checked in.
TURNS = "\u202a-\u202e\u2066-\u2069"
#: Controls, line ends that only some programs recognise, private use, annotations, noncharacters.
_NO_TEXT = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef"
    "\ufff9-\uffff\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U000e1000-\U0010ffff"
)
REFUSED = re.compile(f"[{TURNS}{_NO_TEXT}]")
#: Default_Ignorable_Code_Point without the two joiners and without what is refused.
_IGNORED = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2060-\u2065"
    "\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
#: The blocks of the scripts whose words may need a joiner: Arabic, Syriac, N'Ko, the scripts of
#: India and Sri Lanka, Tibetan, Burmese, Khmer, Mongolian, and those of Indonesia.
_JOINING = (
    "\u0600-\u061b\u061d-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u17b3\u17b6-\u180a"
    "\u1810-\u18af\u1a20-\u1bff\ua840-\ua87f"
    "\ua8e0-\ua8ff\ua980-\ua9df\uaa60-\uaa7f\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefe"
)
_UNSEEN = re.compile(f"[{_IGNORED}]|(?<![{_JOINING}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINING}])")
#: Soft hyphen, zero-width space and word joiner.
_BREAK_SIGNS = re.compile("[\u00ad\u200b\u2060]")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
#: The entities that Markdown may hold: signs with a meaning there, and a space that is not seen.
ALLOWED_ENTITIES = frozenset(["&amp;", "&lt;", "&gt;", "&nbsp;"])


def normal(text: str) -> str:
    """The text in the form that is printed and hashed: NFC (UAX #15), so "10²" stays "10²"."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def unseen(text: str) -> Iterator[tuple[int, str]]:
    """The offset of each character without a shape that is left out, and the character. Joiners
    count unless they stand between letters of a script that needs them.
    """
    if not text.isascii():
        yield from ((found.start(), found[0]) for found in _UNSEEN.finditer(text))


def without_unseen(text: str) -> str:
    """The text without characters that have no shape, but joiners that its letters need."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def without_break_signs(text: str) -> str:
    """The text without the signs at which words may break or are kept together, which have no
    shape.
    """
    return text if text.isascii() else _BREAK_SIGNS.sub("", text)


def name_of(character: str) -> str:
    """A character in messages: its code point, and its name where it has one."""
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")


def entities(text: str) -> Iterator[tuple[int, str, str]]:
    """The HTML entities in a text: offset, the entity as written, and the characters it stands for.

    What only looks like one, as in "R&D; x", is none: HTML knows no such name. One behind a
    backslash is none either.
    """
    if "&" not in text:
        return
    for found in _ENTITY.finditer(text):
        before = text[max(found.start() - 64, 0) : found.start()]
        if (len(before) - len(before.rstrip("\\"))) % 2 == 0:
            said = _decoded(found[0])
            if said is not None:
                yield found.start(), found[0], said


def _decoded(entity: str) -> str | None:
    if entity[1] != "#":
        return html5.get(entity[1:])
    digits = entity[2:-1]
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"


def entity_hint(said: str) -> str:
    """What to do about an entity that stands for some characters."""
    if (not said.strip() and said != "\u00a0") or REFUSED.search(said) or any(unseen(said)):
        return "delete it: it stands for a character that is not seen"
    if said == "\u00a0":
        return "type a no-break space"
    return f"type {said} itself"
