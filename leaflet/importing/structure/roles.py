"""Proposes what a section is for, by the words of its heading, with a confidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from leaflet.core.folding import fold
from leaflet.model.roles import ONCE

#: Above it a role is written into the draft; below it the section stays plain, and the report names
#: the role.
SURE = 0.8


@dataclass(frozen=True, slots=True)
class Proposal:
    """A role for a section, and how sure it is, 0 to 1."""

    role: str
    confidence: float


#: By language: phrases in headings, each with its role and how sure it is. The first that is found
#: counts, so the narrower stand first. `*` is an ending.
_PHRASES: dict[str, tuple[tuple[str, str, float], ...]] = {
    "en": (
        (r"key points|at a glance|in brief|main points", "key-points", 0.7),
        (r"summary|in short|to sum up|conclusions?", "summary", 0.85),
        (r"about this (?:leaflet|booklet|guide|information)", "about", 0.9),
        (r"glossary|words? (?:explained|we use)", "glossary", 0.6),
        ((r"when (?:to|should (?:i|you)) (?:call|seek|get|see|contact|ask|worry|go)"
         r"|(?:who|how|where) to (?:call|ring|phone|contact|ask for help)"
         r"|get(?:ting)? help|emergency|warning signs|danger signs|red flags|urgent|call 999"
         r"|seek (?:medical )?help"
         r"|when to (?:ring|phone)"), "get-help", 0.9),
        ((r"who (?:should not|shouldn't|cannot|can't|must not)|not suitable|before you (?:take|use)"
         r"|do not (?:take|use)|when not to|contraindications?"
         r"|who should wait"), "who-should-wait", 0.85),
        ((r"side[- ]effects? and risks?|risks? and side[- ]effects?|risks?|complications?|dangers?"
         r"|go(?:es)? wrong|problems (?:that )?(?:can|may|might)|is it safe|how safe"),
         "risks", 0.9),
        (r"side[- ]effects?|adverse (?:effects?|reactions?)", "side-effects", 0.9),
        ((r"alternatives?|other (?:treatments?|options|choices)|\bvs\b|versus|instead of"
         r"|compared (?:to|with)|(?:treatment )?options"), "alternatives", 0.85),
        ((r"dos(?:e|es|age)|how (?:much|many) (?:to take|should)|how (?:to|do i|should i) take"
         r"|how (?:to|do i|should i) use"
         r"|(?:your|the) (?:tablets?|medicines?|medication|drops)\W*$"),
         "doses", 0.85),
        ((r"storage|stor(?:e|ing)\b"
         r"|how (?:to|do i|should i) keep (?:it|them|(?:the|your|my) \w+)\W*$"), "storage", 0.85),
        (r"on the day|day of (?:your|the)|day itself|when you arrive", "on-the-day", 0.85),
        ((r"prepar(?:e|ing|ation)|before (?:your|the|you (?:come|have))|get(?:ting)? ready"
         r"|what to bring"), "preparing", 0.85),
        ((r"after(?:wards|care)?\b(?: (?:your|the|you))?|recover(?:y|ing)|going home|at home"
         r"|looking"
         r" after|caring for"), "aftercare", 0.8),
        (r"exercises?", "exercises", 0.8),
        (r"(?:your |the |test )?results?\b", "results", 0.8),
        ((r"benefits?|advantages?|effectiveness|effective|does it work|how well"
         r"|can .* (?:help|remove|cure)|will it (?:help|work)|why (?:have|take)"), "benefits", 0.8),
        (r"how (?:does|do) .*work|how it works|how .* works?", "how-it-works", 0.9),
        (r"who (?:is it for|can|should have|is offered|needs?)|is it (?:right|suitable) for",
         "who-for", 0.85),
        (r"what happens|what will happen|what to expect|the procedure|the operation|during",
         "what-happens", 0.85),
        (r"questions?(?: to ask| you may)?|ask (?:us|your)", "questions", 0.7),
        (r"consent", "consent", 0.85),
        (r"costs?|price|fees?|pay(?:ing|ment)?\b", "costs", 0.85),
        ((r"find(?:ing)? (?:a |an |the )?(?:qualified|good|right|practitioner|doctor|surgeon"
         r"|clinic)"
         r"|choos(?:e|ing)"), "choosing", 0.85),
        ((r"more information|find out more|further (?:information|reading|help)|useful (?:links"
         r"|contacts)|support groups?|references|sources"), "find-more", 0.85),
        (r"symptoms?|causes?|types? of|understanding|what causes", "condition", 0.7),
        (r"what (?:is|are)\b|what's", "what-is-it", 0.8),
    ),
}  # fmt: skip


def speaks(language: str) -> bool:
    """Whether there are phrases for a language."""
    return language.partition("-")[0] in _PHRASES


def propose(heading: str, language: str, taken: frozenset[str] = frozenset()) -> Proposal | None:
    """The role that a heading speaks of; None where it speaks of none. Of the roles that one
    section alone may have, those that are `taken` are not proposed again.
    """
    said = " ".join(fold(heading).split())
    for pattern, role, confidence in _patterns(language.partition("-")[0]):
        if pattern.search(said):
            return None if role in taken and role in ONCE else Proposal(role, confidence)
    return None


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str, float], ...]:
    return tuple(
        (re.compile(rf"(?<!\w)(?:{phrases})(?!\w)"), role, confidence)
        for phrases, role, confidence in _PHRASES.get(language, ())
    )
