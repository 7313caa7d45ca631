"""The benchmarks, one a file; each holds a `BENCHMARK`."""
