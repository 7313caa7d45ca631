"""Places, findings and the two errors that stop a run.

An author's mistake is a `Finding`, a value with a place and a hint; all findings are collected.
A wrong call or an unfit machine raises a `LeafletError`. Any other exception is a bug.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a finding matters. What an error stops is its `Effect`.

    A waived finding has been accepted by somebody: it stops nothing and is shown in every report.
    """

    ERROR = "error"
    WARNING = "warning"
    WAIVED = "waived"
    NOTE = "note"


class Effect(StrEnum):
    """What a finding stops. Broken: no page can be made, so the edition is not written. Unfit: it
    is not fit for patients, so it is written as a draft, and neither approved nor released.
    Advice: nothing.
    """

    BROKEN = "broken"
    UNFIT = "unfit"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file: path relative to the project, line and column counted from 1.

    Line 0 means the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with its place. The message is in lower case without a full stop, with names in
    double quotes; the hint starts with a verb.

    `waiver` says who accepted the finding, when and why; it is empty for other findings. An error
    with `in_drafts` does not keep a draft from being written.
    """

    code: str
    severity: Severity
    span: Span
    message: str
    hint: str = ""
    waiver: str = ""
    in_drafts: bool = False

    @property
    def effect(self) -> Effect | None:
        """What the finding stops; None for a note and for a waived finding."""
        if self.severity is Severity.ERROR:
            return Effect.UNFIT if self.in_drafts else Effect.BROKEN
        return Effect.ADVICE if self.severity is Severity.WARNING else None

    @property
    def label(self) -> str:
        """The word for people: its effect or, without one, its severity."""
        return (self.effect or self.severity).value

    @property
    def message_with_hint(self) -> str:
        """The message followed by the waiver or, without one, the hint."""
        more = self.waiver or self.hint
        return f"{self.message}; {more}" if more else self.message

    @property
    def is_broken(self) -> bool:
        """Whether the finding keeps the editions that use its file from being written."""
        return self.effect is Effect.BROKEN

    @property
    def is_unfit(self) -> bool:
        """Whether the finding keeps the editions that use its file from approval and release."""
        return self.effect is Effect.UNFIT

    @property
    def is_error(self) -> bool:
        """Whether the finding is broken or unfit."""
        return self.severity is Severity.ERROR


def finding_from(record: Mapping[str, Any]) -> Finding:
    """The finding of a record that `dataclasses.asdict` made.

    Raises `KeyError`, `TypeError` or `ValueError` for any other record.
    """
    span, severity = Span(**record["span"]), Severity(record["severity"])
    return Finding(**{**record, "span": span, "severity": severity})


def error(code: str, span: Span, message: str, hint: str = "") -> Finding:
    """A finding of severity error, which is broken."""
    return Finding(code, Severity.ERROR, span, message, hint)


def warning(code: str, span: Span, message: str, hint: str = "") -> Finding:
    """A finding of severity warning."""
    return Finding(code, Severity.WARNING, span, message, hint)


def note(code: str, span: Span, message: str, hint: str = "") -> Finding:
    """A finding of severity note: it stops nothing and is shown by `leaflet check --verbose`."""
    return Finding(code, Severity.NOTE, span, message, hint)


class LeafletError(Exception):
    """Stops a run with one message and one next action; never shown as a traceback."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(LeafletError):
    """The call or the project file is wrong."""


class MachineError(LeafletError):
    """The machine lacks something that rendering needs."""


def near_word(word: str, known: Iterable[str]) -> str:
    """The most similar of the known words, empty when none is similar; see `near_words`."""
    return next(iter(near_words(word, known)), "")


def near_words(word: str, known: Iterable[str]) -> list[str]:
    """The known words that somebody may have meant, best first: the word in another case or with
    other hyphens; else those that begin or end with it as a whole part; else the most similar one.
    """
    options, given = sorted(known), plain_form(word)
    same = [option for option in options if plain_form(option) == given]
    if same or not given:
        return same
    part = word.casefold()
    for parts in (
        [option for option in options if option.casefold().startswith((f"{part}-", f"{part}."))],
        [option for option in options if option.casefold().endswith(f"-{part}")],
    ):
        if 0 < len(parts) <= _MOST_MEANT:
            return parts
    # The cost of a comparison is the product of both lengths; no name is longer than this.
    folded = {option.casefold(): option for option in options}
    return [folded[near] for near in difflib.get_close_matches(part[:80], folded, n=1)]


#: More names than these are no suggestion.
_MOST_MEANT = 3


def plain_form(word: str) -> str:
    """A name without case, hyphens, spaces and underscores: how people may know it by heart."""
    return "".join(filter(str.isalnum, word[:200].casefold()))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the known words that were probably meant, or lists them when none is
    similar.
    """
    options = sorted(known)
    if near := near_words(word, options):
        named = " or ".join(f'"{one}"' for one in near)
        return f"did you mean {named}?"
    if not options:
        return ""
    shown = ", ".join(options[:12]) + (" …" if len(options) > 12 else "")
    return f"use one of: {shown}"
