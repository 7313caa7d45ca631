"""Texts of clinics and jurisdictions by language: never another language's words on a page."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from leaflet.content.project import Project
from leaflet.core.diagnostics import Finding
from leaflet.model.clinic import Clinic
from leaflet.model.free_texts import free_texts
from leaflet.model.leaflet import State
from leaflet.model.translations import has_words, in_language, lacks, local_texts
from leaflet.planning.matrix import Selection
from leaflet.planning.plan import PlannedEdition
from leaflet.planning.planner import make_plan
from tests.support.printed import compose_edition, plain
from tests.support.projects import CLINIC, LOCALE, PACK, Run, add_leaflet, add_locale, place

DAY = datetime.date(2026, 11, 29)
#: The texts of the clinic that are words of a language, as they stand in its file.
WORDS = {
    "strapline": "Skin care in Milford Bridge",
    "directions": "The door is beside the footbridge and is step-free.",
    "days": "Monday to Friday",
    "holidays": "We are closed on bank holidays.",
    "answer_within": "20 working days",
    "outside_body": "Ask us which outside body handles complaints about this service.",
    "other_formats": "Ask us for large print, audio or another language.",
}


@pytest.fixture
def folder(project_folder: Path) -> Path:
    """A project with the leaflet and the clinic in English and in Spanish."""
    add_locale(project_folder, "es-ES")
    add_leaflet(project_folder, language="es-ES")
    rewrite(project_folder, CLINIC, "languages: [en-GB]", "languages: [en-GB, es-ES]")
    return project_folder


def rewrite(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def translate(folder: Path, *, without: str = "") -> None:
    """Give the clinic's texts in both languages, one of them in English alone."""
    for field, text in WORDS.items():
        spanish = "" if field == without else f", es-ES: Palabras {field}"
        rewrite(folder, CLINIC, text, f'{{en-GB: "{text}"{spanish}}}')


def planned(folder: Path, language: str = "es-ES") -> PlannedEdition:
    selection = Selection(clinics=("riverside",), languages=(language,))
    (edition,) = make_plan(Project(folder), selection, today=DAY).editions
    return edition


def of_code(folder: Path, code: str, language: str = "es-ES") -> list[Finding]:
    return [finding for finding in planned(folder, language).findings if finding.code == code]


def test_one_text_for_several_languages_is_unfit_at_its_field(folder: Path) -> None:
    found = of_code(folder, "clinic-languages")
    assert [finding.message.split('"')[1] for finding in found] == list(WORDS)
    assert all(finding.is_unfit for finding in found)
    spots = [str(finding.span) for finding in found]
    assert spots == [place(folder, CLINIC, text) for text in WORDS.values()]


def test_texts_in_each_language_are_fit_and_printed_each_in_its_own(folder: Path) -> None:
    translate(folder)
    assert of_code(folder, "clinic-languages") == []
    for language, said in (("es-ES", "Palabras holidays"), ("en-GB", WORDS["holidays"])):
        edition = planned(folder, language).edition
        assert edition
        slots = compose_edition(Project(folder), edition).slots
        contact = plain(next(slot.html for slot in slots if slot.name == "contact"))
        assert said in contact
        assert ("Palabras" in contact) == (language == "es-ES")


@pytest.mark.parametrize("field", WORDS)
def test_a_text_that_a_language_lacks_is_unfit_and_left_blank(folder: Path, field: str) -> None:
    translate(folder, without=field)
    (finding,) = of_code(folder, "clinic-languages")
    assert finding.message == f'"{field}" has no text in es-ES'
    assert finding.is_unfit
    assert finding.span.path == CLINIC
    edition = planned(folder).edition
    assert edition
    slots = compose_edition(Project(folder), edition).slots
    page = plain(" ".join(slot.html for slot in slots))
    assert WORDS[field] not in page


def test_numbers_and_addresses_alone_need_no_translation(folder: Path) -> None:
    translate(folder)
    assert not has_words("feedback@riverside-skin.example")
    assert not has_words("0113 496 0270, https://a.example/b")
    assert not has_words("www.riverside-skin.example/leaflets")
    assert has_words("20 working days")
    assert has_words("Write to feedback@riverside-skin.example")
    assert lacks("01632 960140", ["en-GB", "pl"], "en-GB") == []


def test_another_region_of_a_language_is_the_same_language(project_folder: Path) -> None:
    rewrite(project_folder, CLINIC, "languages: [en-GB]", "languages: [en-GB, en-US]")
    assert of_code(project_folder, "clinic-languages", "en-GB") == []


def test_a_name_of_a_phone_needs_a_label_by_language(folder: Path) -> None:
    translate(folder)
    phone = '  main: {number: "+441632960140"'
    own = '  night_ward: {number: "+441632960159", display: "01632 960 159"%s}\n'
    rewrite(folder, CLINIC, phone, own % "" + phone)
    (finding,) = of_code(folder, "clinic-languages")
    assert '"night_ward" is printed on leaflets in en-GB and es-ES' in finding.message
    label = ", label: {en-GB: Night ward, es-ES: Sala de noche}"
    rewrite(folder, CLINIC, own % "", own % label)
    assert of_code(folder, "clinic-languages") == []
    edition = planned(folder).edition
    assert edition
    slots = compose_edition(Project(folder), edition).slots
    contact = plain(next(slot.html for slot in slots if slot.name == "contact"))
    assert "Sala de noche: <b>" in contact


