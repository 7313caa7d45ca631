"""Compares two versions of a leaflet, sentence by sentence."""
