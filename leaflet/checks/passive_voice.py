"""Passive sentences, which hide who does something."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.model.lexicon import Lexicon
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.sentences import Sentence

#: The most words between the auxiliary and the participle, as in "is not yet proved".
_GAP = 2
#: The fewest letters of a participle; shorter words have the ending by chance: "need", "bed".
_SHORTEST = 5
#: The fewest sentences for which a share is reported.
_LEAST_SENTENCES = 10
_EXAMPLES = 2


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    lexicon, prose = leaflet_text.lexicon, leaflet_text.prose
    if len(prose) < _LEAST_SENTENCES or not lexicon.auxiliaries:
        return
    is_passive = _Passive(lexicon)
    passive = [sentence for sentence in prose if is_passive(sentence)]
    share = len(passive) / len(prose)
    if share <= leaflet_text.norms.passive_share:
        return
    places = [leaflet_text.place(s.unit, s.offsets[0]) for s in passive[:_EXAMPLES]]
    lines = " and ".join(str(place.line) for place in places)
    message = f"{share * 100:.0f} in 100 sentences are in the passive voice, as on lines {lines}"
    yield places[0], message, "say who does it: we clean your skin"


class _Passive:
    """Recognises sentences with an auxiliary and a participle soon after it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._auxiliaries = frozenset(lexicon.auxiliaries)
        self._participles = frozenset(lexicon.participles)
        self._endings = lexicon.participle_endings
        #: "a raised scar" is not passive: an article begins a noun phrase.
        self._small = frozenset(lexicon.function_words)

    def __call__(self, sentence: Sentence) -> bool:
        words = sentence.words
        return any(
            word in self._auxiliaries and self._goes_on(words[at + 1 : at + 2 + _GAP])
            for at, word in enumerate(words)
        )

    def _goes_on(self, after: tuple[str, ...]) -> bool:
        for word in after:
            if word in self._small:
                return False
            has_ending = len(word) >= _SHORTEST and word.endswith(self._endings)
            if has_ending or word in self._participles:
                return True
        return False


CHECK = Check(
    id="passive-voice",
    stage="content",
    reads=LeafletText,
    severity=Severity.WARNING,
    summary="Most sentences say who does what.",
    run=_run,
    finds="more than 20 in 100 sentences in which a word of the lexicon's `auxiliaries` is followed"
    " by a participle; the finding is placed at the first",
    mend="rewrite some of them so that somebody does something; patterns can be wrong, so judge",
    why="PEMAT-P asks for the active voice most of the time (item 5), which its authors read as"
    " 80 in 100 sentences (PMC5839932).",
    lexicon=("auxiliaries", "participles", "participle_endings"),
)
