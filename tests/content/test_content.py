"""The shipped leaflet promises nothing that it cannot keep, and its clinics are made up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leaflet.checks.run import check_file
from leaflet.content.images import check
from leaflet.content.project import Project
from leaflet.content.svg_images import colour_tokens
from leaflet.core.colour import SKIN, tokens
from leaflet.core.diagnostics import Severity
from leaflet.model.clinic import Clinic
from leaflet.model.leaflet import State, texts
from leaflet.planning.matrix import Selection
from leaflet.planning.planner import make_plan
from tests.support.printed import (
    CLINICS,
    block_texts,
    printed_texts,
    sentences,
    shipped_edition,
    shipped_project,
)
from tests.support.projects import ROOT, Edit

EDITION = shipped_edition(CLINICS[0])
LEAFLET = EDITION.leaflet
assert LEAFLET.published
PUBLISHED = LEAFLET.published
CONTENT = ROOT / "content"

#: Words of advertising; a medicine leaflet says what is known instead.
PROMISES = re.compile(
    r"""\b(?:remov(?:e|es|ed|ing)\ (?:\w+\ )?(?:scars?|marks?)|eras(?:e|es|ing)
    |get(?:s|ting)?\ rid\ of|say\ goodbye|non-?invasive|painless|pain-free
    |no\ downtime|safe|safely|risk-free|gentle
    |effective|proven|works\ well|innovative|revolutionary|advanced|cutting-edge|popular|natural
    |holistic|rejuvenat\w+|radiant|glow\w*|flawless|perfect|guarantee\w*|ensures?|always|never|100%
    |permanent(?:ly)?|stubborn|battling|suffer\w*|unsightly|imperfections?|best|leading|no\.\ 1
    |trusted|experts?|tailored|customised|bespoke|detox|boosts?|stimulat\w+|limited\ time|book\ now
    |rare(?:ly)?|miracle|cures?|fda\ approved)\b""",
    re.IGNORECASE | re.VERBOSE,
)
NEGATION = re.compile(r"\b(?:not|no|cannot|nothing|never|neither|avoid|lacking)\b", re.IGNORECASE)


def promises(texts_: list[str]) -> list[str]:
    """Sentences that promise: a word of advertising without a negation before it."""
    return [
        sentence
        for text in texts_
        for sentence in sentences(text)
        for match in PROMISES.finditer(sentence)
        if not NEGATION.search(sentence[: match.start()])
    ]


def test_the_leaflet_promises_nothing() -> None:
    assert promises(printed_texts(LEAFLET)) == []
    short = [block for section in LEAFLET.sections for block in section.short]
    assert promises([text for block in short for text in block_texts(block)]) == []
    # The classes of side effects say their numbers: "Rare: up to 1 in 1,000 people".
    words = [text for (name, *_), text in texts(EDITION.locale.words) if "often_" not in str(name)]
    assert promises(words) == []


@pytest.mark.parametrize("clinic", CLINICS)
def test_the_clinics_promise_nothing(clinic: str) -> None:
    assert promises([text for _, text in texts(shipped_edition(clinic).clinic)]) == []


@pytest.mark.parametrize(
    "text",
    [
        "It removes your scars.",
        "A safe and gentle way.",
        "Our experts ensure it. It is not cheap.",
        "Serious harm is rare.",
        "Guaranteed.",
        "Say goodbye to scars",
        "A painless, non-invasive boost",
    ],
)
def test_a_promise_is_noticed(text: str) -> None:
    assert promises([text])


@pytest.mark.parametrize("text", ["It does not remove scars.", "It is not safe for all."])
def test_a_denial_is_no_promise(text: str) -> None:
    assert promises([text]) == []


# --- what is not known ---------------------------------------------------------------------------


def test_no_risk_claims_a_frequency() -> None:
    risks = [
        risk for s in LEAFLET.sections for b in s.blocks if b.kind == "risks" for risk in b.content
    ]
    assert len(risks) >= 5
    assert [risk.name for risk in risks if risk.frequency is not None] == []
    assert {risk.urgency for risk in risks} == {"expected", "call-us", "emergency"}


def test_doing_nothing_is_a_choice_like_the_others() -> None:
    section = LEAFLET.with_role("alternatives")
    assert section
    block = section.find("alternatives")
    assert block
    assert [option.kind for option in block.content].count("none") == 1
    assert [option.name for option in block.content if option.evidence == "good"] == []


def test_emergencies_come_first_and_have_a_number() -> None:
    section = LEAFLET.with_role("get-help")
    assert section
    block = section.find("help")
    assert block
    levels = list(dict.fromkeys(item.urgency for item in block.content))
    assert levels == ["emergency", "same-day", "routine"]
    assert block.content[0].call == "emergency"
    assert (EDITION.pack.emergency.number, EDITION.pack.urgent_advice.number) == ("999", "111")


def test_it_is_a_draft_that_nobody_has_approved() -> None:
    plan = make_plan(shipped_project(), Selection(), today=PUBLISHED)
    assert {w.release_status.state for w in plan.editions if w.release_status} == {State.DRAFT}
    assert (LEAFLET.authors, LEAFLET.reviewers, LEAFLET.patient_involvement) == ((), (), ())
    assert LEAFLET.version.startswith("0.")
    assert [path.name for path in CONTENT.rglob("*approv*")] == []


def test_every_claim_has_a_source_that_somebody_can_open() -> None:
    used = {source for fact in LEAFLET.facts.values() for source in fact.sources}
    assert used <= LEAFLET.sources.keys()
    assert [name for name, source in LEAFLET.sources.items() if not source.address] == []
    assert [name for name, fact in LEAFLET.facts.items() if not fact.sources] == []


# --- whose it is ---------------------------------------------------------------------------------


def is_drama_number(number: str) -> bool:
    """Ofcom's numbers for drama use; none is ever given to anybody."""
    return any(re.fullmatch(pattern, number) for pattern in DRAMA)


