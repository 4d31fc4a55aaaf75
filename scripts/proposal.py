"""`ape run proposal`."""

from cairn.cli.verbs.proposal import cli

__all__ = ["cli"]
