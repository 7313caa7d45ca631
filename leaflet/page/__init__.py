"""The values of the build path: an edition, its composition, its rendering, its page facts."""

from leaflet.page.composition import Composition
from leaflet.page.edition import Edition
from leaflet.page.facts import PageFacts
from leaflet.page.rendering import Rendering

__all__ = ["Composition", "Edition", "PageFacts", "Rendering"]
