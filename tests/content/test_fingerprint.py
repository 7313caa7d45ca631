"""The words hash: it changes with every word that a patient reads, and with nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest

from leaflet.content.fingerprint import name_hash, words_hash
from leaflet.core.digests import Asset
from leaflet.model.blocks import Block
from leaflet.model.leaflet import Author, Change, Involvement, Reviewer, Waiver
from leaflet.model.lexicon import Lexicon
from leaflet.page.edition import Edition
from tests.support.example import CLINICS, example_edition
from tests.support.printed import edition_words_hash

DAY = datetime.date(2030, 1, 1)
EDITION = example_edition(CLINICS[0])


def leaflet(**values: object) -> Edition:
    return replace(EDITION, leaflet=EDITION.leaflet.model_copy(update=values))


def clinic(**values: object) -> Edition:
    return replace(EDITION, clinic=EDITION.clinic.model_copy(update=values))


def pack(**values: object) -> Edition:
    return replace(EDITION, pack=EDITION.pack.model_copy(update=values))


def _section(index: int, **values: object) -> Edition:
    sections = list(EDITION.leaflet.sections)
    sections[index] = sections[index].model_copy(update=values)
    return leaflet(sections=tuple(sections))


def _block() -> Edition:
    section = EDITION.leaflet.sections[0]
    block = section.blocks[0]
    changed = block.model_copy(update={"content": (*block.content, "One more point.")})
    return _section(0, blocks=(changed, *section.blocks[1:]))


def _glossary() -> Edition:
    first, *rest = EDITION.leaflet.glossary
    return leaflet(glossary=(first.model_copy(update={"means": "something else"}), *rest))


def _legend() -> Edition:
    name, figure = next(iter(EDITION.leaflet.figures.items()))
    changed = figure.model_copy(update={"alt": "Something else"})
    return leaflet(figures={**EDITION.leaflet.figures, name: changed})


def _drawing() -> Edition:
    name, asset = next(iter(EDITION.figures.items()))
    return replace(EDITION, figures={**EDITION.figures, name: Asset(asset.uri, "0" * 64)})


def _word(name: str) -> Edition:
    words = EDITION.locale.words.model_copy(update={name: "something else"})
    return replace(EDITION, locale=EDITION.locale.model_copy(update={"words": words}))


def _emergency() -> Edition:
    return pack(emergency=EDITION.pack.emergency.model_copy(update={"display": "112"}))


CHANGES: dict[str, Callable[[], Edition]] = {
    "title": lambda: leaflet(title="Another title"),
    "main message": lambda: leaflet(main_message="Another message"),
    "heading": lambda: _section(3, heading="Another heading"),
    "short version": lambda: _section(
        3, short=(Block(kind="prose", content="Another short version"),)
    ),
    "block": _block,
    "order": lambda: leaflet(sections=EDITION.leaflet.sections[::-1]),
    "fewer sections": lambda: leaflet(sections=EDITION.leaflet.sections[:-1]),
    "glossary": _glossary,
    "words of a figure": _legend,
    "drawing": _drawing,
    "locale": lambda: _word("not_known"),
    "date format": lambda: replace(
        EDITION, locale=EDITION.locale.model_copy(update={"date": "{year} {month} {day}"})
    ),
    "emergency number": _emergency,
    "reporting": lambda: pack(reporting="Tell somebody else."),
    "sources": lambda: leaflet(sources=dict(list(EDITION.leaflet.sources.items())[1:])),
}

_REVIEWER = Reviewer(name="A", profession="B", register="C", number="1", date=DAY)
SAME: dict[str, Callable[[], Edition]] = {
    "nothing": leaflet,
    "version": lambda: leaflet(version="9.9.9"),
    "published": lambda: leaflet(published=DAY),
    "review due": lambda: leaflet(review_due=DAY),
    "evidence searched": lambda: leaflet(evidence_searched=DAY),
    "changes": lambda: leaflet(changes=(Change(version="9.9.9", date=DAY, note="x"),)),
    "authors": lambda: leaflet(authors=(Author(name="A", role="B"),)),
    "reviewers": lambda: leaflet(reviewers=(_REVIEWER,)),
    "patients": lambda: leaflet(patient_involvement=(Involvement(how="x", people=5, date=DAY),)),
    "waivers": lambda: leaflet(waivers=(Waiver(check="sides", reason="x", by="y", date=DAY),)),
    "withdrawn": lambda: leaflet(withdrawn=True),
    "clinic name": lambda: clinic(name="Another clinic"),
    "brand": lambda: clinic(brand=EDITION.clinic.brand.model_copy(update={"rgb": "#123456"})),
    "skin tone": lambda: clinic(skin_tone="light"),
    "logo": lambda: replace(EDITION, logo=None),
    "date of the jurisdiction": lambda: pack(verify_by=DAY),
    "words of a band": lambda: _word("band_draft"),
    "words for whoever prints": lambda: _word("print_heading"),
    "words behind a code": lambda: _word("status_current"),
    "format": lambda: replace(EDITION, format=replace(EDITION.format, title="Another")),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_a_patient_reads_changes_it(change: Callable[[], Edition]) -> None:
    assert edition_words_hash(change()) != edition_words_hash(EDITION)


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_nothing_else_does(change: Callable[[], Edition]) -> None:
    assert edition_words_hash(change()) == edition_words_hash(EDITION)


def test_every_change_is_another_hash() -> None:
    hashes = {edition_words_hash(change()) for change in CHANGES.values()}
    assert len(hashes) == len(CHANGES)
    assert all(len(made) == 64 for made in hashes)


def test_it_is_the_same_for_every_clinic() -> None:
    assert len({edition_words_hash(example_edition(clinic)) for clinic in CLINICS}) == 1


def test_a_type_without_a_hash_is_refused() -> None:
    with pytest.raises(TypeError, match="no words hash is defined for str"):
        words_hash("words", {})


def test_no_approval_is_bound_to_a_lexicon() -> None:
    assert words_hash(Lexicon(language="en"), {}) == ""


def test_the_name_of_a_kind_binds_in_the_language_alone() -> None:
    bound = name_hash({"en": "Foot care"}, "en-GB")
    assert bound
    assert name_hash({"en": "Foot care", "de": "Fußpflege"}, "en-GB") == bound
    assert name_hash({"de": "Füße", "en": "Care", "en-GB": "Foot care"}, "en-GB") == bound
    assert name_hash({"en": "Care of feet"}, "en-GB") != bound
    assert name_hash({"de": "Fußpflege"}, "en-GB") == ""
