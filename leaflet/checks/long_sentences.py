"""Sentences and paragraphs that are too long."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.readability import costliest


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    yield from _sentences(leaflet_text)
    yield from _mean(leaflet_text)
    yield from _paragraphs(leaflet_text)


def _sentences(leaflet_text: LeafletText) -> Iterator[Found]:
    limit = leaflet_text.norms.sentence_words
    for sentence in leaflet_text.sentences:
        if len(sentence.words) <= limit or sentence.unit.kind == "heading":
            continue
        words = [word for word, _ in sentence.spoken]
        if len(words) > limit:
            place = leaflet_text.place(sentence.unit, sentence.offsets[0])
            yield (
                place,
                f"a sentence of {len(words)} words",
                "split it" + _hard(leaflet_text, words),
            )


def _hard(leaflet_text: LeafletText, words: Sequence[str]) -> str:
    """The hardest words as part of a hint, each with a plain word if the lexicon has one."""
    hard = costliest(words, leaflet_text.leaflet.language)
    plain = leaflet_text.search("hard_words")
    hard_words = []
    for word in hard:
        instead = next((meaning for _, _, meaning in plain.matches([word])), "")
        hard_words.append(f"{word} ({instead})" if instead else word)
    return f"; hard words: {', '.join(hard_words)}" if hard_words else ""


def _mean(leaflet_text: LeafletText) -> Iterator[Found]:
    if not leaflet_text.prose:
        return
    mean = sum(len(s.words) for s in leaflet_text.prose) / len(leaflet_text.prose)
    warning, error = leaflet_text.norms.mean_words
    if mean > warning:
        severity = Severity.ERROR if mean > error else Severity.WARNING
        place = leaflet_text.loaded.place(("title",))
        yield place, f"sentences of {mean:.1f} words on average", f"aim for {warning:g}", severity


def _paragraphs(leaflet_text: LeafletText) -> Iterator[Found]:
    warning, error = leaflet_text.norms.paragraph_sentences
    for _, group in groupby(leaflet_text.sentences, key=lambda sentence: sentence.unit.number):
        inside = list(group)
        unit = inside[0].unit
        is_paragraph = unit.kind in ("prose", "short") and not unit.is_item
        if is_paragraph and len(inside) > warning:
            severity = Severity.ERROR if len(inside) > error else Severity.WARNING
            hint = f"start a new one after {warning} at the latest"
            yield (
                leaflet_text.place(unit),
                f"a paragraph of {len(inside)} sentences",
                hint,
                severity,
            )


CHECK = Check(
    id="long-sentences",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="Sentences and paragraphs are short.",
    run=_run,
    nouns=("long sentence", "long sentences"),
    finds="a sentence above 25 words; a mean above 15 words (an error above 20); a paragraph above"
    " 4 sentences (an error above 6); words of web addresses are not counted",
    mend="split the sentence between its clauses, or replace the words that the hint names",
    why="Plain English asks for a mean of 15 to 20 words, easy read for 10 to 15 at most; EQIP asks"
    " for short sentences (Moult 2004). The bound of paragraphs is this project's own.",
)
