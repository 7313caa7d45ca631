"""The reading level of a leaflet, by the formulas of its own language."""

from collections.abc import Collection, Iterator, Sequence

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.readability import Score, count, scores
from leaflet.text.sentences import Sentence

#: The fewest words of a section with a score of its own: scores of shorter texts vary too much.
_SECTION_WORDS = 100
#: The fewest words of a cell, item or short form that is scored by itself, and by how much it may
#: go beyond the bound of the error: in school years, and on a scale of ease.
_CELL_WORDS, _GRADES, _EASE = 10, 4, 30
#: The bounds of the Polish fog index, which is not validated and so is only noted.
_FOG = (8.0, float("inf"))
_HINT = "split long sentences and use shorter words"


def _run(leaflet_text: LeafletText) -> Iterator[Found]:
    place = leaflet_text.loaded.place(("title",))
    made = _scores(leaflet_text, leaflet_text.prose)
    milder = _scores(leaflet_text, leaflet_text.prose, leaflet_text.taught)
    if leaflet_text.prose and not made:
        message = f'no score: no validated formula for "{leaflet_text.leaflet.language}"'
        yield place, message, "ask readers of the language to test it", Severity.NOTE
    for score in made:
        severity = _severity(leaflet_text, score)
        if severity:
            mild = _mild(milder, score)
            message = f"{_as_text(score)} ({mild} with the glossary's words counted as easy)"
            yield place, message, f"{_HINT}: {_aim(leaflet_text, score, 0)}", severity
    if made and not any(_severity(leaflet_text, score) for score in made):
        message = ", ".join(f"{_as_text(score)} ({_mild(milder, score)})" for score in made)
        hint = "read the score in brackets as the one with the glossary's words counted as easy"
        yield place, message, hint, Severity.NOTE
    yield from _sections(leaflet_text)
    yield from _cells(leaflet_text)


def _sections(leaflet_text: LeafletText) -> Iterator[Found]:
    by_section: dict[str, list[Sentence]] = {}
    for sentence in leaflet_text.prose:
        by_section.setdefault(sentence.unit.section, []).append(sentence)
    for index, section in enumerate(leaflet_text.leaflet.sections):
        sentences = by_section.pop(section.id, [])
        if sum(len(s.words) for s in sentences) < _SECTION_WORDS:
            continue
        for score in _scores(leaflet_text, sentences):
            if _is_beyond(leaflet_text, score, 1):
                place = leaflet_text.loaded.place(("sections", index))
                message = f'section "{section.id}": {_as_text(score)}'
                yield place, message, f"{_HINT}: {_aim(leaflet_text, score, 1)}", Severity.WARNING


def _cells(leaflet_text: LeafletText) -> Iterator[Found]:
    """Findings for items, cells and short forms that are far beyond the bound of the deciding
    formula: so few words say little, so they have more room.
    """
    by_unit: dict[int, list[Sentence]] = {}
    for sentence in leaflet_text.sentences:
        unit = sentence.unit
        if unit.section and (unit.is_item or unit.kind == "short") and len(sentence.words) >= 3:
            by_unit.setdefault(unit.number, []).append(sentence)
    for sentences in by_unit.values():
        if sum(len(s.words) for s in sentences) < _CELL_WORDS:
            continue
        for score in _scores(leaflet_text, sentences, leaflet_text.taught)[:1]:
            bound = _bounds(leaflet_text, score)[1]
            too_much = score.value - bound if score.low_is_easy else bound - score.value
            if too_much > (_GRADES if score.low_is_easy else _EASE):
                place = leaflet_text.place(sentences[0].unit)
                message = f"this text by itself: {_as_text(score)}"
                yield place, message, _HINT, Severity.WARNING


def _scores(
    leaflet_text: LeafletText, sentences: Sequence[Sentence], taught: Collection[str] = ()
) -> tuple[Score, ...]:
    language = leaflet_text.leaflet.language
    return scores(count((s.words for s in sentences), language, taught=taught), language)


def _mild(milder: Sequence[Score], score: Score) -> str:
    """The score of the whole leaflet with the glossary's words counted as easy."""
    return next(f"{other.value:.1f}" for other in milder if other.id == score.id)


def _bounds(leaflet_text: LeafletText, score: Score) -> tuple[float, float]:
    bounds: tuple[float, float] = getattr(leaflet_text.norms, score.id, _FOG)
    return bounds


def _is_beyond(leaflet_text: LeafletText, score: Score, index: int) -> bool:
    bound = _bounds(leaflet_text, score)[index]
    return score.value > bound if score.low_is_easy else score.value < bound


def _severity(leaflet_text: LeafletText, score: Score) -> Severity | None:
    """The severity of a score of the whole leaflet; an indicative score is never an error."""
    if not _is_beyond(leaflet_text, score, 0):
        return None
    if not hasattr(leaflet_text.norms, score.id):
        return Severity.NOTE
    is_error = _is_beyond(leaflet_text, score, 1) and not score.is_indicative
    return Severity.ERROR if is_error else Severity.WARNING


def _as_text(score: Score) -> str:
    return f"{score.name} {score.value:.1f}"


def _aim(leaflet_text: LeafletText, score: Score, index: int) -> str:
    bound = "at most" if score.low_is_easy else "at least"
    return f"{bound} {_bounds(leaflet_text, score)[index]:g}"


def _in_summary(message: str) -> str:
    """A score in a few words: "reading grade 9.2", "INFLESZ 52.0"."""
    name, _, value = message.partition(" (")[0].rpartition(" ")
    return f"reading grade {value}" if name.endswith("grade") else f"{name} {value}"


CHECK = Check(
    id="reading-level",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="A leaflet is easy to read, by the formulas of its own language.",
    run=_run,
    in_summary=_in_summary,
    finds="English: a Flesch-Kincaid grade above 6 or a SMOG grade above 8 (errors above 8 and 10),"
    " a reading ease below 70 (error below 60); Spanish: INFLESZ below 65 (error below 55); Polish:"
    " a note of a fog index above 8; a section of 100 or more words that is beyond the bound of"
    " the error (advice); a cell, an item or a paragraph of a short form of 10 or more words that"
    " is four grades, or 30 points of ease, beyond it (advice); a note where the language has no"
    " formula, since formulas of another language do not apply. A leaflet within the bounds has"
    " its scores in a note",
    mend="split sentences, use shorter words; formulas ignore meaning, so let readers test it",
    why="AMA and NIH advise grade 6 and below, the NHS a reading age of 9 to 11. 203 British skin"
    " leaflets had a mean Flesch-Kincaid grade of 9.8 and SMOG of 12.1 (Hunt 2022, PMID 34854104)."
    " INFLESZ was validated on texts for patients (Barrio-Cantalejo 2008). The score in brackets"
    " counts the glossary's words as easy; the bound applies to the other.",
)
