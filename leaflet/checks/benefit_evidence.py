"""Benefits, risks and alternatives name their sources."""

from collections.abc import Iterator
from typing import Any

from leaflet.checks.check import Check, Found
from leaflet.core.diagnostics import Severity
from leaflet.core.located import Loaded
from leaflet.model.leaflet import Leaflet, blocks


def _run(loaded: Loaded[Leaflet]) -> Iterator[Found]:
    leaflet = loaded.value
    assert leaflet is not None
    for kind in ("benefits", "risks", "alternatives"):
        for field_path, block in blocks(leaflet, kind):
            for k, item in enumerate(block.content):
                place = loaded.place((*field_path, k))
                if not item.sources:
                    yield place, "no source is named", "list the ids of sources under sources:"
                elif getattr(item, "evidence", "") == "good" and not _is_strong(leaflet, item):
                    message = "good evidence without a guideline, review or trial"
                    yield place, message, "name one, or say: some"


def _is_strong(leaflet: Leaflet, item: Any) -> bool:
    known = (leaflet.sources.get(name) for name in item.sources)
    return any(source and source.level in _STRONG for source in known)


_STRONG = frozenset({"guideline", "review", "trial"})


CHECK = Check(
    id="benefit-evidence",
    stage="content",
    reads=Leaflet,
    severity=Severity.ERROR,
    summary="Every benefit, risk and alternative names its sources.",
    run=_run,
    finds="an item of `benefits`, `risks` or `alternatives` without sources; `evidence: good` "
    "without a guideline, review or trial among them",
    mend="name the sources, and set `evidence` by the best of them",
    why="EQIP asks for benefits and risks with references; the quality of evidence depends on the "
    "kind of study.",
)
