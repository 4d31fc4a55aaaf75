"""`ape run deploy`."""

from cairn.cli.verbs.deploy import cli

__all__ = ["cli"]
