"""Places, findings and the two errors that stop a run.

An author's mistake is a `Finding`, a value with a place and a hint; all of them are collected.
A wrong call or an unfit machine is a `LeafletError`. Anything else is a bug of ours.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a finding matters: an error stops the editions it touches.

    What somebody has accepted is waived: it stops nothing and is shown in every report.
    """

    ERROR = "error"
    WARNING = "warning"
    WAIVED = "waived"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a source: path relative to the project, line and column counted from 1.

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
    """A located problem: lower case, no full stop, names in double quotes; the hint starts
    with a verb.

    `waiver` says who accepted it, when and why; empty where nobody did.
    """

    code: str
    severity: Severity
    span: Span
    message: str
    hint: str = ""
    waiver: str = ""

    @property
    def message_with_hint(self) -> str:
        """The message with what to do about it, or with who accepted it and why."""
        more = self.waiver or self.hint
        return f"{self.message}; {more}" if more else self.message

    @property
    def is_error(self) -> bool:
        """Whether the finding stops the editions that use its file."""
        return self.severity is Severity.ERROR


def finding_from(record: Mapping[str, Any]) -> Finding:
    """A finding from what `dataclasses.asdict` made of it.

    Raises `KeyError`, `TypeError` or `ValueError` for anything else.
    """
    span, severity = Span(**record["span"]), Severity(record["severity"])
    return Finding(**{**record, "span": span, "severity": severity})


def error(code: str, span: Span, message: str, hint: str = "") -> Finding:
    """A finding of severity error."""
    return Finding(code, Severity.ERROR, span, message, hint)


def warning(code: str, span: Span, message: str, hint: str = "") -> Finding:
    """A finding of severity warning."""
    return Finding(code, Severity.WARNING, span, message, hint)


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
    """The nearest of the known words, empty when none is near."""
    # Comparing costs the product of the lengths; no name is longer than this.
    near = difflib.get_close_matches(word[:80], sorted(known), n=1, cutoff=0.6)
    return near[0] if near else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest of the known words, or lists them when none is near."""
    options = sorted(known)
    near = near_word(word, options)
    if near:
        return f'did you mean "{near}"?'
    if not options:
        return ""
    shown = ", ".join(options[:12]) + (" …" if len(options) > 12 else "")
    return f"use one of: {shown}"
