"""A page of own templates on which the renderer crashes is a mistake of the template."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from leaflet.core.diagnostics import MachineError, UsageError
from leaflet.render import weasyprint_setup
from leaflet.render.renderer import render
from leaflet.render.template_crash import template_crashes
from tests.support.printed import small_page

#: How deep functions may call each other while the test runs, whatever a test before it has left.
RECURSION_LIMIT = 1000
OWN = ("patient/a4.html.j2",)
DEEP = small_page("<b>" * 2000 + "x")


@pytest.fixture
def _usual_recursion_limit() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(RECURSION_LIMIT)
    yield
    sys.setrecursionlimit(before)


def crash_of_weasyprint() -> None:
    """An exception that a function of the renderer raises."""
    from weasyprint.formatting_structure.build import build_formatting_structure

    build_formatting_structure(None, None, None, None, None, None, None)


@pytest.mark.pdf
@pytest.mark.usefixtures("_usual_recursion_limit")
@pytest.mark.parametrize("medium", ["paper", "screen"])
def test_elements_nested_too_deep_are_told_at_the_template(medium: str) -> None:
    page = replace(DEEP, own_templates=OWN, medium=medium)
    with pytest.raises(UsageError, match=r"templates/patient/a4.html.j2: .*nested too deep"):
        render(page, {})


@pytest.mark.pdf
@pytest.mark.usefixtures("_usual_recursion_limit")
def test_with_shipped_templates_they_are_a_mistake_of_the_program() -> None:
    with pytest.raises(RecursionError):
        render(DEEP, {})


@pytest.mark.pdf
@pytest.mark.usefixtures("_usual_recursion_limit")
def test_the_next_page_is_printed_as_ever() -> None:
    css = "h1 { margin: 0 }"
    whole = small_page("<h1>Title</h1>", css)
    weasyprint_setup.forget_faces()
    with pytest.raises(RecursionError):
        render(small_page("<b>" * 2000 + "x", css), {})
    after_a_crash = render(whole, {})
    assert after_a_crash.file == render(whole, {}).file
    assert after_a_crash.embedded


@pytest.mark.pdf
@pytest.mark.parametrize("size", ["99999mm 200mm", "200mm 0.5mm", f"{'9' * 40}mm 1mm"])
def test_a_page_that_no_pdf_can_hold_is_refused(size: str) -> None:
    page = small_page("<h1>Title</h1>", f"@page {{ size: {size}; margin: 0 }}")
    match = r"templates/patient/a4.html.j2: page 1 is .* mm wide"
    with pytest.raises(UsageError, match=match) as told:
        render(replace(page, own_templates=OWN), {})
    assert told.value.hint.startswith("a page has sides of 1.1 to 5,080 mm")


def test_a_file_that_cannot_be_opened_again_is_told_at_the_template() -> None:
    import pypdfium2

    with pytest.raises(UsageError, match="pypdfium2 stopped by PdfiumError"), template_crashes(OWN):
        pypdfium2.PdfDocument(b"no PDF")


def test_a_crash_of_the_renderer_is_told_at_the_template() -> None:
    with pytest.raises(UsageError, match="weasyprint stopped by") as told, template_crashes(OWN):
        crash_of_weasyprint()
    assert told.value.hint
    assert told.value.__cause__


def test_without_own_templates_it_is_raised() -> None:
    with pytest.raises(Exception) as raised, template_crashes(()):  # noqa: PT011  # whichever
        crash_of_weasyprint()
    assert not isinstance(raised.value, UsageError)


@pytest.mark.parametrize("problem", [MachineError("x", "y"), MemoryError(), OSError(28, "full")])
def test_trouble_of_the_machine_stays_what_it_is(problem: Exception) -> None:
    with pytest.raises(type(problem)), template_crashes(OWN):
        raise problem


def test_a_mistake_of_the_program_stays_one() -> None:
    with pytest.raises(KeyError), template_crashes(OWN):
        raise KeyError("no package of the renderer is below")
