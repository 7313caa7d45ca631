"""Print formats: one file, one `FORMAT` each."""

from leaflet.formats.format import Format, Knobs, Panel, Room

__all__ = ["Format", "Knobs", "Panel", "Room"]
