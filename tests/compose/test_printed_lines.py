"""Lines are counted from the words of a filled slot, whatever its template says."""

from __future__ import annotations

import pytest

from leaflet.compose.printed_lines import count_lines

FORTY = "four score and seven years ago, our fore"


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("", 0),
        ("<p></p>", 0),
        ("<p>  \n </p><div> <span> </span></div>", 0),
        ("<p>Words</p>", 1),
        ("Words in none", 1),
        (f"<p>{FORTY}</p>", 2),
        (f"<p>{FORTY}{FORTY}</p>", 4),
        ("<p>One<br>Two<br>Three</p>", 3),
        ('<p>On <b>the</b> <a href="x">same</a> line</p>', 1),
        ("<h2>Contact us</h2><p>Ring</p>", 3),
        ("<ul><li>One</li><li>Two</li></ul>", 2),
        ("<p>A &amp; B&nbsp;C</p>", 1),
        ("<div class='scan'><svg><title>A code</title></svg><p>Scan</p></div><p>Ring</p>", 1),
        (f"<div data-width='2'><p>{FORTY}</p></div><p>{FORTY}</p>", 3),
    ],
)
def test_lines_begin_where_blocks_do_and_break_where_they_are_full(html: str, lines: int) -> None:
    assert count_lines(html, characters=20) == lines


def test_of_columns_beside_each_other_the_longest_counts() -> None:
    html = "<div class='lines'><p>One</p><p>Two</p></div><div class='lines'><p>Three</p></div>"
    assert count_lines(html, 20) == 3
    assert count_lines(html, 20, columns=2) == 2
