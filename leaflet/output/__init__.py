"""The output folder: its manifest, the files of editions, the comparison of two manifests."""
