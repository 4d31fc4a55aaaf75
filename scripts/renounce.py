"""`ape run renounce`."""

from cairn.cli.verbs.renounce import cli

__all__ = ["cli"]