DRAMA = (
    r"\+441632960\d{3}",
    r"\+44(?:113|114|115|116|117|118|121|131|141|151|161)4960\d{3}",
    r"\+442079460\d{3}",
    r"\+442890180\d{3}",
    r"\+442920180\d{3}",
    r"\+441914980\d{3}",
    r"\+447700900\d{3}",
    r"\+448081570\d{3}",
    r"\+449098790\d{3}",
    r"\+443069990\d{3}",
)


@pytest.fixture(params=CLINICS)
def house(request: pytest.FixtureRequest) -> Clinic:
    return shipped_edition(str(request.param)).clinic


def test_clinics_are_made_up_and_say_so(house: Clinic) -> None:
    assert house.fictional
    assert "fictional" in house.legal_name
    assert not house.practitioners
    for address in (house.web, house.qr, house.email, house.feedback):
        host = str(address).removeprefix("https://").split("/")[0].split("@")[-1]
        assert host.endswith(".example")


def test_their_numbers_ring_nowhere(house: Clinic) -> None:
    assert [p.number for p in house.phones.values() if not is_drama_number(p.number)] == []
    written = [text for _, text in texts(house) if re.fullmatch(r"0[\d ]{9,}", text)]
    dialled = ["+44" + text.replace(" ", "")[1:] for text in written]
    assert [number for number in dialled if not is_drama_number(number)] == []


def test_their_postcodes_exist_nowhere(house: Clinic) -> None:
    assert re.fullmatch(r"ZZ\d{1,2} \d[A-Z]{2}", house.address[-1].split(", ")[-1])


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("+441632960140", True),
        ("+442079460000", True),
        ("+442071234567", False),
        ("+44163296", False),
    ],
)
def test_what_a_drama_number_is(number: str, *, expected: bool) -> None:
    assert is_drama_number(number) is expected


def test_the_leaflet_names_no_clinic(house: Clinic) -> None:
    text = (CONTENT / "leaflets" / LEAFLET.id / f"{LEAFLET.language}.md").read_text("utf-8")
    own = [house.id, house.name, str(house.email), house.phones["main"].display, house.address[0]]
    assert [words for words in own if words.lower() in text.lower()] == []


# --- pictures ------------------------------------------------------------------------------------

