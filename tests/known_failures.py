"""Tests that fail today, each with its cause. A test that passes again is taken out of the list."""

from __future__ import annotations

_BOOKLET = "in larger type two sections of the longest leaflet go over three pages of a booklet"

#: The cause by a part of a test's id.
KNOWN = {
    "test_booklet.py::test_short_topics_and_the_list_of_contents_are_not_torn_apart": _BOOKLET,
}


def cause_of(node_id: str) -> str | None:
    """Why a test is known to fail; None for any other."""
    return next((why for known, why in KNOWN.items() if known in node_id), None)
