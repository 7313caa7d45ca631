"""Approvals of a leaflet do not contradict each other."""

from collections.abc import Iterator

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.core.located import Loaded
from leaflet.model.approvals import Approvals


def _run(loaded: Loaded[Approvals]) -> Iterator[Found]:
    assert loaded.value
    wordings: dict[tuple[str, str], str] = {}
    signed: set[tuple[str, ...]] = set()
    for index, approval in enumerate(loaded.value.approvals):
        first = wordings.setdefault((approval.version, approval.jurisdiction), approval.words)
        if first != approval.words:
            message = f"version {approval.version} is approved with two wordings"
            hint = "keep what was read; give the other wording a version of its own"
            yield loaded.place(("approvals", index, "words")), message, hint
        pages = repr(sorted(approval.pages.items()))
        approver = (approval.by, approval.role, approval.words, pages)
        if approver in signed:
            message = f'"{approval.by}" approved the same words twice'
            yield loaded.place(("approvals", index)), message, "keep one of the two entries"
        signed.add(approver)


CHECK = Check(
    id="approvals",
    stage="content",
    reads=Approvals,
    severity=Severity.ERROR,
    summary="Approvals of a leaflet do not contradict each other.",
    run=_run,
    breaks="an approval that is not one must not stand",
    binds=True,
    finds="one version of a leaflet that is approved with two wordings; one person who approved"
    " the same words in the same role twice",
    mend="keep the entry of what was read, delete the other",
    why="An approval must be provable: two that contradict prove nothing. They come from two"
    " branches that were merged.",
)
