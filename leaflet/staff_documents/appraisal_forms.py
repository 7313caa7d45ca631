"""Appraisal forms with which people rate written health information.

The criteria are restated in our own words; the source of each form is named, so that raters read
the original manual first. `checks` are related checks of this program: they help a rater and do not
replace the rating.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion: its number in the form, its question, and the related checks."""

    number: str
    asks: str
    checks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormPart:
    """A part of an appraisal form with a score of its own."""

    title: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class AppraisalForm:
    """An appraisal form: its title, its source, the possible answers, and how to score."""

    id: str
    title: str
    source: str
    answers: tuple[str, ...]
    scoring: str
    parts: tuple[FormPart, ...]


def _asked(number: str, asks: str, checks: str = "") -> Criterion:
    return Criterion(number, asks, tuple(checks.split()))


PEMAT = AppraisalForm(
    id="pemat-p",
    title="PEMAT-P: can it be understood, can it be acted on",
    source="Shoemaker, Wolf, Brach 2014, Patient Educ Couns 96:395; AHRQ publication 14-0002-EF",
    answers=("agree", "disagree", "does not apply"),
    scoring="Each score is: agree, divided by agree and disagree together. What does not apply is"
    " left out. 70 % and more is usually taken for good.",
    parts=(
        FormPart(
            "Can it be understood?",
            (
                _asked("1", "A reader sees at once what it is for.", "provenance headings"),
                _asked("2", "Nothing draws attention away from that.", "fillers claims"),
                _asked("3", "The words are those that people use every day.", "hard-words latin"),
                _asked("4", "Medical words are used only to teach them, and explained where they"
                       " come first.", "taught-terms"),
                _asked("5", "Most sentences say who does what.", "passive-voice"),
                _asked("6", "Numbers are clear.", "natural-frequencies orphan-numbers"),
                _asked("7", "The reader need not calculate.", "relative-risk"),
                _asked("8", "It comes in short portions.", "section-length lengths"),
                _asked("9", "Headings say what comes.", "headings"),
                _asked("10", "One thing follows from another.", "sections timeline"),
                _asked("11", "It is summed up.", "sections"),
                _asked("12", "Arrows, boxes, bold or lists point at what matters.", "list-length"),
                _asked("15", "There are pictures where pictures help.", "alt-text"),
                _asked("16", "Pictures help the text; they do not draw away from it."),
                _asked("17", "Pictures have captions.", "alt-text"),
                _asked("18", "Pictures are clear, with nothing in them that is not needed."),
                _asked("19", "Tables are simple and have short headings.", "cells"),
            ),
        ),
        FormPart(
            "Can it be acted on?",
            (
                _asked("20", "It names at least one thing to do.", "actions"),
                _asked("21", "It speaks to the reader when it says so.", "third-person"),
                _asked("22", "What to do is cut into small steps.", "one-action"),
                _asked("23", "It gives something to use: a list, a place for notes.",
                       "decision-aids"),
                _asked("24", "If there is something to calculate, it shows how."),
                _asked("25", "It says how to read its charts and tables."),
                _asked("26", "Pictures are used where they make it easier to act."),
            ),
        ),
    ),
)  # fmt: skip

DISCERN = AppraisalForm(
    id="discern",
    title="DISCERN: how good is what it says about a choice of treatment",
    source="Charnock, Shepperd, Needham, Gann 1999, J Epidemiol Community Health 53:105",
    answers=("1: no", "2", "3: partly", "4", "5: yes"),
    scoring="Each question has 1 to 5 points; the last is the rater's own judgement of the whole,"
    " and no sum.",
    parts=(
        FormPart(
            "Can it be trusted?",
            (
                _asked("1", "Does it say what it wants to do?", "provenance"),
                _asked("2", "Does it do that?"),
                _asked("3", "Is that what readers need?"),
                _asked("4", "Does it name the sources that it rests on?", "sources references"),
                _asked("5", "Does it say how old they are?", "sources evidence-age"),
                _asked("6", "Is it balanced, and does it sell nothing?", "balance claims offers"),
                _asked("7", "Does it say where else to look or ask?", "find-more"),
                _asked("8", "Does it say what is not certain?", "unknowns"),
            ),
        ),
        FormPart(
            "What does it say about each treatment?",
            (
                _asked("9", "How does it work?", "sections"),
                _asked("10", "What good may it do?", "benefit-evidence"),
                _asked("11", "What harm may it do?", "risk-order"),
                _asked("12", "What happens without treatment?", "no-treatment"),
                _asked("13", "What does it mean for daily life?", "daily-life"),
                _asked("14", "Is there more than one choice?", "alternatives"),
                _asked("15", "Does it help to decide together?", "decision-aids"),
            ),
        ),
        FormPart(
            "All in all",
            (_asked("16", "How good is it as a source about choices of treatment?"),),
        ),
    ),
)

#: What no program can check, for the person who signs.
HUMAN = (
    "Whether what it says is true: each fact against its source, by somebody who knows the field.",
    "Whether something is missing that a patient must know, such as a harm that no source names.",
    "Whether the literature has been searched again since, and well.",
    "Whether who should wait, warning signs and care afterwards are right and complete.",
    "Whether five to ten readers find what they look for, and can say what they would do.",
    "Whether the pictures show what the words say, and no one is shamed by them.",
    "Whether the tone is kind, and fits the people whom it is for.",
    "Whether clinic, numbers and hours on the printed page are true today: ring them once.",
    "Whether the approvals are by the people whom they name: see the signed commits.",
)

ALL = (PEMAT, DISCERN)
