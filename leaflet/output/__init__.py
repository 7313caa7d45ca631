"""The output folder: its manifest, the files of editions, the differences of two manifests."""
