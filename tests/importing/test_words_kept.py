"""Properties: whatever an article holds, its draft can be read, and no word is lost unnamed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as some

from leaflet.content.leaflet_file import parse_leaflet
from leaflet.importing import Draft, RefusedError
from tests.support.articles import drafted, lost
from tests.support.projects import patient
from tests.support.word_files import bullet, heading, number, paragraph, run, table, word_file

SIGNS = "abc DEF äß ЖЩ 0123456789 .,;:!?-–—()[]{}<>*_`~#|\\/&$%^=+'\"@•☐"
TEXTS = some.text(SIGNS, min_size=1, max_size=60)
LINES = some.lists(
    some.one_of(
        TEXTS,
        some.sampled_from(
            ["", "", "- item", "1. step", "• point", "WHAT IS IT?", "Risks", "Do", "Don't"]
        ),
        some.sampled_from(
            ["Call 999 if:", "8am - eat", "9am - drink", "| a | b |", "Please bring:", "---"]
        ),
    ),
    max_size=30,
)
BLOCKS = some.lists(
    some.one_of(
        TEXTS.map(lambda text: paragraph(run(text))),
        TEXTS.map(lambda text: paragraph(run(text, "<w:b/>"))),
        some.tuples(TEXTS, some.integers(1, 4)).map(lambda one: heading(*one)),
        some.tuples(TEXTS, some.integers(0, 4)).map(lambda one: bullet(*one)),
        TEXTS.map(number),
        some.lists(some.tuples(TEXTS, TEXTS), min_size=1, max_size=4).map(
            lambda rows: table(*rows)
        ),
    ),
    max_size=12,
)


def _kept(name: str, data: bytes | str, article: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            draft: Draft = drafted(Path(folder), name, data)
        except RefusedError as problem:
            assert "no text" in problem.message or "empty" in problem.message, problem.message  # noqa: PT017
            return
    assert not lost(draft, article), draft.text
    assert parse_leaflet(draft.path, draft.text).value is not None, draft.text


@patient
@given(LINES)
def test_of_any_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    _kept("a.txt", text, text)


@patient
@given(BLOCKS)
def test_of_any_word_file(blocks: list[str]) -> None:
    import html
    import re

    text = html.unescape(re.sub(r"<[^>]*>", " ", " ".join(blocks)))
    _kept("a.docx", word_file(*blocks), text)


@patient
@given(
    some.lists(
        some.tuples(some.sampled_from(["p", "h1", "h2", "h3", "li", "td", "b", "div", "a"]), TEXTS)
    )
)
def test_of_any_page(parts: list[tuple[str, str]]) -> None:
    import html

    inner = " ".join(f"<{tag}>{html.escape(text)}</{tag}>" for tag, text in parts)
    _kept("a.html", f"<body>{inner}</body>", " ".join(text for _, text in parts))
