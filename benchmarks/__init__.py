"""Benchmarks and soak runs; part of the repository, not of the wheel."""
