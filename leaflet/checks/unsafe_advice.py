"""Advice that could harm: a medicine changed without its prescriber, needles at home, slow help."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.denial import is_denied, is_question
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import Sentence

#: What is between an order and the medicine that it is about, in words.
_REACH = 4
#: Orders that take something away: an exception behind them orders it all the same.
_STOPPING = frozenset({"stop", "skip", "halve", "leave", "come", "pause", "miss"})
_UNLESS = "unless"
#: Sections with doses, which have sources of their own.
_DOSED = frozenset({"doses", "timetable"})


def _run(text: LeafletText) -> Iterator[Found]:
    for match in text.find("unsafe_advice"):
        if not is_denied(text, match.sentence, match.start):
            place = text.place(match.sentence.unit, match.offset)
            yield place, f'"{match.text}" is not safe', match.meaning
    yield from _slow_help(text)
    for sentence in text.sentences:
        unit = sentence.unit
        is_condition = unit.kind == "checklist" and unit.role == "who-should-wait"
        if unit.kind in _DOSED or is_condition or is_question(text, sentence):
            continue
        for at, end in _orders(text, sentence):
            place = text.place(sentence.unit, sentence.offsets[at])
            words = " ".join(sentence.words[at:end])
            yield place, f'"{words}" orders a change of a medicine', _HINT
            break


def _slow_help(text: LeafletText) -> Iterator[Found]:
    """Findings for a sign of an emergency with a way to call that is too slow for it."""
    graves = [sign for sign in text.lexicon.signs if sign.level == "emergency"]
    for match in text.find("slow_calls"):
        words, unit = match.sentence.words, match.sentence.unit
        is_spoken = any(any(text.lexicon.signed(sign).matches(words)) for sign in graves)
        if is_spoken and not is_denied(text, match.sentence, match.start):
            place = text.place(unit, match.offset)
            yield place, f'"{match.text}" is too slow for this sign', "say: call {emergency} now"


def _orders(text: LeafletText, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Orders about a medicine that name nobody who may give them."""
    words = sentence.words
    medicines = [at for at, _, _ in text.search("medicines").matches(words)]
    for at, end, _ in text.search("medicine_orders").matches(words):
        named = next((one for one in medicines if end <= one <= end + _REACH), None)
        if named is None or is_denied(text, sentence, at):
            continue
        is_exception = words[at] in _STOPPING and _UNLESS in words[named:]
        if is_exception or not any(
            text.search("prescribers").matches((*words[:at], *words[named + 1 :]))
        ):
            yield at, named + 1


_HINT = "say who may change it: the person who prescribed it, or a pharmacist"

CHECK = Check(
    id="unsafe-advice",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="Nobody is told to change a medicine alone, to cut their own skin, or to wait in need.",
    run=_run,
    nouns=("unsafe piece of advice", "unsafe pieces of advice"),
    finds="an order of the lexicon's `medicine_orders` before one of `medicines` in a sentence that"
    " names none of `prescribers`, or that orders to stop one `unless` somebody agrees; a phrase of"
    " `unsafe_advice` that is not denied; a sign of an emergency beside one of"
    " `slow_calls`. Fences of doses are left out",
    mend="say whom to ask: the person who prescribed it, or a pharmacist",
    why="Stopping a blood thinner for a small treatment does more harm than the treatment"
    " (Dermatol Surg, doi 10.1097/DSS.0000000000002266).",
    lexicon=("medicines", "medicine_orders", "unsafe_advice"),
)
