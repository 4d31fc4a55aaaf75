"""`ape run verify`."""

from cairn.cli.ape_run import ApeVerb

cli = ApeVerb("verify")
