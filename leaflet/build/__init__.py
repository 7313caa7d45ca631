"""Makes the files of editions: finds those up to date, has the others rendered, writes them."""

from leaflet.build.builder import Outcome, build

__all__ = ["Outcome", "build"]
