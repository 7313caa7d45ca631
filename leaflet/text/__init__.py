"""The words of a leaflet: sentences with their places, readability scores, the abridged form."""
