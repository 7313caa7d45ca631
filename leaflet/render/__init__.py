"""Renders a composition: its PDF or phone page, and the facts of its pages.

The only package that imports WeasyPrint.
"""

from leaflet.render.renderer import render

__all__ = ["render"]
