"""Composes an edition: fills templates with a leaflet's words and a clinic's details."""

from leaflet.compose.composer import compose

__all__ = ["compose"]
