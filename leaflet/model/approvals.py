"""Types of approvals: who approved which words, or which safety facts of a clinic, and when.

An approval is bound to a hash, so any change of the hashed content makes it void.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from leaflet.model.fields import (
    ContentModel,
    Digest,
    FieldError,
    Jurisdiction,
    Language,
    Plain,
    Slug,
    Text,
    Version,
)

__all__ = ["Approval", "Approvals", "ApprovedBy", "SafetyApproval", "SafetyApprovals"]


def _name(text: str) -> str:
    if not any(letter.isalpha() for letter in text):
        raise FieldError(f'"{text}" names nobody', "write the name of whoever approved")
    return text


def _part(text: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{12}", text):
        raise FieldError(f'"{text[:80]}" is no hash', "write none by hand, run: leaflet approve")
    return text


Part = Annotated[Text, AfterValidator(_part)]
Name = Annotated[Plain, AfterValidator(_name)]


class ApprovedBy(ContentModel):
    """The name and role of an approver, and the day; `register` is a professional registration."""

    by: Name
    role: Slug
    register_number: Plain | None = Field(default=None, alias="register")
    date: datetime.date


class Approval(ApprovedBy):
    """The approval of a leaflet's words with the values of one jurisdiction.

    `pages` are digests by format of the pages that a project's own templates print; it is empty
    where they print what the shipped templates print.
    """

    words: Digest
    jurisdiction: Jurisdiction
    version: Version
    pages: Mapping[Slug, tuple[Digest, ...]] = Field(default_factory=dict)


class Approvals(ContentModel):
    """The file `content/approvals/<leaflet>/<language>.yaml`."""

    id: Slug
    language: Language
    approvals: Annotated[tuple[Approval, ...], Field(min_length=1)]


class SafetyApproval(ApprovedBy):
    """The approval of a clinic's safety facts.

    `parts` has a short hash of each field that was bound; it only serves to name what changed.
    """

    facts: Digest
    parts: Mapping[Text, Part] = {}


class SafetyApprovals(ContentModel):
    """The file `content/clinics/<clinic>/approvals.yaml`."""

    id: Slug
    approvals: Annotated[tuple[SafetyApproval, ...], Field(min_length=1)]
