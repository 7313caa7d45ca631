"""Writes words as Markdown that a leaflet may hold: every sign of the article prints as itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from leaflet.content.other_markdown import TYPED_BULLETS
from leaflet.core.characters import ALLOWED_ENTITIES
from leaflet.importing import words as of_words
from leaflet.importing.document import Run, Words
from leaflet.importing.text.text_repair import BOXES, BULLETS
from leaflet.model.fields import is_web_address

#: Signs that mean something in Markdown wherever they stand.
_ALWAYS = re.compile(r"[\\`*\[\]<]|(?<!\w)_|_(?!\w)")
#: Signs that mean something in this or another dialect beside some others.
_SOMETIMES = re.compile(
    r"~(?=~)|(?<=\w)[~^](?=[\w+-])|=(?==)|\+(?=\+)|\{(?=[{%:.#=+\-~>])|\}(?=\})|%(?=[}%])|\$(?=\S)|\|"
    r"|:(?=:)|:(?=[a-z_]{2,30}:)|!(?=!)|\?(?=\?)|'(?='')|&(?=#?\w{1,31};)|\+(?=-)"
    r"|\((?=(?:c|r|p|tm)\))",
    re.IGNORECASE,
)
#: Signs that people type as bullets, which no page prints at the start of a line.
_BULLETS = frozenset(f"{BULLETS}{BOXES}{TYPED_BULLETS}")
#: Signs that begin a block at the start of a line.
_START = re.compile(r"^([ \t]*)([#>+=:|~-]|\.\.[ \t]|h[1-6]\.)")
_START_NUMBER = re.compile(r"^([ \t]*(?:\d{1,9}|[A-Za-z]|[ivxIVX]{2,5}))([.)])(?=[ \t]|$)")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


def escaped(text: str) -> str:
    """A text in which no sign is markup."""
    text = _SOMETIMES.sub(r"\\\g<0>", _ALWAYS.sub(r"\\\g<0>", text))
    for entity in ALLOWED_ENTITIES:
        text = text.replace(f"\\\\{entity}", entity)
    return text


def wholly_escaped(text: str) -> str:
    """A text in which every sign is escaped: safe, and harder to read."""
    return _PUNCTUATION.sub(r"\\\g<0>", text)


def line_start(text: str) -> str:
    """A line whose first sign begins no list, heading or other block."""
    return heading_start(_START_NUMBER.sub(r"\1\\\2", text))


def heading_start(text: str) -> str:
    """The words of a heading, whose first sign is no markup."""
    found = _START.match(text)
    if found and not found[2].startswith("\\"):
        at = found.end(1) + (2 if found[2].startswith("h") else 0)
        return f"{text[:at]}\\{text[at:]}"
    return text


def inline(words: Words, *, escape: Callable[[str], str] = escaped, bold: bool = True) -> str:
    """Words as Markdown on one line, but for line breaks; with `bold` bold words are marked."""
    runs = of_words.merged(words)
    texts = ["", *(run.text for run in runs), ""]
    return "".join(
        _run(run, escape, before=texts[at][-1:], after=texts[at + 2][:1], bold=bold)
        for at, run in enumerate(runs)
    )


def _run(run: Run, escape: Callable[[str], str], *, before: str, after: str, bold: bool) -> str:
    if run.note:
        return f"[^{run.note}]"
    if run.link and is_web_address(run.link):
        made = _around(escape(run.text), "[", f"]({run.link})")
        return (
            _around(made, "**", "**")
            if run.bold and bold and not (before or after).isalnum()
            else made
        )
    if not run.bold or not bold:
        return escape(run.text)
    start, end = _bold_part(run.text, before, after)
    inner = _around(escape(run.text[start:end]), "**", "**")
    return escape(run.text[:start]) + inner + escape(run.text[end:])


def _bold_part(text: str, before: str, after: str) -> tuple[int, int]:
    """What of a text can be bold: signs at its ends cannot, where other words touch them
    (CommonMark 0.31, section 6.2, on flanking).
    """
    start, end = 0, len(text)
    if before.strip() or "\n" in text:
        while start < end and not text[start].isalnum():
            start += 1
    if after.strip() or "\n" in text:
        while start < end and not text[end - 1].isalnum():
            end -= 1
    return (start, end) if text[start:end].strip() else (0, 0)


def _around(text: str, left: str, right: str) -> str:
    """A text between two marks, white space outside of them; each line by itself."""
    lines = []
    for line in text.split("\n"):
        inner = line.strip()
        start = line[: len(line) - len(line.lstrip())]
        end = line[len(line.rstrip()) :] if inner else ""
        lines.append(f"{start}{left}{inner}{right}{end}" if inner else line)
    return "\n".join(lines)


def paragraph(words: Words, *, escape: Callable[[str], str] = escaped) -> list[str]:
    """The lines of a paragraph; a line break of the article stays one."""
    lines = inline(of_words.stripped(words), escape=escape).split("\n")
    lines = [line.strip() for line in lines if line.strip()]
    made = [line_start(without_bullet(" ".join(line.split()))) for line in lines]
    made = [line for line in made if line]
    return [f"{line}\\" for line in made[:-1]] + made[-1:]


def one_line(words: Words, *, escape: Callable[[str], str] = escaped, bold: bool = True) -> str:
    """Words as Markdown on one line."""
    return without_bullet(" ".join(inline(words, escape=escape, bold=bold).split()))


def without_bullet(line: str) -> str:
    """A line without bullets at its start: there they are lists that nobody can read as such."""
    while line and line[0] in _BULLETS and line[1:2] in ("", " "):
        line = line[2:]
    return line


def quoted(text: str) -> str:
    """A text as a scalar of YAML."""
    return json.dumps(text, ensure_ascii=False)
