"""What a wrong clinic file is told: the cause, and the shape that is wanted as an example."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leaflet.content.project import Project
from leaflet.core.diagnostics import Finding
from tests.support.projects import CLINIC, EXAMPLE, SETTINGS

#: Words that nobody at a reception desk knows.
_JARGON = re.compile(
    r"E\.?164|drama|mapping|tuple|scalar|dict\b|regex|BCP|RFC|ISO|literal|schema", re.IGNORECASE
)
_NUMBERS = 'phones: {main: "01632 960 140", urgent: "01632 960 150"}'
_HOURS = '{days: Monday to Friday, open: "08:30", close: "18:00"}'

#: A field of the file, what stands in its place, and what is told.
WRONG = [
    # a text, a list and fields for one another
    ("name", "name: [Harbour, Clinic]", '"name" must be text, not a list'),
    ("name", "name: {en: Harbour}", 'put it in quotes: "en: Harbour"'),
    ("name", "name:", '"name" is empty; fill it in'),
    ("address", "address: 12 Weir Walk, Milford", 'address: ["12 Weir Walk, Milford"]'),
    ("address", "address:\n  street: 12 Weir Walk", '"address" must be a list, not fields'),
    ("phones", "phones: 01632 960 140", _NUMBERS),
    ("phones", "phones:\n  - 01632 960 140", _NUMBERS),
    ("phones", "phones:\n  main: [01632 960 140]", 'write it as main: "01632 960 140"'),
    ("hours", "hours: Monday to Friday 9 to 5", f"hours: [{_HOURS}]"),
    ("hours", "hours:\n  Monday: 9-5", f"hours: [{_HOURS}]"),
    ("hours", "hours:\n  - Monday 9:00-17:00", f"- {_HOURS}"),
    ("hours", "hours:\n  days: Monday\n  open: 9:00", 'the entry with "- ", before "days"'),
    ("hours", "hours:\n  - {days: Monday, times: 9-5}", 'times: [{open: "08:30", close: "18:00"}]'),
    ("exceptions", "exceptions: At Christmas", "{state: closed, from: 2026-12-24, to: 2026-12-28}"),
    ("brand", 'brand: "#0f6e78"', 'brand: {rgb: "#0f6e78"}'),
    ("logo", "logo: logo.svg", "logo: {file: logo.svg, alt: …}"),
    ("photo", "photo: front.jpg", "photo: {file: photo.jpg, alt: …}"),
    ("languages", "languages: en-GB", "languages: [en-GB]"),
    ("jurisdiction", "jurisdiction: [GB-ENG]", "jurisdiction: GB-ENG"),
    ("directions", "directions:\n  - The door", "directions: The door"),
    ("complaints", "complaints: x@riverside.example", "{contact: …, answer_within: …"),
    ("practitioners", "practitioners: Dr Doe", "practitioners: [{name: …, profession: …"),
    ("practitioners", "practitioners:\n  - Dr Doe", "- {name: …, profession: …"),
    ("departments", "departments:\n  - name: X", "departments: {endoscopy: {name: Endoscopy unit"),
    ("departments", "departments:\n  unit: 01632 960 155", "unit: {name: Endoscopy unit"),
    ("departments", "departments:\n  unit: {nmae: X}", 'did you mean "name"?'),
    ("formats", "formats: a4", "formats: [a4]"),
    ("regulator", "regulator: CQC 123", "regulator: {body: …, number: …}"),
    # names
    ("phones", "phone: 0123", 'did you mean "phones"?'),
    ("phones", "phones:\n  Main: 01632 960 140", "use lower-case letters and _, as main"),
    ("phones", "phones:\n  main: 01632 960 140\n  out-of-hours: 111", "as out_of_hours"),
    ("phones", "phones:\n  reception: 01632 960 140", 'add main: "01632 960 140"'),
    ("phones", "phones:\n  main: {tel: 01632 960 140}", '"tel" is no field of a phone'),
    ("hours", "hours:\n  - {days: Sunday, closed: true}", "write state: closed"),
    ("id", "id: Riverside Clinic", 'as "riverside-clinic"'),
    ("formats", "formats: [A4]", 'as "a4"'),
    ("leaflets", "leaflets: [content/leaflets/your-visit/en-GB.md]", 'as "your-visit"'),
    ("departments", "departments:\n  Day Unit: {name: X}", 'as "day-unit"'),
    ("strapline", "fax: 01632 960 140", 'add it to phones, as fax: "01632 960 141"'),
    # values
    ("phones", "phones:\n  main: 0123", '"0123" has 4 digits, too few for a phone number'),
    ("phones", "phones:\n  main: ask us", '"ask us" is no phone number; write it as'),
    ("hours", "hours:\n  - {days: M, open: 9.00, close: 17:00}", 'write it as "09:00"'),
    ("hours", "hours:\n  - {days: M, open: 9am, close: 5 pm}", 'write it as "17:00"'),
    ("hours", "hours:\n  - {days: M, open: 9:00-17:00}", 'open: "09:00" and close: "17:00"'),
    ("brand", 'brand: {rgb: "#0f6"}', 'as "#00ff66"'),
    ("logo", "logo: {file: logo.svg, alt: X, width_mm: 46mm}", "write 46 alone"),
    ("logo", "logo: {file: logo.ai, alt: X}", "is neither SVG, PNG nor JPEG"),
    ("photo", "photo: {file: front.svg, alt: X}", "save the photo as .jpg or .png"),
    ("web", "web: www.harbour.example", "write it as https://www.harbour.example"),
    ("web", "web: http://harbour.example", "write it as https://harbour.example"),
    ("email", "email: hello(at)harbour.example", "write it as hello@harbour.example"),
    ("email", "email: o\u2019neil@harbour.example", "write it as o'neil@harbour.example"),
    ("cooling_off_days", "cooling_off_days: two weeks", "must be a whole number"),
    ("fictional", "fictional: ja", "must be true or false"),
    # what YAML cannot read
    ("phones", "phones\n  main: 01632 960 140", 'write a colon behind the name: "phones:"'),
    ("phones", "phones:\n  main:01632 960 140", 'a space behind the colon: "main: 01632 960 140"'),
    ("email", "email:hello@x.example", 'a space behind the colon: "email: hello@x.example"'),
    ("phones", 'phones: {main: {display: "01632"}', 'close the bracket: write "}" at its end'),
    ("name", 'name: "Harbour', 'write " at the end of the text, too'),
    ("name", "name: 'Bob's Clinic'", 'put the text in quotes: "Bob\'s Clinic"'),
]


def with_field(text: str, name: str, new: str) -> str:
    """The text of a clinic's file with other lines in place of those of a field."""
    kept, taking = [], False
    for line in text.splitlines():
        if not line.startswith((" ", "-")):
            taking = line.partition(":")[0] == name
        kept += [] if taking else [line]
    return "\n".join([*kept, new, ""])


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one clinic and nothing else."""
    folder = tmp_path_factory.mktemp("spoilt")
    (folder / CLINIC).parent.mkdir(parents=True)
    (folder / SETTINGS).write_bytes((EXAMPLE / SETTINGS).read_bytes())
    return folder


def told(folder: Path, name: str, new: str) -> list[Finding]:
    text = with_field((EXAMPLE / CLINIC).read_text("utf-8"), name, new)
    (folder / CLINIC).write_text(text, "utf-8")
    loaded = Project(folder).clinics["riverside"]
    assert loaded.value is None
    return [finding for finding in loaded.findings if finding.code != "missing-file"]


@pytest.mark.parametrize(("name", "new", "says"), WRONG)
def test_the_cause_and_the_way_out_are_told(spoilt: Path, name: str, new: str, says: str) -> None:
    found = told(spoilt, name, new)
    messages = [f"{finding.span}: {finding.message_with_hint}" for finding in found]
    assert any(says in message for message in messages), messages
    assert all(finding.hint for finding in found), messages
    assert not [message for message in messages if _JARGON.search(message)]


def test_what_a_message_proposes_is_taken(spoilt: Path) -> None:
    text = (EXAMPLE / CLINIC).read_text("utf-8")
    for name, new in (
        ("hours", f"hours: [{_HOURS}]"),
        ("phones", _NUMBERS),
        ("exceptions", "exceptions: [{state: closed, from: 2026-12-24, to: 2026-12-28}]"),
        (
            "departments",
            'departments: {endoscopy: {name: Endoscopy unit, phones: {main: "01632 960 155"}}}',
        ),
    ):
        (spoilt / CLINIC).write_text(with_field(text, name, new), "utf-8")
        loaded = Project(spoilt).clinics["riverside"]
        assert {finding.code for finding in loaded.findings} <= {"missing-file"}
