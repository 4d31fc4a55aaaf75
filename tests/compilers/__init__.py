"""A second opinion on the contracts: the same sources, and the same tests, by other compilers."""