DRAWINGS = sorted((CONTENT / "figures").glob("*.svg"))


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.stem)
def test_drawings_are_plain_and_take_their_colours_from_the_table(drawing: Path) -> None:
    text = drawing.read_text("utf-8")
    assert check(drawing.name, text.encode()) == []
    used = colour_tokens(text)
    assert used
    assert used <= {name for name, _ in tokens("#0f6e78", next(iter(SKIN)))}
    outside = re.sub(r"var\(--[a-z0-9-]+(?:,\s*#[0-9a-fA-F]{3,8})?\)", "", text)
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b(?!\))", outside)) <= {"#ffffff", "#fff"}


def test_a_foreign_token_is_noticed() -> None:
    svg = '<path fill="var(--no-such-colour, #123456)" stroke="var(--ink)"/>'
    assert colour_tokens(svg) == {"no-such-colour", "ink"}


def test_every_figure_is_described_in_words_and_used_once() -> None:
    shown = [
        name
        for s in LEAFLET.sections
        for b in s.blocks
        if b.kind == "figures"
        for name in b.content
    ]
    assert sorted(shown) == sorted(LEAFLET.figures)
    assert {f.file for f in LEAFLET.figures.values()} <= {path.name for path in DRAWINGS}
    assert [name for name, figure in LEAFLET.figures.items() if not figure.legend] == []
    assert len({figure.alt for figure in LEAFLET.figures.values()}) == len(LEAFLET.figures)
    assert [f.alt for f in LEAFLET.figures.values() if not 20 <= len(f.alt) <= 250] == []


def test_every_taught_word_is_used() -> None:
    body = " ".join(printed_texts(LEAFLET)).lower()
    assert [t.term for t in LEAFLET.glossary if body.count(t.term.lower()) < 2] == []


def test_the_project_has_no_finding_but_notes() -> None:
    from leaflet.planning.matrix import Selection
    from leaflet.planning.planner import make_plan

    findings = make_plan(shipped_project(), Selection(), today=PUBLISHED).findings
    lengths = {"section-length", "sheets"}  # advice that the shipped leaflets leave open
    open_ = [f for f in findings if f.severity is not Severity.NOTE]
    assert [f for f in open_ if f.code not in lengths or f.is_broken or f.is_unfit] == []
    abridged = {f.message.split(" ")[0] for f in findings if f.code == "abridged"}
    formats = {"a4-sheet", "letter-sheet", "poster-a3", "poster-a4", "trifold"}
    assert abridged == formats, "reported to who approves"
    notes = {f.code for f in findings} - lengths
    assert notes == {"abridged", "provenance", "reading-level", "sources", "unverified"}, "a draft"


@pytest.mark.parametrize(
    ("number", "display", "fictional", "says"),
    [
        ("+442071838750", "020 7183 8750", "true", "may be somebody's real number"),
        ("+441632960999", "01632 960 999", "true", None),
        ("+442079460018", "020 7946 0018", "true", None),
        ("+493012345678", "030 1234 5678", "true", None),
    ],
)
def test_fictional_clinics_use_numbers_kept_for_drama(
    project_folder: Path, edit: Edit, number: str, display: str, fictional: str, says: str | None
) -> None:
    clinic = project_folder / "content/clinics/riverside/clinic.yaml"
    old = '{number: "+441632960140", display: "01632 960 140"}'
    edit(clinic, old, f'{{number: "{number}", display: "{display}"}}')
    edit(clinic, "fictional: true", f"fictional: {fictional}")
    loaded = Project(project_folder).clinics["riverside"]
    found = [f.message for f in check_file(loaded) if f.code == "fictional"]
    assert [bool(says and says in message) for message in found] == ([True] if says else [])


def test_a_real_clinic_has_no_example_details(project_folder: Path, edit: Edit) -> None:
    clinic = project_folder / "content/clinics/riverside/clinic.yaml"
    edit(clinic, "fictional: true\n", "")
    found = [f for f in check_file(Project(project_folder).clinics["riverside"]) if f.is_error]
    assert [finding.span.line for finding in found] == [19, 20, 21, 25, 27, 18]
