"""`ape run proposals`."""

from cairn.cli.verbs.proposals import cli

__all__ = ["cli"]
