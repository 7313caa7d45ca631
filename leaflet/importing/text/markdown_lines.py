"""Takes front matter and footnotes out of Markdown, and ends lists where their text ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from leaflet.importing.document import Remark, changed, mended

_MARKER = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]+\S")
_BLOCK = re.compile(r"[ \t]*(?:#{1,6}[ \t]|>|`{3}|~{3}|\||<|(?:[-*_][ \t]*){3,}$)")
_DEFINITION = re.compile(r"\[\^([\w-]{1,32})\]:[ \t]*(.*)")
_FIELD = re.compile(r"([A-Za-z_-]{1,40}):[ \t]*(.*)")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text of Markdown without front matter and notes, its fields and its notes by name."""

    text: str
    fields: dict[str, str]
    notes: dict[str, str]


def prepared(text: str, remarks: list[Remark]) -> Prepared:
    """The parts of a Markdown file; adds remarks on fields that are not kept."""
    lines = text.split("\n")
    fields: dict[str, str] = {}
    if lines[0].strip() == "---":
        end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), 0)
        if end:
            fields = _fields(lines[1:end], remarks)
            lines = lines[end + 1 :]
    lines, notes = _without_notes(lines)
    return Prepared("\n".join(_with_ends(lines, remarks)), fields, notes)


def _fields(lines: list[str], remarks: list[Remark]) -> dict[str, str]:
    found = {}
    for line in lines:
        if match := _FIELD.fullmatch(line.rstrip()):
            found[match[1].casefold()] = match[2].strip().strip("\"'")
    left_out = [line.strip() for line in lines if line.strip() and not line.startswith("title:")]
    if left_out:
        remarks.append(changed("fields of the front matter are not kept", "; ".join(left_out)))
    return found


def _without_notes(lines: list[str]) -> tuple[list[str], dict[str, str]]:
    notes: dict[str, str] = {}
    kept: list[str] = []
    name = ""
    for line in lines:
        if found := _DEFINITION.match(line):
            name = found[1]
            notes[name] = found[2]
            kept.append("")
        elif name and line[:1] in (" ", "\t") and line.strip():
            notes[name] += f" {line.strip()}"
        else:
            name = name if not line.strip() else ""
            kept.append(line)
    return kept, notes


def _with_ends(lines: list[str], remarks: list[Remark]) -> list[str]:
    """The lines with an empty one where a list ends and a paragraph follows at the margin: without
    it, Markdown takes the paragraph for a part of the last item.
    """
    made: list[str] = []
    in_item = in_code = False
    for line in lines:
        if re.match(r"[ \t]*(?:`{3}|~{3})", line):
            in_code = not in_code
        if not line.strip():
            in_item = False
        elif _MARKER.match(line):
            in_item = True
        elif in_item and not in_code and _ends_list(made[-1], line):
            remarks.append(
                mended("a paragraph right after a list stands outside of it", line.strip())
            )
            made.append("")
            in_item = False
        made.append(line)
    return made


def _ends_list(before: str, line: str) -> bool:
    """Whether a line at the margin, right after an item, is a paragraph of its own: it begins like
    a sentence, and the item before it has come to an end.
    """
    if line[:1] in (" ", "\t") or _BLOCK.match(line):
        return False
    starts = line[:1].isupper() or line[:2] == "**"
    is_ended = before.rstrip()[-1:] in ".!?;:" or len(before) < 60
    return starts and is_ended
