"""The build cache: its store, the index of file digests, and the versions of the toolchain."""
