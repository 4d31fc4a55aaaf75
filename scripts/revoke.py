"""`ape run revoke`."""

from cairn.cli.verbs.revoke import cli

__all__ = ["cli"]
