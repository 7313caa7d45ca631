"""Pages that own templates print: bound by approvals where they differ from the shipped ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.governed import ANN, APPROVALS, NAME, approve_all, make_real, rewrite, states
from tests.support.projects import CLINIC, Run, own_template

PAGE = "patient/a4.html.j2"
SECTIONS = "shared/sections.html.j2"
SLOTS = "shared/slots.html.j2"
STYLE = "shared/base.css.j2"


@pytest.fixture
def approved(project_folder: Path, run: Run) -> Path:
    """A project with a clinic that could be real, all of it approved, without own templates."""
    make_real(project_folder)
    approve_all(run, project_folder)
    return project_folder


def state(run: Run, folder: Path) -> str:
    return states(run("build", "-c", "riverside", cwd=folder), folder)["riverside"]


#: Changes that print the same words, pictures, links, levels and boxes in the same order.
SAME = {
    "a comment": (PAGE, "<main>", "{# ours #}<main>"),
    "a class": (SECTIONS, '<p class="kicker">', '<p class="kicker ours">'),
    "a colour": (STYLE, "li::before {", "b { color: var(--brandtext); }\nli::before {"),
    "another box around the text": (PAGE, "<main>", '<main class="frame">'),
}
OTHER = {
    "a text is left out": (PAGE, "{{ parts.standfirst(leaflet.subtitle) }}", ""),
    "texts change places": (
        PAGE,
        "{{ parts.imprint_section() }}",
        "{{ parts.imprint_section() }}<p>{{ typeset(leaflet.title) }}</p>",
    ),
    "the level of a heading": (SECTIONS, "<h2 id", "<h3 id"),
    "a link": (SLOTS, 'href="{{ mail_link(', 'data-mail="{{ mail_link('),
    "a slot": (PAGE, '{{ slot("masthead") }}', ""),
    "a number by the stylesheet": (STYLE, 'content: "•"', "content: counter(page)"),
    "a text hidden as pages for notes": (SECTIONS, '<p class="standfirst">', '<p data-notes="9">'),
}


@pytest.mark.parametrize(("name", "old", "new"), SAME.values(), ids=SAME)
def test_own_templates_that_print_the_same_keep_the_approval(
    approved: Path, run: Run, name: str, old: str, new: str
) -> None:
    own_template(approved, name, old, new)
    assert state(run, approved) == "approved"


@pytest.mark.parametrize(("name", "old", "new"), OTHER.values(), ids=OTHER)
def test_own_templates_that_print_anything_else_need_an_approval(
    approved: Path, run: Run, name: str, old: str, new: str
) -> None:
    own_template(approved, name, old, new)
    ran = run("check", cwd=approved)
    assert f"templates/{name}: advice: a4: the pages that these templates make" in ran.err + ran.out
    assert state(run, approved) == "draft"


def test_the_pages_of_own_templates_are_approved_with_the_words(approved: Path, run: Run) -> None:
    own_template(approved, *OTHER["a text is left out"])
    assert run("approve", NAME, *ANN, cwd=approved).code == 0
    assert (approved / APPROVALS).read_text("utf-8").count("pages:") == 1
    assert state(run, approved) == "approved"
    own_template(approved, *SAME["a class"])
    assert state(run, approved) == "approved"
    own_template(approved, *OTHER["the level of a heading"])
    assert state(run, approved) == "draft"


def test_it_is_withheld_from_a_release(approved: Path, run: Run) -> None:
    own_template(approved, *OTHER["a text is left out"])
    ran = run("build", "-c", "riverside", "--release", cwd=approved)
    assert ran.code == 3
    assert "no approval of the pages of own templates by a clinician" in ran.err


def test_who_approved_the_same_pages_before_need_not_again(approved: Path, run: Run) -> None:
    own_template(approved, *OTHER["a text is left out"])
    run("approve", NAME, *ANN, cwd=approved)
    assert "has approved this already" in run("approve", NAME, *ANN, cwd=approved).err


def test_a_clinic_s_details_do_not_reopen_an_approval_of_pages(approved: Path, run: Run) -> None:
    """Its own approval is bound to them."""
    own_template(
        approved,
        SLOTS,
        '<div class="lines"',
        '<div class="lines"><p>{{ clinic.email }}</p></div><div class="lines"',
    )
    run("approve", NAME, *ANN, cwd=approved)
    assert state(run, approved) == "approved"
    rewrite(approved, "email: hello@", "email: welcome@", CLINIC)
    ran = run("check", cwd=approved)
    assert "approval-pages" not in ran.err + ran.out


def test_a_template_that_looks_at_the_clinic_is_compared_for_each(approved: Path, run: Run) -> None:
    own_template(
        approved, PAGE, "<main>", '<main>{% if logo and "river" in logo %}<p>Other</p>{% endif %}'
    )
    ran = run("check", cwd=approved)
    assert "approval-pages" in ran.err + ran.out


def test_pages_that_a_broken_template_does_not_make_are_not_approved(
    approved: Path, run: Run
) -> None:
    own_template(approved, PAGE, "<main>", "<main>{{ 1 / 0 }}")
    ran = run("build", "-c", "riverside", cwd=approved)
    assert ran.code == 2
    assert f"templates/{PAGE}" in ran.err
