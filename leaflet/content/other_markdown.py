"""Markup of other dialects of Markdown, which no page prints, and what to write instead.

Each kind is a pattern for the text of a paragraph whose escapes and link targets are blanked out.
Each pattern is linear: no part of it may match at more than one length before the same sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Signs that people type as bullets: at the start of a line they are lists that run on.
TYPED_BULLETS = "•●▪◦‣∙⁃■□○➢►☐☑✓✔✗✘"

_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
#: What stands for an escaped sign: it is printed, so it is no space, and it is no letter.
_SIGN = "\0"
_TARGET = re.compile(r"(?<=\]\()[^()\s<>]*(?=\))")
#: Signs without which a text holds none of the markup below.
_SUSPECT = re.compile(
    rf"[|~=\[{{$%^{TYPED_BULLETS}]|::|!!|\?\?|\+\+|\+-|''|^[ \t]*[:.h*!#@<–—·(-]|\\\w"
    r"|:[a-z_]|\]\(|\*\*|[\n \t][(]?[a-z0-9]{1,4}[.)][ \t]|!\}|#\}",
    re.MULTILINE,
)

_LIST = (
    "write a header, a line |---|---| below it and a line for each row; leave a line free before"
)
_BOX = "write a block: ```important, or ```warning for what may harm"
_NOTE = "use it in the sections: [^1], and below its section [^1]: words"
_STRUCK = "delete the words"
#: The beginning of an item of a list by letters, or by numbers in brackets.
_ITEM = r"[ \t]*\(?(?:[a-h]|[ivx]{1,4}|[0-9]{1,2})[.)][ \t]"
_PLAIN = "write the words alone"
_KINDS: tuple[tuple[str, str, str], ...] = (
    (r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*\|[ \t|:-]*$|^[ \t]*\|[ \t:-]*-[ \t:|-]*$", "a table", _LIST),
    (r"^[ \t]*\|[^|\n]*\||^[ \t]*\+[-=]{2,}[-=+]*\+[ \t]*$", "a table", _LIST),
    (
        r"\[\^[^\]\[\s]+\]|\^\[(?=[^\]\[\n]*\])|^[ \t]*\[[0-9]{1,3}\]:[ \t]*[^\s<]",
        "a footnote",
        _NOTE,
    ),
    (r"^[ \t]*(?:[-*+])?\[[ xX~/-]?\](?=[ \t]|$)", "a task list", "write a block checklist"),
    (r"^[ \t]*\[![A-Za-z]+\]", "a box of another dialect", _BOX),
    (r"~~|(?<![\w~])~(?=[^\s~])[^~\n]{0,200}(?<=[^\s~])~(?![\w~])", "struck words", _STRUCK),
    (r"(?<=\w)~\w{1,20}~|(?<=\w)\^[\w+-]{1,20}\^", "a raised or lowered sign", "type it, as in m²"),
    (
        r"(?<!=)==(?=[^=\s])[^=\n]{0,500}(?<=\S)==(?!=)",
        "highlighted words",
        "use **bold**, sparingly",
    ),
    (
        r"^[ \t]*={1,6}[ \t]+[^=\n]{1,200}={1,6}[ \t]*$|^h[1-6]\.[ \t]",
        "a heading of a wiki",
        "use ## or ###",
    ),
    (r"^#{2,6}[^#\s]|^#{7,}[ \t]", "a heading that is none", "write ## or ###, a space, its words"),
    (
        rf"^[ \t]*[{TYPED_BULLETS}][ \t]|\A[ \t]*[–—·][ \t][^\n]*\n[ \t]*[–—·][ \t]",
        "a list whose lines run on",
        'begin each item with "- "',
    ),
    (
        rf"\A{_ITEM}[^\n]*\n{_ITEM}",
        "a list whose lines run on",
        'begin each item with "1. " or "- "',
    ),
    (r"(?<![\w+])\+\+(?=\w)[^+\n]{1,500}(?<=\w)\+\+(?!\w)", "inserted words", _PLAIN),
    (r"\{(?:==|\+\+|--|>>|~~)", "marks of an edit", "accept or refuse the edit"),
    (r"^[ \t]*::|^[ \t]*\.\.[ \t]+[\w-]+::", "a box of another dialect", _BOX),
    (r"^[ \t]*(?:!!!|\?\?\?\+?|===)[ \t]*[\w\"]", "a box of another dialect", _BOX),
    (r"\[\[", "a link of a wiki", "write [words](https://…)"),
    (
        r"\{\{|\}\}|\{%|%\}|%%|\{#[ \t]|[ \t]#\}",
        "a placeholder of a template",
        "write the words themselves",
    ),
    (r"\{[:.#][^}\s]|(?<=\))\{", "attributes", "delete what is in braces"),
    (r"\$\$", "a formula", "write it in words"),
    (
        r"(?<![\w$])\$(?=[^\s$])(?=[^$\n]*[\\^_={}A-Za-z])[^$\n]*(?<=\S)\$(?!\w)",
        "a formula",
        "write it in words",
    ),
    (r"\\[a-zA-Z]+\{|(?<![\w:\\])\\[a-zA-Z]{2,}", "a command of LaTeX", _PLAIN),
    (r"(?<=\w)\\(?=\w)", "a backslash inside a word", "delete it, or write /"),
    (
        r"^[ \t]*(?:--8<--|!include\b|@import\b|<<<[ \t]|@\[)|\{!|!\}",
        "a text of another file",
        "write a shared block: ```shared and its id",
    ),
    (
        r"\][ \t]{1,9}\((?:https?:|fact:|source:|clinic:|help:)|\)\[(?:https?:|fact:|source:)",
        "a link that is none",
        "write [words](https://…), with nothing between ] and (",
    ),
    (
        r"\]\[(?=[^\]\[]*\])",
        "a link by reference",
        "write the address behind the words: [words](https://…)",
    ),
    (
        r"^[ \t]*\[[^\]\[\n]{1,200}\]:[ \t]*(?:<|/|#|www\.|[a-z]{1,10}:)",
        "the address of a link by reference",
        "write it behind the words: [words](https://…)",
    ),
    (r"\[@[\w:-]", "a citation of another dialect", "write [words](source:its-id)"),
    (r"^[ \t]*:[ \t]+\S", "a definition list", "write the term into the glossary"),
    (
        r"^[ \t]*\*\[[^\]\[\n]{1,200}\]:",
        "an abbreviation of another dialect",
        "write the term into the glossary",
    ),
    (r"(?<![\w:]):[a-z_]{2,30}:(?![\w:])", "the code of a picture sign", _PLAIN),
    (
        r"^\[(?:TOC|toc)\]$|\[/(?:[bius]|url|img|quote|list|size|color|code)\]",
        "markup of a forum",
        _PLAIN,
    ),
    (r"'''", "bold of a wiki", "use **bold**"),
)
_PATTERNS = [(re.compile(p, re.MULTILINE), what, hint) for p, what, hint in _KINDS]


def other_markup(source: str) -> Iterator[tuple[int, str, str]]:
    """The markup of other dialects in a paragraph: offset in its source, what it is, what to write.
    Each kind is told once.
    """
    if not _SUSPECT.search(source):
        return
    text = _ESCAPE.sub(_SIGN * 2, source)
    if "](" in text:
        text = _TARGET.sub(lambda found: " " * len(found[0]), text)
    told: set[str] = set()
    for pattern, what, hint in _PATTERNS:
        found = pattern.search(text)
        if found and what not in told:
            told.add(what)
            start = found.start() + len(found[0]) - len(found[0].lstrip())
            yield start, what, hint
