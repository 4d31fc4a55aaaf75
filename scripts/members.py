"""`ape run members`."""

from cairn.cli.ape_run import ApeVerb

cli = ApeVerb("members")
