"""The signs of each harm stand where a reader in need looks for them."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.core.located import FieldPath
from leaflet.model.leaflet import blocks
from leaflet.model.lexicon import Sign
from leaflet.model.phrases import Phrases, words_of
from leaflet.text.leaflet_text import LeafletText

_LEVELS = ("emergency", "same-day", "routine")
#: A sign with its place and level.
_Said = tuple[FieldPath, str, tuple[str, ...]]


def _run(text: LeafletText) -> Iterator[Found]:
    said = list(_said(text))
    if not said:
        return
    asked = {
        name: level
        for level in _LEVELS
        for name in text.kind.signs.get(level, ())  # type: ignore[call-overload]
    }
    for sign in text.lexicon.signs:
        found = [one for one in said if _speaks(text, sign.find, one[2])]
        yield from _too_low(text, sign, found, is_asked=sign.name in asked)
        if not found and sign.name in asked:
            place = text.loaded.place(said[0][0])
            yield place, f'no sign is "{sign.name}"', f"add it to {asked[sign.name]}"
    yield from _without_signs(text, said)


def _said(text: LeafletText) -> Iterator[_Said]:
    for field_path, block in blocks(text.leaflet, "help"):
        for k, item in enumerate(block.content):
            for n, sign in enumerate(item.signs):
                yield (*field_path, k, "signs", n), item.urgency, words_of(sign)


def _too_low(
    text: LeafletText, sign: Sign, found: list[_Said], *, is_asked: bool
) -> Iterator[Found]:
    """Findings for a sign that stands at a less urgent level, and at no level that is enough; of
    one that the kind asks for, also where it stands at such a level as well.
    """
    enough = _LEVELS[: _LEVELS.index(sign.level) + 1]
    if not is_asked and any(level in enough for _, level, _ in found):
        return
    for place, level, _ in found:
        if level in enough:
            continue
        message = f'{sign.name} is "{sign.level}", and stands under "{level}"'
        yield text.loaded.place(place), message, f"move it to {sign.level}"


def _without_signs(text: LeafletText, said: list[_Said]) -> Iterator[Found]:
    """Findings for a risk of an emergency without its signs."""
    risks = [
        ((*field_path, k), words_of(risk.name))
        for field_path, block in blocks(text.leaflet, "risks")
        for k, risk in enumerate(block.content)
    ]
    by_risk: dict[Phrases, list[Sign]] = {}
    for sign in text.lexicon.signs:
        if sign.risks and sign.level == "emergency":
            by_risk.setdefault(sign.risks, []).append(sign)
    for phrases, signs in by_risk.items():
        named = [place for place, words in risks if _speaks(text, phrases, words)]
        shown = [
            place for place, _, words in said if any(_speaks(text, s.find, words) for s in signs)
        ]
        if named and not shown:
            message = f'a risk that shows itself by {signs[0].name} has no such sign in "help"'
            yield text.loaded.place(named[0]), message, "add it to the emergency signs"


def _speaks(text: LeafletText, phrases: Phrases, words: tuple[str, ...]) -> bool:
    return any(text.lexicon.search_for(phrases).matches(words))


CHECK = Check(
    id="help-signs",
    stage="content",
    reads=LeafletText,
    severity=Severity.ERROR,
    summary="Each sign of harm stands at its level of help, and agrees with the risks.",
    run=_run,
    nouns=("sign out of place", "signs out of place"),
    finds="a sign of the lexicon's `signs` at a level that is not urgent enough for it, if it"
    " stands at no other, and one that the kind asks for at such a level in any case; a sign that"
    " the leaflet's kind asks for and no level has; a risk of an emergency without the signs by"
    " which it shows itself",
    mend="move the sign up, add it, or name its risk",
    why="EQIP: warning signs and what to do; a reader in need reads the box of help and nothing"
    " else.",
    lexicon=("signs",),
)
