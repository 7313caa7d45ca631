"""New files for authors: a project, a clinic, a leaflet, a language, a kind, a format."""
