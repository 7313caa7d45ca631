"""A kind of leaflet protects sentences of its own: each leaflet of it has them word for word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leaflet.checks.run import check_file
from tests.cases import Case
from tests.checks.test_check_cases import edited, loaded, rules
from tests.support.projects import LEAFLET

KIND = "cosmetic-procedure"
STOP = "Do not stop any prescribed medicine unless the person who prescribed it agrees."


def findings(new: str) -> list[str]:
    """What the check says of the leaflet with another sentence, under a kind that protects it."""
    kind = rules().kinds[KIND].model_copy(update={"protect": {"en": (STOP,)}})
    given = replace(rules(), kinds={**rules().kinds, KIND: kind})
    case = Case(f"- {STOP}", new, "")
    found = check_file(loaded(LEAFLET, edited(case)), given)
    return [one.message for one in found if one.code == "protected-sentences"]


@pytest.mark.parametrize(
    "new",
    [
        f"- {STOP.replace(' not', '')}",
        f"- {STOP.replace('agrees.', 'agrees, or you like.')}",
        "- Bring a list.",
    ],
)
def test_a_changed_or_missing_sentence_is_told(new: str) -> None:
    assert findings(new) == [f'the protected sentence "{STOP}" is not there word for word']


@pytest.mark.parametrize("new", [f"- {STOP}", f"- Bring a list. {STOP} Ask us."])
def test_the_sentence_itself_is_none(new: str) -> None:
    assert findings(new) == []
