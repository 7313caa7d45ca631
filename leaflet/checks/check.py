"""The check type and the list of checks; each check is the `CHECK` of one file.

Each check has a stage: a "content" check reads a file that an author wrote, the text of a leaflet,
or a leaflet with its clinic; a "composed" check reads a planned edition; a "rendered" check reads
an edition with its rendering. `leaflet list checks` lists all checks, `leaflet explain` describes
one.

A leaflet's kind (`content/kinds/`) chooses the checks that apply; the project (`checks:` in
leaflet.yaml) can change their severity; the leaflet itself waives accepted findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from leaflet.core import extensions
from leaflet.core.diagnostics import Effect, Finding, Severity, Span

if TYPE_CHECKING:
    from leaflet.model.lexicon import Lexicon

Stage = Literal["content", "composed", "rendered"]


#: The most findings of a check in one file; more would only repeat.
MOST_FINDINGS = 200

#: What findings are called in a summary without nouns of their own.
OTHERS = ("other thing", "other things")

#: Place, message, hint; and a severity if it differs from the check's.
Found = tuple[Span, str, str] | tuple[Span, str, str, Severity]


@dataclass(frozen=True, slots=True)
class Check:
    """A check: stable id, stage, the type that it reads, severity, and a summary of one sentence.

    `run` yields (place, message, hint), with a severity where a finding's differs from the check's.
    `finds` describes the findings, `mend` how to correct them, and `why` the source of the check:
    an appraisal form, paper or rule. A check that `binds` can neither be waived nor given another
    severity. An error on content is unfit unless the check `breaks`, which says why no page can be
    made; an error on a rendering is broken. `nouns` name what it finds in a summary, one of it and
    several; where there is `in_summary`, it makes the words of the first message instead. `lexicon`
    are the fields of the lexicon that it searches for; `no-lexicon` reports languages in which one
    of them is empty.
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
    breaks: str = ""
    nouns: tuple[str, str] = OTHERS
    in_summary: Callable[[str], str] | None = None
    lexicon: tuple[str, ...] = ()

    def lacks(self, lexicon: Lexicon) -> tuple[str, ...]:
        """The fields that the check needs and that a lexicon leaves empty."""
        return tuple(field for field in self.lexicon if not getattr(lexicon, field))

    def findings(self, subject: Any) -> Iterator[Finding]:
        """The findings of the check in a subject."""
        for found in self.run(subject):
            span, message, hint = found[:3]
            severity = found[3] if len(found) > 3 else self.severity
            yield Finding(self.id, severity, span, message, hint, in_drafts=self.in_drafts)

    @property
    def in_drafts(self) -> bool:
        """Whether a draft may show what the check finds."""
        return self.stage != "rendered" and not self.breaks

    @property
    def effect(self) -> Effect | None:
        """The effect of its findings; None for notes."""
        return Finding(self.id, self.severity, Span(""), "", in_drafts=self.in_drafts).effect


@cache
def all_checks() -> tuple[Check, ...]:
    """All checks, sorted by id."""
    checks: tuple[Check, ...] = extensions.load_all("checks")
    return checks


def find_check(name: str) -> Check:
    """The check with an id."""
    check: Check = extensions.load("checks", name)
    return check
