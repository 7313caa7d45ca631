"""Says what an import did and what it did not: sections with their roles, and every remark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from leaflet.importing import words as of_words
from leaflet.importing.document import Remark, Told
from leaflet.importing.leaflet_words import words_of

if TYPE_CHECKING:
    from leaflet.importing.draft import Draft
    from leaflet.importing.structure.proposals import Proposed

#: The parts of a report by what they tell.
TITLES = {
    Told.CHECK: "For a person to look at",
    Told.DROPPED: "Not in the draft",
    Told.MENDED: "Mended",
    Told.CHANGED: "In another form than in the article",
    Told.LISTED: "Left as it is, perhaps to be marked",
}
_FOUND = {
    "": "under the title",
    "style": "by its style",
    "bold": "by bold words",
    "large": "by large letters",
    "capitals": "by capitals",
    "number": "by its number",
    "question": "a question",
    "line": "a short line",
}
_SHOWN = 100


def summary(draft: Draft) -> str:
    """One line: where the draft is, and how much it holds."""
    sections = len(draft.sections)
    words = len(words_of(draft.text.partition("\n---\n")[2]))
    counted = "1 section" if sections == 1 else f"{sections} sections"
    return f"{draft.path}: {counted}, {words:,} words"


def section_lines(draft: Draft) -> Iterator[str]:
    """A line for each section: its heading, its role with the confidence, how it was found."""
    rows = [
        (_cut(of_words.plain(one.part.heading), 48), _role(one), _FOUND[one.part.found_by])
        for one in draft.sections
    ]
    widths = [max((len(row[at]) for row in rows), default=0) for at in range(2)]
    for heading, role, found in rows:
        yield f"  {heading:<{widths[0]}}  {role:<{widths[1]}}  {found}"


def _role(one: Proposed) -> str:
    if one.proposal is None:
        return "no role"
    sure = f"{one.proposal.confidence:.0%}"
    return f"{one.role} {sure}" if one.role else f"no role ({one.proposal.role}? {sure})"


def remark_lines(remarks: Iterable[Remark]) -> Iterator[str]:
    """A line for each remark, on one line and cut."""
    for remark in remarks:
        words = f": {_cut(remark.words, _SHOWN)}" if remark.words else ""
        yield f"  {remark.told}: {remark.about}{words}"


def _cut(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def report_text(draft: Draft) -> str:
    """The report as Markdown, with all words of each remark. It names the file and its digest, by
    which a later import knows whether the article has changed.
    """
    lines = [
        f"# Import of {draft.origin.file}",
        "",
        f"{draft.origin.today}, sha256 {draft.origin.digest}",
        "",
        summary(draft),
        "",
        "## Sections",
        "",
        *(f"- {line.strip()}" for line in section_lines(draft)),
    ]
    for told, remarks in groupby(draft.remarks, lambda remark: remark.told):
        lines += ["", f"## {TITLES[told]}", ""]
        for remark in remarks:
            words = " ".join(remark.words.split())
            lines.append(f"- {remark.about}" + (f": {words}" if words else ""))
    return "\n".join(lines) + "\n"
