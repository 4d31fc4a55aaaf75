"""`ape run members`."""

from cairn.cli.verbs.members import cli

__all__ = ["cli"]
