"""A picture of a person needs consent, and credits are printed where a picture has them."""

from __future__ import annotations

import pytest

from leaflet.checks.picture_consent import CHECK
from leaflet.compose.picture_credits import picture_credits
from leaflet.content.leaflet_file import parse_leaflet
from leaflet.core.diagnostics import Effect
from leaflet.core.located import Loaded
from leaflet.model.leaflet import Leaflet

FRONT = """\
---
title: A title
figures:
  one:
    file: one.{ending}
    alt: A knee that is bent.
{one}  two:
    file: two.svg
    alt: A knee that is straight.
{two}---

## One

![](figure:one)

```exercise
name: Knee bend
picture: two
start: Lie down.
steps: [Bend it.]
how_often: 5 times
stop_if: it hurts
```
"""


def leaflet_of(one: str = "", two: str = "", ending: str = "jpg") -> Loaded[Leaflet]:
    fields = ["".join(f"    {line}\n" for line in given.splitlines()) for given in (one, two)]
    source = FRONT.format(one=fields[0], two=fields[1], ending=ending)
    loaded = parse_leaflet("content/leaflets/a/en-GB.md", source)
    assert loaded.value is not None, loaded.findings
    return loaded


@pytest.mark.parametrize(
    ("fields", "ending", "effects"),
    [
        ("person: true", "jpg", [Effect.UNFIT]),
        ("person: true", "svg", [Effect.UNFIT]),
        ("", "jpg", [Effect.ADVICE]),
        ("", "JPEG", [Effect.ADVICE]),
        ("", "svg", []),
        ("person: false", "jpg", []),
        ("person: true\nconsent: The patient agreed in writing.", "jpg", []),
    ],
)
def test_who_is_shown_has_agreed(fields: str, ending: str, effects: list[Effect]) -> None:
    found = list(CHECK.findings(leaflet_of(fields, ending=ending)))
    assert [finding.effect for finding in found] == effects
    assert all(finding.hint and finding.span.line for finding in found)


def credits_of(one: str, two: str = "") -> tuple[str, ...]:
    leaflet = leaflet_of(one, two).value
    assert leaflet
    return picture_credits(leaflet)


def test_pictures_without_credits_print_none() -> None:
    assert credits_of("") == ()


def test_author_licence_and_consent_are_sentences() -> None:
    assert credits_of("author: J Doe\nlicence: CC BY 4.0.\nconsent: The patient agreed") == (
        "J Doe, CC BY 4.0. The patient agreed.",
    )


def test_credits_tell_the_pictures_apart_where_they_differ() -> None:
    assert credits_of("author: J Doe", "author: J Doe") == ("J Doe.",)
    assert credits_of("author: J Doe", "licence: CC0") == (
        "A knee that is bent: J Doe.",
        "A knee that is straight: CC0.",
    )
