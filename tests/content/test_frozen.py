"""The leaflet that checks of harmful edits are tried on keeps its words, whatever we ship."""

from __future__ import annotations

import hashlib
import re

from leaflet.model.leaflet import texts
from tests.support.example import example_project
from tests.support.projects import EXAMPLE, LEAFLET

#: The sha256 of its body as it was shipped in version 0.1.0, without the attributes of headings.
_BODY = "1f0f3384660b2de5d671b957f72db7aa867c00e97c704d727ac5ed99ec14adf6"

#: The sign that was added since: without it, the leaflet is unfit for its risk of a stroke.
_STROKE = "    - A face that droops, a weak arm, or slurred speech\n"


def test_the_frozen_leaflet_has_the_words_that_were_shipped_in_version_0_1_0() -> None:
    body = (EXAMPLE / LEAFLET).read_text("utf-8").split("---\n", 2)[2]
    assert body.count(_STROKE) == 1
    body = body.replace(_STROKE, "")
    plain = re.sub(r"^(## .*?) *\{.*\}$", r"\1", body, flags=re.MULTILINE)
    assert hashlib.sha256(plain.encode()).hexdigest() == _BODY


def test_the_frozen_leaflet_can_be_read() -> None:
    leaflet = example_project().leaflets["mesotherapy-acne-scars", "en-GB"].value
    assert leaflet is not None
    assert sum(1 for _ in texts(leaflet.sections)) > 100
