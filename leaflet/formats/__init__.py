"""Print formats: one file, one `FORMAT` each."""

from leaflet.formats.format import Band, FitLimits, Format, Panel, SlotSize

__all__ = ["Band", "FitLimits", "Format", "Panel", "SlotSize"]
