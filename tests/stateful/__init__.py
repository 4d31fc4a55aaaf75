"""A model of the whole suite, and the machine that holds the contracts against it, step by step."""
