"""The roles of sections: what a section is for, whatever its heading says.

Kinds of leaflets, checks, abridging and formats speak of roles, never of headings or ids.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

from leaflet.core.diagnostics import did_you_mean
from leaflet.model.fields import FieldError, Text

#: All roles, in the order in which most leaflets have them.
ROLES: tuple[str, ...] = (
    "key-points",
    "about",
    "what-is-it",
    "condition",
    "who-for",
    "benefits",
    "how-it-works",
    "what-happens",
    "risks",
    "side-effects",
    "who-should-wait",
    "alternatives",
    "choosing",
    "preparing",
    "doses",
    "on-the-day",
    "results",
    "aftercare",
    "exercises",
    "storage",
    "get-help",
    "questions",
    "consent",
    "costs",
    "summary",
    "glossary",
    "find-more",
)

#: Roles that one section of a leaflet may have at most, since formats set that section apart or
#: fill it from the front matter.
ONCE = frozenset({"key-points", "about", "glossary"})

#: Roles of sections that stay in every format, at least in their short form: they warn, help, and
#: keep the choice open. The first two say what the leaflet is about.
KEPT = frozenset(
    {
        "key-points",
        "about",
        "benefits",
        "risks",
        "side-effects",
        "who-should-wait",
        "alternatives",
        "doses",
        "get-help",
    }
)


def _role(text: str) -> str:
    if text not in ROLES:
        raise FieldError(f'unknown role "{text}"', did_you_mean(text, ROLES))
    return text


Role = Annotated[
    Text, AfterValidator(_role), WithJsonSchema({"type": "string", "enum": list(ROLES)})
]
