"""Benchmarks and soak runs; part of the repository, never of the wheel."""
