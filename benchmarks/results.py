"""Writes `results.md`: the machine, then a section for each benchmark."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measure import Cost, Spread, cpu, spread, wall

FILE = Path(__file__).with_name("results.md")
_HEADS = ("what", "CPU s", "wall s", "ratio", "target", "met")
_HEADING = re.compile(r"(?m)^## ")


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a ratio or number: either `at_most` or `at_least`."""

    at_most: float | None = None
    at_least: float | None = None
    unit: str = "×"

    def show(self) -> str:
        """The target as text: `≤ 1.3 ×`."""
        sign, bound = ("≤", self.at_most) if self.at_most is not None else ("≥", self.at_least)
        return f"{sign} {bound:g} {self.unit}"

    def met(self, value: float) -> bool:
        """Whether a value reaches the target."""
        if self.at_most is not None:
            return value <= self.at_most
        return self.at_least is not None and value >= self.at_least


@dataclass(frozen=True, slots=True)
class Row:
    """A line in the table of a section: what was run, its cost, and its target.

    The target applies to the median of `ratio`, in the same unit; `shown` replaces the ratio where
    the result is neither a ratio nor a number.
    """

    what: str
    costs: Sequence[Cost] = ()
    ratio: Spread | None = None
    target: Target | None = None
    shown: str = ""
    met: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of the line."""
        unit = self.target.unit if self.target else "×"
        ratio = self.shown or (f"{self.ratio.show()} {unit}" if self.ratio else "")
        return (
            self.what,
            spread(cpu(self.costs)).show() if self.costs else "",
            spread(wall(self.costs)).show() if self.costs else "",
            ratio,
            self.target.show() if self.target else "",
            self._verdict(),
        )

    def _verdict(self) -> str:
        met = self.met
        if met is None and self.target and self.ratio:
            met = self.target.met(self.ratio.middle)
        return "" if met is None else ("met" if met else "**missed**")


@dataclass(frozen=True, slots=True)
class Section:
    """The result of a benchmark: its lines, an optional table of another kind, and notes."""

    rows: Sequence[Row] = ()
    notes: Sequence[str] = ()
    table: Sequence[Sequence[str]] = field(default=())

    def markdown(self, name: str, title: str) -> str:
        """The section as Markdown."""
        parts = [f"## {name}", title]
        if self.rows:
            parts.append(table([_HEADS, *(row.cells for row in self.rows)]))
        if self.table:
            parts.append(table(self.table))
        if self.notes:
            parts.append("\n".join(f"- {note}" for note in self.notes))
        return "\n\n".join(parts) + "\n"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a Markdown table; the first row is the head."""
    head, *body = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join((head, "|" + "---|" * len(rows[0]), *body))


def split(text: str) -> tuple[str, dict[str, str]]:
    """The text before the first section, and the sections by name."""
    before, *parts = _HEADING.split(text)
    return before, {part.partition("\n")[0].strip(): f"## {part}" for part in parts}


def replaced(text: str, before: str, made: Mapping[str, str], order: Sequence[str]) -> str:
    """The text of the file with a new beginning and some new sections, in a fixed order.

    Other sections are kept; sections without a benchmark come last.
    """
    sections = {**split(text)[1], **made}
    names = [*(name for name in order if name in sections), *(sections.keys() - set(order))]
    parts = [before, *(sections[name] for name in names)]
    return "\n".join(part.strip("\n") + "\n" for part in parts)
