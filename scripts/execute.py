"""`ape run execute`."""

from cairn.cli.verbs.execute import cli

__all__ = ["cli"]
