"""Cairn: curricula that educators govern, credentials that learners own."""

__version__ = "0.1.0"
