"""Sections that are unlike those of most leaflets lose nothing in any format."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflet.content.project import Project
from leaflet.planning.matrix import Selection
from leaflet.planning.planner import make_plan
from tests.fuzz.leaflet_trials import make_project
from tests.support.leaflet_pages import lost_in_composition
from tests.support.printed import TODAY

_FRONT = """title: An example
audience: Nobody at all
decision: This or that
main_message: All is invented.
glossary:
  - {term: examplite, say: eg-ZAM-plite, means: a mineral that does not exist}
figures:
  cup: {file: example-cup.svg, alt: A plain cup beside a dot., legend: [The only cup]}
"""
_LONG = ("Word. " * 90 + "\n\n") * 10
_HELP = """```help
- urgency: routine
  signs: [The cup is empty]
  call: clinic
```
"""
_SECTIONS = {
    "help in the section on the leaflet": f"## One {{role=about}}\n\n{_HELP}\nWords.\n",
    "help among the key points": f"## One {{role=key-points}}\n\n{_HELP}\nWords.\n",
    "help in two places": f"## One {{role=get-help}}\n\n{_HELP}\n## Two\n\n{_HELP}\n",
    "help that is short": f"## One\n\n{_LONG}\n\n````short\n{_HELP}````\n",
    "help for words": f"## One {{role=glossary}}\n\n{_HELP}\nWords.\n",
    "a picture for words": "## One {role=glossary}\n\n![](figure:cup)\n\nWords.\n",
    "questions for words": "## One {role=glossary}\n\n```questions\n- Why?\n```\n",
    "key points in a section without a role": "## One\n\n```key-points\n- A\n- B\n- C\n```\n",
    "a legend among steps": "## One\n\n```steps\n- do: Lift it.\n  picture: cup\n```\n",
    "people of a risk": "## One\n\n```risks\n- name: Rust\n  class: expected\n  do: Wait\n"
    "  sources: []\n  frequency: {n: 1, of: 10, who: invented cups, period: in a day}\n```\n",
    "a wide table": "## One\n\n| Food | Red | Blue | Green |\n|---|---|---|---|\n"
    "| Bread | yes | no | both |\n",
    "a heading alone": "## One\n\n## Two\n\nWords.\n",
}


@pytest.mark.parametrize("sections", _SECTIONS.values(), ids=_SECTIONS)
def test_an_unusual_section_is_printed_in_each_format(tmp_path: Path, sections: str) -> None:
    folder = make_project(tmp_path.resolve() / "project")
    path = folder / "content/leaflets/one/en-GB.md"
    path.parent.mkdir(parents=True)
    path.write_text(f"---\n{_FRONT}---\n\n{sections}", "utf-8")
    project = Project(folder)
    editions = make_plan(project, Selection(), today=TODAY).editions
    lost = {planned.id.format: lost_in_composition(project, planned)[1] for planned in editions}
    assert len(lost) == 7
    assert not any(lost.values()), lost
