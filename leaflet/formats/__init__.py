"""Print formats: one file, one `FORMAT` each."""

from leaflet.formats.format import FitLimits, Format, Panel, SlotSize

__all__ = ["FitLimits", "Format", "Panel", "SlotSize"]
