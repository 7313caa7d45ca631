"""Builds the files of editions; editions that are up to date are not rendered again."""

from leaflet.build.builder import BuildRun, run
from leaflet.build.dry_run import dry_run
from leaflet.build.outcome import Outcome
from leaflet.build.request import BuildRequest

__all__ = ["BuildRequest", "BuildRun", "Outcome", "dry_run", "run"]
