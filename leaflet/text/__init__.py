"""The words of a leaflet: sentences with their places, reading level, the shorter form."""
