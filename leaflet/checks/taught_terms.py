"""Terms of the glossary are used, and explained at their first use."""

from collections.abc import Iterator, Mapping, Sequence

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.model.phrases import words_of
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import Sentence

#: The fewest letters of a word that explains a term, and the most that are compared.
_TELLING, _LONGEST = 4, 12
#: The most words of a term that are searched for.
_LONGEST_TERM = 6

WordSequence = tuple[str, ...]


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    inside = {unit.number for unit in leaflet_text.body}
    body = [sentence for sentence in leaflet_text.sentences if sentence.unit.number in inside]
    terms = [words_of(term.term)[:_LONGEST_TERM] for term in leaflet_text.leaflet.glossary]
    uses = _first_uses(body, frozenset(terms))
    beginnings = _Beginnings(body)
    for k, (term, words) in enumerate(zip(leaflet_text.leaflet.glossary, terms, strict=True)):
        if words not in uses:
            place = leaflet_text.loaded.place(("glossary", k, "term"))
            yield place, f'"{term.term}" is taught but never used', "use it, or delete it"
            continue
        index, offset = uses[words]
        telling = _telling(leaflet_text, words, words_of(term.means))
        if telling and not beginnings.near(index, telling):
            place = leaflet_text.place(body[index].unit, offset)
            hint = f"say there what it means: {term.means}"
            yield place, f'"{term.term}" is not explained at its first use', hint


def _first_uses(
    body: Sequence[Sentence], terms: frozenset[WordSequence]
) -> Mapping[WordSequence, tuple[int, int]]:
    """Sentence and offset of the first use of each term, as in the glossary or with an s."""
    uses: dict[WordSequence, tuple[int, int]] = {}
    lengths = sorted({len(term) for term in terms if term})
    firsts = {term[0] for term in terms if term}
    firsts |= {f"{first}s" for first in firsts}
    for index, sentence in enumerate(body):
        words = sentence.words
        starts = [at for at, word in enumerate(words) if word in firsts]
        for at, length in ((at, length) for at in starts for length in lengths):
            found = words[at : at + length]
            for form in (found, (*found[:-1], found[-1].removesuffix("s"))):
                if form in terms:
                    uses.setdefault(form, (index, sentence.offsets[at]))
    return uses


def _telling(leaflet_text: LeafletText, term: WordSequence, means: WordSequence) -> set[str]:
    """The beginnings of a meaning's content words, without their endings: "outgrow"."""
    small = frozenset(leaflet_text.lexicon.function_words).union(term)
    telling = (word for word in means if len(word) >= _TELLING and word not in small)
    return {word[: min(max(_TELLING, len(word) - 2), _LONGEST)] for word in telling}


class _Beginnings:
    """The beginnings of the words of sentences, computed once for each sentence."""

    def __init__(self, body: Sequence[Sentence]) -> None:
        self._body = body
        self._known: dict[int, frozenset[str]] = {}

    def near(self, index: int, telling: set[str]) -> bool:
        """Whether a word of a sentence, or of its neighbours, has one of the beginnings."""
        around = range(max(index - 1, 0), min(index + 2, len(self._body)))
        return any(not self._of(at).isdisjoint(telling) for at in around)

    def _of(self, index: int) -> frozenset[str]:
        if index not in self._known:
            self._known[index] = frozenset(
                word[:length]
                for word in self._body[index].words
                for length in range(_TELLING, min(len(word), _LONGEST) + 1)
            )
        return self._known[index]


CHECK = Check(
    id="taught-terms",
    stage="content",
    reads=LeafletText,
    severity=Severity.WARNING,
    summary="Terms of the glossary are used, and explained at their first use.",
    run=_run,
    finds="a term of the glossary that no section uses; a first use with no word of its `means`"
    " in its sentence, the one before or the one after",
    mend="explain the term in the same sentence or the next, or take it out of the glossary",
    why="PEMAT-P asks that medical words be taught (item 4), EQIP that technical ones be explained"
    " (Moult 2004); easy read explains a hard word in the next sentence.",
)
