"""Sources are used, and somebody has read them."""

import datetime
import re
from collections import Counter
from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.model.leaflet import Leaflet, blocks
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
    grave = set(_behind_emergencies(leaflet))
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
        if name in used and not source.verified:
            place = loaded.place(("sources", name, "verified"))
            message = f'"{name}" was not read in its own text'
            if name in grave:
                message += ", and an emergency rests on it"
            yield place, message, "read it, then: verified: true"
    yield from _facts(leaflet_text)


def _facts(leaflet_text: LeafletText) -> Iterator[Found]:
    """Notes on facts that were not verified, with the numbers that rest on them."""
    numbers = Counter(
        mark.target.removeprefix(_FACT)
        for unit in leaflet_text.units
        for mark in unit.marks
        if mark.target.startswith(_FACT) and _DIGIT.search(unit.text, mark.start, mark.end)
    )
    for name, fact in leaflet_text.leaflet.facts.items():
        if not fact.verified:
            place = leaflet_text.loaded.place(("facts", name, "verified"))
            hint = "look it up in the source, then: verified: true"
            behind = f"; numbers that rest on it: {numbers[name]}" if numbers[name] else ""
            yield place, f'fact "{name}" was not read in the source itself{behind}', hint


def _is_no_doi(doi: str) -> bool:
    brackets = (doi.count("(") - doi.count(")"), doi.count("<") - doi.count(">"))
    return bool(_NO_DOI.match(doi)) or any(brackets)


def _behind_emergencies(leaflet: Leaflet) -> Iterator[str]:
    """The sources of each risk of an emergency of which nobody has read any source."""
    unread = {name for name, source in leaflet.sources.items() if not source.verified}
    for _, block in blocks(leaflet, "risks"):
        for risk in block.content:
            if risk.urgency == "emergency" and unread.issuperset(risk.sources):
                yield from risk.sources


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


_FACT, _SOURCE = "fact:", "source:"
_DIGIT = re.compile(r"\d")


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
    " `verified: false` (a note, which says whether a risk of an emergency has no source that was"
    " read, and how many numbers rest on the fact)",
    mend="copy the DOI from the page of the paper; delete sources that are not used; read those"
    " that are not verified",
    why="DISCERN asks for the sources of the main claims; approvers must know what was taken from "
    "a source that nobody read.",
)
