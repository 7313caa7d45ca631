"""Writes rows that begin with ordered times as the lines of a timetable."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from leaflet.importing import words as of_words
from leaflet.importing.document import Words
from leaflet.importing.writing.list_phrases import TIME, minute_of

_LEAST_TIMES = 2


def timetable_lines(
    rows: Sequence[Words], day: Words, write: Callable[[Words], str]
) -> Iterator[str]:
    """The lines of a timetable of one day; none where a row begins with no time, or where the times
    are not in order. `write` writes words as a scalar of YAML.
    """
    found = [TIME.match(of_words.plain(row)) for row in rows]
    times = [one for one in found if one]
    minutes = [minute_of(one[1]) for one in times]
    if len(times) < max(_LEAST_TIMES, len(rows)) or minutes != sorted(minutes):
        return
    yield from (f"- day: {write(day)}", "  rows:")
    for row, one in zip(rows, times, strict=True):
        time, do = of_words.part(row, 0, one.end(1)), of_words.part(row, one.end())
        yield f"    - {{time: {write(time)}, do: {write(do)}}}"
