"""Print formats: one file, one `FORMAT` each."""

from leaflet.formats.format import FitLimits, Format, Panel, Room

__all__ = ["FitLimits", "Format", "Panel", "Room"]
