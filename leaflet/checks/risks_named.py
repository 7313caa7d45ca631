"""A short form names each risk that needs somebody's help."""

from collections.abc import Iterable, Iterator, Sequence

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.model.leaflet import Section, texts
from leaflet.model.phrases import Phrases, words_of
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.named_risks import grave_risks, unnamed


def _run(text: LeafletText) -> Iterator[Found]:
    for index, section in enumerate(text.leaflet.sections):
        if not section.short:
            continue
        yield from _rows_missing(text, index, section)
        printed = (said for _, said in texts(section.short))
        for risk in unnamed(grave_risks(section.blocks), printed, text.lexicon):
            place = text.loaded.place(("sections", index, "short", 0))
            message = f'the short form does not name the risk "{risk.name}"'
            yield place, message, "name it: formats with less room print the short form alone"


def _rows_missing(text: LeafletText, index: int, section: Section) -> Iterator[Found]:
    """Findings for a grave risk that the short form names, and the table of risks does not."""
    names = _words(r.name for b in section.blocks if b.kind == "risks" for r in b.content)
    said = _words(one for _, one in texts(section.short)) if names else ()
    for sign in text.lexicon.signs if names else ():
        if (
            sign.level == "emergency"
            and _speaks(text, sign.risks, said)
            and not _speaks(text, sign.risks, names)
        ):
            place = text.loaded.place(("sections", index, "short", 0))
            message = f"the short form names a risk that shows itself by {sign.name}"
            yield place, f"{message}, and the table has no row for it", "add the row"
            return


def _speaks(text: LeafletText, phrases: Phrases, words: Sequence[str]) -> bool:
    return bool(phrases) and any(text.lexicon.search_for(phrases).matches(words))


def _words(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for part in parts for word in words_of(part))


CHECK = Check(
    id="risks-named",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="A short form names each risk that needs a call or an ambulance.",
    run=_run,
    nouns=("risk not named", "risks not named"),
    finds="a risk of class `call-us` or `emergency` that the `short` form of its section does not"
    " name by a word of its name, of four letters or more and none of the lexicon's"
    " `risk_qualifiers`; a grave risk that the short form names and no row does",
    mend="name it in the short form",
    why="A tri-fold or sheet prints the short form in place of the table of risks; who reads it"
    " decides on it alone (IPDAS: good and bad sides in equal detail).",
    lexicon=("signs",),
)
