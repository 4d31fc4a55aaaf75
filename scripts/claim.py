"""`ape run claim`."""

from cairn.cli.verbs.claim import cli

__all__ = ["cli"]
