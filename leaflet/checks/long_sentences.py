"""Sentences and paragraphs that are too long to hold in mind."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import Reading
from leaflet.text.readability import costliest


def _run(reading: Reading) -> Iterator[Found]:
    yield from _sentences(reading)
    yield from _mean(reading)
    yield from _paragraphs(reading)


def _sentences(reading: Reading) -> Iterator[Found]:
    limit = reading.norms.sentence_words
    for sentence in reading.sentences:
        if len(sentence.words) <= limit or sentence.unit.kind == "heading":
            continue
        words = [word for word, _ in sentence.spoken]
        if len(words) > limit:
            place = reading.place(sentence.unit, sentence.offsets[0])
            yield place, f"a sentence of {len(words)} words", "split it" + _hard(reading, words)


def _hard(reading: Reading, words: Sequence[str]) -> str:
    """The words that cost a reader most, each with a plain one where the lexicon has it."""
    hard = costliest(words, reading.leaflet.language)
    plain = reading.search("hard_words")
    hard_words = []
    for word in hard:
        instead = next((meaning for _, _, meaning in plain.matches([word])), "")
        hard_words.append(f"{word} ({instead})" if instead else word)
    return f"; hard words: {', '.join(hard_words)}" if hard_words else ""


def _mean(reading: Reading) -> Iterator[Found]:
    if not reading.prose:
        return
    mean = sum(len(s.words) for s in reading.prose) / len(reading.prose)
    warning, error = reading.norms.mean_words
    if mean > warning:
        severity = Severity.ERROR if mean > error else Severity.WARNING
        place = reading.loaded.place(("title",))
        yield place, f"sentences of {mean:.1f} words on average", f"aim for {warning:g}", severity


def _paragraphs(reading: Reading) -> Iterator[Found]:
    warning, error = reading.norms.paragraph_sentences
    for _, group in groupby(reading.sentences, key=lambda sentence: id(sentence.unit)):
        inside = list(group)
        unit = inside[0].unit
        is_paragraph = unit.kind in ("prose", "short") and not unit.is_item
        if is_paragraph and len(inside) > warning:
            severity = Severity.ERROR if len(inside) > error else Severity.WARNING
            hint = f"start a new one after {warning} at the latest"
            yield reading.place(unit), f"a paragraph of {len(inside)} sentences", hint, severity


CHECK = Check(
    id="long-sentences",
    stage="content",
    reads=Reading,
    severity=Severity.ERROR,
    summary="Sentences and paragraphs are short.",
    run=_run,
    finds="a sentence above 25 words; a mean above 15 words (an error above 20); a paragraph above"
    " 4 sentences (an error above 6); words of web addresses are not counted",
    mend="split the sentence at its joint, or replace the words that the hint names",
    why="Plain English asks for a mean of 15 to 20 words, easy read for 10 to 15 at most; EQIP asks"
    " for short sentences (Moult 2004). The bound of paragraphs is this project's own.",
)
