"""Runs the checks of a stage; applies the leaflet's kind, project severities and waivers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from typing import Any

from leaflet.checks.check import MOST_FINDINGS, Check, Stage, all_checks
from leaflet.checks.subjects import CheckedEdition, LeafletAtClinic, RenderedEdition
from leaflet.core.diagnostics import Finding, Severity, warning
from leaflet.core.located import Loaded
from leaflet.model.clinic import Clinic, Pack
from leaflet.model.kind import NO_KIND, Kind
from leaflet.model.leaflet import Leaflet
from leaflet.model.lexicon import Lexicon
from leaflet.model.locale import Locale
from leaflet.text.field_text import FieldText
from leaflet.text.leaflet_text import LeafletText


@dataclass(frozen=True, slots=True)
class Rules:
    """A project's settings for checks: the least severities by check id, lexicons by language, the
    texts of source files by name, and kinds of leaflets by id.
    """

    severities: Mapping[str, Severity] = field(default_factory=dict)
    lexicons: Mapping[str, Lexicon] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)

    def kind_of(self, leaflet: Leaflet) -> Kind:
        """The kind of a leaflet; one that asks for nothing where it does not exist."""
        return self.kinds.get(leaflet.kind or "", NO_KIND)


@cache
def _of(stage: Stage, reads: type[Any]) -> tuple[Check, ...]:
    """The checks of a stage that read a type, or what it is a kind of."""
    return tuple(
        check for check in all_checks() if check.stage == stage and issubclass(reads, check.reads)
    )


def check_file(loaded: Loaded[Any], rules: Rules | None = None) -> list[Finding]:
    """The findings of content checks in a file that was read without errors."""
    rules = rules or Rules()
    value = loaded.value
    reads: Any = type(value)
    if not isinstance(value, Leaflet):
        found = _run(_of("content", reads), loaded, None, rules)
        return [*found, *_in_fields(loaded, rules)]
    lexicon = rules.lexicons.get(value.language)
    leaflet_text = LeafletText(loaded, lexicon, rules.texts, rules.kind_of(value))
    found = [
        *_run(_of("content", Leaflet), loaded, value, rules),
        *_run(_of("content", LeafletText), leaflet_text, value, rules),
    ]
    return [*found, *_unused(loaded, value, {finding.code for finding in found})]


def _in_fields(loaded: Loaded[Any], rules: Rules) -> Iterator[Finding]:
    """The findings in the texts of a clinic, locale or pack, in each language read there."""
    if not isinstance(loaded.value, Clinic | Locale | Pack):
        return
    found: list[Finding] = []
    for language in _languages(loaded.value):
        lexicon = rules.lexicons.get(language)
        if lexicon:
            found += _run(
                _of("content", FieldText), FieldText(loaded, lexicon, language), None, rules
            )
    yield from dict.fromkeys(found)


def _languages(value: Clinic | Locale | Pack) -> tuple[str, ...]:
    if isinstance(value, Clinic):
        return value.languages
    return (value.spelling if isinstance(value, Pack) else value.language,)


def _unused(loaded: Loaded[Any], leaflet: Leaflet, found: set[str]) -> Iterator[Finding]:
    """Findings for waivers of content checks that found nothing: such a waiver would later hide a
    finding that nobody has accepted.
    """
    ran = {check.id for check in (*_of("content", Leaflet), *_of("content", LeafletText))}
    for index, waiver in enumerate(leaflet.waivers):
        if waiver.check in ran - found - {"waivers"}:
            place = loaded.place(("waivers", index, "check"))
            message = f'"{waiver.check}" finds nothing here, so nothing is waived'
            yield warning("unused-waiver", place, message, "delete the waiver")


def check_leaflet_at_clinic(
    leaflet_at_clinic: LeafletAtClinic, rules: Rules | None = None
) -> list[Finding]:
    """The findings of content checks in a leaflet with a clinic."""
    return _run(
        _of("content", LeafletAtClinic),
        leaflet_at_clinic,
        leaflet_at_clinic.leaflet.value,
        rules or Rules(),
    )


def check_edition(subject: CheckedEdition, rules: Rules | None = None) -> list[Finding]:
    """The findings of composed checks in an edition."""
    return _run(_of("composed", CheckedEdition), subject, subject.edition.leaflet, rules or Rules())


def check_rendering(subject: RenderedEdition, rules: Rules | None = None) -> list[Finding]:
    """The findings of rendered checks in an edition."""
    return _run(
        _of("rendered", RenderedEdition), subject, subject.edition.leaflet, rules or Rules()
    )


def _run(
    checks: Iterable[Check], subject: Any, leaflet: Leaflet | None, rules: Rules
) -> list[Finding]:
    """The findings of checks in a subject after kind, waivers and project severities."""
    without = rules.kind_of(leaflet).without if leaflet else ()
    waivers = {waiver.check: waiver for waiver in reversed(leaflet.waivers)} if leaflet else {}
    found: list[Finding] = []
    for check in checks:
        if check.id in without:
            continue
        for finding in islice(check.findings(subject), MOST_FINDINGS):
            waiver = waivers.get(check.id)
            if check.binds:
                found.append(finding)
            elif waiver:
                accepted = f"accepted by {waiver.by} on {waiver.date.isoformat()}: {waiver.reason}"
                found.append(replace(finding, severity=Severity.WAIVED, waiver=accepted))
            else:
                found.append(_raised(finding, rules.severities.get(check.id)))
    return found


#: The severities that a project may raise a finding to, the least first.
_RANKS = (Severity.NOTE, Severity.WARNING, Severity.ERROR)


def _raised(finding: Finding, least: Severity | None) -> Finding:
    """The finding with at least a severity; a project may raise what a finding stops, never lower
    it.
    """
    if least is None or _RANKS.index(least) <= _RANKS.index(finding.severity):
        return finding
    return replace(finding, severity=least)
