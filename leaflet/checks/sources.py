"""Sources are used, and somebody has read them."""

import datetime
import re
from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText

#: What no DOI has: a registrant that begins with 0, an address or a second DOI in it, the end of a
#: sentence, or a dash that a word processor made (ISO 26324; DOI handbook, 2.2).
_NO_DOI = re.compile(r"10\.0|.*(?:https?:|doi\.org|doi:)|.*[.,;:\u2010-\u2015]$", re.IGNORECASE)


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    loaded, leaflet = leaflet_text.loaded, leaflet_text.leaflet
    if not leaflet.sources and "sources" in leaflet_text.kind.fields:
        hint = "list what the text is based on"
        yield loaded.place(("sources",)), "no source is listed", hint, Severity.ERROR
    used = set(_used(leaflet_text))
    years = datetime.timedelta(days=366 * leaflet_text.kind.norms.evidence_years)
    for name, source in leaflet.sources.items():
        if name not in used:
            place = loaded.place(("sources", name))
            hint = "mark what is based on it, or delete it"
            yield place, f'source "{name}" is not used', hint, Severity.WARNING
        if source.doi and _is_no_doi(source.doi):
            place = loaded.place(("sources", name, "doi"))
            message = f'"{source.doi}" is no possible DOI'
            yield place, message, "write it as 10.1000/182", Severity.ERROR
        if leaflet.published and source.accessed < leaflet.published - years:
            place = loaded.place(("sources", name, "accessed"))
            message = f'"{name}" was last read in {source.accessed.year}'
            yield place, message, "read it again, then set the date", Severity.ERROR
    yield from _unread(leaflet_text, used)


def _unread(leaflet_text: LeafletText, used: set[str]) -> Iterator[Found]:
    """Notes on the sources that are used and the facts that nobody has read."""
    loaded, leaflet = leaflet_text.loaded, leaflet_text.leaflet
    for name, source in leaflet.sources.items():
        if name in used and not source.verified:
            place = loaded.place(("sources", name, "verified"))
            message = f'"{name}" was not read in its own text'
            yield place, message, "read it, then: verified: true"
    for name, fact in leaflet.facts.items():
        if not fact.verified:
            place = loaded.place(("facts", name, "verified"))
            hint = "look it up in the source, then: verified: true"
            yield place, f'fact "{name}" was not read in the source itself', hint


def _is_no_doi(doi: str) -> bool:
    brackets = (doi.count("(") - doi.count(")"), doi.count("<") - doi.count(">"))
    return bool(_NO_DOI.match(doi)) or any(brackets)


def _used(leaflet_text: LeafletText) -> Iterator[str]:
    for fact in leaflet_text.leaflet.facts.values():
        yield from fact.sources
    yield from (name for _, name in leaflet_text.named.sources)
    for unit in leaflet_text.units:
        yield from (
            mark.target.removeprefix(_SOURCE)
            for mark in unit.marks
            if mark.target.startswith(_SOURCE)
        )


_SOURCE = "source:"


CHECK = Check(
    id="sources",
    stage="content",
    reads=LeafletText,
    severity=Severity.NOTE,
    summary="Every source is used, and those that nobody has read yet are listed.",
    run=_run,
    finds="a leaflet without sources, where its kind asks for them (unfit);"
    " one that was last read longer before `published` than the kind's `evidence_years` (unfit);"
    " a DOI of impossible form: cut off, with an address in it, or with a bracket too many (unfit);"
    " a source that no fact, item or mark names (advice); a source or a fact with"
    " `verified: false` (a note; what numbers and emergencies rest on is told by `unverified`)",
    mend="copy the DOI from the page of the paper; delete sources that are not used; read those"
    " that are not verified",
    why="DISCERN asks for the sources of the main claims; approvers must know what was taken from "
    "a source that nobody read.",
)
