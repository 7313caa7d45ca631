"""leaflet itself: the next edition of a build in one process, with an empty cache."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copyfile

Convert = Callable[[Path, Path], None]
_TODAY = datetime.date(2026, 11, 23)


@contextmanager
def opened(root: Path) -> Iterator[Convert]:
    """A build that makes its next edition when the next document is requested; both follow the
    order of the clinics.
    """
    from leaflet.build import BuildRequest, run
    from leaflet.content.project import Project
    from leaflet.planning.matrix import Selection

    project, output = Project((root / "project").resolve()), root / "dist"
    request = BuildRequest(Selection(), _TODAY, output, executor="serial")
    with closing(run(project, request)) as running:

        def convert(document: Path, target: Path) -> None:
            del document
            outcome = next(running)
            if outcome.result != "built":
                raise RuntimeError(f"{outcome.planned.name}: {outcome.result}")
            copyfile(output / outcome.planned.path, target)

        yield convert
