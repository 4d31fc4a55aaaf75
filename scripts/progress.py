"""`ape run progress`."""

from cairn.cli.verbs.progress import cli

__all__ = ["cli"]
