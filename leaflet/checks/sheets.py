"""What the length of a text costs in paper."""

import math
from collections.abc import Iterator

from leaflet.checks.check import Check
from leaflet.checks.subjects import RenderedEdition
from leaflet.core.diagnostics import Severity, Span
from leaflet.formats.format import Format
from leaflet.model.kind import Norms
from leaflet.page.edition import Edition
from leaflet.page.slot import causing_field


def _run(subject: RenderedEdition) -> Iterator[tuple[Span, str, str]]:
    format_, facts = subject.edition.format, subject.rendering.facts
    count, usual = len(facts.sides), usual_sides(subject.edition)
    is_long = usual < count <= format_.most_sides
    if not is_long or facts.fit.excess:
        return
    if facts.slot_classes:
        clinic = subject.edition.clinic
        fields = dict.fromkeys(causing_field(clinic, name)[0] for name, _ in facts.slot_classes)
        message = f"{format_.id}: {count} sides, {_sheets(format_, count)}, for a clinic with more"
        hint = f"nothing, if all of it is needed; its {', '.join(fields)} take more room than usual"
        yield subject.clinic.place((next(iter(fields)),)), f"{message} details than usual", hint
        return
    words = sum(side.words for side in facts.sides)
    fitting = words * usual // count
    message = f"{format_.id}: {count} sides, {_sheets(format_, count)}; {usual} sides are usual"
    hint = f"about {fitting:,} of its {words:,} words fit {usual} sides; or make two leaflets"
    yield Span(subject.leaflet.path), message, hint


def usual_sides(edition: Edition) -> int:
    """The sides that a text usually takes: those of its format, and more for a kind of leaflet
    that may have more words than others, up to the end of a sheet that is begun.
    """
    format_ = edition.format
    usual = int(Norms.model_fields["leaflet_words"].default)
    share = edition.kind.norms.leaflet_words / usual
    unit = max(format_.signature, 2)
    scaled = math.ceil(format_.sides * share / unit) * unit
    return max(format_.sides, min(scaled, format_.most_sides))


def _sheets(format_: Format, sides: int) -> str:
    """The sheets that a copy takes, printed on both sides."""
    on_sheet = 4 if format_.imposition == "saddle-stitch" else 2
    return f"{-(-sides // on_sheet)} sheets a copy"


CHECK = Check(
    id="sheets",
    stage="rendered",
    reads=RenderedEdition,
    severity=Severity.WARNING,
    summary="A text takes no more sides than are usual for its format.",
    run=_run,
    finds="a text that takes more sides than are usual for its format and for the `leaflet_words`"
    " of its kind, with the sheets that each copy takes, printed on both sides, and about how many"
    " words fit the usual sides",
    mend="nothing, if all of it is needed; else cut words, or make two leaflets",
    why="Paper and patience: fewer people read a long leaflet, and each copy costs its sheets. "
    "A long one is allowed all the same, up to `limits.sides` in leaflet.yaml.",
)
