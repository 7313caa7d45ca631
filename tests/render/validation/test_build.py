"""A build writes no PDF that a screen reader would read otherwise than it is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.projects import ROOT, Run

TEMPLATE = "patient/a4.html.j2"


@pytest.mark.pdf
def test_a_template_that_breaks_a_rule_is_named_and_nothing_is_written(
    project_folder: Path, run: Run
) -> None:
    from leaflet.render.renderer import render

    own = project_folder / "templates" / TEMPLATE
    own.parent.mkdir(parents=True, exist_ok=True)
    text = (ROOT / "templates" / TEMPLATE).read_text("utf-8")
    own.write_text(text.replace("<h1>", "<h3>").replace("</h1>", "</h3>"), "utf-8")
    call = ("build", "-c", "riverside", "-f", "a4", "--executor", "serial")
    ran = run(*call, cwd=project_folder, render=render)
    assert ran.code == 3
    assert "templates/patient/a4.html.j2: broken: a4: H3 follows no heading" in ran.err
    assert "PDF/UA-1, 7.4 headings" in ran.err
    assert not list(project_folder.glob("dist/**/*.pdf"))
