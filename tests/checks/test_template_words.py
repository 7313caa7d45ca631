"""What own templates may print: words of the files, what the program computes, nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflet.content.project import SHIPPED
from leaflet.text.text_tiles import Tiles
from tests.support.projects import Run

PAGE, PHONE = "patient/a4.html.j2", "patient/phone.html.j2"
BLOCKS, SLOTS, STYLE = "shared/blocks.html.j2", "shared/slots.html.j2", "shared/base.css.j2"


def build(run: Run, folder: Path, name: str, old: str, new: str) -> str:
    """What a build says of an own template: the shipped one with one part replaced."""
    path, text = folder / "templates" / name, (SHIPPED / "templates" / name).read_text("utf-8")
    assert old in text, f"{name} does not hold {old!r}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace(old, new, 1), "utf-8")
    return run("build", "-c", "riverside", cwd=folder).err


FOREIGN = {
    "a sentence": (PAGE, "<main>", "<main><p>It cures all scars.</p>", "cures all"),
    "a word": (PAGE, "<main>", "<main>Guaranteed", '"guaranteed"'),
    "words put together": (PAGE, "<main>", "<main>{{ 'gua' ~ 'ranteed' }}", '"guaranteed"'),
    "a number": (BLOCKS, "pack.emergency.display)", '"998")', '"998"'),
    "a word of a style": (STYLE, 'content: "•"', 'content: "Surely"', '"surely"'),
    "an attribute by a style": (STYLE, 'content: "•"', "content: attr(data-x)", '"attr"'),
    "letters of a counter": (STYLE, 'content: "•"', 'content: symbols("Yes")', '"symbols"'),
    "a word in an alternative text that is printed": (PAGE, "<main>", "<main><b>Yay</b>", '"yay"'),
    "a word in an alternative text": (PAGE, "<main>", '<main><img src="x" alt="Yay">', '"yay"'),
    "a word in a drawing": (
        PAGE,
        "<main>",
        '<main><svg viewBox="0 0 9 9"><g><text>Y<tspan>ay</tspan></text></g></svg>',
        '"yay"',
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "shown"), FOREIGN.values(), ids=FOREIGN)
def test_a_word_of_no_file_is_an_error_at_its_template(
    project_folder: Path, run: Run, name: str, old: str, new: str, shown: str
) -> None:
    said = build(run, project_folder, name, old, new)
    lines = [line for line in said.splitlines() if "is in no" in line]
    assert [line for line in lines if shown in line]
    for line in lines:
        assert line.startswith(f"templates/{name}")
        assert "broken: a4: " in line
        assert "[template-words]" in line


LINKS = {
    "another number is dialled": (
        BLOCKS,
        "tel(pack.emergency.number,",
        'tel("998",',
        'a link leads to "tel:998"',
    ),
    "a number of the files in the place of another": (
        BLOCKS,
        "tel(pack.emergency.number,",
        "tel(pack.urgent_advice.number,",
        '"999" is printed and "tel:111" is dialled',
    ),
    "another address": (
        PAGE,
        "<main>",
        '<main><a href="https://evil.example">NHS</a>',
        'a link leads to "https://evil.example"',
    ),
    "another mail address": (
        SLOTS,
        'href="{{ mail_link(clinic.email) }}',
        'href="mailto:x{{ clinic.email }}',
        'a link leads to "mailto:xhello@',
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "message"), LINKS.values(), ids=LINKS)
def test_a_link_leads_where_a_field_leads_and_shows_it(
    project_folder: Path, run: Run, name: str, old: str, new: str, message: str
) -> None:
    said = build(run, project_folder, name, old, new)
    assert message in said
    assert "[template-words]" in said


FINE = {
    "a field that no shipped template prints": (PAGE, "<main>", "<main>{{ clinic.legal_name }}"),
    "a text twice": (PAGE, "<main>", "<main><p>{{ typeset(leaflet.title) }}</p>"),
    "a date": (PAGE, "<main>", "<main>{{ date(leaflet.review_due) }}"),
    "a word of the locale": (PAGE, "<main>", "<main>{{ words.not_known }}"),
    "the number of a page": (
        STYLE,
        "li::before {",
        'b::after { content: " " counter(page) }\nli::before {',
    ),
    "a sign": (STYLE, 'content: "•"', 'content: "–"'),
    "a comment": (PAGE, "<main>", "<main><!-- Guaranteed -->"),
}


@pytest.mark.parametrize(("name", "old", "new"), FINE.values(), ids=FINE)
def test_words_of_the_files_and_values_of_the_program_are_fine(
    project_folder: Path, run: Run, name: str, old: str, new: str
) -> None:
    assert "[template-words]" not in build(run, project_folder, name, old, new)


def test_a_text_comes_from_whole_sources_and_long_pieces_of_them() -> None:
    tiles = Tiles(["Call us if it hurts a lot", "Not known", "Yes"])
    assert tiles.foreign("Yes. Not known; call us if it hurts a lot!") == []
    assert tiles.foreign("if it hurts a lot") == []
    assert tiles.foreign("It hurts not") == ["it", "hurts", "not"]
    assert tiles.foreign("") == []
    assert Tiles([]).foreign("Any words") == ["any", "words"]
