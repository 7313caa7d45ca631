"""The benchmarks: one file each, which assigns `BENCHMARK`."""
