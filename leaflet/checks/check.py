"""Checks: one file, one `CHECK` each; `(subject) → Iterator[Finding]`, never cached.

A check says which stage it belongs to: "content" reads a file of an author with its places, the
words of a leaflet, or a leaflet together with its clinic, "composed" a planned edition,
"rendered" an edition with its rendering. `leaflet list checks` names them all, `leaflet explain`
says what each is for.

Which checks a leaflet must pass is its profile's to say (`profiles/`), how much each matters the
project's (`checks:` in leaflet.yaml); what somebody has accepted is waived in the leaflet itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from leaflet.core import extensions
from leaflet.core.diagnostics import Finding, Severity, Span
from leaflet.model.lexicon import Lexicon

Stage = Literal["content", "composed", "rendered"]


#: What a check finds past this many in one file is the same again.
MOST_FINDINGS = 200

#: Place, message, hint; and a severity where it differs from the check's.
Found = tuple[Span, str, str] | tuple[Span, str, str, Severity]


@dataclass(frozen=True, slots=True)
class Check:
    """A check: stable id, stage, what it reads, severity, and its promise in one sentence.

    `run` yields (place, message, hint), and where a finding matters more or less than the others
    its severity too; id and severity are added here. `finds` says when it speaks, `mend` what to do
    then, `why` what it rests on: the appraisal form, paper or rule. A check that `binds` can
    neither be waived nor made to matter less. `lexicon` are the fields of the lexicon that it looks
    for: in a language where one of them is empty it cannot look, which `no-lexicon` reports.
    """

    id: str
    stage: Stage
    reads: type[Any]
    severity: Severity
    summary: str
    run: Callable[[Any], Iterator[Found]]
    finds: str = ""
    mend: str = ""
    why: str = ""
    binds: bool = False
    lexicon: tuple[str, ...] = ()

    def lacks(self, lexicon: Lexicon) -> tuple[str, ...]:
        """The fields that it looks for and that a lexicon leaves empty."""
        return tuple(field for field in self.lexicon if not getattr(lexicon, field))

    def findings(self, subject: Any) -> Iterator[Finding]:
        """What the check finds in a subject."""
        for found in self.run(subject):
            span, message, hint = found[:3]
            severity = found[3] if len(found) > 3 else self.severity
            yield Finding(self.id, severity, span, message, hint)


@cache
def all_checks() -> tuple[Check, ...]:
    """All checks, by name."""
    checks: tuple[Check, ...] = extensions.load_all("checks")
    return checks


def find_check(name: str) -> Check:
    """The check of a name."""
    check: Check = extensions.load("checks", name)
    return check
