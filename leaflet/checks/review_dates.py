"""The review date is soon enough, and the version is among the changes."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    loaded, leaflet, kind = leaflet_text.loaded, leaflet_text.leaflet, leaflet_text.kind
    warn, most = kind.norms.review_months
    if leaflet.published is None or leaflet.review_due is None:
        return
    place = loaded.place(("review_due",))
    months = (leaflet.review_due - leaflet.published).days / 30.44
    has_law = any(source.level == "law" for source in leaflet.sources.values())
    if months <= 0:
        yield place, "review is due before the leaflet is published", "set a later date"
    elif months > most + _SLACK:
        yield place, f"review is due after {months:.0f} months", f"review within {most} months"
    elif months > warn + _SLACK:
        hint = f"review within {warn} months"
        yield place, f"review is due after {months:.0f} months", hint, Severity.WARNING
    elif has_law and months > _LAW_MONTHS + _SLACK:
        message = f"review is due after {months:.0f} months, though law may change"
        yield place, message, f"review within {_LAW_MONTHS} months", Severity.WARNING
    if leaflet.version not in {change.version for change in leaflet.changes}:
        place = loaded.place(("version",))
        message = f'no entry of changes is for version "{leaflet.version}"'
        hint = "add it under changes: version, date, note"
        yield place, message, hint, Severity.WARNING


#: A tolerance in months, which are not equally long; the most months when a source is law.
_SLACK, _LAW_MONTHS = 0.5, 12


CHECK = Check(
    id="review-dates",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="The review date is soon enough, and the version is among the changes.",
    run=_run,
    finds="`review_due` not after `published`, or more than 36 months later (24 warn, 12 where a "
    "source is law); a `version` without an entry in `changes` (a warning)",
    mend="set an earlier date, and review it then; add the change",
    why="Common practice in the NHS is two to three years; the Information Standard and PIF ask "
    "for regular review.",
)
