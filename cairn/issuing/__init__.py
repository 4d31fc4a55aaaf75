"""Issuing: from a gradebook to badges."""
