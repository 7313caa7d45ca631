"""The words of a leaflet: sentences with their places, readability scores, the abridged form."""

from leaflet.text.leaflet_text import LeafletText

__all__ = ["LeafletText"]
