"""`ape run demo`."""

from cairn.cli.verbs.demo import cli

__all__ = ["cli"]
