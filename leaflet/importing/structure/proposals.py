"""Proposes roles for the sections of an article, and blocks for lists that say what they are."""

from __future__ import annotations

from dataclasses import dataclass

from leaflet.importing import words as of_words
from leaflet.importing.document import Remark, to_check
from leaflet.importing.structure.roles import SURE, Proposal, propose, speaks
from leaflet.importing.structure.sections import Part, Structure


@dataclass(frozen=True, slots=True)
class Proposed:
    """A section with the role that its heading speaks of, None where it speaks of none."""

    part: Part
    proposal: Proposal | None

    @property
    def role(self) -> str:
        """The role that is written; empty where it is unsure, and the section stays plain."""
        is_sure = self.proposal is not None and self.proposal.confidence >= SURE
        return self.proposal.role if self.proposal and is_sure else ""


def proposed_sections(
    structure: Structure, language: str
) -> tuple[tuple[Proposed, ...], list[Remark]]:
    """The sections of an article in its order, and remarks on what is unsure."""
    remarks: list[Remark] = []
    made: list[Proposed] = []
    if not speaks(language):
        remarks.append(
            to_check(f"no roles are proposed, since no headings in {language} are known")
        )
    taken: set[str] = set()
    for part in structure.parts:
        heading = of_words.plain(part.heading)
        proposal = propose(heading, language, frozenset(taken)) if part.found_by else None
        one = Proposed(part, proposal)
        taken.add(one.role)
        if proposal and not one.role:
            told = f"perhaps a section with role={proposal.role} ({proposal.confidence:.0%} sure)"
            remarks.append(to_check(told, heading))
        made.append(one)
    return tuple(made), remarks
