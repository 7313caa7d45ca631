"""The words of a text for comparison: folded, without signs between them."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")


def words_of(text: str) -> list[str]:
    """The words of a text in order, folded to compare them. Escapes of Markdown are no words."""
    text = text.replace("\\", "").replace("\u00ad", "")
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return _WORD.findall(text)
