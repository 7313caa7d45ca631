"""Running text that falls into short pieces, which say what and never why."""

from collections.abc import Iterator, Sequence

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import Sentence

#: The kinds of blocks whose paragraphs are running text.
_RUNNING = frozenset({"prose", "important", "warning", "for"})
#: The mean length in words below which sentences are labels, and the fewest that have a mean.
_SHORTEST_MEAN, _FEWEST = 7, 6
#: So many words in a row of a section need a word that connects.
_STRETCH = 150


def _run(text: LeafletText) -> Iterator[Found]:
    sections: dict[str, list[Sentence]] = {}
    for sentence in text.prose:
        if sentence.unit.kind in _RUNNING and not sentence.unit.is_item:
            sections.setdefault(sentence.unit.section, []).append(sentence)
    for section, sentences in sections.items():
        mean = sum(len(s.words) for s in sentences) / len(sentences)
        if len(sentences) >= _FEWEST and mean < _SHORTEST_MEAN:
            place = text.place(sentences[0].unit, sentences[0].offsets[0])
            message = f'the sentences of section "{section}" have {mean:.1f} words on average'
            yield place, message, "join those that belong together: because, so, if, when"
        elif text.lexicon.connectives:
            yield from _unconnected(text, sentences)


def _unconnected(text: LeafletText, sentences: Sequence[Sentence]) -> Iterator[Found]:
    """A finding at the first of many words that nothing connects."""
    words, first = 0, sentences[0]
    for sentence in sentences:
        if text.has("connectives", sentence):
            words = 0
            continue
        first = sentence if not words else first
        words += len(sentence.words)
        if words >= _STRETCH:
            place = text.place(first.unit, first.offsets[0])
            message = f"{words} words from here without a word that connects two things"
            yield place, message, "say why and when: because, so, if, when"
            return


CHECK = Check(
    id="choppiness",
    stage="content",
    reads=LeafletText,
    severity=Severity.WARNING,
    summary="Running text has sentences that hang together.",
    run=_run,
    nouns=("choppy section", "choppy sections"),
    finds="a section whose running text has six sentences or more with fewer than 7 words on"
    " average; 150 words in a row of a section without one of the lexicon's `connectives`. Lists"
    " and tables are left out",
    mend="join sentences that belong together, and say why",
    why="Short is not yet clear: a reader who is told what to do and not why remembers less of it"
    " (quality norms of PEMAT-P; text coherence, McNamara 1996, Cogn Instr 14:1).",
    lexicon=("connectives",),
)
