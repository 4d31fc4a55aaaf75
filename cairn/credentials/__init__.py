"""Credentials: what is in force, what a learner holds, what a verdict says."""
