"""Printable patient leaflets: one article, many clinics, branded and accessible PDF handouts."""

__version__ = "0.1.0"
