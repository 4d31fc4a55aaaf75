"""`ape run audit`."""

from cairn.cli.verbs.audit import cli

__all__ = ["cli"]
