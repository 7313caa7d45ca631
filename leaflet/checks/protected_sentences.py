"""Protected sentences stand in the leaflet word for word."""

from collections import Counter
from collections.abc import Iterator, Sequence

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity, Span
from leaflet.core.located import FieldPath
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import Sentence, split
from leaflet.text.units import Unit

#: A sentence is near where it has so large a share of the words of the protected one.
_NEAR = 0.6


def _run(text: LeafletText) -> Iterator[Found]:
    protected = list(_protected(text))
    if not protected:
        return
    inside = {unit.number for unit in text.body}
    body = [sentence for sentence in text.sentences if sentence.unit.number in inside]
    said = {sentence.words for sentence in body}
    for field_path, wanted in protected:
        if wanted.words not in said:
            yield _changed(text, field_path, wanted, body)


def _protected(text: LeafletText) -> Iterator[tuple[FieldPath, Sentence]]:
    """The sentences that the leaflet protects, then those of its kind, each once."""
    own = [(("protect", at), said) for at, said in enumerate(text.leaflet.protect)]
    by_kind = [(("kind",), said) for said in text.kind.protected_in(text.leaflet.language)]
    seen = set()
    for field_path, said in (*own, *by_kind):
        for sentence in split(Unit("", "protect", field_path, said)):
            if sentence.words not in seen:
                seen.add(sentence.words)
                yield field_path, sentence


def _changed(
    text: LeafletText, field_path: FieldPath, wanted: Sentence, body: Sequence[Sentence]
) -> Found:
    """The finding at the sentence that is nearest, or where none is near at the field."""
    words = Counter(wanted.words)
    share, nearest = max(
        ((_likeness(words, sentence), at) for at, sentence in enumerate(body)), default=(0.0, 0)
    )
    message = f'the protected sentence "{wanted.text}" is not there word for word'
    if share < _NEAR:
        return text.loaded.place(field_path), message, "write it in the section that it is about"
    near = body[nearest]
    place: Span = text.place(near.unit, near.offsets[0])
    return place, message, f'write it again in place of "{near.text}"'


def _likeness(words: Counter[str], sentence: Sentence) -> float:
    """The share of the words of two sentences that they have in common, 0 to 1."""
    common = (words & Counter(sentence.words)).total()
    return 2 * common / (words.total() + len(sentence.words))


CHECK = Check(
    id="protected-sentences",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="Protected sentences stand in the leaflet word for word.",
    run=_run,
    nouns=("protected sentence changed", "protected sentences changed"),
    finds="a sentence of the leaflet's `protect`, or of its kind's in the leaflet's language, that"
    " no sentence of the body equals in all its words; marks, capitals and punctuation may differ."
    " The place is that of the sentence that has most of the words",
    mend="write the sentence as it was; if it was meant to change, change it under `protect` too,"
    " and have it approved",
    why="A word less in a sentence on prescribed medicines or signs of danger turns it around, and"
    " no other check knows which sentences these are.",
)
