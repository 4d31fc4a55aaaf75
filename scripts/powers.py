"""`ape run powers`."""

from cairn.cli.verbs.powers import cli

__all__ = ["cli"]
