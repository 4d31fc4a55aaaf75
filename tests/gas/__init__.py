"""What each act costs, measured anew in each run and held against `benchmarks/`."""
