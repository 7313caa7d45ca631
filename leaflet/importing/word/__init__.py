"""Word files: what is read of a package, and the blocks in it."""
