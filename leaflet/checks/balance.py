"""Benefit and harm get a similar share of the words in sections where readers weigh them."""

from collections import Counter
from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.model.phrases import Search
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import Sentence

_WEIGHED = ("key-points", "benefits", "risks", "alternatives", "summary")
#: The most words of benefit for each word of harm, and the other way round.
_PRAISE, _ALARM = 2, 4
#: With fewer words of benefit and harm nothing is reported.
_LEAST = 6


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    lexicon = leaflet_text.lexicon
    if not (lexicon.benefit and lexicon.harm):
        return
    benefit, harm = _counts(leaflet_text)
    place = leaflet_text.loaded.place(("title",))
    message = f"{benefit} words of benefit and {harm} of harm"
    if benefit + harm < _LEAST:
        return
    if benefit > _PRAISE * harm:
        yield place, message, "give what can go wrong as much room as what may get better"
    elif harm > _ALARM * benefit:
        hint = "say what may get better too, or that it is not known"
        yield place, message, hint, Severity.NOTE


def _counts(leaflet_text: LeafletText) -> tuple[int, int]:
    """Words of benefit and of harm in the sections of `_WEIGHED`; a denied benefit does not count.

    A filled `may_help` or `downsides` counts at least one, whatever its words: "Sunken scars."
    """
    benefits, harms, negations = map(leaflet_text.search, ("benefit", "harm", "negations"))
    benefit, harm = Counter[int](), Counter[int]()
    weighed = {unit.number: unit for unit in leaflet_text.body if unit.role in _WEIGHED}
    for sentence in leaflet_text.sentences:
        key = sentence.unit.number
        if key in weighed:
            benefit[key] += _affirmed(sentence, benefits, negations)
            harm[key] += sum(1 for _ in harms.matches(sentence.words))
    return (
        sum(max(benefit[key], int(unit.name == "may_help")) for key, unit in weighed.items()),
        sum(max(harm[key], int(unit.name == "downsides")) for key, unit in weighed.items()),
    )


def _affirmed(sentence: Sentence, benefits: Search, negations: Search) -> int:
    """The number of words of benefit before the first negation of a sentence."""
    denied = next((at for at, _, _ in negations.matches(sentence.words)), len(sentence.words))
    return sum(1 for at, _, _ in benefits.matches(sentence.words) if at < denied)


CHECK = Check(
    id="balance",
    stage="content",
    reads=LeafletText,
    severity=Severity.WARNING,
    summary="Words of benefit do not outweigh words of harm, nor the other way round.",
    run=_run,
    finds="more than 2 words of the lexicon's `benefit` for each of its `harm` in key points, can"
    " it help, risks, alternatives and summary; a note of more than 4 of harm for each of benefit;"
    " a benefit behind a negation is not counted, a filled `may_help` or `downsides` is at least"
    " one",
    mend="give both sides equal room; words are counted, so judge whether the sense is balanced",
    why="DISCERN asks for balance and against promotion (question 6), IPDAS for good and bad sides"
    " in equal detail. Benefit is limited to 2 to 1. Harm is limited to 4 to 1 and only noted: a"
    " list of risks names many, each in its own words, while an honest leaflet on an unproven"
    " treatment has few benefits to describe.",
    lexicon=("benefit", "harm"),
)
