"""Sentences that would harm a reader are unfit, by the check of their kind; good ones are not.

Both were written before the words of the lexicon were chosen that find them. What no check finds is
told as well, so that nobody believes otherwise.
"""

from __future__ import annotations

from functools import cache

import pytest

from leaflet.checks.run import check_file
from leaflet.content.leaflet_file import parse_leaflet
from leaflet.content.project import SHIPPED, Project
from leaflet.planning.file_summaries import FileSummaries

#: By the check that finds them.
HARMFUL = {
    "claims": [
        "Your scars will melt away after three visits.",
        "The wound heals and your scars fade, but slowly.",
        "After the course your face looks smooth and fresh again.",
        "There is no doubt that microneedling takes scars away.",
        "No other treatment wipes out scars so well.",
        "Not only does it fade scars, it lifts tired skin.",
        "Microneedling gives you flawless skin.",
        "You will be amazed by your new look.",
        "Our pen is completely safe.",
        "The treatment is gentle and natural.",
        "We are the most experienced team in town.",
        "Microneedling is a proven method.",
        "It is fine in pregnancy.",
        "One visit is all that anybody needs.",
    ],
    "word-shares": [
        "Almost all our patients see better skin.",
        "Nine out of ten people love it.",
        "Hardly anybody regrets it.",
        "The great majority are delighted.",
    ],
    "minimised-harm": [
        "You feel only a slight tickle and a little redness, nothing more.",
        "Any bruising is trivial.",
        "It is just a scratch.",
    ],
    "relative-risk": [
        "It halves the risk of new scars.",
        "Lumps are five times less likely than with fillers.",
    ],
    "offers": [
        "Book this month and save £50.",
        "Your second visit is free.",
        "Spaces are limited, so reserve yours now.",
        "My skin has never looked so good, says Anna.",
        "See what our clients say about us.",
        "Scars get harder to treat with each year that you wait.",
    ],
    "unsafe-advice": [
        "Stop blood thinners three days before.",
        "Take two aspirin if it hurts.",
        "Skip your isotretinoin for a month.",
        "You can pop small blisters with a clean pin.",
        "Do not wait, and squeeze the lumps.",
        "Squeeze, do not pop, the lump.",
        "Squeeze lumps until the pus comes out.",
        "If your throat swells, call us first.",
        "For trouble breathing, send us a message.",
        "You can do it at home with a roller just as well.",
        "Do use sunbeds as soon as you like.",
        "You need no sunscreen after a few days.",
    ],
    "consent-taken": [
        "By coming to your visit you agree to the treatment.",
        "You do not need to sign or agree to anything.",
    ],
    "audience-age": [
        "We also treat teenagers from the age of 14.",
    ],
    "orphan-numbers": [
        "It helps 80 in 100 people.",
        "In one study 45 people got better.",
    ],
}
#: What no check finds, though it would harm.
UNSEEN = ["Why live with scars when you can lose them?", "It never causes infection."]
GOOD = [
    "Always ask who will treat you.",
    "Needles must never be used twice.",
    "Is it safe if I am pregnant?",
    "No treatment can remove scars.",
    "Nobody can promise that your scars will look better.",
    "If somebody says that it removes scars, ask for proof.",
    "Never share a roller with anybody.",
    "It is best to wait until your acne is calm.",
    "Some marks are permanent.",
    "Wash with a gentle soap.",
    "It may help, but it does not work for everyone.",
    "Ask whether the pen is licensed in the UK.",
    "Beware of places that promise smooth skin.",
    "Take your usual medicines unless your doctor tells you not to.",
    "Do not stop any medicine by yourself.",
    "Tell us if you take aspirin or any other medicine.",
    "You can take paracetamol if a pharmacist says that it is right for you.",
    "Even a mild infection needs a doctor.",
    "Most people go home on the same day.",
    "Everyone heals in their own time.",
    "We always wash our hands before we touch you.",
    "We will never rush you.",
    "It is not known if it works better than laser.",
    "A good clinic gives you time to think.",
    "Look at photos in natural light.",
    "Do not squeeze or prick lumps.",
    "Do not rub, squeeze or pick, and do not ignore lumps.",
    "New skin grows as the wound from the acid heals, but the scars stay.",
    "Do not open blisters with a needle.",
    "Call 999 first, then call us.",
    "If pain gets worse, it is not just a bruise: call us.",
    "Use sunscreen of SPF 30 or more on your skin.",
    "Stop using a new cream if your skin burns.",
    "Keep taking the medicines that your doctor gave you.",
]
LEAFLET = """---
title: Microneedling for acne scars
kind: cosmetic-procedure
---

## What it is

{sentence}

## When to get help {{#get-help}}

```help
- urgency: emergency
  signs: [Trouble breathing, The tongue or throat swells]
  call: emergency
- urgency: same-day
  signs: [Redness that spreads]
  call: urgent-advice
```
"""
#: The line of the sentence.
LINE = 8


@cache
def rules() -> object:
    return FileSummaries(Project(SHIPPED)).rules


def unfit(sentence: str) -> set[str]:
    """The checks that find a sentence unfit at its own line."""
    loaded = parse_leaflet("content/leaflets/needles/en-GB.md", LEAFLET.format(sentence=sentence))
    assert loaded.value is not None, loaded.findings
    found = check_file(loaded, rules())  # type: ignore[arg-type]
    return {one.code for one in found if one.is_error and one.span.line == LINE}


@pytest.mark.parametrize(
    ("check", "sentence"), [(check, one) for check, some in HARMFUL.items() for one in some]
)
def test_a_harmful_sentence_is_unfit_by_the_check_of_its_kind(check: str, sentence: str) -> None:
    assert check in unfit(sentence)


@pytest.mark.parametrize("sentence", GOOD)
def test_a_good_sentence_is_left_alone(sentence: str) -> None:
    assert unfit(sentence) == set()


@pytest.mark.parametrize("sentence", UNSEEN)
def test_what_no_check_finds_is_known(sentence: str) -> None:
    assert unfit(sentence) == set()


SHORT = """
## Caring for yourself {{#{role}}}

Rest.

```short
{short}
```
"""


def in_short(role: str, short: str) -> set[str]:
    """The messages of what is unsafe in the short form of a section."""
    text = LEAFLET.format(sentence="Rest.").replace("#get-help", "#urgent")
    text += SHORT.format(role=role, short=short)
    loaded = parse_leaflet("content/leaflets/needles/en-GB.md", text)
    assert loaded.value is not None, loaded.findings
    found = check_file(loaded, rules())  # type: ignore[arg-type]
    return {one.message for one in found if one.code == "unsafe-advice"}


def test_boxes_to_tick_in_a_short_form_are_conditions_only_where_the_section_asks_for_them() -> (
    None
):
    boxes = "~~~checklist\n- take insulin\n~~~"
    assert in_short("who-should-wait", boxes) == set()
    assert in_short("aftercare", boxes) == {'"take insulin" orders a change of a medicine'}


@pytest.mark.parametrize(("urgency", "call"), [("emergency", "emergency"), ("routine", "clinic")])
def test_a_sign_of_an_emergency_in_a_short_form_does_not_wait(urgency: str, call: str) -> None:
    signs = "[Trouble breathing that has not gone by tomorrow]"
    short = f"~~~help\n- urgency: {urgency}\n  signs: {signs}\n  call: {call}\n~~~"
    waits = {
        message for message in in_short("get-help", short) if "sign of an emergency" in message
    }
    assert bool(waits) == (urgency == "emergency")
