"""No template can leave out or hide that a leaflet is a draft."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from leaflet.checks.run import check_rendering
from leaflet.page.rendering import Rendering
from leaflet.render.renderer import render
from tests.support.printed import CLINICS, in_default_lane, rendered_edition, shipped, small_page
from tests.support.projects import LEAFLET, ROOT, Run

pytestmark = pytest.mark.pdf

WORDS = "Draft: not approved."


def counted(body: str, css: str = "") -> tuple[int, ...]:
    page = replace(small_page(body, css), state_band=WORDS)
    return render(page, {}).facts.state_bands


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (f"<p>{WORDS}</p>", 1),
        ("<p>Draft: <b>not</b> approved.</p>", 1),
        (f"<p style='width: 18mm'>{WORDS}</p>", 1),
        (f"<p>{WORDS}</p><p>Words</p><p>{WORDS}</p>", 2),
        (f"<p style='color: #fff; background: #000'>{WORDS}</p>", 1),
        ("<p>Words</p>", 0),
        ("<p>Draft: not</p><p>yet</p><p>approved.</p>", 0),
        (f"<p style='display: none'>{WORDS}</p>", 0),
        (f"<p style='visibility: hidden'>{WORDS}</p>", 0),
        (f"<p style='opacity: 0'>{WORDS}</p>", 0),
        (f"<div style='opacity: .1'><p>{WORDS}</p></div>", 0),
        (f"<p style='color: #fff'>{WORDS}</p>", 0),
        (f"<p style='color: #ccc'>{WORDS}</p>", 0),
        (f"<p style='color: transparent'>{WORDS}</p>", 0),
        (f"<p style='color: #333; background: #222'>{WORDS}</p>", 0),
        (f"<p style='position: absolute; left: -200mm'>{WORDS}</p>", 0),
        (f"<p style='position: absolute; top: 900mm'>{WORDS}</p>", 0),
    ],
)
def test_what_can_be_read_counts(body: str, count: int) -> None:
    assert counted(body)[0] == count


def test_margins_count_too() -> None:
    css = f'@page {{ @top-center {{ content: "{WORDS}" }} }}'
    assert counted("<p>Words</p><p style='break-before: page'>Words</p>", css) == (1, 1)


def test_without_a_band_nothing_is_counted() -> None:
    assert render(small_page("<p>Words</p>"), {}).facts.state_bands == ()


HIDDEN = {
    "left out": (
        "shared/page.css.j2",
        "@top-center { content: {{ css_text(band) }};",
        "@top-center {",
    ),
    "white": ("shared/page.css.j2", "background: var(--ink)", "background: var(--paper)"),
    "left out on the first page": ("shared/sections.html.j2", '<p class="band">{{ band }}</p>', ""),
    "other words": (
        "shared/sections.html.j2",
        '<p class="band">{{ band }}</p>',
        '<p class="band">!</p>',
    ),
}


@pytest.mark.parametrize("how", in_default_lane(HIDDEN, ["white"]))
def test_a_template_that_hides_it_builds_nothing(project_folder: Path, run: Run, how: str) -> None:
    file, old, new = HIDDEN[how]
    shutil.copytree(ROOT / "templates", project_folder / "templates")
    path = project_folder / "templates" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    ran = run("build", "-c", CLINICS[0], cwd=project_folder, render=render)
    assert ran.code == 3, ran.err
    assert "does not say the leaflet's state" in ran.err
    assert "[band]" in ran.err
    assert not list((project_folder / "dist").rglob("*.pdf"))


def test_no_project_and_no_waiver_lets_it_pass(project_folder: Path, run: Run) -> None:
    shutil.copytree(ROOT / "templates", project_folder / "templates")
    path = project_folder / "templates/shared/sections.html.j2"
    path.write_text(path.read_text("utf-8").replace('<p class="band">{{ band }}</p>', ""), "utf-8")
    with (project_folder / "leaflet.yaml").open("a", encoding="utf-8") as stream:
        stream.write("checks: {band: note}\n")
    ran = run("build", "-c", CLINICS[0], cwd=project_folder, render=render)
    assert (ran.code, "error: a4: page 1 does not say the leaflet's state" in ran.err) == (3, True)
    leaflet = project_folder / LEAFLET
    waiver = "waivers:\n  - {check: band, reason: it looks nicer, by: A, date: 2026-11-20}"
    leaflet.write_text(leaflet.read_text("utf-8").replace("waivers: []", waiver), "utf-8")
    ran = run("build", "-c", CLINICS[0], cwd=project_folder, render=render)
    assert (ran.code, '"band" cannot be waived' in ran.err) == (1, True)


def test_every_panel_of_a_folded_sheet_says_it() -> None:
    from leaflet.core import extensions

    printed = shipped(CLINICS[0])
    fold = extensions.load("formats", "trifold")
    edition = replace(printed.edition, format=fold)

    def reported(*state_bands: int) -> list[str]:
        facts = replace(printed.rendering.facts, state_bands=state_bands)
        rendering: Rendering = replace(printed.rendering, facts=facts)
        subject = replace(rendered_edition(printed, rendering), edition=edition)
        return [f.message for f in check_rendering(subject) if f.code == "band"]

    assert reported(3, 3) == []
    assert reported(3, 2) == ["trifold: page 2 says it 2 times, on 3 panels"]
    assert reported(0, 3) == ["trifold: page 1 does not say the leaflet's state"]


# --- on a screen ---------------------------------------------------------------------------------


def test_a_phone_page_has_its_band_whatever_its_template_says() -> None:
    from leaflet.render.html_page import make_page

    page = replace(small_page("<p>Words</p>"), state_band="Draft & more", medium="screen")
    html = make_page(page, {}).html.decode()
    assert html.count('<p class="band" style="display:block!important;') == 1
    assert "Draft &amp; more</p><p>Words</p>" in html


def test_its_own_band_is_kept_once() -> None:
    from leaflet.render.html_page import make_page

    page = replace(small_page('<p class="band">Draft</p>'), state_band="Draft", medium="screen")
    html = make_page(page, {}).html.decode()
    assert html.count("Draft</p>") == 1
    assert 'style="display:block!important;' in html


def test_an_approved_page_has_none() -> None:
    from leaflet.render.html_page import make_page

    assert b'class="band"' not in make_page(small_page("<p>Words</p>"), {}).html
