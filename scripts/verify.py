"""`ape run verify`."""

from cairn.cli.verbs.verify import cli

__all__ = ["cli"]