def test_a_text_in_a_language_that_the_clinic_does_not_have_is_advice(folder: Path) -> None:
    translate(folder)
    rewrite(folder, CLINIC, "es-ES: Palabras holidays", "es-ES: Palabras holidays, pl: Nie")
    (finding,) = of_code(folder, "clinic-languages")
    assert '"holidays" has a text in pl' in finding.message
    assert not finding.is_error
    assert str(finding.span) == place(folder, CLINIC, "Nie}")


def test_a_jurisdiction_without_the_language_is_unfit_and_counted(folder: Path) -> None:
    translate(folder)
    found = of_code(folder, "other-language")
    fields = [finding.message.split('"')[1] for finding in found]
    assert fields == ["reporting", "complaints_body", "age_rule", "cooling_off"]
    assert all(finding.is_unfit and finding.span.path == PACK for finding in found)
    assert of_code(folder, "other-language", "en-GB") == []
    edition = planned(folder)
    status = edition.release_status
    assert status
    unfit = [f for f in edition.findings if f.is_unfit and f.span.path != CLINIC]
    assert set(found) <= set(unfit)
    assert status.to_mend == len(set(unfit))
    assert status.state is State.DRAFT


def test_a_jurisdiction_in_both_languages_prints_each_in_its_own(folder: Path) -> None:
    translate(folder)
    path = folder / PACK
    said = r"^(reporting|complaints_body|age_rule|cooling_off): (.*)$"
    text = re.sub(
        said,
        r'\1: {en-GB: "\2", es-ES: "Palabras \1"}',
        path.read_text("utf-8"),
        flags=re.MULTILINE,
    )
    path.write_text(text, "utf-8")
    assert of_code(folder, "other-language") == []
    for language, printed in (("es-ES", "Palabras reporting"), ("en-GB", "Yellow Card")):
        edition = planned(folder, language).edition
        assert edition
        body = plain(compose_edition(Project(folder), edition).body)
        assert printed in body
        assert ("Palabras" in body) == (language == "es-ES")


@pytest.mark.parametrize(
    ("new", "says", "at"),
    [
        ("{en-GB: A., es_ES: B.}", '"es_ES" is no language tag', "es_ES"),
        ('{en-GB: ""}', '"en-GB" is empty', '""'),
        ("{}", "0 items", "{}"),
        ("[A., B.]", '"holidays" must be text, not a list', "[A."),
        ("{en-GB: [A.]}", '"en-GB" must be text, not a list', "[A."),
    ],
)
def test_a_wrong_text_by_language_is_told_at_its_place(
    project_folder: Path, run: Run, new: str, says: str, at: str
) -> None:
    rewrite(project_folder, CLINIC, WORDS["holidays"], new)
    ran = run("check", "-c", "riverside", cwd=project_folder)
    assert ran.code == 1
    assert says in ran.out
    assert place(project_folder, CLINIC, at) in ran.out
    assert "text-by-language" not in ran.out


def test_a_promise_in_the_text_of_one_language_is_found_with_its_lexicon(folder: Path) -> None:
    translate(folder)
    rewrite(folder, CLINIC, "es-ES: Palabras holidays", "es-ES: It is painless.")
    assert of_code(folder, "claims") == [], "no lexicon of Spanish looks at Spanish words"
    rewrite(folder, CLINIC, 'en-GB: "We are closed', 'en-GB: "It is painless. We are closed')
    (finding,) = of_code(folder, "claims")
    assert str(finding.span).startswith(place(folder, CLINIC, '"It is painless').rsplit(":", 1)[0])


def test_every_text_by_language_is_walked(project_folder: Path) -> None:
    clinic = Project(project_folder).clinics["riverside"].value
    assert clinic
    spoken = clinic.model_copy(update={"holidays": {"en-GB": "A.", "pl": "B."}})
    assert (("holidays",), {"en-GB": "A.", "pl": "B."}) in list(local_texts(spoken))
    assert [t for p, t in free_texts(spoken, "pl-PL") if p[0] == "holidays"] == ["B."]
    assert [t for p, t in free_texts(spoken) if p[0] == "holidays"] == ["A.", "B."]
    assert in_language(spoken, "pl", "?").holidays == "B."
    assert in_language(spoken, "de", "?").holidays is None
    assert in_language(clinic, "de", "?") is clinic
    needed: Clinic = clinic.model_copy(update={"other_formats": {"pl": "B."}})
    assert in_language(needed, "de", "?").other_formats == "?"


def test_a_locale_that_lacks_words_is_told_which(project_folder: Path, run: Run) -> None:
    path = project_folder / LOCALE
    kept = path.read_text("utf-8").split("words:\n")
    lines = kept[1].splitlines(keepends=True)
    names = [line.split(":")[0].strip() for line in lines]
    path.write_text(f"{kept[0]}words:\n{''.join(lines[:40])}", "utf-8")
    ran = run("check", "-c", "riverside", cwd=project_folder)
    assert ran.code == 1
    for name in names[40:]:
        assert f'"{name}"' in ran.out
