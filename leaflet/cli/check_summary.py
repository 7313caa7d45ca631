"""What is to mend in each leaflet, in a line: "7 things missing, 3 promises, reading grade 9.2"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from leaflet.checks.check import OTHERS, find_check
from leaflet.core import extensions
from leaflet.core.diagnostics import Finding

_LEAFLETS = PurePosixPath("content/leaflets")
#: What findings are called that no check makes: a file or field that cannot be read.
_FAULTS = ("fault in the file", "faults in the file")


def summary_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """A line for each leaflet with findings that are broken or unfit, in the order of the paths."""
    by_path: dict[PurePosixPath, list[Finding]] = defaultdict(list)
    for finding in dict.fromkeys(findings):
        path = PurePosixPath(finding.span.path)
        if finding.is_error and path.is_relative_to(_LEAFLETS):
            by_path[path].append(finding)
    for path, some in sorted(by_path.items()):
        yield f"{path.parent.name}, {path.stem}: {', '.join(_counts(some))}"


def _counts(findings: Sequence[Finding]) -> Iterator[str]:
    """The findings by what they are called: what is most first, then the scores, then the rest."""
    numbers: dict[tuple[str, str], int] = defaultdict(int)
    scores: dict[str, str] = {}
    for finding in findings:
        check = find_check(finding.code) if finding.code in extensions.names("checks") else None
        if check and check.in_summary:
            scores.setdefault(check.id, check.in_summary(finding.message))
        else:
            numbers[check.nouns if check else _FAULTS] += 1
    others = numbers.pop(OTHERS, 0)
    for nouns, number in sorted(numbers.items(), key=lambda item: -item[1]):
        yield _counted(number, nouns)
    yield from scores.values()
    if others:
        yield _counted(others, OTHERS if numbers or scores else ("thing to mend", "things to mend"))


def _counted(number: int, nouns: tuple[str, str]) -> str:
    return f"{number} {nouns[number != 1]}"
