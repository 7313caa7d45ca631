"""Numbers and signs of an emergency that rest on what nobody has read yet."""

from collections import Counter
from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.model.leaflet import Leaflet, blocks
from leaflet.text.leaflet_text import LeafletText

_NUMBER = ("number", "numbers")
_EMERGENCY = ("emergency", "emergencies")


def _run(text: LeafletText) -> Iterator[Found]:
    leaflet = text.leaflet
    unread = {f"fact:{name}" for name, fact in leaflet.facts.items() if not fact.verified}
    unread |= {f"source:{name}" for name, one in leaflet.sources.items() if not one.verified}
    if not unread:
        return
    numbers, emergencies = _marked(text, unread)
    numbers.update(_shares(leaflet, unread))
    emergencies.update(_risks(leaflet, unread))
    for target in sorted(numbers | emergencies):
        what, _, name = target.partition(":")
        behind = [
            f"{count} {words[count > 1]}"
            for count, words in ((numbers[target], _NUMBER), (emergencies[target], _EMERGENCY))
            if count
        ]
        verb = "rests" if numbers[target] + emergencies[target] == 1 else "rest"
        message = f'{what} "{name}" was not read, and {" and ".join(behind)} {verb} on it'
        place = text.loaded.place((f"{what}s", name, "verified"))
        yield place, message, "read it in the source itself, then: verified: true"


def _marked(text: LeafletText, unread: set[str]) -> tuple[Counter[str], Counter[str]]:
    """The marks of what was not read by their target: those of numbers, and those of words in a
    sign of an emergency.
    """
    numbers: Counter[str] = Counter()
    emergencies: Counter[str] = Counter()
    for unit in text.units:
        for mark in unit.marks:
            if mark.target in unread:
                if any(map(str.isdigit, unit.text[mark.start : mark.end])):
                    numbers[mark.target] += 1
                if text.sign_urgency(unit) == "emergency":
                    emergencies[mark.target] += 1
    return numbers, emergencies


def _shares(leaflet: Leaflet, unread: set[str]) -> Iterator[str]:
    """The sources of each share of people of which nobody has read any source."""
    for kind, field in (("risks", "frequency"), ("benefits", "size")):
        for _, block in blocks(leaflet, kind):
            for item in block.content:
                if getattr(item, field) is not None:
                    yield from _unread(item.sources, unread)


def _risks(leaflet: Leaflet, unread: set[str]) -> Iterator[str]:
    """The sources of each risk of an emergency of which nobody has read any source."""
    for _, block in blocks(leaflet, "risks"):
        for risk in block.content:
            if risk.urgency == "emergency":
                yield from _unread(risk.sources, unread)


def _unread(sources: tuple[str, ...], unread: set[str]) -> tuple[str, ...]:
    named = tuple(f"source:{name}" for name in sources)
    return named if unread.issuperset(named) else ()


CHECK = Check(
    id="unverified",
    stage="content",
    reads=LeafletText,
    severity=Severity.NOTE,
    summary="Numbers and signs of an emergency rest on what somebody has read.",
    run=_run,
    finds="a fact or a source with `verified: false` behind a mark of a number or in a sign of an"
    " emergency, and sources of which none was read behind a share of people or a risk of class"
    " `emergency`. A note in a draft; once a leaflet is approved, each is advice"
    " (`approval-unverified`), as it is in a draft where `checks` in `leaflet.yaml` say so",
    mend="read it in the source itself, then write `verified: true`; or take the number out",
    why="A number is believed, and a sign of an emergency is acted on, before anybody asks where it"
    " is from; who approves the words must know what nobody read (DISCERN, questions 4 and 5).",
)
