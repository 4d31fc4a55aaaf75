"""`ape run curriculum`."""

from cairn.cli.verbs.curriculum import cli

__all__ = ["cli"]
