"""`ape run cancel`."""

from cairn.cli.verbs.cancel import cli

__all__ = ["cli"]
