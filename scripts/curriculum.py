"""`ape run curriculum`. It needs no chain."""

from cairn.cli.verbs.curriculum import cli

__all__ = ["cli"]
