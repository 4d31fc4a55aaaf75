"""`ape run propose`."""

from cairn.cli.verbs.propose import cli

__all__ = ["cli"]
