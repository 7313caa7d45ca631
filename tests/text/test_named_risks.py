"""A text names a risk by a word of its name; the check and the evidence ask by the same rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflet.content.project import Project
from leaflet.model.blocks import Risk
from leaflet.model.lexicon import Lexicon
from leaflet.planning.file_summaries import FileSummaries
from leaflet.staff_documents.told_words import named_risks
from leaflet.text.leaflet_text import LeafletText
from leaflet.text.named_risks import unnamed
from tests.support.governed import NAME, rewrite

LEXICON = Lexicon(language="en", risk_qualifiers=("severe", "skin", "lasting"))
SHORT = "Infection, lasting lumps, new scars, severe allergy and skin death can happen."


def risk(name: str) -> Risk:
    given = {
        "name": name,
        "class": "emergency",
        "frequency": "not known",
        "do": "Call",
        "sources": (),
    }
    return Risk.model_validate(given)


@pytest.mark.parametrize(
    ("name", "printed", "is_named"),
    [
        ("Severe allergy", "It can bring on an allergic shock.", True),
        ("Severe allergy", "Severe pain can happen.", False),
        ("Skin infection", "Your skin may peel. Infected spots need care.", True),
        ("Skin infection", "Your skin may peel.", False),
        ("HIV", "HIV can be passed on.", True),
        ("HIV", "Germs can be passed on.", False),
        ("Lasting lumps", "LUMPS that stay.", True),
        ("Severe, lasting", "Nothing else.", True),  # no word of it can be looked for
    ],
)
def test_a_risk_is_named_by_a_word_of_its_name(name: str, printed: str, *, is_named: bool) -> None:
    assert (not list(unnamed([risk(name)], [printed], LEXICON))) is is_named


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("Infection, lumps, new scars, allergic shock and skin death can happen.", ()),
        ("Infection, lasting lumps, new scars, severe pain and skin death can happen.",
         ("Severe allergy",)),
    ],
)  # fmt: skip
def test_the_check_and_the_evidence_agree(
    project_folder: Path, words: str, missing: tuple[str, ...]
) -> None:
    rewrite(project_folder, SHORT, words)
    project = Project(project_folder)
    summaries = FileSummaries(project)
    work = project.leaflets[NAME, "en-GB"]
    told = summaries.of(project.leaflets, (NAME, "en-GB")).findings
    found = {f.message.split('"')[1] for f in told if "does not name the risk" in f.message}
    text = LeafletText(work, summaries.rules.lexicons["en-GB"])
    sheet = next(one for one in named_risks(text) if one.format == "trifold")
    assert set(sheet.missing) == found
    assert found >= set(missing)
    assert bool(found) == bool(missing)
