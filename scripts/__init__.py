"""Cairn's commands: one verb a file, run as `ape run VERB`."""
