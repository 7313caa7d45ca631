"""Two versions of a leaflet compared, sentence by sentence."""
