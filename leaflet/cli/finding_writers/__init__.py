"""Outputs write findings to stdout; one file each, which assigns `OUTPUT`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from leaflet.core import extensions
from leaflet.core.diagnostics import Finding, Severity

__all__ = ["FindingReport", "Output", "find", "hinted"]


@dataclass(frozen=True, slots=True)
class FindingReport:
    """The findings to write, each once, and their context.

    `folder` is the path of the project in its repository, empty or with a slash at the end;
    `strict` makes warnings fail; `colour` is for terminals; `summary` is whether a text begins with
    a line for each leaflet.
    """

    findings: tuple[Finding, ...]
    folder: str = ""
    version: str = ""
    strict: bool = False
    colour: bool = False
    summary: bool = True

    def fails(self, finding: Finding) -> bool:
        """Whether a finding makes the run fail."""
        return finding.is_error or (self.strict and finding.severity is Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Output:
    """An output: its id, its purpose in one sentence, and the function that formats findings."""

    id: str
    summary: str
    write: Callable[[FindingReport], str]


def find(name: str) -> Output:
    """The output of a name that `extensions.names` lists. Raises `KeyError` for any other name."""
    output: Output = extensions.load("outputs", name)
    return output


def hinted(finding: Finding) -> str:
    """The message of a finding with its hint."""
    return f"{finding.message}; {finding.hint}" if finding.hint else finding.message
