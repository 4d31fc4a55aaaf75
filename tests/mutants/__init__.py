"""Contracts with one small fault each, to see that the unit tests notice: `make mutants`."""
