"""Measures laid-out pages, in millimetres."""
