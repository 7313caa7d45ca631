"""The cards of help that an edition prints, and on which pages they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leaflet.model.blocks import Help
from leaflet.page.edition import Edition
from tests.support.printed import Run, plain


@dataclass(frozen=True, slots=True)
class Card:
    """A level of help as printed: its urgency, whom to call or where to go, and its signs; and
    whether it is the clinic that is called.
    """

    urgency: str
    is_clinics: bool
    heads: tuple[str, ...]
    signs: tuple[str, ...]


def help_cards(edition: Edition) -> list[Card]:
    """The cards in the order of the source, as plain words."""
    (block,) = (b for s in edition.leaflet.sections for b in s.blocks if b.kind == "help")
    return [_card(level, edition) for level in block.content]


def _card(level: Help, edition: Edition) -> Card:
    words, pack = edition.locale.words, edition.pack
    is_routine = level.urgency == "routine"
    heads = {
        "emergency": words.call_emergency.format(number=pack.emergency.display),
        "urgent-advice": words.call_urgent_advice.format(number=pack.urgent_advice.display),
        "clinic": words.call_clinic_routine if is_routine else words.call_clinic,
        "emergency-department": words.go_emergency_department,
        "gp": words.go_gp,
        "pharmacist": words.go_pharmacist,
    }
    shown = tuple(plain(heads[name]) for name in (level.call, level.go) if name)
    return Card(level.urgency, level.call == "clinic", shown, tuple(map(plain, level.signs)))


def pages_of_cards(edition: Edition, pages: Mapping[int, str]) -> list[int]:
    """For each card the page that holds all of it; 0 for one that no page holds. `pages` are the
    plain words of the pages of the section, by their numbers.
    """
    squeezed = {number: text.replace(" ", "") for number, text in pages.items()}

    def page_of(card: Card) -> int:
        texts = [text.replace(" ", "") for text in (*card.heads, *card.signs)]
        holding = (n for n, page in squeezed.items() if all(text in page for text in texts))
        return next(holding, 0)

    return [page_of(card) for card in help_cards(edition)]


def runs_of(text: str, words: Sequence[Run]) -> list[Run]:
    """The first run of words that says a text."""
    wanted = text.replace(" ", "")
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            said = "".join(plain(run.text) for run in words[start:end]).replace(" ", "")
            if said == wanted:
                return list(words[start:end])
            if not wanted.startswith(said):
                break
    raise AssertionError(f"no words say {text!r}")
