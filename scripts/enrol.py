"""`ape run enrol`."""

from cairn.cli.verbs.enrol import cli

__all__ = ["cli"]
