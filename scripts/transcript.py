"""`ape run transcript`."""

from cairn.cli.verbs.transcript import cli

__all__ = ["cli"]
