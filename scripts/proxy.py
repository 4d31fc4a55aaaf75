"""`ape run proxy`."""

from cairn.cli.verbs.proxy import cli

__all__ = ["cli"]
