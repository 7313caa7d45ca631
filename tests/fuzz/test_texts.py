"""Mutated content is read or refused with findings; the same seed gives the same mutations."""

from __future__ import annotations

from itertools import islice

from leaflet.content.documents import decode, has_error, read_yaml
from leaflet.content.leaflet_file import parse_leaflet
from leaflet.core.characters import REFUSED, unseen
from tests.fuzz.texts import mutations


def test_the_same_seed_mutates_alike() -> None:
    assert list(islice(mutations(1), 20)) == list(islice(mutations(1), 20))
    assert list(islice(mutations(1), 20)) != list(islice(mutations(2), 20))


def test_a_mutated_file_is_read_or_refused() -> None:
    kinds = set()
    for name, mutated in islice(mutations(7), 60):
        text, findings = decode(name, mutated.encode())
        assert not REFUSED.search(text)
        assert not list(unseen(text))
        if has_error(findings):
            kinds.add("refused")
        elif name.endswith(".md"):
            loaded = parse_leaflet(name, text)
            assert (loaded.value is None) == has_error(loaded.findings)
            kinds.add("leaflet")
        else:
            read_yaml(name, text)
            kinds.add("yaml")
    assert kinds == {"refused", "leaflet", "yaml"}
