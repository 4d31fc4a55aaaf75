"""Audit: that nobody but the DAO has power."""
