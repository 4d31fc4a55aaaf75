"""Curricula: from a file to the record that a vote adopts, and from a record to words."""
