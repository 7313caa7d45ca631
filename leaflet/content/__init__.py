"""Files to values: reads a project's folders and says what is wrong with each file, and where."""

from leaflet.content.project import Project

__all__ = ["Project"]
