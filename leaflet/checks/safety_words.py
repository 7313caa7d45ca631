"""A locale says as clearly as the shipped one what to do in need."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.model.locale import Locale
from leaflet.text.field_text import FieldText
from leaflet.text.sentences import split

#: The words that tell a reader whom to call and when, and whether a page may be used.
_NAMES = (
    "call_emergency", "call_urgent_advice", "call_clinic", "go_emergency_department",
    "no_urgent_line", "band_draft", "band_overdue", "band_withdrawn",
)  # fmt: skip
#: What stands where nobody counted.
_NOT_KNOWN = "not_known"
#: Those that say that it cannot wait.
_URGENT = frozenset(
    {"call_emergency", "call_urgent_advice", "call_clinic", "go_emergency_department"}
)
#: Words of doubt that leave it to the reader.
_OPEN = frozenset("may might could perhaps maybe if unless whether hope try wish like".split())


def _run(text: FieldText) -> Iterator[Found]:
    if not isinstance(text.value, Locale):
        return
    for sentence in text.sentences:
        name = str(sentence.unit.field_path[-1])
        if name == _NOT_KNOWN and text.has("frequencies", sentence):
            message = f'"{sentence.text}" says how often'
            yield text.place(sentence.unit), message, "say that it is not known"
        if name not in _NAMES:
            continue
        place = text.place(sentence.unit)
        if open_words := _OPEN & set(sentence.words):
            message = f'"{min(open_words)}" leaves open what must be done'
            yield place, message, "say it as an order"
        if (
            name in _URGENT
            and text.lexicon.urgency
            and sentence.start == 0
            and not any(
                any(text.search("urgency").matches(one.words)) for one in split(sentence.unit)
            )
        ):
            yield place, f'"{name}" does not say how soon', "add: now, or the same day"


CHECK = Check(
    id="safety-words",
    stage="content",
    reads=FieldText,
    severity=Severity.ERROR,
    summary="A locale says clearly whom to call, how soon, and that a draft is for nobody.",
    run=_run,
    finds="a word such as `if` or `may` among the words of a locale that tell a reader whom to call"
    " or whether a page may be used; one of those without a word of the lexicon's `urgency`; a"
    " `not_known` that says how often",
    mend="say it as an order, with how soon",
    why="A reader in an emergency does what the box of help says, and waits where it sounds as if"
    " they may.",
    lexicon=("urgency", "frequencies"),
)
