"""Reads a project's folders into values, and reports the problems of files with their places."""

from leaflet.content.project import Project

__all__ = ["Project"]
