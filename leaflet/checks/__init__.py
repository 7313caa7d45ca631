"""Checks content and pages: one `CHECK` in each file; findings have a place and a hint."""

from leaflet.checks.check import Check
from leaflet.checks.run import Rules, check_edition, check_file, check_rendering

__all__ = ["Check", "Rules", "check_edition", "check_file", "check_rendering"]
