"""`ape run admit`."""

from cairn.cli.verbs.admit import cli

__all__ = ["cli"]
