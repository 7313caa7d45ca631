"""Makes the files of editions: those up to date stay, the others are rendered and written."""

from leaflet.build.builder import BuildRun, run
from leaflet.build.dry_run import dry_run
from leaflet.build.outcome import Outcome
from leaflet.build.request import BuildRequest

__all__ = ["BuildRequest", "BuildRun", "Outcome", "dry_run", "run"]
