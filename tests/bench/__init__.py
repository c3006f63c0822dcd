"""Benchmarks: what is promised, measured. `make bench` prints the table."""
