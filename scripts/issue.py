"""`ape run issue`."""

from cairn.cli.verbs.issue import cli

__all__ = ["cli"]
