"""What the page says of an edition."""

from __future__ import annotations

from typing import Any

import pytest

from leaflet.model.settings import Printing
from leaflet.output.manifest_entries import ManifestEntry
from leaflet.site.cards import Card, cards_of, day_in_words
from tests.support.sites import entry_of


def card(entry: ManifestEntry, *beside: str) -> Card:
    """A card where the files with these suffixes stand beside the reading file."""
    (made,) = cards_of([entry], Printing(), {entry.file(suffix) for suffix in beside}.__contains__)
    return made


def links(made: Card) -> dict[str, str]:
    return {link.words: link.address for link in made.links}


@pytest.mark.parametrize(
    ("changed", "says", "is_good"),
    [
        ({}, "Approved until 31 January 2030", True),
        ({"state": "draft"}, "Draft. Not for patients", False),
        ({"state": "overdue"}, "Review overdue since 31 January 2030. Not for patients", False),
        ({"state": "withdrawn"}, "Withdrawn. Recycle all copies", False),
        ({"review_due": ""}, "Approved", True),
        (
            {"stale": ("an older phone number", "an older logo")},
            "Out of date: it has an older phone number and an older logo. Not for patients",
            False,
        ),
    ],
)
def test_the_state_is_in_words(changed: dict[str, Any], says: str, is_good: bool) -> None:
    made = card(entry_of("riverside", "peels", "a4", **changed))
    assert (made.state, made.is_good) == (says, is_good)
    assert bool(made.until) == (is_good and "review_due" not in changed)


def test_what_is_folded_is_printed_from_its_sheets_and_read_from_its_pages() -> None:
    made = card(entry_of("riverside", "peels", "trifold", pages=2), ".print.pdf")
    assert links(made) == {
        "Print (PDF)": "riverside/en-GB/peels.trifold.print.pdf",
        "Read or send (PDF)": "riverside/en-GB/peels.trifold.pdf",
    }


def test_what_needs_no_sheets_is_one_file() -> None:
    made = card(entry_of("riverside", "peels", "a4"))
    assert links(made) == {"Print or send (PDF)": "riverside/en-GB/peels.a4.pdf"}


def test_a_large_poster_is_printed_whole_or_on_sheets() -> None:
    entry = entry_of("riverside", "peels", "poster-a3", pages=1)
    made = card(entry, ".print.pdf")
    assert [one.settings for one in made.printing] == ["A3, one side", "A4, one side"]
    assert list(links(made).values()) == [entry.path, entry.file(".print.pdf")]
    alone = card(entry)
    assert [one.settings for one in alone.printing] == ["A3, one side"]
    assert list(links(alone).values()) == [entry.path]


def test_a_phone_page_is_opened_and_not_printed() -> None:
    made = card(entry_of("riverside", "peels", "phone", pages=1))
    assert (made.printing, made.drawing) == ((), "phone")
    assert links(made) == {"Open the phone page": "riverside/en-GB/peels.phone.html"}


def test_what_may_not_be_handed_out_is_not_offered_for_printing() -> None:
    for state in ("draft", "overdue", "withdrawn"):
        for format_ in ("a4", "trifold", "poster-a3"):
            made = card(entry_of("riverside", "peels", format_, state=state), ".print.pdf")
            assert not [words for words in links(made) if words.startswith("Print")]


def test_files_for_other_printers_are_linked_where_they_are() -> None:
    entry = entry_of("riverside", "peels", "a4")
    made = card(entry, ".print.fronts.pdf", ".print.backs.pdf", ".proof.pdf")
    assert list(links(made))[1:] == ["Fronts only (PDF)", "Backs only (PDF)", "Test sheets (PDF)"]


def test_a_manifest_of_an_older_version_has_ids_for_names() -> None:
    names = {"title": "", "clinic_name": "", "language_name": "", "review_due": ""}
    made = card(entry_of("riverside", "peels", "a4", **names))
    assert (made.title, made.clinic, made.language) == ("peels", "riverside", "en-GB")
    assert made.state == "Approved"


def test_a_format_that_no_longer_exists_is_shown_by_its_name() -> None:
    made = card(entry_of("riverside", "peels", "leporello"))
    assert (made.format_name, made.printing) == ("leporello", ())


def test_cards_stand_by_clinic_and_title() -> None:
    entries = [
        entry_of("st-oswin", "peels", "a4"),
        entry_of("riverside", "sun", "a4"),
        entry_of("riverside", "peels", "trifold"),
        entry_of("riverside", "peels", "a4"),
    ]
    made = cards_of(entries, Printing(), lambda _: False)
    assert [one.entry for one in made] == [entries[3], entries[2], entries[1], entries[0]]


def test_a_day_that_is_none_is_shown_as_it_is() -> None:
    assert day_in_words("2027-02-03") == "3 February 2027"
    assert day_in_words("soon") == "soon"


def test_what_an_address_cannot_hold_is_encoded_in_it() -> None:
    for format_, ending in (("a4", "pdf"), ("trifold", "pdf"), ("phone", "html")):
        odd = f"Klinik Süd/x #1?.{ending}"
        made = card(entry_of("riverside", "peels", format_, path=odd), ".print.pdf")
        assert f"Klinik%20S%C3%BCd/x%20%231%3F.{ending}" in links(made).values()
