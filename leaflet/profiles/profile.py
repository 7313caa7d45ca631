"""Profiles of checks: one file, one `PROFILE` each.

A profile names the checks that do not apply to a kind of leaflet, and sets the norms of the others.
"""

from __future__ import annotations

from dataclasses import dataclass

from leaflet.core import extensions


@dataclass(frozen=True, slots=True)
class Norms:
    """The bounds of the checks of words: of two values the first warns, the second is an error.

    Reading level: AMA and NIH advise grade 6 and below, NHS and PIF a reading age of 9 to 11, else
    11 to 14. 203 British dermatology leaflets had a mean of 9.8 (FKGL) and 12.1 (SMOG; Hunt 2022,
    PMID 34854104). INFLESZ: 65 is "fairly easy", 55 "normal" (Barrio-Cantalejo 2008). Sentences:
    plain English asks for a mean of 15 to 20 words.
    """

    fkgl: tuple[float, float] = (6, 8)
    smog: tuple[float, float] = (8, 10)
    fre: tuple[float, float] = (70, 60)
    inflesz: tuple[float, float] = (65, 55)
    mean_words: tuple[float, float] = (15, 20)
    sentence_words: int = 25
    paragraph_sentences: tuple[int, int] = (4, 6)
    section_words: tuple[int, int] = (150, 400)
    heading_words: int = 8
    list_items: int = 7
    cell_words: int = 25
    passive_share: float = 0.2
    review_months: tuple[int, int] = (24, 36)
    evidence_years: int = 3
    alternatives: int = 2


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile: its name, its purpose in one sentence, its norms, the ids of excluded checks."""

    id: str
    summary: str
    norms: Norms = Norms()
    without: frozenset[str] = frozenset()


#: The profile in place of an unknown one.
STRICTEST = Profile("", "Everything.")


def names() -> tuple[str, ...]:
    """The names of all profiles."""
    return extensions.names("profiles")


def find(name: str) -> Profile:
    """The profile with a name; the strictest if there is none."""
    if name not in names():
        return STRICTEST
    profile: Profile = extensions.load("profiles", name)
    return profile
