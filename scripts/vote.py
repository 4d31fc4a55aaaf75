"""`ape run vote`."""

from cairn.cli.verbs.vote import cli

__all__ = ["cli"]
