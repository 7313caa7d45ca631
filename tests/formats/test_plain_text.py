"""Plain text: the whole leaflet for those who read with fingers or ears, in lines of 40 columns."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
import tinyhtml5

from leaflet.compose.composer import compose
from leaflet.core import extensions
from leaflet.formats.format import Format
from leaflet.model.blocks import Benefit, Block, Help, Table
from leaflet.model.leaflet import State
from leaflet.page.edition import Edition
from leaflet.planning.matrix import Selection
from leaflet.planning.planner import make_plan
from leaflet.render import render
from leaflet.render.html_page import framed_body, make_page
from leaflet.render.text_lines import COLUMNS
from tests.support.printed import (
    CLINICS,
    TODAY,
    missing,
    plain,
    printed_texts,
    shipped_edition,
    shipped_project,
    small_page,
)
from tests.support.projects import CLINIC, LOCALE, SETTINGS, Edit, Run, own_template

LEAFLETS = sorted({name for name, _ in shipped_project().leaflets})
TEXT: Format = extensions.load("formats", "text")
PHONE: Format = extensions.load("formats", "phone")
each = pytest.mark.parametrize("leaflet", LEAFLETS)


@cache
def planned(leaflet: str, clinic: str) -> Edition:
    selection = Selection(leaflets=(leaflet,), clinics=(clinic,), formats=("phone",))
    edition = make_plan(shipped_project(), selection, today=TODAY).editions[0].edition
    assert edition
    return edition


def text_of(edition: Edition, state: State = State.DRAFT) -> str:
    project = shipped_project()
    made = compose(replace(edition, format=TEXT), state, project.templates)
    rendering = render(made, project.blobs)
    assert (rendering.refused, rendering.warnings) == ((), ())
    return rendering.file.decode()


@cache
def shipped_text(leaflet: str, clinic: str = CLINICS[0]) -> str:
    return text_of(planned(leaflet, clinic))


def joined(text: str) -> str:
    """The text without the ends of its lines."""
    return " ".join(text.split())


def with_block(block: Block) -> Edition:
    """An edition with one block in place of those of its first section."""
    edition = shipped_edition(CLINICS[0])
    first, *others = edition.leaflet.sections
    section = first.model_copy(update={"blocks": (block,)})
    leaflet = edition.leaflet.model_copy(update={"sections": (section, *others)})
    return replace(edition, leaflet=leaflet)


# --- all of the leaflet ---------------------------------------------------------------------------

#: What a phone page has for those who look at it and touch it, by class or element; the heads of
#: tables are said here in each row.
_SEEN = frozenset("skip contents call-bar risk-pictures running-foot thead".split())
#: Elements whose words have an order of their own here: rows of a table, and levels of help.
_ROWS = frozenset("benefits risks help".split())


def phone_words(edition: Edition, left_out: frozenset[str]) -> list[str]:
    """The words of the phone page in the order of reading."""
    composition = compose(replace(edition, format=PHONE), State.DRAFT, shipped_project().templates)
    root: Any = tinyhtml5.parse(framed_body(composition), namespace_html_elements=False)
    said: list[str] = []
    _say(root.find("body"), left_out, said)
    return _words("".join(said))


def _say(element: Element, left_out: frozenset[str], said: list[str]) -> None:
    names = {str(element.tag), element.get("data-slot", ""), *element.get("class", "").split()}
    if not isinstance(element.tag, str) or names & left_out or element.tag.endswith("svg"):
        return
    said.append(f" {element.get('alt') or ''} {element.text or ''}")
    for child in element:
        _say(child, left_out, said)
        said.append(child.tail or "")
    said.append("" if element.tag in ("a", "b", "span") else " ")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", plain(text.replace("\u200b", "")).casefold())


def in_order(wanted: list[str], there: list[str]) -> str:
    """The first words that do not follow in order; empty where all do."""
    rest = iter(there)
    for number, word in enumerate(wanted):
        if word not in rest:
            return " ".join(wanted[max(number - 5, 0) : number + 5])
    return ""


@each
def test_all_words_of_the_phone_page_are_there_in_its_order(leaflet: str) -> None:
    edition = planned(leaflet, CLINICS[0])
    wanted = phone_words(edition, _SEEN | _ROWS)
    assert len(wanted) > 1200
    there = _words(shipped_text(leaflet))
    assert in_order(wanted, there) == ""
    cut = [word for word in there if word != wanted[len(wanted) // 2]]
    assert in_order(wanted, cut), "a word that is lacking is noticed"


def test_every_sentence_is_there() -> None:
    edition = shipped_edition(CLINICS[0])
    texts = [*printed_texts(edition.leaflet), plain(str(edition.pack.reporting))]
    for source in edition.leaflet.sources.values():
        texts += [plain(source.title), plain(source.body), source.address or ""]
    assert len(texts) > 200
    there = plain(joined(text_of(edition)))
    assert missing(texts, [there]) == []
    assert missing(["No page says this."], [there]) == ["No page says this."]


@each
@pytest.mark.parametrize("clinic", CLINICS)
def test_no_line_is_wider_than_a_line_of_braille(leaflet: str, clinic: str) -> None:
    lines = shipped_text(leaflet, clinic).split("\n")
    wide = [line for line in lines if len(line) > COLUMNS]
    assert [line for line in wide if not re.fullmatch(r"\S*\w[./@]\w\S*", line)] == []
    assert [line for line in lines if line != line.rstrip()] == []
    assert (lines[-1], "" in lines[-3:-1]) == ("", False)
    assert not re.search(r"\n{4}", shipped_text(leaflet, clinic))


@each
@pytest.mark.parametrize("clinic", CLINICS)
def test_there_are_no_signs_that_cannot_be_seen(leaflet: str, clinic: str) -> None:
    signs = set(shipped_text(leaflet, clinic))
    kinds = {sign: unicodedata.category(sign) for sign in signs if sign not in "\n "}
    assert {sign: kind for sign, kind in kinds.items() if kind[0] in "CZ"} == {}


@each
def test_words_are_not_glued(leaflet: str) -> None:
    """A small letter is followed by a capital within names of the files alone."""
    known = set(_words(json.dumps(planned(leaflet, CLINICS[0]).leaflet.model_dump(mode="json"))))
    glued = re.findall(r"\b\w*[a-z][A-Z]\w*|[.!?:,;][A-Za-z]{3,}\w*", shipped_text(leaflet))
    alone = [word for word in glued if word.casefold().lstrip(".:") not in known]
    assert [word for word in alone if not word.startswith(".")] == []


# --- who hands it out, and where it stands --------------------------------------------------------


@pytest.mark.parametrize("clinic", CLINICS)
def test_the_clinics_details_are_those_of_its_file(clinic: str) -> None:
    house, text = shipped_edition(clinic).clinic, shipped_text(LEAFLETS[0], clinic)
    assert joined(text).count(house.name) > 1
    contact = text[text.index("\nContact us\n") :]
    lines = contact.split("\n")
    for phone in house.phones.values():
        assert any(phone.display in line for line in lines), "a number is on one line"
    assert house.web
    assert {house.email, house.web.removeprefix("https://").rstrip("/")} <= set(lines)
    for detail in (*house.address, house.holidays, house.directions):
        assert plain(str(detail)) in plain(joined(contact))
    for hours in house.hours:
        assert str(hours.days) in joined(contact)
    edition = planned(LEAFLETS[0], clinic)
    assert f"Newest version of this leaflet:\n{edition.address}\n" in contact


BANDS = {
    State.DRAFT: "Draft: not approved. Not for patients.\n\n",
    State.OVERDUE: "Out of date: review was due\n23 November 2027. Do not use.\n\n",
    State.WITHDRAWN: "Withdrawn: do not use.\n\n",
    State.APPROVED: "Riverside Skin Clinic\n\n",
}


@pytest.mark.parametrize("state", State)
def test_the_state_is_what_is_read_first(state: State) -> None:
    assert text_of(shipped_edition("riverside"), state).startswith(BANDS[state])


def test_code_and_version_are_those_of_every_format() -> None:
    edition = shipped_edition(CLINICS[0])
    text = text_of(edition)
    assert f"\nCode: {edition.code}\nVersion: {edition.printed_version}\n" in text
    assert "\nWritten: 23 November 2026\nReview due: 23 November 2027\n" in text


def test_the_same_edition_has_the_same_bytes() -> None:
    edition = shipped_edition(CLINICS[0])
    assert text_of(edition) == text_of(edition)


# --- levels, numbers and boxes in words -----------------------------------------------------------


def test_the_most_urgent_help_comes_first() -> None:
    signs = {"routine": "A mark", "emergency": "No breath", "same-day": "Hot skin"}
    calls = {"routine": "clinic", "emergency": "emergency", "same-day": "urgent-advice"}
    levels = tuple(
        Help.model_validate({"urgency": urgency, "signs": [sign], "call": calls[urgency]})
        for urgency, sign in signs.items()
    )
    text = text_of(with_block(Block(kind="help", content=levels)))
    order = ("Call 999 now\n\n- No breath", "NHS 111 the same day or night\n\n- Hot skin",
             "Call us when we are open\n\n- A mark")  # fmt: skip
    places = [text.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)


def test_a_risk_says_how_often_in_numbers_and_in_sentences() -> None:
    text = shipped_text("acne-scars")
    assert (
        "What can happen: Sore skin from acne\n  gel [7]\nHow often: 21 of 100\n"
        "21 of 100 people have it. 79 of 100 do\n  not.\n"
        "Who took part: people in one trial, in\n  24 weeks\nStarts: Not known\n"
    ) in text
    assert "How often is not known for any of these." in shipped_text("mesotherapy-acne-scars")


def test_proof_is_graded_in_words() -> None:
    benefit = Benefit(
        says="Scars looked better", evidence="weak", who="12 people", size=None, sources=()
    )
    text = text_of(with_block(Block(kind="benefits", content=(benefit,))))
    assert (
        "What was seen: Scars looked better\nProof: Weak\nHow many got better: Not known\n"
        "Who took part: 12 people\n"
    ) in text


def test_what_to_do_and_what_not_to_do_is_said_by_headings() -> None:
    text = shipped_text("mesotherapy-acne-scars")
    assert re.search(r"\n\nDo\n\n- Follow[^-]+- Wash[^-]+- Keep[^-]+\n\nDo not\n\n- ", text)


def test_boxes_are_signs_and_sources_are_numbered() -> None:
    text = shipped_text("mesotherapy-acne-scars")
    assert "\n[ ] Benefits: what might I gain?\n" in text
    assert text.index("\nSources\n\n1. Assessment of the risks") > text.index(
        "\nAbout this leaflet"
    )
    assert "\n30. Management of scars" in text


def test_a_table_is_a_line_for_each_cell() -> None:
    rows = [["Shade", "It is cool", ""], ["A hat", "It covers", "Not the neck"]]
    content = {"header": ["Way", "Why", "But"], "rows": rows, "caption": "Ways"}
    text = text_of(with_block(Block(kind="table", content=Table.model_validate(content))))
    assert (
        "Ways\n\nWay: Shade\nWhy: It is cool\n\nWay: A hat\nWhy: It covers\nBut: Not the neck\n"
    ) in text


# --- what is not expected -------------------------------------------------------------------------


def test_a_right_to_left_leaflet_is_in_the_order_of_reading() -> None:
    edition = with_block(Block(kind="prose", content="هذه نشرة **للمرضى**. اتصل على 999."))
    locale = edition.locale.model_copy(update={"direction": "rtl"})
    assert "\nهذه نشرة للمرضى. اتصل على 999.\n" in text_of(replace(edition, locale=locale))


def test_a_long_word_is_cut_and_an_address_is_not() -> None:
    word, address = "a" * 95, f"https://a.example/{'b' * 60}"
    text = text_of(with_block(Block(kind="prose", content=f"{word} is [here]({address}).")))
    assert f"\n{'a' * 40}\n{'a' * 40}\n{'a' * 15} is here\n({address}).\n" in text


def test_what_an_author_writes_is_never_an_element() -> None:
    said = "</h1><script>alert(1)</script> & so on"
    edition = shipped_edition(CLINICS[0])
    leaflet = edition.leaflet.model_copy(update={"title": said})
    text = joined(text_of(replace(edition, leaflet=leaflet)))
    assert f" Treatment {said} What is known" in text


BROKEN = {
    "no template": ("<main>", "{% if %}<main>", "templates/patient/text.html.j2"),
    "a word of no file": ("<main>", "<main><p>Guaranteed</p>", '"guaranteed" is in no leaflet'),
    "a section less": (
        "if section not in first() %}\n{{ whole",
        "if section.role != 'risks' and section not in first() %}\n{{ whole",
        'the end of section "risks" reached no page',
    ),
    "a slot of nobody": ('slot("contact")', 'slot("contract")', 'unknown slot "contract"'),
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_own_template_is_held_to_the_same(name: str, project_folder: Path, run: Run) -> None:
    old, new, said = BROKEN[name]
    (project_folder / SETTINGS).write_text("formats: [text]\n", "utf-8")
    own_template(project_folder, "patient/text.html.j2", old, new)
    ran = run("build", "-c", "riverside", cwd=project_folder, render=render)
    assert ran.code != 0
    assert said in ran.err


def test_an_own_template_may_have_another_order(project_folder: Path, run: Run) -> None:
    (project_folder / SETTINGS).write_text("formats: [text]\n", "utf-8")
    own_template(project_folder, "patient/text.html.j2", "{{ parts.kicker() }}\n", "")
    ran = run("build", "-c", "riverside", cwd=project_folder, render=render)
    assert "template" not in ran.err
    assert (project_folder / "dist" / FILE).is_file()


# --- its file, and what leads to it ---------------------------------------------------------------

FILE = "riverside/en-GB/mesotherapy-acne-scars.text.txt"
LINK = '<a href="mesotherapy-acne-scars.text.txt">As plain text</a>'


def with_words(folder: Path, edit: Edit, formats: str = "phone, text") -> None:
    (folder / SETTINGS).write_text(f"formats: [{formats}]\n", "utf-8")
    edit(folder / LOCALE, "  status_large:", "  link_text: As plain text\n  status_large:")


def phone_page(folder: Path) -> str:
    return (folder / "dist" / FILE.replace("text.txt", "phone.html")).read_text("utf-8")


def test_a_build_writes_it_beside_the_phone_page_that_leads_to_it(
    project_folder: Path, edit: Edit, run: Run
) -> None:
    with_words(project_folder, edit)
    assert run("build", "-c", "riverside", cwd=project_folder, render=render).code == 0
    dist = project_folder / "dist"
    assert (dist / FILE).read_text("utf-8").startswith("Draft: not approved.")
    assert LINK in phone_page(project_folder)
    (entry,) = [e for e in json.loads((dist / "manifest.json").read_text("utf-8"))["editions"]
                if e["path"] == FILE]  # fmt: skip
    assert (entry["format"], entry["pages"], entry["state"]) == ("text", 1, "draft")
    assert "Open the plain text" in (dist / "index.html").read_text("utf-8")
    again = run("build", "-c", "riverside", "--dry-run", cwd=project_folder)
    assert "build" not in again.out


@pytest.mark.parametrize("without", ["the format", "the clinic", "the word"])
def test_without_it_the_phone_page_leads_nowhere(
    without: str, project_folder: Path, edit: Edit, run: Run
) -> None:
    with_words(project_folder, edit, "phone" if without == "the format" else "phone, text")
    if without == "the clinic":
        edit(project_folder / CLINIC, "languages:", "formats: [phone]\nlanguages:")
    if without == "the word":
        edit(project_folder / LOCALE, "  link_text: As plain text\n", "")
    assert run("build", "-c", "riverside", cwd=project_folder, render=render).code == 0
    assert ".text.txt" not in phone_page(project_folder)


def test_a_phone_page_is_built_again_when_its_link_is_gone(
    project_folder: Path, edit: Edit, run: Run
) -> None:
    with_words(project_folder, edit)
    assert run("build", "-c", "riverside", cwd=project_folder, render=render).code == 0
    (project_folder / SETTINGS).write_text("formats: [phone]\n", "utf-8")
    told = run("build", "--dry-run", "-c", "riverside", cwd=project_folder).out
    assert re.search(r"build +riverside/\S+\.phone +links changed", told)
    assert run("build", "-c", "riverside", cwd=project_folder, render=render).code == 0
    assert ".text.txt" not in phone_page(project_folder)
    assert not (project_folder / "dist" / FILE).exists()


@pytest.mark.parametrize(
    "address", ["../a.text.txt", "/a.text.txt", "//b.example/a.text.txt", "a.txt", "a.text.html"]
)
def test_a_phone_page_leads_to_no_other_file(address: str) -> None:
    made = make_page(small_page(f'<p><a href="{address}">x</a></p>'), {})
    assert made.refused == (address,)
    assert make_page(small_page('<p><a href="a.text.txt">x</a></p>'), {}).refused == ()


def test_an_article_becomes_a_text(tmp_path: Path, run: Run) -> None:
    (tmp_path / "wound.md").write_text("# Wound\n\n## Care\n\nKeep it dry.\n", "utf-8")
    ran = run("build", "wound.md", "-f", "text", "-o", "out.txt", cwd=tmp_path, render=render)
    assert ran.code == 0, ran.err
    text = (tmp_path / "out.txt").read_text("utf-8")
    assert "\n\n\nCare\n\nKeep it dry.\n" in text
    assert "Draft: not approved." in text
