"""Emergency numbers are those of the country, and nobody is told to call another short number."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leaflet.model.emergency_numbers import NUMBERS, numbers_of
from leaflet.model.fields import FieldError
from leaflet.model.lexicon import Lexicon, _ten
from leaflet.text.called_numbers import called_numbers
from leaflet.text.field_text import FieldText
from tests.checks.test_check_cases import loaded, text
from tests.support.governed import rewrite
from tests.support.projects import CLINIC, LEAFLET, LOCALE, PACK, Run, place

HOLIDAYS = "We are closed on bank holidays."
SENTENCE = "Flat marks may fade."


@pytest.mark.parametrize(
    ("old", "new", "field", "says"),
    [
        ('number: "999"', 'number: "998"', "998", "dialled"),
        (
            'display: "999"\n  number: "999"',
            'display: "998"\n  number: "998"',
            "998",
            "emergencies",
        ),
        ('"NHS 111"\n  number: "111"', '"NHS 112"\n  number: "118"', "118", "dialled"),
        ('"NHS 111"\n  number: "111"', '"NHS 118"\n  number: "118"', "118", "urgent advice"),
        ('display: "999"\n', 'display: "999 or 911"\n', "911", "emergencies"),
    ],
)
def test_a_wrong_number_of_a_jurisdiction_is_an_error_at_its_field(
    project_folder: Path, run: Run, old: str, new: str, field: str, says: str
) -> None:
    rewrite(project_folder, old, new, PACK)
    ran = run("check", cwd=project_folder)
    assert ran.code == 1
    lines = [line for line in ran.out.splitlines() if field in line and "broken" in line]
    assert any(line.startswith(PACK) and says in line for line in lines), ran.out


@pytest.mark.parametrize("display", ["999", "999 or 112", "9 9 9"])
def test_right_numbers_are_fine(project_folder: Path, run: Run, display: str) -> None:
    rewrite(project_folder, 'display: "999"', f'display: "{display}"', PACK)
    ran = run("check", "-f", "a4", cwd=project_folder)
    assert "[emergency-numbers]" not in ran.out
    assert "dialled" not in ran.out


def test_a_country_that_is_not_listed_is_told(project_folder: Path, run: Run) -> None:
    path = project_folder / PACK
    text = path.read_text("utf-8").replace("code: GB-ENG", "code: XX")
    path.with_name("XX.yaml").write_text(text, "utf-8")
    rewrite(project_folder, "jurisdiction: GB-ENG", "jurisdiction: XX", CLINIC)
    rewrite(project_folder, "jurisdictions: [GB-ENG]", "jurisdictions: [GB-ENG, XX]")
    ran = run("check", cwd=project_folder)
    assert 'advice: the emergency numbers of "XX" are not known here' in ran.out


def test_the_table_has_short_digits_only() -> None:
    for country, known in NUMBERS.items():
        assert re.fullmatch("[A-Z]{2}", country)
        assert known.emergency, country
        assert all(re.fullmatch(r"\d{2,6}", number) for number in known.all), country
    assert numbers_of("US-CA") == NUMBERS["US"]
    assert "112" in NUMBERS["DE"].emergency
    assert NUMBERS["GB"].urgent == {"111"}


CALLS = (
    "Call 998 now.",
    "Ring 998.",
    "Dial: 998",
    "Phone us on 99 8 at once.",
    "Call 999 or 998.",
    "Call an ambulance on 998.",
    "In an emergency, 998.",
    "Call “998”.",
    "Call nine nine eight now.",
    "Dial nine-nine-eight.",
    "Ring nine, nine, eight.",
    "Call nine nine nine or nine nine eight.",
    "Call 999 or nine-nine-eight.",
)


@pytest.mark.parametrize("words", CALLS)
def test_a_call_to_another_number_is_an_error_where_it_stands(
    project_folder: Path, run: Run, words: str
) -> None:
    rewrite(project_folder, HOLIDAYS, f"'{words}'", CLINIC)
    ran = run("check", "-c", "riverside", cwd=project_folder)
    assert ran.code == 1
    line = place(project_folder, CLINIC, "holidays:").rsplit(":", 1)[0]
    assert re.search(rf'{line}:\d+: broken: "998" is called.*\[called-numbers\]', ran.out), ran.out


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (LEAFLET, SENTENCE, "Call 998 now."),
        (LOCALE, '"Call {number} now"', '"Call 998, not {number}"'),
        (PACK, "cooling_off: NHS", "cooling_off: Call 998. NHS"),
        (CLINIC, "Ask us for large print", "Call 998 for large print"),
    ],
)
def test_leaflet_locale_pack_and_clinic_are_searched(
    project_folder: Path, run: Run, file: str, old: str, new: str
) -> None:
    rewrite(project_folder, old, new, file)
    ran = run("check", "-c", "riverside", cwd=project_folder)
    at = place(project_folder, file, "998").rsplit(":", 1)[0]
    assert ran.code == 1
    assert re.search(rf"{at}:\d+: broken: .*\[called-numbers\]", ran.out), ran.out


@pytest.mark.parametrize(
    "words",
    [
        "Call 999 now. Call 112. Call 111 the same day.",
        "Call us 24 hours a day.",
        "Call 24 hours before your visit.",
        "Phone 15 minutes before you come.",
        "Call 24/7.",
        "Closed 24 December to 2 January.",
        "Call us on 24 December.",
        "Call the Samaritans on 116 123.",
        "Call 01632 960 140.",
        "Take the lift to level 42, room 998.",
        "Call nine nine nine. Dial one-one-two.",
        "Nine of ten people call us first.",
        "Call nine of ten people.",
        "Call one or two weeks before.",
        "Call for one one-off visit.",
        "Phone three to four days before you come.",
    ],
)
def test_amounts_days_and_right_numbers_are_fine(
    project_folder: Path, run: Run, words: str
) -> None:
    rewrite(project_folder, HOLIDAYS, f"'{words}'", CLINIC)
    ran = run("check", "-c", "riverside", cwd=project_folder)
    assert "[called-numbers]" not in ran.out, ran.out


def test_a_number_of_another_country_is_wrong_there(project_folder: Path, run: Run) -> None:
    rewrite(project_folder, SENTENCE, "Call 911 now.")
    ran = run("check", "-c", "riverside", cwd=project_folder)
    assert '"911" is called, no number of GB-ENG or the clinic' in ran.out


@pytest.mark.parametrize(
    ("display", "is_wrong"),
    [("999 (nine nine eight)", True), ("999 (nine nine nine)", False), ("one of two: 999", False)],
)
def test_a_number_that_is_printed_in_words_is_read(
    project_folder: Path, run: Run, display: str, is_wrong: bool
) -> None:
    rewrite(project_folder, 'display: "999"', f'display: "{display}"', PACK)
    ran = run("check", "-c", "riverside", "-f", "a4", cwd=project_folder)
    assert ('"998" is called' in ran.out) is is_wrong, ran.out


GERMAN = {
    "language": "de",
    "calls": ["rufen Sie", "wählen Sie"],
    "digits": [[word] for word in "null eins zwo drei vier fünf sechs sieben acht neun".split()],
}


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Rufen Sie neun neun acht.", "998"),
        ("Wählen Sie eins-zwo-neun.", "129"),
        ("Rufen Sie eins eins zwo.", ""),
        ("Rufen Sie zwei bis drei Tage vorher an.", ""),
    ],
)
def test_the_words_for_digits_are_those_of_the_language(words: str, number: str) -> None:
    lexicon = Lexicon.model_validate(GERMAN)
    clinic = loaded(CLINIC, text(CLINIC).replace(HOLIDAYS, words))
    found = [one.number for one in called_numbers(FieldText(clinic, lexicon), frozenset())]
    assert [one for one in found if one != "112"] == ([number] if number else [])


def test_words_for_nine_digits_alone_are_refused() -> None:
    with pytest.raises(FieldError, match="words for 9 digits"):
        _ten((("a",),) * 9)
