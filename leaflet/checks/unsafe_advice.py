"""Advice that could harm: a medicine changed without its prescriber, needles at home, slow help."""

from collections.abc import Iterator
from itertools import islice

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.denial import PARTING, is_denied, is_question
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.searched_text import SearchedText
from leaflet.text.sentences import Sentence

#: What is between an order and the medicine that it is about, in words.
_REACH = 4
#: Orders that take something away: an exception behind them orders it all the same.
_STOPPING = frozenset({"stop", "skip", "halve", "leave", "come", "pause", "miss"})
_UNLESS = "unless"
_IT = frozenset({"it", "them"})
#: The groups of orders.
_ORDERS = ("medicine_orders", "self_surgery")
#: The most orders of a sentence that are looked at.
_MOST_ORDERS = 20
#: Sections with doses, which have sources of their own.
_DOSED = frozenset({"doses", "timetable"})


def _run(text: SearchedText) -> Iterator[Found]:
    for match in text.find("unsafe_advice"):
        if not is_denied(text, match.sentence, match.start):
            place = text.place(match.sentence.unit, match.offset)
            yield place, f'"{match.text}" is not safe', match.meaning
    if isinstance(text, LeafletText):
        yield from _slow_help(text)
        yield from _signs_that_wait(text)
        yield from _ordered(text)


def _ordered(text: LeafletText) -> Iterator[Found]:
    """Findings for orders that only somebody who is trained may give."""
    for sentence in text.having(text.lexicon.search_any(_ORDERS)):
        kind = text.block_kind(sentence.unit)
        is_condition = kind == "checklist" and sentence.unit.role == "who-should-wait"
        if kind in _DOSED or is_question(text, sentence):
            continue
        for at, end in _orders(text, sentence, is_condition=is_condition):
            place = text.place(sentence.unit, sentence.offsets[at])
            words = " ".join(sentence.words[at:end])
            yield place, f'"{words}" orders a change of a medicine', _HINT
            break
        for at, end in _self_surgery(text, sentence):
            place = text.place(sentence.unit, sentence.offsets[at])
            words = " ".join(sentence.words[at:end])
            yield place, f'"{words}" is not safe', "say: do not; ask somebody who is trained"
            break


