"""A clinic's detail in the text of a leaflet, or in another clinic's complaints, is told there."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from leaflet.content.project import Project
from leaflet.core.diagnostics import Effect, Finding
from leaflet.planning.clinic_details import ClinicIdentity, clinic_details, shared_details
from leaflet.planning.matrix import Selection
from leaflet.planning.mentioned_details import (
    CLINIC_DETAIL,
    ClinicIndex,
    clinic_mentions,
    leaflet_mentions,
)
from leaflet.planning.planner import make_plan
from leaflet.text.contact_details import addresses_in, mails_in, names_in, numbers_in
from tests.checks.test_check_cases import loaded, text
from tests.support.governed import rewrite
from tests.support.projects import CLINIC, LEAFLET, PNG_CLINIC, Run

DAY = datetime.date(2026, 11, 29)
SENTENCE = "There is no standard mix."
CONTACT = "contact: 0113 496 0270"


def found_in(old: str, new: str, file: str = LEAFLET) -> list[Finding]:
    """What is found in the example with an edit of one file, without a plan."""
    read = {name: text(name) for name in (LEAFLET, CLINIC, PNG_CLINIC)}
    assert old in read[file]
    read[file] = read[file].replace(old, new, 1)
    clinics = [loaded(name, read[name]) for name in (CLINIC, PNG_CLINIC)]
    identities = [
        ClinicIdentity(one.path, one.path, tuple(clinic_details(one)), frozenset((one.path,)))
        for one in clinics
    ]
    index = ClinicIndex(identities)
    found = list(index.in_leaflet(leaflet_mentions(loaded(LEAFLET, read[LEAFLET]))))
    for identity, one in zip(identities, clinics, strict=True):
        found += index.in_clinic(identity, clinic_mentions(one))
    return found + [one for some in shared_details(identities).values() for one in some]


def told(folder: Path, *clinics: str, whole: bool = False) -> list[Finding]:
    plan = make_plan(Project(folder), Selection(clinics=clinics), today=DAY, whole=whole)
    codes = (CLINIC_DETAIL, "shared-detail")
    return list(dict.fromkeys(one for one in plan.findings if one.code in codes))


def test_the_example_mentions_none() -> None:
    assert found_in(SENTENCE, SENTENCE) == []


@pytest.mark.parametrize(
    ("words", "detail"),
    [
        ("Call 01632 960 140.", '"01632 960 140" is the phone number'),
        ("Call 01632-960140.", '"01632-960140" is the phone number'),
        ("Call +44 1632 960 140.", '"+44 1632 960 140" is the phone number'),
        ("Call +44 (0)1632 960 140.", '"+44 (0)1632 960 140" is the phone number'),
        ("Mail Hello@riverside-skin.example today.",
         '"Hello@riverside-skin.example" is the e-mail address'),
        ("See www.riverside-skin.example.", '"www.riverside-skin.example" is the web address'),
        ("See [our pages](https://riverside-skin.example/).",
         '"https://riverside-skin.example/" is the web address'),
    ],
)  # fmt: skip
def test_a_contact_of_a_clinic_in_a_leaflet_is_unfit_where_it_stands(
    words: str, detail: str
) -> None:
    new = f"Mixes differ. {words}"
    (finding,) = found_in(SENTENCE, new)
    assert finding.effect is Effect.UNFIT
    assert finding.message == f"{detail} of {CLINIC}"
    shown = finding.message.split('"')[1]
    line = text(LEAFLET).replace(SENTENCE, new, 1).split("\n")[finding.span.line - 1]
    assert (finding.span.path, shown in line) == (LEAFLET, True)
    if "](" not in words:
        assert line[finding.span.column - 1 :].startswith(shown)
    assert "](clinic:" in finding.hint


def test_the_selected_clinics_alone_are_looked_for(project_folder: Path) -> None:
    rewrite(project_folder, SENTENCE, "Call 01632 960 140.")
    assert told(project_folder, "st-oswin") == []
    (finding,) = told(project_folder, "st-oswin", whole=True)
    assert finding.span.path == LEAFLET


def test_every_edition_of_the_leaflet_is_unfit_not_that_of_the_clinic_alone(
    project_folder: Path,
) -> None:
    rewrite(project_folder, SENTENCE, "Call 01632 960 140.")
    plan = make_plan(Project(project_folder), Selection(), today=DAY)
    codes = [{one.code for one in edition.findings} for edition in plan.editions]
    assert len(codes) > 1
    assert all(CLINIC_DETAIL in found for found in codes)


NAME = "Riverside Skin Clinic"


@pytest.mark.parametrize(
    ("words", "is_told"),
    [
        (f"At {NAME} we look at your skin.", True),
        (f"Ask {NAME}’s nurses.", True),
        (f"{NAME} and St Thomas Hospital know more.", True),
        ("We are the St Oswin Dermatology and Laser Practice.", True),
        ("Ask the riverside skin clinic near you.", False),
        ("Ask the Milford Riverside Skin Clinic Trust.", False),
        ("Ask the Riverside Eye Clinic.", False),
        ("The Riverside has a Skin Clinic.", False),
    ],
)
def test_the_name_of_a_clinic_in_a_leaflet_is_advice(words: str, *, is_told: bool) -> None:
    found = found_in(SENTENCE, words)
    assert [one.effect for one in found] == [Effect.ADVICE] * is_told
    assert all("has the name of content/clinics/" in one.message for one in found)


@pytest.mark.parametrize(
    "words",
    [
        "[Call us](clinic:phones.main).",
        "Call 01632 960 141.",
        "Call 111 or 999.",
        "In 1632 960 people of 140 came.",
        "Mail help@riverside-skin.example.",
        "See riverside-skin.example/scars for pictures.",
        "See old.riverside-skin.example.",
        "Call the interpreters on 0808 157 0355.",
    ],
)
def test_what_is_no_detail_of_a_clinic_is_fine(words: str) -> None:
    assert found_in(SENTENCE, words) == []


@pytest.mark.parametrize(
    ("contact", "what"),
    [
        ("Call 01632 960 140 or 0113 496 0270", '"01632 960 140" is the phone number'),
        ("Mail hello@riverside-skin.example or 0113 496 0270",
         '"hello@riverside-skin.example" is the e-mail address'),
        ("Call 0113 496 0262 or 0113 496 0270", ""),
        ("Call 01632 960 141 or 0113 496 0270", ""),
        ("Call the interpreters on 0808 157 0355, or 0113 496 0270", ""),
    ],
)  # fmt: skip
def test_complaints_do_not_go_to_another_clinic(contact: str, what: str) -> None:
    found = found_in(CONTACT, f"contact: {contact}", PNG_CLINIC)
    assert [one.message for one in found] == ([f"{what} of {CLINIC}"] if what else [])
    assert all(one.is_unfit and one.span.path == PNG_CLINIC for one in found)


def test_a_site_sends_complaints_to_the_clinic_that_it_extends(project_folder: Path) -> None:
    site = project_folder / "content/clinics/zoo/clinic.yaml"
    site.parent.mkdir()
    site.write_text(
        "id: zoo\nextends: riverside\naddress: [1 Other Road]\n"
        "feedback: Call 01632 960 140 or mail hello@riverside-skin.example.\n", "utf-8",
    )  # fmt: skip
    assert told(project_folder) == []


LAMP_HOUSE = "  - 118 Lanternhill Terrace\n  - Upper Harrowmere\n  - ZZ7 8QX\n"


@pytest.mark.parametrize(
    ("address", "is_told"),
    [
        ("  - 12 Weirside Walk\n  - Milford Bridge\n  - ZZ9 4RX\n", True),
        ("  - 12, Weirside Walk\n  - ZZ9 4RX Milford Bridge\n", True),
        ("  - 12 Weirside Walk\n  - MILFORD BRIDGE ZZ9 4RX\n", True),
        ("  - 12 Weirside Walk\n  - Upper Harrowmere\n  - ZZ9 4RX\n", False),
        ("  - 14 Weirside Walk\n  - Milford Bridge\n  - ZZ9 4RX\n", False),
        ("  - 12 Weirside Walk, Milford Bridge, ZZ9 4RX\n", True),
        ("  - Weirside Walk\n  - Milford Bridge\n  - ZZ9 4RX\n", False),
    ],
)
def test_the_same_street_with_another_postcode_is_advice(address: str, *, is_told: bool) -> None:
    old = f"  - The Old Lamp House, second floor\n{LAMP_HOUSE}"
    found = found_in(old, address, PNG_CLINIC)
    assert [one.effect for one in found] == [Effect.ADVICE] * is_told
    for one in found:
        assert one.message.endswith(
            f"is the street and town of {CLINIC} as well, with another postcode"
        )
        assert one.span.path == PNG_CLINIC


def test_the_findings_are_kept_and_told_again_from_the_cache(
    project_folder: Path, run: Run
) -> None:
    rewrite(project_folder, SENTENCE, "Call 01632 960 140.")
    first = run("check", cwd=project_folder)
    assert (first.code, "[clinic-detail]" in first.out) == (1, True)
    assert run("check", cwd=project_folder).out == first.out
    rewrite(project_folder, "01632 960 140", "01632 960 141", CLINIC)
    assert "[clinic-detail]" not in run("check", cwd=project_folder).out


def test_details_are_found_with_their_places() -> None:
    text = "Ask St. Oswin & Sons, a@b.example, +44 1632 960 140 or www.b.example/x. On 01.12.2026."
    assert list(names_in(text)) == [(0, "Ask St. Oswin & Sons")]
    assert list(mails_in(text)) == [(22, "a@b.example")]
    assert list(numbers_in(text)) == [(35, "+44 1632 960 140")]
    assert next(iter(addresses_in(text))) == (55, "www.b.example/x")
