"""Runs `leaflet` with a pretended renderer, to prepare many editions in little time.

    python -m benchmarks.pretend -C PROJECT build …

All other steps are real: reading, checking, composing, the rendered checks, writing.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from leaflet.core import digests
from leaflet.page.composition import Composition, Fitted
from leaflet.page.facts import PageFacts, PageSide
from leaflet.page.rendering import Rendering

#: The approximate size of a rendered A4 handout, so that writing and hashing cost as much.
_BYTES = 115_000


def render(composition: Composition, blobs: Mapping[str, bytes]) -> Rendering:  # noqa: ARG001
    """A rendering that passes every check; its bytes depend on the page, as real ones do."""
    page = composition.html
    side = PageSide(260.0, 270.0, 0.0, ends_with_heading=False)
    facts = PageFacts(
        sides=(side,) * min(4, composition.budget.sides),
        slots=(),
        panels=(),
        fit=Fitted(composition.budget.start, layouts=1),
        boxes=(),
        breaks=(),
        anchors=frozenset(re.findall(r'id="([^"]+)"', page)),
    )
    digest = digests.digest(page.encode())
    padding = f"% {digest}\n" * (_BYTES // (len(digest) + 3))
    return Rendering(f"%PDF-1.7\n{padding}%%EOF\n".encode(), facts, composition.fonts, (), ())


def main() -> None:
    """Run the command with `render` instead of the real renderer."""
    from leaflet.build import builder
    from leaflet.cli import build, command_line

    setattr(build, "run", functools.partial(builder.run, render=render))  # noqa: B010
    command_line.main()


if __name__ == "__main__":
    main()
