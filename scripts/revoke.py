"""`ape run revoke`."""

from cairn.cli.ape_run import ApeVerb

cli = ApeVerb("revoke")
