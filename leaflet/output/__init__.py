"""The output folder: its manifest, the files of editions, the comparison of two manifests."""

from leaflet.output.folder import OutputFolder
from leaflet.output.manifest_entries import ManifestEntry

__all__ = ["ManifestEntry", "OutputFolder"]
