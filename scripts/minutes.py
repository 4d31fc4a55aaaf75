"""`ape run minutes`."""

from cairn.cli.verbs.minutes import cli

__all__ = ["cli"]
