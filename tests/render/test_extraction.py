"""A clinic's numbers and addresses come out of every PDF as they stand in the clinic's file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from leaflet.render import renderer
from tests.support.extracted import (
    TEXT_READERS,
    link_targets,
    places,
    strangers,
    text_by_pdfium,
)
from tests.support.in_formats import ON_PAPER, edition_in, printed_in
from tests.support.printed import EACH_CLINIC, small_page
from tests.support.projects import ROOT

pytestmark = [pytest.mark.pdf, pytest.mark.process]

Read = Callable[[bytes], str]
each_clinic = pytest.mark.parametrize("clinic", EACH_CLINIC)
each_format = pytest.mark.parametrize("format_", ON_PAPER)
each_reader = pytest.mark.parametrize("read", TEXT_READERS.values(), ids=TEXT_READERS)

POSTERS = frozenset({"poster-a3", "poster-a4"})
#: They leave the web address to the code, which leads to the leaflet.
FOLDED = frozenset({"trifold", "trifold-letter"})
NOT_THE_CLINICS = ("tel:999", "tel:111")


def clinic_file(clinic: str) -> Any:
    text = (ROOT / "content/clinics" / clinic / "clinic.yaml").read_text("utf-8")
    return yaml.load(text, yaml.BaseLoader)


def address_of_leaflet(format_: str, clinic: str) -> str:
    fields = clinic_file(clinic)
    return f"{fields['qr']}/{edition_in(format_, clinic).code}"


def shown_details(format_: str, clinic: str) -> list[str]:
    """What a format shows of a clinic's file, as it stands there."""
    fields = clinic_file(clinic)
    phones = [phone["display"] for phone in fields["phones"].values()]
    opened = address_of_leaflet(format_, clinic).removeprefix("https://")
    if format_ in POSTERS:
        return [phones[0], opened]
    details = [*phones, fields["email"], fields["feedback"], fields["complaints"]["contact"]]
    details += [", ".join(fields["address"])]
    if format_ not in FOLDED:
        details += [fields["web"].removeprefix("https://"), opened]
    return details


def shown_targets(format_: str, clinic: str) -> set[str]:
    """The addresses that links of a format lead to for a clinic."""
    fields = clinic_file(clinic)
    phones = [f"tel:{phone['number']}" for phone in fields["phones"].values()]
    opened = address_of_leaflet(format_, clinic)
    if format_ in POSTERS:
        return {phones[0], opened}
    targets = {*phones, f"mailto:{fields['email']}"}
    return targets if format_ in FOLDED else targets | {fields["web"], opened}


@each_reader
@each_clinic
@each_format
def test_details_come_out_letter_by_letter(format_: str, clinic: str, read: Read) -> None:
    text = read(printed_in(format_, clinic).file)
    found = {detail: places(detail, text) for detail in shown_details(format_, clinic)}
    assert [detail for detail, spans in found.items() if not spans] == []
    assert strangers(text, found) == []


@each_clinic
@each_format
def test_links_lead_where_the_clinics_file_says(format_: str, clinic: str) -> None:
    targets = link_targets(printed_in(format_, clinic).file)
    own = {t for t in targets if t.startswith(("tel:", "mailto:")) or ".example" in t}
    assert own - set(NOT_THE_CLINICS) == shown_targets(format_, clinic)


# --- what must be noticed -----------------------------------------------------------------------

MAIL, PHONE = "reception@st-oswin.example", "0113 496 0262"


@pytest.mark.parametrize(
    "text",
    [
        f"see {MAIL}.",
        f"{MAIL}, or ask",
        "reception@\nst-oswin\n.example",
        f"({PHONE})",
        "0113\u00a0496\u00a00262\nUrgent",
        "0113 496\n0262",
    ],
)
def test_a_detail_is_found_where_it_stands(text: str) -> None:
    assert len([*places(MAIL, text), *places(PHONE, text)]) == 1
    assert strangers(text, {one: places(one, text) for one in (MAIL, PHONE)}) == []


@pytest.mark.parametrize(
    "text",
    [
        f"Mail{MAIL}",
        f"{MAIL}The door",
        f"{MAIL}.uk",
        "reception@stoswin.example",
        "reception@st- oswin.example",
        "reception@st-oswin \n.example",
        "reception@st\u2010oswin.example",
        f"{PHONE}1",
        f"4{PHONE}",
        f"Call{PHONE}",
        "0113 496 0226",
        "0113 4960262",
        "01134960262",
    ],
)
def test_a_detail_with_another_letter_or_joined_to_a_word_is_not_found(text: str) -> None:
    assert (places(MAIL, text), places(PHONE, text)) == ([], [])


def test_a_number_that_is_not_the_clinics_is_noticed() -> None:
    text = f"{PHONE} or 0113 496 0999, {MAIL} or x@st-oswin.example"
    known = {one: places(one, text) for one in (MAIL, PHONE)}
    assert len(strangers(text, known)) == 3  # the number, and two parts of the address
    assert strangers(text.partition(" or ")[0], known) == []


def test_another_address_and_another_target_come_out_of_a_file() -> None:
    body = f'<p>Mail <a href="mailto:{MAIL}x">{MAIL}</a>now</p>'
    pdf = renderer.render(small_page(body), {}).file
    assert link_targets(pdf) == [f"mailto:{MAIL}x"]
    assert places(MAIL, text_by_pdfium(pdf)) == []