def _self_surgery(text: LeafletText, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Orders to cut or squeeze one's own skin: "prick the lump", "if it fills up, drain it"."""
    words = sentence.words
    parts = [at for at, _, _ in text.search("self_surgery_of").matches(words)]
    orders = text.search("self_surgery").matches(words) if parts else iter(())
    for at, end, _ in islice(orders, _MOST_ORDERS):
        named = next((one for one in parts if end <= one <= end + _REACH), None)
        if named is None and words[end : end + 1] not in (("it",), ("them",)):
            continue
        if named is not None and _is_of_another_order(text, sentence, end, named):
            continue
        is_of_others = any(text.search("prescribers").matches(words[:at]))
        if not is_denied(text, sentence, at) and not is_of_others:
            yield at, (end if named is None else named) + 1


def _is_of_another_order(text: LeafletText, sentence: Sentence, end: int, named: int) -> bool:
    """Whether a part belongs to a clause of its own that denies: "or pick, and do not ignore lumps"
    is no order to pick lumps.
    """
    between = sentence.unit.text[sentence.offsets[end - 1] : sentence.offsets[named]]
    return PARTING.search(between) is not None and is_denied(text, sentence, named)


def _slow_help(text: LeafletText) -> Iterator[Found]:
    """Findings for a sign of an emergency with a way to call that is too slow for it."""
    graves = [sign for sign in text.lexicon.signs if sign.level == "emergency"]
    for match in text.find("slow_calls"):
        words, unit = match.sentence.words, match.sentence.unit
        is_spoken = any(any(text.lexicon.signed(sign).matches(words)) for sign in graves)
        if is_spoken and not is_denied(text, match.sentence, match.start):
            place = text.place(unit, match.offset)
            yield place, f'"{match.text}" is too slow for this sign', "say: call {emergency} now"


def _signs_that_wait(text: LeafletText) -> Iterator[Found]:
    """Findings for a sign in the level of an emergency that says to wait, or to call another."""
    for group, hint in _WAITING.items():
        told = set()
        for match in text.find(group):
            unit = match.sentence.unit
            if text.sign_urgency(unit) != "emergency" or match.sentence in told:
                continue
            told.add(match.sentence)
            if not is_denied(text, match.sentence, match.start):
                place = text.place(unit, match.offset)
                yield place, f'"{match.text}" in a sign of an emergency', hint


def _orders(
    text: LeafletText, sentence: Sentence, *, is_condition: bool
) -> Iterator[tuple[int, int]]:
    """Orders about a medicine that name nobody who may give them. "Take insulin" in a list of
    conditions is none; "stop it" behind a medicine is one.
    """
    words = sentence.words
    medicines = [at for at, _, _ in text.search("medicines").matches(words)]
    orders = text.search("medicine_orders").matches(words) if medicines else iter(())
    for at, end, _ in islice(orders, _MOST_ORDERS):
        named = next((one for one in medicines if end <= one <= end + _REACH), None)
        is_behind = words[at] in _STOPPING and medicines[0] < at and _IT & set(words[at : end + 1])
        if is_behind:
            named = end if words[end : end + 1] and words[end] in _IT else end - 1
        elif is_condition:
            continue
        if named is None or is_denied(text, sentence, at):
            continue
        is_exception = words[at] in _STOPPING and _UNLESS in words[named:]
        around = (*words[:at], *words[named + 1 :])
        first, last = _clause(sentence, at)
        near = (*words[first:at], *words[end:named], *words[named + 1 : last])
        is_talked_of = not is_behind and any(text.search("medicine_talk").matches(near))
        is_settled = is_talked_of or any(text.search("prescribers").matches(around))
        if is_exception or not is_settled:
            yield at, named + 1


def _clause(sentence: Sentence, at: int) -> tuple[int, int]:
    """The range of words of the clause that a word stands in."""
    whole, offsets = sentence.unit.text, (*sentence.offsets, sentence.start + len(sentence.text))
    parted = [
        n
        for n in range(1, len(sentence.words))
        if PARTING.search(whole[offsets[n - 1] + len(sentence.words[n - 1]) : offsets[n]])
    ]
    first = max((n for n in parted if n <= at), default=0)
    return first, min((n for n in parted if n > at), default=len(sentence.words))


_WAITING = {
    "delays": "say the sign alone: nobody waits to see",
    "other_calls": "say the sign alone: the heading says whom to call",
}
_HINT = "say who may change it: the person who prescribed it, or a pharmacist"

CHECK = Check(
    id="unsafe-advice",
    stage="content",
    reads=SearchedText,
    severity=Severity.ERROR,
    summary="Nobody is told to change a medicine alone, to cut their own skin, or to wait in need.",
    run=_run,
    nouns=("unsafe piece of advice", "unsafe pieces of advice"),
    finds="an order of the lexicon's `medicine_orders` before one of `medicines` in a sentence that"
    " names none of `prescribers`, in a clause without `medicine_talk`, or that orders to stop one"
    " `unless` somebody agrees; a phrase of `unsafe_advice`, or one of `self_surgery` before one of"
    " `self_surgery_of`, that is not denied; a sign of an emergency beside one of `slow_calls`; one"
    " of `delays` or `other_calls` in a sign of the emergency level. Fences of doses are left out",
    mend="say whom to ask: the person who prescribed it, or a pharmacist",
    why="Stopping a blood thinner for a small treatment does more harm than the treatment"
    " (Dermatol Surg, doi 10.1097/DSS.0000000000002266).",
    lexicon=("medicines", "medicine_orders", "unsafe_advice"),
)
